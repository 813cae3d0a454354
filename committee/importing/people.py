"""Which member a row means, and rows that cannot both be true: one seat a person, one chair."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from committee.importing.known import bare_name, hash_of, name_of
from committee.importing.panels import Panel
from committee.models import Member, Seat
from schoolcare.headings import Entry

Span = tuple[date | None, date | None]  # first day, day of leaving


def settle(panel: Panel) -> None:
    """Find the members that rows mean and refuse what the registry could not hold."""
    before = -1
    while before != len(panel.good):  # a refused row sets free what it stood for
        before = len(panel.good)
        panel.found = _found(panel)
        _refuse_spans(panel)
        _refuse_twins(panel)
        _refuse_second_chairs(panel)


def _found(panel: Panel) -> dict[int, Member]:
    """Members by the number of the row that means them: by id first, then by name and seat."""
    found: dict[int, Member] = {}
    left = {member.pk: member for member in panel.members}
    for entry in panel.good:
        alike = [one for one in left.values() if hash_of(entry) == one.citizen_id_hash != ""]
        alike.sort(key=lambda one: one.seat != entry.get("seat"))
        if alike:
            found[entry.row.number] = left.pop(alike[0].pk)
    for entry in panel.good:
        if entry.row.number in found:
            continue
        alike = [one for one in left.values() if _is_named(one, entry)]
        alike.sort(key=lambda one: one.starts_on != entry.get("starts_on", None))
        if alike:
            found[entry.row.number] = left.pop(alike[0].pk)
    return found


def _is_named(member: Member, entry: Entry) -> bool:
    same_name = bare_name(member.first_name, member.last_name) == name_of(entry)
    return same_name and member.seat == entry.get("seat")


def span_of(panel: Panel, entry: Entry) -> Span:
    """From when until when a row's person sits, what is known already included."""
    member = panel.found.get(entry.row.number)
    start, left = entry.get("starts_on", None), entry.get("left_on", None)
    if member:
        start, left = start or member.starts_on, left or member.left_on
    return start, left


def _refuse_spans(panel: Panel) -> None:
    for entry in panel.good:
        start, left = span_of(panel, entry)
        if start and left and left < start:
            entry.refuse("left_on", "วันพ้นต้องไม่ก่อนวันเริ่มวาระที่บันทึกไว้")


def _refuse_twins(panel: Panel) -> None:
    """One seat a person: told by id, else by name where no id or birthday differs."""
    good = panel.good
    for one, other in _pairs_alike(good):
        for entry, twin in ((one, other), (other, one)):
            entry.refuse("number" if hash_of(one) else "first_name", _twin_words(entry, twin))
    held = panel.unmentioned
    for entry in panel.good:
        name, number = name_of(entry), hash_of(entry)
        for member in held:
            is_apart = number and member.citizen_id_hash and number != member.citizen_id_hash
            same = bare_name(member.first_name, member.last_name) == name
            is_new = entry.row.number not in panel.found
            if same and not is_apart and is_new and member.left_on is None:
                words = f"คนนี้มีตำแหน่งในชุดนี้แล้ว ({member.get_seat_display()})"
                entry.refuse("seat", words)
                break


def _pairs_alike(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    by_id: dict[str, list[Entry]] = defaultdict(list)
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_id[hash_of(entry)].append(entry)
        by_name[name_of(entry)].append(entry)
    by_id.pop("", None)
    for group in by_id.values():
        yield from combinations(group, 2)
    for group in by_name.values():
        yield from ((one, other) for one, other in combinations(group, 2) if _is_one(one, other))


def _is_one(one: Entry, other: Entry) -> bool:
    """Rows of one name that nothing tells apart."""
    if hash_of(one) and hash_of(other):
        return False  # alike ids are found by themselves
    born, day = one.get("birth_date", None), other.get("birth_date", None)
    return not (born and day and born != day)


def _twin_words(entry: Entry, twin: Entry) -> str:
    if entry.get("seat") == twin.get("seat"):
        return f"ซ้ำกับแถว {twin.row.number}"
    return f"คนเดียวกันมีสองตำแหน่งในชุดเดียวกัน ดูแถว {twin.row.number}"


def _refuse_second_chairs(panel: Panel) -> None:
    chairs = [(entry, span_of(panel, entry)) for entry in panel.good if _is_chair(entry)]
    for (one, span), (other, next_span) in combinations(chairs, 2):
        if _meet(span, next_span):
            one.refuse("seat", f"มีประธานสองคนในเวลาเดียวกัน ดูแถว {other.row.number}")
            other.refuse("seat", f"มีประธานสองคนในเวลาเดียวกัน ดูแถว {one.row.number}")
    chairs_here = [one for one in panel.unmentioned if one.seat == Seat.CHAIR]
    sitting = [one for one in chairs_here if not one.awaits_order]
    for entry, span in chairs:
        if any(_meet(span, (one.starts_on, one.left_on)) for one in sitting):
            words = "ในระบบมีประธานของชุดนี้อยู่แล้ว ใส่วันพ้นของคนเดิมในไฟล์ หรือบันทึกการพ้นก่อน"
            entry.refuse("seat", words)


def _is_chair(entry: Entry) -> bool:
    return entry.get("seat") == Seat.CHAIR


def _meet(one: Span, other: Span) -> bool:
    """Whether both sit on some day; who leaves on a day is gone on it."""
    return not (_is_over_before(one, other) or _is_over_before(other, one))


def _is_over_before(one: Span, other: Span) -> bool:
    left, start = one[1], other[0]
    return left is not None and (start is None or left <= start)
