"""What speaks against a member or a board, by the checks of its rule set. Says so, changes nothing.

The code finds it, `CheckRule` says how much it weighs and where the rule comes from. Nothing here
stops anybody from saving; what blocks does so when the board is proposed (admin.md §1.2 to §1.5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from committee.completeness import Sitting, Size, seats_filled
from committee.models import Board, Check, CheckRule, Member, RuleSet, Seat, Severity
from committee.services.boards import end_of_term
from committee.terms import People, Terms, served_before, terms_of
from committee.ties import lapsed
from schoolcare.counting import Counted
from schoolcare.thai import thai_date

AT_MOST_THREE = (Seat.CHAIR, Seat.EXPERT)


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


@dataclass(slots=True)
class Known:
    """What is known about one board, asked once for all of its people."""

    board: Board
    rules: dict[str, CheckRule]
    today: date
    served: list[People]  # by earlier board, the last one first

    def finding(self, check: Check, text: str, **where: Any) -> Finding:
        return Finding(check, Severity(self.rules[check].severity), text, **where)


def looked_at(members: QuerySet[Member], today: date) -> QuerySet[Any]:
    """Each with `is_lapsed`, whether the ground for sitting is gone, and with `elsewhere`, on how
    many boards of other schools the holder of this id sits today. Never which.
    """
    sitting = Member.objects.seated(today).filter(
        board__in=Board.objects.covering(today), citizen_id_hash=OuterRef("citizen_id_hash")
    )
    others = sitting.exclude(board__school=OuterRef("board__school")).order_by()
    schools = Counted(others.values("board__school").distinct())
    is_known = Q(seat__in=AT_MOST_THREE) & ~Q(citizen_id_hash="")
    return members.annotate(
        is_lapsed=Exists(lapsed(Member.objects.filter(pk=OuterRef("pk")), today)),
        elsewhere=Case(When(is_known, then=schools), default=0),
    )


def findings_of_board(
    board: Board,
    members: Iterable[Any],
    size: Size | None,
    sitting: Sitting,
    today: date,
    *,
    served: list[People],
) -> list[Finding]:
    """Everything about a board and those of its members that are given, `looked_at`; one query.

    `served`: the people of the earlier boards (`terms.served_before`).
    """
    known = _known(board, today, served)
    found = [*_term_length(known), *_seats(known, size, sitting)]
    for member in members:
        found += _of_member(member, known)
    return found


def findings_of_member(
    member: Any, today: date, served: list[People] | None = None
) -> list[Finding]:
    """What concerns one member as they are saved; `member.board` with its rule set is at hand.
    Three queries, two where `served` is known (`terms.served_before`).
    """
    seen = looked_at(Member.objects.filter(pk=member.pk), today)
    told = seen.values_list("is_lapsed", "elsewhere").first()
    member.is_lapsed, member.elsewhere = told or (False, 0)  # not saved yet
    return findings_of_seen(member, today, served)


def findings_of_seen(member: Any, today: date, served: list[People] | None = None) -> list[Finding]:
    """The same of one who was just read as `looked_at`: a query less."""
    board = member.board
    served = served_before([board])[board.pk] if served is None else served
    return list(_of_member(member, _known(board, today, served)))


def _known(board: Board, today: date, served: list[People]) -> Known:
    rules = board.rule_set.checks.exclude(severity=Severity.OFF)
    return Known(board, {one.check_code: one for one in rules}, today, served)


def age_on(birth_date: date, day: date) -> int:
    """Full years; who was born on 29 February is a year older on 1 March of common years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _of_member(member: Any, known: Known) -> Iterator[Finding]:
    for find in (_age, _term_limit, _term_number, _parent_child, _teacher_post, _expert_boards):
        yield from find(member, known)


def _age(member: Member, known: Known) -> Iterator[Finding]:
    rule = known.rules.get(Check.AGE)
    if rule is None or rule.value is None or member.birth_date is None:
        return
    day = member.starts_on or known.board.starts_on or known.today
    years = age_on(member.birth_date, day)
    if years < rule.value:
        text = too_young(years, rule.value)
        yield known.finding(Check.AGE, text, field="birth_date", member_id=member.pk)


def _term_limit(member: Member, known: Known) -> Iterator[Finding]:
    """The director sits by office, and who fills a vacancy serves the rest of somebody's term."""
    terms = terms_of(member, known.board, known.served)
    if Check.TERM_LIMIT not in known.rules or terms is None or not terms.counts:
        return
    text, is_sure = over_limit(terms, known.board.rule_set, said=member.term_number or 0)
    if text:
        severity = Severity(known.rules[Check.TERM_LIMIT].severity) if is_sure else Severity.WARN
        where: dict[str, Any] = {"field": "term_number", "member_id": member.pk}
        yield Finding(Check.TERM_LIMIT, severity, text, **where)


def _term_number(member: Member, known: Known) -> Iterator[Finding]:
    """What the school says stays; nothing is told where no earlier board is on record."""
    terms = terms_of(member, known.board, known.served)
    said = member.term_number
    if Check.TERM_NUMBER not in known.rules or not (said and known.served):
        return
    if terms and terms.counts and said not in (terms.in_all, terms.in_a_row):
        text = f"ระบุว่าวาระที่ {said} แต่นับจากทะเบียนในระบบได้วาระที่ {terms.in_all}"
        yield known.finding(Check.TERM_NUMBER, text, field="term_number", member_id=member.pk)


def _parent_child(member: Any, known: Known) -> Iterator[Finding]:
    if Check.PARENT_CHILD not in known.rules or member.seat != Seat.PARENT:
        return
    if member.guardian_id and not member.is_lapsed:
        return
    text = "ยังไม่ได้เชื่อมกับผู้ปกครองของนักเรียนที่เรียนอยู่"
    if member.guardian_id:
        text = "ไม่มีบุตรหลานเรียนอยู่ในโรงเรียนแล้ว ตรวจว่ายังเป็นผู้แทนผู้ปกครองได้หรือไม่"
    yield known.finding(Check.PARENT_CHILD, text, field="guardian", member_id=member.pk)


def _teacher_post(member: Any, known: Known) -> Iterator[Finding]:
    """Moved or retired; who is not tied to the staff is not told of: nothing is known there."""
    if Check.TEACHER_POST not in known.rules or member.seat != Seat.TEACHER:
        return
    if member.is_lapsed:
        text = "ไม่เป็นบุคลากรของโรงเรียนแล้ว ตรวจว่ายังเป็นผู้แทนครูได้หรือไม่"
        yield known.finding(Check.TEACHER_POST, text, field="user", member_id=member.pk)


def _expert_boards(member: Any, known: Known) -> Iterator[Finding]:
    rule = known.rules.get(Check.EXPERT_BOARDS)
    if rule is None or rule.value is None or member.seat not in AT_MOST_THREE:
        return
    schools = 1 + member.elsewhere
    if schools > rule.value:
        text = many_boards(schools, rule.value)
        yield known.finding(Check.EXPERT_BOARDS, text, field="seat", member_id=member.pk)


def _term_length(known: Known) -> Iterator[Finding]:
    board, years = known.board, known.board.rule_set.term_years
    if Check.TERM_LENGTH not in known.rules or not (board.starts_on and board.ends_on):
        return
    last_day = end_of_term(board.starts_on, years)
    if board.ends_on != last_day:
        yield known.finding(Check.TERM_LENGTH, other_length(years, last_day), field="ends_on")


def _seats(known: Known, size: Size | None, sitting: Sitting) -> Iterator[Finding]:
    """The total, each kind, and how religion and experts share their seats."""
    if size is None:
        return
    filled, _vacancies = seats_filled(size, sitting)
    if Check.TOTAL in known.rules and filled < size.total:
        yield known.finding(Check.TOTAL, f"มีกรรมการ {filled} จาก {size.total} ตำแหน่ง")
    if Check.EACH_KIND in known.rules:
        for seat, count in size.counts.items():
            if count and not sitting.holders.get(seat):
                yield known.finding(Check.EACH_KIND, f"ยังไม่มี{seat.label}")
    if Check.SPLIT in known.rules and any(
        sitting.holders.get(seat, 0) > size.counts.get(seat, 0) for seat in size.trading
    ):
        yield known.finding(Check.SPLIT, other_split(size, sitting))


# The words, which an import says of the rows of a file too.


def too_young(years: int, least: int) -> str:
    return f"อายุ {years} ปีในวันเริ่มวาระ ต่ำกว่า {least} ปีบริบูรณ์"


def other_length(years: int, last_day: date) -> str:
    return f"วันครบวาระไม่ตรงกับวาระ {years} ปี ซึ่งครบ {thai_date(last_day)}"


def many_boards(schools: int, most: int) -> str:
    return f"เป็นกรรมการสถานศึกษา {schools} โรงเรียนพร้อมกัน เกิน {most} โรงเรียน"


def over_limit(terms: Terms, rules: RuleSet, *, said: int = 0) -> tuple[str, bool]:
    """The words for more terms than the rules allow, "" for none; and whether that is sure.

    That terms apart count too is what a summary of the regulation says, not its text (§1.5).
    """
    most = rules.max_terms
    if terms.in_a_row > most:
        return f"เป็นกรรมการวาระที่ {terms.in_a_row} ติดต่อกัน เกิน {most} วาระ", True
    in_all = max(terms.in_all, said)
    if in_all > most and not rules.is_consecutive_only:
        text = f"เป็นกรรมการวาระที่ {in_all} นับรวมที่ไม่ติดต่อกัน เกิน {most} วาระ โปรดตรวจสอบ"
        return text, False
    return "", False


def other_split(size: Size, sitting: Sitting) -> str:
    """How the kinds that may trade seats share them, and how they usually do."""
    kinds = sorted(size.trading)
    here = " ".join(f"{seat.label} {sitting.holders.get(seat, 0)} {seat.each}" for seat in kinds)
    norm = " และ ".join(str(size.counts.get(seat, 0)) for seat in kinds)
    return f"{here} ต่างจากเกณฑ์ที่เป็น {norm}"
