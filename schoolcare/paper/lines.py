"""Thai text cut into lines of a measured width, for drawings: SVG knows no line breaks."""

from functools import lru_cache
from itertools import pairwise

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

FONT = "fonts/SarabunDoc-Regular.ttf"


def wrap(text: str, size: float, most: float) -> list[str]:
    """Lines no wider than `most` at a type of `size`, where a word is not wider by itself."""
    lines = [""]
    for piece in _pieces(text.strip()):
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > most:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def width(text: str, size: float) -> float:
    """How wide the paper's font sets a text; marks above and below take no room."""
    advances, default = _advances()
    return sum(advances.get(ord(sign), default) for sign in text) * size


@lru_cache
def _advances() -> tuple[dict[int, float], float]:
    """Per em, by character."""
    with TTFont(finders.find(FONT), lazy=True) as font:
        em, glyphs = font["head"].unitsPerEm, font["hmtx"].metrics
        known = {sign: glyphs[name][0] / em for sign, name in font.getBestCmap().items()}
    return known, 0.55


def _pieces(text: str) -> list[str]:
    """Between them a line may end: at Thai words where Pango is there, else at spaces."""
    try:
        from weasyprint.text.line_break import get_log_attrs
    except OSError:
        ends = [place + 1 for place, sign in enumerate(text) if sign == " "]
    else:
        marks = get_log_attrs(text, "th")
        ends = [place for place in range(1, len(text)) if marks[place].is_line_break]
    return [text[start:end] for start, end in pairwise([0, *ends, len(text)])]
