"""What the system itself knows beside a question: the figure in words, and where it comes from.

Each figure is asked for one school and year; a part of the product adds its own to `LABELS` and
`READERS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from committee.models import BoardNetwork, Meeting, Resolution, Trainee
from committee.reports import SchoolBoard, school_boards
from committee.services.trainings import hours_words
from schoolcare.models import School, Term
from schoolcare.thai import legal_term_dates, thai_date


@dataclass(frozen=True, slots=True)
class Known:
    """One figure in words, and its source."""

    words: str
    source: str


LABELS = {
    "registry": "สถานะทะเบียนคณะกรรมการ",
    "confirmed": "การยืนยันทะเบียนประจำปี",
    "meetings_1": "จำนวนครั้งที่ประชุม ภาคเรียนที่ 1",
    "meetings_2": "จำนวนครั้งที่ประชุม ภาคเรียนที่ 2",
    "resolutions": "มติที่ติดตามอยู่",
    "networks": "เครือข่ายคณะกรรมการ",
    "training": "ชั่วโมงอบรมของกรรมการ",
}
Reader = Callable[[School, int, date], dict[str, Known]]


def figures_of(school: School, year: int, today: date) -> dict[str, Known]:
    """Every figure known of a school in an academic year (พ.ศ.), by its name in `LABELS`."""
    known: dict[str, Known] = {}
    for reader in READERS:
        known |= reader(school, year, today)
    return known


def of_registry(school: School, year: int, today: date) -> dict[str, Known]:
    """Four queries: those of one line of the registry."""
    [line] = school_boards([school], today)
    source = f"ทะเบียนคณะกรรมการ ณ {thai_date(today)}"
    return {
        "registry": Known(_status(line), source),
        "confirmed": Known("ยืนยันแล้ว" if line.is_confirmed else "ยังไม่ยืนยัน", source),
    }


def _status(line: SchoolBoard) -> str:
    verdict = line.verdict
    if verdict.total is None:
        return str(verdict.status.label)
    lacking = f" (ว่าง {', '.join(map(str, verdict.vacancies))})" if verdict.vacancies else ""
    return f"{verdict.status.label} {verdict.filled}/{verdict.total} ตำแหน่ง{lacking}"


def of_meetings(school: School, year: int, today: date) -> dict[str, Known]:
    """Meetings of the board that were held, by term, and what came of their resolutions."""
    first, second = terms_of(school, year)
    held = Meeting.objects.filter(
        school=school, kind=Meeting.Kind.BOARD, state=Meeting.State.HELD, held_on__lte=today
    )
    counts = held.aggregate(
        one=Count("pk", filter=Q(held_on__range=first)),
        two=Count("pk", filter=Q(held_on__range=second)),
    )
    resolved = Resolution.objects.filter(
        item__meeting__in=held.filter(held_on__range=(first[0], second[1]))
    ).aggregate(all=Count("pk"), done=Count("pk", filter=Q(status=Resolution.Status.DONE)))
    source = f"บันทึกการประชุม ณ {thai_date(today)}"
    return {
        "meetings_1": Known(f"{counts['one']} ครั้ง", source),
        "meetings_2": Known(f"{counts['two']} ครั้ง", source),
        "resolutions": Known(f"ทำเสร็จ {resolved['done']} จาก {resolved['all']} มติ", source),
    }


def terms_of(school: School, year: int) -> list[tuple[date, date]]:
    """First and last day of both terms: the school's own, else those of the law; then the holiday
    after a term belongs to it, so that no meeting of the year is lost.
    """
    own = {one.semester: one for one in Term.objects.filter(school=school, year=year)}
    legal = legal_term_dates(year)
    starts = [own[n].starts_on if n in own else legal[n - 1][0] for n in (1, 2)]
    over = date(year - 542, 5, 15)
    return [(starts[0], starts[1] - timedelta(days=1)), (starts[1], max(over, starts[1]))]


def of_networks(school: School, year: int, today: date) -> dict[str, Known]:
    """The networks of boards that the school's board works in today."""
    names = BoardNetwork.objects.filter(schools=school, is_active=True).values_list(
        "name", flat=True
    )
    words = ", ".join(names) or "ยังไม่อยู่ในเครือข่ายใด"
    return {"networks": Known(words, f"ทะเบียนเครือข่าย ณ {thai_date(today)}")}


def of_trainings(school: School, year: int, today: date) -> dict[str, Known]:
    """How many people of the school's board were trained in the year, for how many hours."""
    days = (date(year - 543, 5, 16), min(date(year - 542, 5, 15), today))
    attended = Trainee.objects.filter(
        school=school, member__isnull=False, hours__gt=0, training__starts_on__range=days
    )
    found = attended.aggregate(people=Count("member", distinct=True), total=Sum("hours"))
    words = "ยังไม่มีผู้เข้าอบรม"
    if found["total"]:
        words = f"{hours_words(found['total'])} ({found['people']} คน)"
    return {"training": Known(words, f"ทะเบียนการอบรม ณ {thai_date(today)}")}


READERS: list[Reader] = [of_registry, of_meetings, of_networks, of_trainings]
