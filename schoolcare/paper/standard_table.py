"""The district's six columns page by page: symbols join from row to row, connectors from page to
page. A page ends before the paper would break it, by a measure of the texts.
"""

from collections.abc import Iterable, Sequence

from schoolcare.models import ProcedureStep
from schoolcare.paper import flowchart
from schoolcare.paper.flowchart import Sheet
from schoolcare.paper.lines import wrap

POINT = 25.4 / 72  # mm
PAGE, HEAD = 253.0, 14.0  # mm: what a page holds for certain, and the heads of the columns
TOP = 40.0  # three headings, and the name of the procedure
MOST_ABOVE = 110.0  # mm: with more above it the table begins on a page of its own
TYPE, LINE, LOOSE_LINE, EDGE = 9.2, 15 * POINT, 21.2 * POINT, 1.2  # points, mm, mm, mm
WIDTH, DETAIL, TIME, STANDARD, OWNER = 175.0, 41.0, 24.0, 30.0, 30.0  # mm, as in the template
UNIT = 36 / 152  # mm to a unit of a drawing
ENDS = 2 * (2 * flowchart.CIRCLE + flowchart.NEAR) * UNIT  # mm, of the connectors of a page

Row = tuple[ProcedureStep, Sheet]


def is_apart(above: str) -> bool:
    """Whether the texts above it leave too little room."""
    return _texts(above) > MOST_ABOVE


def pages(steps: Sequence[ProcedureStep], above: str) -> list[list[Row]]:
    """The rows of each page with the symbols of their steps; `above`: the texts over the first."""
    groups = list(_groups(steps, 0 if is_apart(above) else _texts(above)))
    last = len(groups) - 1
    return [
        [
            (
                step,
                flowchart.single(
                    step,
                    is_first=step is steps[0],
                    is_last=step is steps[-1],
                    before=flowchart.letter(page - 1) if page and step is group[0] else "",
                    after=flowchart.letter(page) if page < last and step is group[-1] else "",
                ),
            )
            for step in group
        ]
        for page, group in enumerate(groups)
    ]


def _texts(above: str) -> float:
    """The height of texts in mm."""
    return LOOSE_LINE * _lines(above, 10.5, WIDTH)


def _groups(steps: Sequence[ProcedureStep], texts: float) -> Iterable[list[ProcedureStep]]:
    group: list[ProcedureStep] = []
    left = PAGE - HEAD - ENDS - TOP - texts
    for step in steps:
        height = _height(step)
        if group and height > left:
            yield group
            group, left = [], PAGE - HEAD - ENDS
        group.append(step)
        left -= height
    if group:
        yield group


def _height(step: ProcedureStep) -> float:
    """Of its row, in mm, between two others."""
    texts = [(step.standard, STANDARD), (step.owner, OWNER), (step.time_words, TIME)]
    lines = max(_lines(text, TYPE, wide) for text, wide in texts)
    detail = _lines(step.name, TYPE, DETAIL)
    if step.question:
        detail += _lines(f"{step.question} (ถ้าไม่ กลับไปขั้นที่ {step.back_to})", TYPE, DETAIL)
    drawing = flowchart.single(step, is_first=False, is_last=False).height * UNIT
    return max(max(lines, detail) * LINE + EDGE, drawing)


def _lines(text: str, size: float, wide: float) -> int:
    """How many lines a text takes in a column of `wide` mm, its edges taken off."""
    most = (wide - 2 * EDGE) / POINT
    return sum(max(1, len(wrap(part, size, most))) for part in text.splitlines())
