"""What attendance gives to the house: home, pupil's page, hints to screening, binder."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from schoolcare import audit_words
from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts
from schoolcare.counting import counted
from schoolcare.models import School, Term
from schoolcare.registry import (
    BinderPaper,
    Event,
    EventSource,
    HintSource,
    HomeCard,
    HomeCounts,
    PupilPanel,
    ScreeningHint,
    binder,
    chronology,
    demo,
    home_counts,
    pupil_panels,
    screening_hints,
)
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.attendance import SATURDAY, days_off
from students.demo_attendance import fill
from students.models import Absence, AbsenceCase, AbsenceLetter, ClassDay, Classroom, Student

VIEW, WRITE = Permission.ATTENDANCE_VIEW, Permission.ATTENDANCE_WRITE
LATE_RISK, LATE_PROBLEM, ABSENT_PROBLEM = 3, 4, 2  # a week, care.md §2.2

audit_words.NOUNS.update(
    {
        "absence": "การมาเรียน",
        "absence_case": "การขาดเรียนเกินเกณฑ์",
        "absence_letter": "หนังสือแจ้งการขาดเรียน",
        "attendance_rule": "เกณฑ์การขาดเรียน",
        "class_day": "การเช็กชื่อ",
    }
)
audit_words.VERBS.update({"check": "บันทึก", "correct": "แก้ไข"})

demo.append((13, fill))
pupil_panels.append(PupilPanel("การมาเรียน", "students:student-attendance", VIEW))


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """Cases that wait for their next letter, classes that are usually checked and are not today."""
    school, today = request.workplace.school, request.workplace.today
    if school is None or not request.user.access.allows(WRITE):
        return None
    cases = AbsenceCase.objects.for_user(request.user, WRITE).open()
    unanswered = AbsenceLetter.objects.filter(case=OuterRef("pk"), answered_on=None)
    asked = {
        "absent": counted(cases, "student__school"),
        "unwritten": counted(cases.exclude(Exists(unanswered)), "student__school"),
    }
    if today.weekday() < SATURDAY:
        asked["unchecked"] = counted(_unchecked(request, today), "school")
    return school, asked


def _unchecked(request: Any, today: date) -> Any:
    """Classes that somebody checked before in the present term, and nobody today."""
    terms = Term.objects.filter(
        school=OuterRef("school"),
        year=OuterRef("year"),
        starts_on__lte=today,
        ends_on__gte=today,
    )
    days = ClassDay.objects.filter(classroom=OuterRef("pk"))
    rooms = Classroom.objects.for_user(request.user, WRITE).filter(Exists(terms))
    return rooms.filter(Exists(days), ~Exists(days.filter(on=today)))


def _tells(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    url = reverse("students:absence-list")
    if found["absent"]:
        waiting = found["unwritten"]
        text = f"รอหนังสือหรือปิดเรื่อง {waiting} คน" if waiting else "ส่งหนังสือแล้ว รอคำตอบ"
        yield HomeCard("ขาดเรียนเกินเกณฑ์", found["absent"], url, text, "late" if waiting else "soon")
    if unchecked := found.get("unchecked"):
        today, school = request.workplace.today, request.workplace.school
        if today not in days_off(school, today, today):
            url = reverse("students:attendance-list")
            yield HomeCard("วันนี้ยังไม่เช็กชื่อ", unchecked, url, "ห้อง", "soon")


home_counts.append(HomeCounts(_asks, _tells))


def _asks_cases(pupil: Any, kept_out: Any) -> Asked:
    """Cases with their letters."""
    sent = counted(AbsenceLetter.objects.all(), "case")
    found = AbsenceCase.objects.filter(student=pupil)
    return found, facts("reason", "days", "ends_on", "outcome", sent=sent)


def _tells_cases(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    for row in sorted(rows, key=itemgetter("pk")):
        sent, outcome = row["sent"], row["outcome"]
        closed = AbsenceCase.Outcome(outcome).label if outcome else ""
        yield Event(
            date.fromisoformat(row["ends_on"]),
            str(AbsenceCase(reason=row["reason"], days=row["days"])),
            text=f"หนังสือถึงผู้ปกครอง {sent} ฉบับ" if sent else "ยังไม่ส่งหนังสือถึงผู้ปกครอง",
            url=address(row["pk"], "students:absence-detail"),
            icon="bell",
            badge=("ok", closed) if closed else ("warn", "กำลังติดตาม"),
        )


chronology.append(EventSource(_asks_cases, _tells_cases, VIEW))


def _asks_weeks(pupils: Any, year: int, semester: int) -> Asked:
    """Days of the term on which a pupil was late or missing."""
    term = "day__classroom__school__terms__"
    within: dict[str, Any] = {
        "day__on__gte": F(f"{term}starts_on"),
        "day__on__lte": F(f"{term}ends_on"),
    }
    within |= {f"{term}year": year, f"{term}semester": semester}
    rows = Absence.objects.filter(student__in=pupils, kind__in=["absent", "late"], **within)
    return rows, facts("student", "kind", on="day__on")


def _tells_weeks(pupils: Any, year: int, semester: int, rows: Rows) -> Iterator[ScreeningHint]:
    """Weeks in which a pupil was late or missing as often as the criteria say.

    Late 3 times a week is a risk, more often a problem, as is missing more than one day a week.
    """
    weeks: dict[tuple[int, str], dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        week = date.fromisoformat(row["on"]).isocalendar()[:2]
        weeks[row["student"], row["kind"]][week] += 1
    for (student, kind), counts in sorted(weeks.items()):
        if hint := _hint(kind, list(counts.values())):
            level, criterion, words = hint
            link = address(student, "students:student-attendance")
            yield ScreeningHint(student, "learning", level, words, criterion, link)


def _hint(kind: str, weeks: list[int]) -> tuple[str, str, str] | None:
    """Level, criterion and words for a pupil's weeks of one kind."""
    if kind == Absence.Kind.ABSENT:
        many = sum(one >= ABSENT_PROBLEM for one in weeks)
        words = f"การมาเรียน: ขาดมากกว่า 1 วัน {many} สัปดาห์"
        return ("problem", "absent_many", words) if many else None
    many = sum(one >= LATE_RISK for one in weeks)
    words = f"การมาเรียน: สาย {LATE_RISK} ครั้งขึ้นไป {many} สัปดาห์"
    if max(weeks) >= LATE_PROBLEM:
        return "problem", "late_many", words
    return ("risk", "late_some", words) if many else None


learning_hints = HintSource(_asks_weeks, _tells_weeks)
screening_hints.append(learning_hints)


def letters_of(school: School, year: int, room: Classroom | None) -> Iterator[dict[str, str]]:
    """The letters about pupils of the class in the year, in the order of their days."""
    rows = AbsenceLetter.objects.filter(case__classroom=room, case__classroom__year=year)
    for key in rows.order_by("dated_on", "pk").values_list("pk", flat=True):
        yield {"object": str(key)}


binder.append(BinderPaper("absence-letter", "การมาเรียน", 60, letters_of, is_expected=False))
