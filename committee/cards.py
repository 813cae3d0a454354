"""What of the board's registry waits for those who keep it. One query, for the home page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from committee.completeness import Completeness, Sitting, Status, judge, size_of
from committee.models import (
    Board,
    Confirmation,
    Member,
    RuleSet,
    Seat,
    SeatRule,
    without_surname,
)
from schoolcare.access import Permission, Role
from schoolcare.models import Membership
from schoolcare.registry import HomeCard
from schoolcare.thai import academic_year, thai_date

OVER = {Status.NONE, Status.EXPIRED}  # nothing there to confirm
FACTS = ("starts_on", "ends_on", "order_number", "student_count")
RULES = ("is_total_free", "size_threshold")
SEATS = ("seat", "count_small", "count_large", "may_trade")


def board_cards(request: Any) -> Iterable[HomeCard]:
    """For who keeps the registry: incomplete, about to end; for the director: not confirmed yet."""
    school, access = request.workplace.school, request.user.access
    if school is None or school.pk not in access.grant(Permission.BOARD_EDIT).schools:
        return
    today, url = request.workplace.today, reverse("committee:registry")
    verdict, said = _verdict(school.pk, today)
    if card := _state_card(verdict, today, url):
        yield card
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


def _verdict(school: int, today: date) -> tuple[Completeness, str]:
    """What `reports.school_boards` says of one school, and the state of its confirmation ("" where
    there is none); one query.
    """
    rows = list(_seats_of(school, today))
    if not rows:
        return judge(None, None, Sitting(), today), ""
    first = rows[0]
    board = Board(**{name: first[name] for name in FACTS})
    rules = RuleSet(**{name: first[f"rule_set__{name}"] for name in RULES})
    seats = [SeatRule(**{name: one[f"rule_set__seats__{name}"] for name in SEATS}) for one in rows]
    sitting = Sitting(nameless=first["nameless"] or 0)
    for row in rows:
        sitting.add(Seat(row["rule_set__seats__seat"]), row["holders"] or 0)
    if first["has_director"]:
        sitting.holders[Seat.SECRETARY] = 1
    size = size_of(rules, seats, board.student_count)
    return judge(board, size, sitting, today), first["said"] or ""


def _seats_of(school: int, today: date) -> QuerySet:
    """A row for each seat of the board that counts, with how many hold it."""
    here = Member.objects.seated(today).filter(board=OuterRef("pk")).order_by()
    held = here.filter(seat=OuterRef("rule_set__seats__seat"))
    director = Membership.objects.on(today).filter(school=school, role=Role.DIRECTOR)
    said = Confirmation.objects.filter(board=OuterRef("pk"), year=academic_year(today))
    newest = Board.objects.that_count(today).filter(school=school).values("pk")[:1]
    found = Board.objects.filter(pk__in=newest).order_by(F("rule_set__seats__seat"))
    return found.values(
        *FACTS,
        *(f"rule_set__{name}" for name in RULES),
        *(f"rule_set__seats__{name}" for name in SEATS),
        holders=_count(held),
        nameless=_count(here.filter(without_surname())),
        has_director=Exists(director.filter(user__is_active=True)),
        said=Subquery(said.values("state")[:1]),
    )


def _count(members: QuerySet) -> Subquery:
    return Subquery(members.values("board").annotate(people=Count("pk")).values("people"))
