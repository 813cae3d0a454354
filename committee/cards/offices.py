"""What of the schools' registries waits for the office above, for the home page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from committee.models import Confirmation
from committee.reports import school_boards, totals_of
from schoolcare.access import Permission
from schoolcare.models import School, User
from schoolcare.registry import HomeCard
from schoolcare.thai import academic_year


def review_cards(request: Any) -> Iterable[HomeCard]:
    """Confirmed registries that nobody looked over yet; schools whose registry is not complete."""
    user, today = request.user, request.workplace.today
    if not user.access.allows(Permission.BOARD_REVIEW):
        return
    url = reverse("committee:school-list")
    said = Confirmation.objects.for_user(user, Permission.BOARD_REVIEW)
    said = said.filter(year=academic_year(today), state=Confirmation.State.SENT)
    waiting = said.filter(board__school__is_active=True).count()
    text = "ตรวจแล้วรับรอง หรือส่งกลับแก้ไข"
    yield HomeCard("ทะเบียนคณะกรรมการรอตรวจ", waiting, f"{url}?confirmed=sent", text)
    text = "ว่าง หมดวาระ ข้อมูลไม่สมบูรณ์ หรือยังไม่มี"
    count = incomplete(user, today)
    yield HomeCard("โรงเรียนที่ทะเบียนยังไม่ครบ", count, f"{url}?status=missing", text, "soon")


def incomplete(user: User, today: date) -> int:
    """Open schools of the office that the registry does not call complete."""
    schools = School.objects.for_user(user, Permission.BOARD_REVIEW).filter(is_active=True)
    totals = totals_of(school_boards(schools.only("pk").order_by(), today, with_remarks=False))
    return totals.schools - totals.done
