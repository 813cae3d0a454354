"""Demo boards: three told by hand; scale data a board a school, in every state there is.

A board takes its days from the plan's today, so that what is complete, about to end or over stays
so in any year.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from committee.demo.people import LARGE, SMALL, members_of
from committee.models import Board, Confirmation, Member, Remark, RuleSet, Seat
from committee.services import boards as services
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User
from schoolcare.thai import academic_year
from students.models import Guardian, Guardianship, Student

BATCH = 1000
TERM_YEARS = 4
SMALL_SCHOOL = 300
# What becomes of 25 schools of a scale set, before they are shuffled.
FATES = [
    *["complete"] * 15,
    *["expiring"] * 3,
    *["short"] * 3,
    *["flawed"] * 2,
    *("expired", "none"),
]
DAYS_LEFT = {"expiring": (5, 85), "expired": (-300, -10)}  # else far from both ends of the term


def fill(plan: DemoPlan) -> None:
    """Boards of every school that was made just now."""
    if plan.is_scale:
        _fill_scale(plan)
        return
    for school, school_plan in plan.made:
        if school_plan.is_small:
            _complete_and_confirmed(plan, school)
        elif school.kind == School.Kind.MUNICIPAL:
            _about_to_end(plan, school)
        else:
            _with_a_vacancy(plan, school, school_plan.pupils)


# ---- the three boards told by hand --------------------------------------------------------------


def _complete_and_confirmed(plan: DemoPlan, school: School) -> None:
    """A small school: the sixth board is over, two of its members serve a second term."""
    starts_on = date(plan.today.year - 1, 6, 1)
    rules = RuleSet.objects.get(code=RuleSet.DEFAULT, district=None)
    before = _board(school, rules, 6, date(starts_on.year - TERM_YEARS, 6, 1), 71)
    now = _board(school, rules, 7, starts_on, 60)
    Board.objects.bulk_create([before, now])
    old, new = (members_of(plan.draw, one, SMALL) for one in (before, now))
    for place in (0, 3):
        _again(old[place], new[place])
    _take_office(school, new)
    Member.objects.bulk_create([*old, *new])
    _word(plan, now, _director(school)).save()


def _with_a_vacancy(plan: DemoPlan, school: School, pupils: int) -> None:
    """A large school: a monk and a layman hold the religious seats, the community's representative
    resigned three weeks ago, and the office sent the registry back for the chair's telephone.
    """
    rules = RuleSet.objects.get(code=RuleSet.DEFAULT, district=None)
    board = _board(school, rules, 7, date(plan.today.year - 1, 6, 15), pupils)
    board.save()
    members = members_of(plan.draw, board, LARGE)
    gone = next(one for one in members if one.seat == Seat.COMMUNITY)
    gone.left_on = plan.today - timedelta(days=19)
    gone.left_reason, gone.left_note = Member.Reason.RESIGNED, "ย้ายภูมิลำเนาไปต่างจังหวัด"
    _take_office(school, members)
    Member.objects.bulk_create(members)
    officer = User.objects.filter(memberships__district=school.district).order_by("pk")[0]
    word = _word(plan, board, _director(school))
    word.state, word.reviewed_by = Confirmation.State.RETURNED, officer
    word.reviewed_at = timezone.now()
    word.save()
    chair = {"member": members[0], "field": Remark.Field.PHONE, "text": "โทรแล้วติดต่อไม่ได้"}
    Remark.objects.create(confirmation=word, made_by=officer, **chair)


def _about_to_end(plan: DemoPlan, school: School) -> None:
    """A municipal school: complete with one religious seat and seven experts, two months left; the
    parents' representative has no child there any more.
    """
    ends_on = plan.today + timedelta(days=62)
    rules = RuleSet.objects.get(code=RuleSet.LOCAL, district=None)
    board = _board(school, rules, 3, _start_of(ends_on), 1180, ends_on=ends_on)
    board.save()
    seats = [*list(Seat)[:6], Seat.RELIGION, *[Seat.EXPERT] * 7, Seat.SECRETARY]
    members = members_of(plan.draw, board, seats)
    _take_office(school, members)
    parent = members[1]
    names = {name: getattr(parent, name) for name in ("title", "first_name", "last_name")}
    parent.guardian = Guardian.objects.create(school=school, **names)
    Member.objects.bulk_create(members)
    _word(plan, board, _director(school)).save()


def _again(old: Member, new: Member) -> None:
    """The same person sits a second term."""
    same = ("title", "first_name", "last_name", "monastic_name", "sex", "citizen_id")
    for name in (*same, "citizen_id_hash", "birth_date", "occupation", "education", "phone"):
        setattr(new, name, getattr(old, name))
    new.term_number = 2


def _take_office(school: School, members: list[Member]) -> None:
    """The director, a teacher and a parent are people whom the school knows already."""
    by_seat = {one.seat: one for one in members}
    for seat, user in ((Seat.SECRETARY, _director(school)), (Seat.TEACHER, _teacher(school))):
        one = by_seat[seat]
        one.user, one.title, one.sex = user, user.title, "M" if user.title == "นาย" else "F"
        one.first_name, one.last_name = user.first_name, user.last_name
    pupils = Student.objects.filter(school=school, status=Student.Status.STUDYING)
    found = Guardianship.objects.filter(student__in=pupils).select_related("guardian")
    link = found.exclude(Q(guardian__last_name="") | Q(guardian=None)).order_by("pk").first()
    if link:
        parent, guardian = by_seat[Seat.PARENT], link.guardian
        parent.guardian, parent.title = guardian, guardian.title
        parent.first_name, parent.last_name = guardian.first_name, guardian.last_name
        parent.sex = "M" if guardian.title == "นาย" else "F"


def _director(school: School) -> User:
    return _holders(school, Role.DIRECTOR)[0]


def _teacher(school: School) -> User:
    """An adviser who is not the director as well."""
    return _holders(school, Role.ADVISER).exclude(pk=_director(school).pk)[0]


def _holders(school: School, role: Role) -> QuerySet[User]:
    held = User.objects.filter(memberships__school=school, memberships__role=role)
    return held.order_by("pk")


# ---- scale data ---------------------------------------------------------------------------------


def _fill_scale(plan: DemoPlan) -> None:
    """About eleven thousand members for 250 schools: the board of today and those before it."""
    told: list[tuple[str, list[Board]]] = []
    fates: list[str] = []
    rules = RuleSet.objects.get(code=RuleSet.DEFAULT, district=None)
    for place, (school, _) in enumerate(plan.made):
        if place % len(FATES) == 0:
            fates = plan.draw.sample(FATES, len(FATES))
        fate = fates[place % len(FATES)]
        told.append((fate, _history(plan, school, fate, rules)))
    Board.objects.bulk_create([one for _, boards in told for one in boards], batch_size=BATCH)
    Member.objects.bulk_create(
        [one for fate, boards in told for one in _generations(plan, fate, boards)],
        batch_size=BATCH,
    )
    complete = [boards[0] for fate, boards in told if fate in {"complete", "expiring"}]
    _scale_confirmations(plan, complete)


def _history(plan: DemoPlan, school: School, fate: str, rules: RuleSet) -> list[Board]:
    """The newest board first; a school without one has none at all."""
    if fate == "none":
        return []
    least, most = DAYS_LEFT.get(fate, (100, TERM_YEARS * 365 - 100))
    pupils = plan.draw.choice([140, 220, 320, 450, 610])
    boards, ends_on = [], plan.today + timedelta(days=plan.draw.randint(least, most))
    for back in range(plan.draw.choice([3, 4, 4])):
        starts_on = _start_of(ends_on)
        boards.append(_board(school, rules, 8 - back, starts_on, pupils, ends_on=ends_on))
        ends_on = starts_on - timedelta(days=1)
    if fate == "flawed":
        boards[0].order_number = ""
    return boards


def _generations(plan: DemoPlan, fate: str, boards: list[Board]) -> Iterable[Member]:
    for place, board in enumerate(boards):
        seats = SMALL if board.student_count <= SMALL_SCHOOL else LARGE
        members = members_of(plan.draw, board, seats)
        if fate == "short" and place == 0:
            gone = plan.draw.choice(members[1:-1])
            gone.left_on = plan.today - timedelta(days=plan.draw.randint(1, 80))
            gone.left_reason = plan.draw.choice([Member.Reason.RESIGNED, Member.Reason.DIED])
        yield from members


def _scale_confirmations(plan: DemoPlan, complete: list[Board]) -> None:
    """Two schools of three that are complete have said so."""
    said = [one for one in complete if plan.draw.random() < 0.66]
    if not said:
        return
    office = said[0].school.district_id
    officer = User.objects.filter(memberships__district=office).order_by("pk").first()
    words = [_word(plan, board, officer) for board in said if officer]
    Confirmation.objects.bulk_create(words, batch_size=BATCH)


# ---- what all boards have -----------------------------------------------------------------------


def _board(
    school: School,
    rules: RuleSet,
    number: int,
    starts_on: date,
    pupils: int,
    *,
    ends_on: date | None = None,
) -> Board:
    """An appointed board, not saved yet; its order is three weeks older than its term.

    No two schools have the same number of an order: each has ten of its own, more than its boards.
    """
    ordered_on = starts_on - timedelta(days=21)
    own = 100 + 10 * int(school.code[-4:]) + number
    facts: dict[str, Any] = {
        "order_number": f"{own}/{ordered_on.year + 543}",
        "ordered_on": ordered_on,
        "student_count": pupils,
        "counted_on": date(starts_on.year - (starts_on < date(starts_on.year, 6, 10)), 6, 10),
        "count_basis": "ข้อมูล 10 มิถุนายน",
    }
    return Board(
        school=school,
        rule_set=rules,
        number=number,
        state=Board.State.APPOINTED,
        starts_on=starts_on,
        ends_on=ends_on or services.end_of_term(starts_on, TERM_YEARS),
        **facts,
    )


def _start_of(ends_on: date) -> date:
    """The first day of a term of four years that ends on this day."""
    after = ends_on + timedelta(days=1)
    leap = after.month == 2 and after.day == 29
    return after.replace(year=after.year - TERM_YEARS, day=28 if leap else after.day)


def _word(plan: DemoPlan, board: Board, by: User) -> Confirmation:
    """The school's word of this year that its registry is right."""
    snapshot = services.snapshot_of(board)
    return Confirmation(
        board=board,
        year=academic_year(plan.today),
        confirmed_by=by,
        content_hash=services.hash_of(snapshot),
        snapshot=snapshot,
    )
