"""The agenda as it is printed: headings of the form, items with their numbers, words to start."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from committee.models import AgendaForm, AgendaItem, Heading

FIVE_FOLLOW_UP = "เรื่องสืบเนื่องและเรื่องเสนอเพื่อทราบ"
FORMS: dict[str, tuple[tuple[str, tuple[Heading, ...]], ...]] = {
    AgendaForm.SIX: tuple((one.label, (one,)) for one in Heading),
    AgendaForm.FIVE: (
        (Heading.CHAIR.label, (Heading.CHAIR,)),
        (Heading.ADOPTION.label, (Heading.ADOPTION,)),
        (FIVE_FOLLOW_UP, (Heading.FOLLOW_UP, Heading.INFORM)),
        (Heading.DECIDE.label, (Heading.DECIDE,)),
        (Heading.OTHER.label, (Heading.OTHER,)),
    ),
}

# What boards are asked to decide, grouped as schools do (admin.md §1.7).
TEMPLATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "วิชาการ",
        (
            "พิจารณาให้ความเห็นชอบแผนพัฒนาการจัดการศึกษา",
            "พิจารณาให้ความเห็นชอบหลักสูตรสถานศึกษา",
            "พิจารณามาตรฐานการศึกษาและค่าเป้าหมายของสถานศึกษา",
            "พิจารณาให้ความเห็นชอบรายงานการประเมินตนเอง (SAR)",
            "พิจารณาให้ความเห็นชอบการพานักเรียนไปทัศนศึกษา",
        ),
    ),
    (
        "งบประมาณ",
        (
            "พิจารณาให้ความเห็นชอบแผนปฏิบัติการประจำปี",
            "พิจารณาประมาณการรายรับ-รายจ่ายและเงินรายได้สถานศึกษา",
            "พิจารณาการระดมทรัพยากรเพื่อการศึกษา (ผ้าป่าการศึกษา)",
            "พิจารณารับรองรายชื่อนักเรียนยากจน",
            "พิจารณาการจัดสรรทุนการศึกษา",
        ),
    ),
    ("บุคคล", ("พิจารณาความต้องการอัตรากำลังครูและบุคลากร",)),
    (
        "ทั่วไป",
        (
            "พิจารณาให้ความเห็นชอบแผนการรับนักเรียน",
            "พิจารณาการขอใช้อาคารสถานที่",
            "พิจารณาข้อร้องเรียน",
        ),
    ),
)


@dataclass(slots=True)
class Line:
    """An item with its printed number in Arabic digits, "4.1"."""

    number: str
    item: AgendaItem


@dataclass(slots=True)
class Place:
    """One printed heading, ระเบียบวาระที่ `number`, with its items in order."""

    number: int
    label: str
    headings: tuple[Heading, ...]
    lines: list[Line] = field(default_factory=list)


def places_of(form: str, items: Iterable[AgendaItem]) -> list[Place]:
    """Every heading of the form, the empty ones too; `items` in any order."""
    ordered = sorted(items, key=lambda one: (one.heading, one.position, one.pk))
    places = []
    for number, (label, headings) in enumerate(FORMS[form], start=1):
        here = [one for one in ordered if one.heading in headings]
        lines = [Line(f"{number}.{at}", one) for at, one in enumerate(here, start=1)]
        places.append(Place(number, label, headings, lines))
    return places


def lines_of(form: str, items: Iterable[AgendaItem]) -> list[Line]:
    """All items with their numbers, in the order of the agenda."""
    return [line for place in places_of(form, items) for line in place.lines]


def number_of(form: str, items: Iterable[AgendaItem], item: AgendaItem) -> str:
    """The printed number of one of `items`."""
    return next((line.number for line in lines_of(form, items) if line.item == item), "")


def heading_choices(form: str) -> list[tuple[int, str]]:
    """Where an item may stand, as the form calls and numbers it."""
    places = enumerate(FORMS[form], start=1)
    return [(headings[0].value, f"{number}. {label}") for number, (label, headings) in places]
