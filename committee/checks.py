"""What speaks against a member or a board, by the checks of its rule set. Says so, changes nothing.

The code finds it, `CheckRule` says how much it weighs and where the rule comes from. Nothing here
stops anybody from saving; what blocks does so when the board is proposed (admin.md §1.2 to §1.5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F

from committee.completeness import Sitting, Size, seats_filled
from committee.models import Board, Check, CheckRule, Member, Seat, Severity
from committee.services.boards import end_of_term
from schoolcare.text import normalize
from schoolcare.thai import thai_date
from students.models import Guardianship, Student

AT_MOST_THREE = (Seat.CHAIR, Seat.EXPERT)
PERSON = ("citizen_id_hash", "first_name", "last_name", "monastic_name", "starts_on", "replaces")


@dataclass(frozen=True, slots=True)
class Finding:
    """One matter in words; `field` is the field it stands at, `member_id` whose it is."""

    check: Check
    severity: Severity
    text: str
    field: str = ""
    member_id: int | None = None

    @property
    def blocks(self) -> bool:
        """Whether the board cannot be proposed with it."""
        return self.severity == Severity.BLOCK


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is across boards: the keyed hash of the id, and the name."""

    id_hash: str
    name: str

    def is_same(self, other: "Person") -> bool:
        """By the ids where both are known, else by the name."""
        if self.id_hash and other.id_hash:
            return self.id_hash == other.id_hash
        return bool(self.name) and self.name == other.name


@dataclass(slots=True)
class Known:
    """What the database says about the people of one board, asked once for all of them."""

    board: Board
    rules: dict[str, CheckRule]
    today: date
    with_child: set[int] = field(default_factory=set)  # guardians with a pupil enrolled here
    served: list[list[Person]] = field(default_factory=list)  # by earlier board, the last one first
    elsewhere: dict[str, int] = field(default_factory=dict)  # other schools, by hash of the id

    def finding(self, check: Check, text: str, **where: Any) -> Finding:
        return Finding(check, Severity(self.rules[check].severity), text, **where)


def findings_of_board(
    board: Board, members: Iterable[Member], size: Size | None, sitting: Sitting, today: date
) -> list[Finding]:
    """Everything about a board and those of its members that are given; four queries."""
    known = _known(board, list(members), today)
    found = [*_term_length(known), *_seats(known, size, sitting)]
    for member in members:
        found += _of_member(member, known)
    return found


def findings_of_member(member: Member, today: date) -> list[Finding]:
    """What concerns one member; `member.board` with its rule set is at hand. Four queries."""
    return list(_of_member(member, _known(member.board, [member], today)))


def _known(board: Board, members: list[Member], today: date) -> Known:
    rules = {one.check_code: one for one in board.rule_set.checks.exclude(severity=Severity.OFF)}
    hashes = {one.citizen_id_hash for one in members if one.seat in AT_MOST_THREE}
    return Known(
        board,
        rules,
        today,
        with_child=_with_child(board, {one.guardian_id for one in members if one.guardian_id}),
        served=_served(board),
        elsewhere=_elsewhere(board, hashes - {""}, today),
    )


def _with_child(board: Board, guardians: set[int]) -> set[int]:
    """The guardians who have a pupil in this school now."""
    ties = Guardianship.objects.filter(guardian__in=guardians, student__school=board.school_id)
    ties = ties.filter(student__status__in=Student.IN_SCHOOL)
    return set(ties.values_list("guardian_id", flat=True))


def _served(board: Board) -> list[list[Person]]:
    """Who served a whole term on the school's earlier boards; who filled a vacancy did not."""
    earlier = Board.objects.appointed().filter(school=board.school_id).exclude(pk=board.pk)
    if last_day := board.ends_on:
        earlier = earlier.filter(ends_on__lt=last_day)
    rows = earlier.order_by("-ends_on", "pk").values(
        "pk",
        "starts_on",
        of_awaits_order=F("members__awaits_order"),
        **{f"of_{name}": F(f"members__{name}") for name in PERSON},
    )
    found: dict[int, list[Person]] = {}
    for row in rows:
        people = found.setdefault(row["pk"], [])
        fills = row["of_replaces"] or _is_late(row["of_starts_on"], row["starts_on"])
        if row["of_first_name"] and not (fills or row["of_awaits_order"]):
            people.append(_person(*(row[f"of_{name}"] for name in PERSON[:4])))
    return list(found.values())


def _elsewhere(board: Board, hashes: set[str], today: date) -> dict[str, int]:
    """On how many boards of other schools the holders of these ids sit today. Never which."""
    sitting = Member.objects.seated(today).filter(citizen_id_hash__in=hashes)
    sitting = sitting.filter(board__in=Board.objects.covering(today))
    counted = sitting.exclude(board__school=board.school_id).values_list("citizen_id_hash")
    return dict(counted.annotate(schools=Count("board__school", distinct=True)).order_by())


def _person(id_hash: str, first_name: str, last_name: str, monastic_name: str) -> Person:
    return Person(id_hash, normalize(f"{first_name} {last_name or monastic_name}"))


def _is_late(starts_on: date | None, term_from: date | None) -> bool:
    """A later start than the term's is a refill, which counts as no term of its own (§1.5)."""
    return bool(starts_on and term_from and starts_on > term_from)


def age_on(birth_date: date, day: date) -> int:
    """Full years; who was born on 29 February is a year older on 1 March of common years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _of_member(member: Member, known: Known) -> Iterator[Finding]:
    for find in (_age, _term_limit, _parent_child, _expert_boards):
        yield from find(member, known)


def _age(member: Member, known: Known) -> Iterator[Finding]:
    rule = known.rules.get(Check.AGE)
    if rule is None or rule.value is None or member.birth_date is None:
        return
    day = member.starts_on or known.board.starts_on or known.today
    years = age_on(member.birth_date, day)
    if years < rule.value:
        text = f"อายุ {years} ปีในวันเริ่มวาระ ต่ำกว่า {rule.value} ปีบริบูรณ์"
        yield known.finding(Check.AGE, text, field="birth_date", member_id=member.pk)


def _term_limit(member: Member, known: Known) -> Iterator[Finding]:
    """The director sits by office, and who fills a vacancy serves the rest of somebody's term."""
    most = known.board.rule_set.max_terms
    is_late = _is_late(member.starts_on, known.board.starts_on)
    fills = member.replaces_id or member.awaits_order or is_late
    if Check.TERM_LIMIT not in known.rules or member.seat == Seat.SECRETARY or fills:
        return
    who = _person(*(getattr(member, name) for name in PERSON[:4]))
    terms = [any(who.is_same(one) for one in people) for people in known.served]
    in_a_row = 1 + (terms.index(False) if False in terms else len(terms))
    where = {"field": "term_number", "member_id": member.pk}
    if in_a_row > most:
        text = f"เป็นกรรมการวาระที่ {in_a_row} ติดต่อกัน เกิน {most} วาระ"
        yield known.finding(Check.TERM_LIMIT, text, **where)
        return
    in_all = max(1 + sum(terms), member.term_number or 0)
    if in_all > most and not known.board.rule_set.is_consecutive_only:
        text = f"เป็นกรรมการวาระที่ {in_all} นับรวมที่ไม่ติดต่อกัน เกิน {most} วาระ โปรดตรวจสอบ"
        yield Finding(Check.TERM_LIMIT, Severity.WARN, text, **where)  # type: ignore[arg-type]


def _parent_child(member: Member, known: Known) -> Iterator[Finding]:
    if Check.PARENT_CHILD not in known.rules or member.seat != Seat.PARENT:
        return
    if member.guardian_id in known.with_child:
        return
    text = "ยังไม่ได้เชื่อมกับผู้ปกครองของนักเรียนที่เรียนอยู่"
    if member.guardian_id:
        text = "ไม่มีบุตรหลานเรียนอยู่ในโรงเรียนแล้ว ตรวจว่ายังเป็นผู้แทนผู้ปกครองได้หรือไม่"
    yield known.finding(Check.PARENT_CHILD, text, field="guardian", member_id=member.pk)


def _expert_boards(member: Member, known: Known) -> Iterator[Finding]:
    rule = known.rules.get(Check.EXPERT_BOARDS)
    if rule is None or rule.value is None or member.seat not in AT_MOST_THREE:
        return
    schools = 1 + known.elsewhere.get(member.citizen_id_hash, 0)
    if schools > rule.value:
        text = f"เป็นกรรมการสถานศึกษา {schools} โรงเรียนพร้อมกัน เกิน {rule.value} โรงเรียน"
        yield known.finding(Check.EXPERT_BOARDS, text, field="seat", member_id=member.pk)


def _term_length(known: Known) -> Iterator[Finding]:
    board, years = known.board, known.board.rule_set.term_years
    if Check.TERM_LENGTH not in known.rules or not (board.starts_on and board.ends_on):
        return
    last_day = end_of_term(board.starts_on, years)
    if board.ends_on != last_day:
        text = f"วันครบวาระไม่ตรงกับวาระ {years} ปี ซึ่งครบ {thai_date(last_day)}"
        yield known.finding(Check.TERM_LENGTH, text, field="ends_on")


def _seats(known: Known, size: Size | None, sitting: Sitting) -> Iterator[Finding]:
    """The total, each kind, and how religion and experts share their seats."""
    if size is None:
        return
    filled, _vacancies = seats_filled(size, sitting)
    if Check.TOTAL in known.rules and filled < size.total:
        yield known.finding(Check.TOTAL, f"มีกรรมการ {filled} จาก {size.total} คน")
    if Check.EACH_KIND in known.rules:
        for seat, count in size.counts.items():
            if count and not sitting.holders.get(seat):
                yield known.finding(Check.EACH_KIND, f"ยังไม่มี{seat.label}")
    if Check.SPLIT in known.rules and any(
        sitting.holders.get(seat, 0) > size.counts.get(seat, 0) for seat in size.trading
    ):
        kinds = sorted(size.trading)
        here = " ".join(f"{seat.label} {sitting.holders.get(seat, 0)} คน" for seat in kinds)
        norm = " และ ".join(str(size.counts.get(seat, 0)) for seat in kinds)
        yield known.finding(Check.SPLIT, f"{here} ต่างจากเกณฑ์ที่เป็น {norm}")
