"""What of the schools' registries waits for the office above. One query each, for the home page."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse

from committee.cards import FACTS, RULES, SEATS
from committee.completeness import Sitting, judge, size_of
from committee.models import Board, Confirmation, RuleSet, Seat, SeatRule, without_surname
from schoolcare.access import Permission, Role
from schoolcare.models import Membership, School, User
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
    """Open schools of the office that `reports.school_boards` does not call complete; one query,
    or two where no school has a board.
    """
    schools = School.objects.for_user(user, Permission.BOARD_REVIEW).filter(is_active=True)
    by_board: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _seats_of(schools, today):
        by_board[row["pk"]].append(row)
    if not by_board:
        return schools.count()
    total = next(iter(by_board.values()))[0]["schools"]
    return total - sum(_is_done(rows, today) for rows in by_board.values())


def _is_done(rows: list[dict[str, Any]], today: date) -> bool:
    first = rows[0]
    rules = RuleSet(**{name: first[f"rule_set__{name}"] for name in RULES})
    seats = [SeatRule(**{name: one[f"rule_set__seats__{name}"] for name in SEATS}) for one in rows]
    sitting = Sitting(nameless=first["nameless"])
    for one in rows:
        sitting.add(Seat(one["rule_set__seats__seat"]), one["holders"])
    if first["has_director"]:
        sitting.holders[Seat.SECRETARY] = 1
    board = Board(**{name: first[name] for name in FACTS})
    return judge(board, size_of(rules, seats, board.student_count), sitting, today).is_done


def _seats_of(schools: QuerySet, today: date) -> QuerySet:
    """A row for each seat of each board of today, with how many hold it and how many schools
    there are; a board that is over needs no counting.
    """
    newest = Board.objects.that_count(today).filter(school=OuterRef("school")).values("pk")[:1]
    boards = Board.objects.filter(pk=Subquery(newest), school__in=schools, ends_on__gte=today)
    begun = Q(members__starts_on=None) | Q(members__starts_on__lte=today)
    here = begun & (Q(members__left_on=None) | Q(members__left_on__gt=today))
    held = here & Q(members__seat=F("rule_set__seats__seat"))
    directors = Membership.objects.filter(school=OuterRef("school"), user__is_active=True)
    directors = directors.filter(role=Role.DIRECTOR)
    every = schools.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk"))
    return boards.order_by("pk", "rule_set__seats__seat").values(
        *("pk", *FACTS),
        *(f"rule_set__{name}" for name in RULES),
        *(f"rule_set__seats__{name}" for name in SEATS),
        holders=Count("members", filter=held),
        nameless=Count("members", filter=here & without_surname("members__")),
        has_director=Exists(directors.on(today)),
        schools=Subquery(every.values("n")),
    )
