"""What should be looked at, though it is taken: checks that rest on general knowledge only warn."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from committee.checks import age_on, many_boards, other_length, other_split, over_limit, too_young
from committee.completeness import Sitting, Size, size_of
from committee.importing.changes import lead_of
from committee.importing.known import Known, boards_served, hash_of, people_of, who_is
from committee.importing.panels import Panel
from committee.models import Check, Seat
from committee.services.boards import end_of_term
from committee.terms import People, counted, is_late
from schoolcare.headings import Entry

OFTEN = (Seat.CHAIR, Seat.EXPERT)


def doubt(panels: Sequence[Panel], known: Known, today: date) -> None:
    """Put warnings on the good rows of all boards; a few queries for the whole file."""
    for panel in panels:
        _doubt_ages(panel, known)
        _doubt_term(panel, known)
        _doubt_seats(panel, known)
        _doubt_counts(panel)
        _doubt_size(panel, known)
    _doubt_many_boards(panels, known, today)
    _doubt_third_terms(panels, known)


def _doubt_ages(panel: Panel, known: Known) -> None:
    rule = known.check(panel.board, Check.AGE)
    youngest = rule.value if rule and rule.value else 0
    for entry in panel.good:
        start = entry.get("starts_on", None) or panel.board.starts_on
        born = entry.get("birth_date", None)
        if start and born and (years := age_on(born, start)) < youngest:
            entry.warn("birth_date", too_young(years, youngest))


def _doubt_term(panel: Panel, known: Known) -> None:
    """A board's term of another length than its rules say."""
    board, lead = panel.board, lead_of(panel)
    if not (known.check(board, Check.TERM_LENGTH) and lead and board.starts_on and board.ends_on):
        return
    years = known.rules_of(board).term_years
    usual = end_of_term(board.starts_on, years)
    if board.ends_on != usual:
        lead.warn("ends_on", other_length(years, usual))


def _doubt_seats(panel: Panel, known: Known) -> None:
    """More people on a seat than it has, those of the registry whom no row names included; or
    another share of religion and experts.
    """
    board = panel.board
    rules = known.rules_of(board)
    size = size_of(rules, rules.seats.all(), board.student_count)
    if size is None or size.is_free:
        return
    rows: dict[Seat, list[Entry]] = defaultdict(list)
    sitting = Sitting()
    for entry in panel.good:
        if not entry.get("left_on", None):
            rows[Seat(entry.get("seat"))].append(entry)
            sitting.add(Seat(entry.get("seat")))
    for member in panel.unmentioned:
        if member.left_on is None and not member.awaits_order:
            sitting.add(Seat(member.seat))
    for seat, entries in rows.items():
        people, seats = sitting.holders[seat], size.counts.get(seat, 0)
        if seat not in size.trading and people > seats:
            entries[-1].warn("seat", f"{seat.label}มี {people} {seat.each} ปกติ {seats}")
    if known.check(board, Check.SPLIT):
        _doubt_split(size, sitting, rows)


def _doubt_split(size: Size, sitting: Sitting, rows: dict[Seat, list[Entry]]) -> None:
    both = [entry for seat in sorted(size.trading) for entry in rows.get(seat, [])]
    usual = [size.counts[seat] for seat in sorted(size.trading)]
    counted = [sitting.holders.get(seat, 0) for seat in sorted(size.trading)]
    if both and sum(counted) >= sum(usual) and counted != usual:
        both[-1].warn("seat", other_split(size, sitting))


def _doubt_counts(panel: Panel) -> None:
    used = panel.board.student_count
    for entry in panel.good:
        count = entry.get("student_count", None)
        if count is not None and count != used:
            entry.warn("student_count", f"ในชุดเดียวกันมีหลายค่า ใช้ {used}")


def _doubt_size(panel: Panel, known: Known) -> None:
    """A board in its term that the file makes larger or smaller (admin.md §1.2)."""
    rules = known.rules_of(panel.board)
    counts = (panel.count_before, panel.board.student_count)
    before, after = (size_of(rules, rules.seats.all(), count) for count in counts)
    if panel.count_before is None or before is None or after is None or before == after:
        return
    told = next((one for one in panel.good if "student_count" in one.values), None)
    if told:
        words = f"ขนาดของชุดที่แต่งตั้งแล้วเปลี่ยนจาก {before.total} เป็น {after.total} ตำแหน่ง กรุณาตรวจ"
        told.warn("student_count", words)


def _doubt_many_boards(panels: Sequence[Panel], known: Known, today: date) -> None:
    """Chairs and experts on more boards at once than usual, told by id, this file included."""
    held: dict[str, list[tuple[Panel, Entry]]] = defaultdict(list)
    for panel in panels:
        is_over = panel.board.is_over(today)
        for entry in () if is_over else panel.good:
            left = entry.get("left_on", None)
            if entry.get("seat") in OFTEN and hash_of(entry) and not (left and left <= today):
                held[hash_of(entry)].append((panel, entry))
    served = boards_served(held, today)
    for key, places in held.items():
        schools = served.get(key, set()) | {panel.school.pk for panel, _entry in places}
        for panel, entry in places:
            rule = known.check(panel.board, Check.EXPERT_BOARDS)
            if rule and rule.value and len(schools) > rule.value:
                entry.warn("seat", many_boards(len(schools), rule.value))


def _doubt_third_terms(panels: Sequence[Panel], known: Known) -> None:
    """More terms at the school than usual: earlier boards that the same person sat on."""
    schools = {panel.school.pk for panel in panels}
    past = {board.pk: board for school in schools for board in known.boards.get(school, [])}
    people = people_of(past)
    by_school: dict[int, dict[date, People]] = defaultdict(dict)
    for pk, board in past.items():
        if board.ends_on:
            by_school[board.school_id][board.ends_on] = list(people.get(pk, []))
    for panel in panels:
        if panel.board.ends_on:
            own = by_school[panel.school.pk].setdefault(panel.board.ends_on, [])
            own += [who_is(entry) for entry in panel.good if _serves(panel, entry)]
    for panel in panels:
        _doubt_terms(panel, known, by_school[panel.school.pk])


def _doubt_terms(panel: Panel, known: Known, boards: dict[date, People]) -> None:
    end, rules = panel.board.ends_on, known.rules_of(panel.board)
    if not (end and known.check(panel.board, Check.TERM_LIMIT)):
        return
    earlier = [boards[day] for day in sorted(boards, reverse=True) if day < end]
    for entry in panel.good:
        text, _is_sure = over_limit(counted(who_is(entry), earlier), rules)
        if text and _serves(panel, entry):
            entry.warn("seat", text)


def _serves(panel: Panel, entry: Entry) -> bool:
    """A term of their own: not by office, nor the rest of somebody's term (admin.md §1.5)."""
    by_office = entry.get("seat") == Seat.SECRETARY
    return not by_office and not is_late(entry.get("starts_on", None), panel.board.starts_on)
