"""The register of leavers as lists and sheets; counts for an office."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from schoolcare.models import District, Level, School
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_date
from students.models import AbsenceCase, Enrolment, Leaver, LeaverTrace, Student

MOST_SUGGESTED = 20
FEW = 5  # outside the school a smaller figure of one cause is not told (care.md §6.4)
HEADERS = [
    *("โรงเรียน", "รหัสนักเรียน", "ชื่อ - สกุล", "ชั้นสุดท้าย", "ประเภท", "สาเหตุ", "ขาดหายตั้งแต่"),
    *("ติดตามล่าสุด", "ผลล่าสุด", "ครั้งต่อไป", "ปิดเมื่อ", "ผล"),
]


def with_facts(rows: Any) -> Any:
    """Each with the last class and the last attempt to find the pupil."""
    seats = Enrolment.objects.filter(student=OuterRef("student")).order_by("-year", "-pk")
    traces = LeaverTrace.objects.filter(leaver=OuterRef("pk")).order_by("-on", "-pk")
    return rows.select_related("student__school", "cause").annotate(
        level=Subquery(seats.values("classroom__level")[:1]),
        traced_on=Subquery(traces.values("on")[:1]),
        traced_result=Subquery(traces.values("result")[:1]),
        traces_count=Count("traces"),
    )


def absent_long(school: School) -> list[AbsenceCase]:
    """Who stays away by the school's own rule and is not looked for yet, the longest first."""
    looked_for = Leaver.objects.is_open().filter(student=OuterRef("student"))
    rows = AbsenceCase.objects.open().filter(
        student__school=school, student__status=Student.Status.STUDYING
    )
    rows = rows.exclude(Exists(looked_for)).select_related("student", "classroom")
    return list(rows.order_by("-days", "pk")[:MOST_SUGGESTED])


def level_of(leaver: Any) -> str:
    return Level(leaver.level).label if leaver.level else ""


def sheet(rows: Any) -> Page:
    cells = [
        [
            one.student.school.full_name,
            one.student.code,
            one.student.full_name,
            level_of(one),
            one.get_kind_display(),
            one.cause.name,
            thai_date(one.missing_from),
            thai_date(one.traced_on),
            one.traced_result or "",
            thai_date(one.next_on),
            thai_date(one.closed_on),
            one.get_result_display(),
        ]
        for one in rows
    ]
    return Page("แขวนลอยและออกกลางคัน", HEADERS, cells)


def counts_of(district: District, today: Any) -> list[Any]:
    """Schools of the office with how many are looked for, how many late, how many found."""
    path = "students__leavings"
    is_open, is_any = Q(**{f"{path}__closed_on": None}), Q(**{f"{path}__isnull": False})
    return list(
        School.objects.filter(district=district, is_active=True)
        .annotate(
            hanging=Count(path, is_any & is_open & Q(**{f"{path}__kind": "hanging"})),
            dropped=Count(path, is_any & is_open & Q(**{f"{path}__kind": "dropped"})),
            late=Count(path, is_any & is_open & Q(**{f"{path}__next_on__lt": today})),
            closed=Count(path, is_any & ~is_open),
        )
        .order_by("name", "pk")
    )


def causes_of(district: District) -> list[tuple[str, str]]:
    """How many of the office's open leavers go by each cause, small figures untold."""
    rows = Leaver.objects.is_open().filter(student__school__district=district)
    found = rows.values_list("cause__name").annotate(count=Count("pk")).order_by("-count")
    return [(name, str(count) if count >= FEW else f"น้อยกว่า {FEW}") for name, count in found]
