"""What of the board's registry waits for those who keep it, for the home page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from committee.completeness import Completeness, Status
from committee.models import Confirmation
from committee.reports import school_boards
from committee.ties import count_here
from schoolcare.access import Permission
from schoolcare.registry import HomeCard
from schoolcare.thai import academic_year, thai_date

OVER = {Status.NONE, Status.EXPIRED}  # nothing there to confirm


def board_cards(request: Any) -> Iterable[HomeCard]:
    """For who keeps the registry: incomplete, about to end; for the director: not confirmed yet."""
    school, access = request.workplace.school, request.user.access
    if school is None or school.pk not in access.grant(Permission.BOARD_EDIT).schools:
        return
    today, url = request.workplace.today, reverse("committee:registry")
    line = school_boards([school], today, with_remarks=False)[0]
    verdict, said = line.verdict, line.confirmed
    if card := _state_card(verdict, today, url):
        yield card
    if line.board and line.tied:
        lapsed = count_here(line.board, today)
        text = "บุตรหลานออกจากโรงเรียน หรือครูพ้นจากโรงเรียนแล้ว"
        yield HomeCard("กรรมการที่ควรตรวจว่ายังเป็นผู้แทนได้", lapsed, url, text, "soon")
    if said == Confirmation.State.RETURNED:
        text = "ดูข้อทักท้วงของหน่วยงานต้นสังกัด"
        yield HomeCard("ทะเบียนคณะกรรมการส่งกลับแก้ไข", 1, url, text, "late")
        return
    may_confirm = school.pk in access.grant(Permission.BOARD_CONFIRM).schools
    if (
        may_confirm
        and said not in Confirmation.CONFIRMED
        and verdict.status not in {Status.NONE, Status.EXPIRED}
    ):
        text = f"ยืนยันทะเบียนของปีการศึกษา {academic_year(today)}"
        yield HomeCard("ทะเบียนคณะกรรมการยังไม่ยืนยันปีนี้", 1, url, text, "soon")


def _state_card(verdict: Completeness, today: date, url: str) -> HomeCard | None:
    """The figure is how many matters are left; of a term, how many days."""
    status, last_day = verdict.status, verdict.expires_on
    if status == Status.NONE:
        return HomeCard("ยังไม่มีทะเบียนคณะกรรมการ", 1, url, "เพิ่มชุดที่ดำรงตำแหน่งอยู่", "late")
    if status == Status.EXPIRED:
        text = f"ครบวาระ {thai_date(last_day)} บันทึกชุดใหม่"
        return HomeCard("คณะกรรมการหมดวาระแล้ว", 1, url, text, "late")
    if verdict.missing:
        count = sum(one.count for one in verdict.vacancies) + len(verdict.flaws)
        return HomeCard("ทะเบียนคณะกรรมการยังไม่ครบ", count, url, _missing(verdict), "late")
    if status == Status.EXPIRING and last_day:
        text = f"ครบวาระ {thai_date(last_day)} เริ่มสรรหาชุดใหม่"
        return HomeCard(
            "คณะกรรมการใกล้หมดวาระ (วัน)", max(1, (last_day - today).days), url, text, "soon"
        )
    return None


def _missing(verdict: Completeness) -> str:
    vacant = [f"{one.seat.label}ว่าง {one.count}" for one in verdict.vacancies]
    return ", ".join([*vacant, *(f"ยังไม่มี{flaw}" for flaw in verdict.flaws)])
