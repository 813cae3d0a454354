"""Who is missing: what is overdue at home, an office's settings."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import (
    Event,
    EventSource,
    HomeCard,
    HomeCounts,
    OfficeSetting,
    PupilPanel,
    chronology,
    home_counts,
    office_settings,
    pupil_panels,
)
from schoolcare.requests import Request
from students.chronology import later_first
from students.models import Leaver, StatusChange, Student


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """Leavers of the school whose next look is overdue."""
    school = request.workplace.office(Permission.LEAVER_VIEW)
    if not isinstance(school, School):
        return None
    rows = Leaver.objects.is_open().filter(next_on__lt=request.workplace.today)
    return school, {"late": counted(rows, "student__school")}


def _tells(request: Any, found: dict[str, Any]) -> Iterable[HomeCard]:
    url = f"{reverse('students:leaver-list')}?show=late"
    text = "บันทึกผลการติดตาม หรือปิดเมื่อทราบว่านักเรียนอยู่ที่ใด"
    yield HomeCard("เกินกำหนดติดตามนักเรียนแขวนลอย/ออกกลางคัน", found["late"], url, text, "late")


def _asks_changes(pupil: Any, kept_out: Any) -> Asked:
    """The day and the status; why and by which papers stands on the tab of who may see it."""
    return StatusChange.objects.filter(student=pupil), facts("on", "to_status")


def _tells_changes(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    for row in later_first(rows):
        status = Student.Status(row["to_status"]).label
        yield Event(date.fromisoformat(row["on"]), f"สถานะเป็น{status}", icon="flag")


home_counts.append(HomeCounts(_asks, _tells))
chronology.append(EventSource(_asks_changes, _tells_changes))
pupil_panels.append(PupilPanel("สถานะ", "students:status-detail", Permission.STATUS_CHANGE))
office_settings.append(OfficeSetting("ทะเบียนนักเรียนออกกลางคัน", "students:leaver-settings", "search"))
