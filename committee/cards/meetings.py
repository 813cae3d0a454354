"""What of the meetings waits for those who call them, for the home page."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from committee.models import Meeting, Resolution
from committee.services.meetings import owner
from schoolcare.access import Permission
from schoolcare.registry import HomeCard

SOON_DAYS = 7
State = Meeting.State


def meeting_cards(request: Any) -> Iterable[HomeCard]:
    """Meetings of the next days; those whose day passed; held ones without proposed minutes."""
    office, today = request.workplace.office(Permission.MEETING_EDIT), request.workplace.today
    if office is None:
        return
    is_planned = Q(state=State.PLANNED)
    coming = is_planned & Q(held_on__range=(today, today + timedelta(days=SOON_DAYS)))
    draft = Q(state=State.HELD, minutes_state=Meeting.Minutes.DRAFT)
    found = Meeting.objects.filter(**owner(office)).aggregate(
        coming=Count("pk", coming),
        passed=Count("pk", is_planned & Q(held_on__lt=today)),
        draft=Count("pk", draft),
    )
    url = reverse("committee:meeting-list")
    text = "บันทึกการประชุม เลื่อนวัน หรือยกเลิก"
    yield HomeCard("การประชุมเลยวันแล้ว ยังไม่บันทึก", found["passed"], url, text, "late")
    yield HomeCard("ประชุมใน 7 วันนี้", found["coming"], url, "ดูวาระและคำตอบรับ", "soon")
    text = "เขียนให้เสร็จแล้วเสนอรับรอง"
    yield HomeCard("รายงานการประชุมยังเป็นร่าง", found["draft"], url, text, "soon")


def resolution_cards(request: Any) -> Iterable[HomeCard]:
    """Resolutions past their day."""
    office, today = request.workplace.office(Permission.MEETING_EDIT), request.workplace.today
    if office is None:
        return
    own = {f"item__meeting__{name}": place for name, place in owner(office).items()}
    late = Resolution.objects.overdue(today).filter(**own).count()
    url = f"{reverse('committee:resolution-list')}?state=late"
    text = "ติดตามผู้รับผิดชอบ แล้วบันทึกผล"
    yield HomeCard("มติที่ประชุมเกินกำหนด", late, url, text, "late")
