"""What of the meetings waits for those who call them, for the home page."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from committee.models import Meeting, Resolution
from committee.services.meetings import owner
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import District, School
from schoolcare.registry import HomeCard, HomeCounts

SOON_DAYS = 7
State = Meeting.State


def _asks(request: Any) -> tuple[School | District, dict[str, Any]] | None:
    """Meetings of the next days; those whose day passed; held ones without proposed minutes;
    resolutions past their day.
    """
    office, today = request.workplace.office(Permission.MEETING_EDIT), request.workplace.today
    return (office, _counts(office, today)) if office else None


def _tells(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    url = reverse("committee:meeting-list")
    text = "บันทึกการประชุม เลื่อนวัน หรือยกเลิก"
    yield HomeCard("การประชุมเลยวันแล้ว ยังไม่บันทึก", found["passed"], url, text, "late")
    yield HomeCard("ประชุมใน 7 วันนี้", found["coming"], url, "ดูวาระและคำตอบรับ", "soon")
    text = "เขียนให้เสร็จแล้วเสนอรับรอง"
    yield HomeCard("รายงานการประชุมยังเป็นร่าง", found["draft"], url, text, "soon")
    url = f"{reverse('committee:resolution-list')}?state=late"
    text = "ติดตามผู้รับผิดชอบ แล้วบันทึกผล"
    yield HomeCard("มติที่ประชุมเกินกำหนด", found["late"], url, text, "late")


meeting_counts = HomeCounts(_asks, _tells)


def _counts(office: School | District, today: date) -> dict[str, Any]:
    [(place, _)] = owner(office).items()
    meetings, soon = Meeting.objects.all(), today + timedelta(days=SOON_DAYS)
    planned = meetings.filter(state=State.PLANNED)
    draft = meetings.filter(state=State.HELD, minutes_state=Meeting.Minutes.DRAFT)
    return {
        "passed": counted(planned.filter(held_on__lt=today), place),
        "coming": counted(planned.filter(held_on__range=(today, soon)), place),
        "draft": counted(draft, place),
        "late": counted(Resolution.objects.overdue(today), f"item__meeting__{place}"),
    }
