"""What the system itself knows beside a question: the figure in words, and where it comes from.

Each figure is of one school and year. The rows behind them are few and asked for together.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from committee.models import BoardNetwork, Meeting, Resolution, Trainee
from committee.reports import SchoolBoard, school_boards
from committee.services.trainings import hours_words
from schoolcare.asked_together import Asked, Rows, asked_together, facts, number
from schoolcare.models import School, Term
from schoolcare.thai import legal_term_dates, thai_date, thai_key

Days = tuple[date, date]  # the first and the last


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


def figures_of(school: School, year: int, today: date) -> dict[str, Known]:
    """Every figure known of a school in an academic year (พ.ศ.), by its name in `LABELS`.

    Four queries: three for the line of the registry, one for all else.
    """
    said = asked_together(_asked(school, year, today))
    terms = terms_of(said["terms"], year)
    return (
        _of_registry(school, today)
        | _of_meetings(said["meetings"], said["resolutions"], terms, today)
        | _of_networks(said["networks"], today)
        | _of_trainings(said["trainings"], today)
    )


def _asked(school: School, year: int, today: date) -> dict[str, Asked]:
    """Meetings and resolutions of both calendar years, as terms begin where a school says."""
    first, last = date(year - 543, 1, 1), date(year - 542, 12, 31)
    held = Meeting.objects.filter(
        school=school,
        kind=Meeting.Kind.BOARD,
        state=Meeting.State.HELD,
        held_on__range=(first, min(last, today)),
    )
    trained = Trainee.objects.filter(
        school=school,
        member__isnull=False,
        hours__gt=0,
        training__starts_on__range=(date(year - 543, 5, 16), min(date(year - 542, 5, 15), today)),
    )
    return {
        "terms": (Term.objects.filter(school=school, year=year), facts("semester", "starts_on")),
        "meetings": (held, facts("held_on")),
        "resolutions": (
            Resolution.objects.filter(item__meeting__in=held.order_by()),
            facts("status", held_on="item__meeting__held_on"),
        ),
        "networks": (BoardNetwork.objects.filter(schools=school, is_active=True), facts("name")),
        "trainings": (trained, facts("member", "hours")),
    }


def _of_registry(school: School, today: date) -> dict[str, Known]:
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


def terms_of(own: Rows, year: int) -> tuple[Days, Days]:
    """First and last day of both terms: the school's own, else those of the law; then the holiday
    after a term belongs to it, so that no meeting of the year is lost.
    """
    begun = {one["semester"]: date.fromisoformat(one["starts_on"]) for one in own}
    legal = legal_term_dates(year)
    first, second = (begun.get(n, legal[n - 1][0]) for n in (1, 2))
    over = date(year - 542, 5, 15)
    return (first, second - timedelta(days=1)), (second, max(over, second))


def _of_meetings(
    meetings: Rows, resolutions: Rows, terms: tuple[Days, Days], today: date
) -> dict[str, Known]:
    """Meetings of the board that were held, by term, and what came of their resolutions."""
    first, second = terms
    of_year = (first[0], second[1])
    resolved = [one["status"] for one in resolutions if _is_within(one, of_year)]
    done = resolved.count(Resolution.Status.DONE)
    source = f"บันทึกการประชุม ณ {thai_date(today)}"
    return {
        "meetings_1": Known(f"{sum(_is_within(one, first) for one in meetings)} ครั้ง", source),
        "meetings_2": Known(f"{sum(_is_within(one, second) for one in meetings)} ครั้ง", source),
        "resolutions": Known(f"ทำเสร็จ {done} จาก {len(resolved)} มติ", source),
    }


def _is_within(row: dict[str, Any], days: Days) -> bool:
    return days[0] <= date.fromisoformat(row["held_on"]) <= days[1]


def _of_networks(rows: Rows, today: date) -> dict[str, Known]:
    """The networks of boards that the school's board works in today."""
    words = ", ".join(sorted((one["name"] for one in rows), key=thai_key))
    source = f"ทะเบียนเครือข่าย ณ {thai_date(today)}"
    return {"networks": Known(words or "ยังไม่อยู่ในเครือข่ายใด", source)}


def _of_trainings(rows: Rows, today: date) -> dict[str, Known]:
    """How many people of the school's board were trained in the year, for how many hours."""
    words = "ยังไม่มีผู้เข้าอบรม"
    if rows:
        people = len({one["member"] for one in rows})
        words = (
            f"{hours_words(sum((number(one['hours']) for one in rows), Decimal(0)))} ({people} คน)"
        )
    return {"training": Known(words, f"ทะเบียนการอบรม ณ {thai_date(today)}")}
