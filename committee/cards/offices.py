"""What of the schools' registries waits for the office above, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from committee.models import Confirmation
from committee.reports import school_boards, totals_of
from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.registry import HomeCard


def review_cards(request: Any) -> Iterable[HomeCard]:
    """Confirmed registries that nobody looked over yet; schools whose registry is not complete."""
    user, today = request.user, request.workplace.today
    if not user.access.allows(Permission.BOARD_REVIEW):
        return
    schools = School.objects.for_user(user, Permission.BOARD_REVIEW).filter(is_active=True)
    lines = school_boards(schools.only("pk").order_by(), today, with_remarks=False)
    waiting = sum(line.confirmed == Confirmation.State.SENT for line in lines)
    url, text = reverse("committee:school-list"), "ตรวจแล้วรับรอง หรือส่งกลับแก้ไข"
    yield HomeCard("ทะเบียนคณะกรรมการรอตรวจ", waiting, f"{url}?confirmed=sent", text)
    totals, text = totals_of(lines), "ว่าง หมดวาระ ข้อมูลไม่สมบูรณ์ หรือยังไม่มี"
    count = totals.schools - totals.done
    yield HomeCard("โรงเรียนที่ทะเบียนยังไม่ครบ", count, f"{url}?status=missing", text, "soon")
