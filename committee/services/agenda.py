"""Items of an agenda: written, moved, removed; what the last meeting left comes by itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from committee.models import AgendaItem, Heading, Meeting, Recusal, Resolution
from committee.services.attendance import lock, still_invited, where
from schoolcare import audit
from schoolcare.models import User
from schoolcare.thai import thai_date_full

OF_ITEM = ("discussion", "outcome", "resolution", "dissent")  # what minutes tell of an item
WITH_TASKS = "เรื่องนี้มีมติที่ต้องดำเนินการแล้ว จึงนำออกไม่ได้ ถ้าจะไม่ทำต่อ ให้บันทึกผลว่ายุติ"
PLANNED = {"heading", "position", "title", "detail"}  # the rest belongs to the minutes
TITLE = AgendaItem._meta.get_field("title").max_length
REMOVED = "มีคนนำเรื่องนี้ออกจากวาระไปแล้ว"


def still_there(item: AgendaItem) -> AgendaItem:
    """The item, read again and kept: another meeting that adopts its minutes takes it away too.

    Raises ValidationError where somebody took it off the agenda meanwhile.
    """
    found = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise ValidationError(REMOVED)
    return found


@transaction.atomic
def add_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """Put an item at the end of its heading."""
    meeting = lock(item.meeting_id)
    _place_last(item)
    item.full_clean(exclude=["meeting", "adopts", "carried_from"])
    item.save()
    return _record("agenda.add", item, meeting, by=by)


@transaction.atomic
def update_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """Save title, detail and heading; under another heading it goes to the end."""
    meeting = lock(item.meeting_id)
    current = still_there(item)
    if item.heading != current.heading:
        if item.adopts_id:
            raise ValidationError({"heading": "รายงานการประชุมรับรองได้ในวาระที่ 2 เท่านั้น"})
        _place_last(item)
    changes = audit.differences(current, item)
    changes = {name: values for name, values in changes.items() if name in PLANNED}
    if not changes:
        return current
    item.full_clean(exclude=["meeting", "adopts", "carried_from"])
    item.save(update_fields=list(changes))
    return _record("agenda.update", item, meeting, by=by, fields=changes)


@transaction.atomic
def move_item(item: AgendaItem, *, is_up: bool, by: User) -> AgendaItem:
    """Change places with the neighbour under the same heading; at the edge nothing happens."""
    meeting = lock(item.meeting_id)
    item = still_there(item)
    rows = list(meeting.items.filter(heading=item.heading).order_by("position", "pk"))
    at = rows.index(item)
    to = at - 1 if is_up else at + 1
    if not 0 <= to < len(rows):
        return item
    rows[at], rows[to] = rows[to], rows[at]
    for position, row in enumerate(rows, start=1):
        row.position = position
    AgendaItem.objects.bulk_update(rows, ["position"])
    return _record("agenda.move", item, meeting, by=by)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> None:
    """Take an item off the agenda; one with minutes or resolutions stays.

    Removed twice, it was removed once.
    """
    meeting = lock(item.meeting_id)
    found = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if found is None:
        return
    if found.resolutions.exists():
        raise ValidationError(WITH_TASKS)
    if any(getattr(found, name) for name in OF_ITEM):
        raise ValidationError("เรื่องนี้มีบันทึกการประชุมแล้ว ลบข้อความในรายงานก่อนจึงนำออกได้")
    _record("agenda.remove", found, meeting, by=by, title=found.title)
    found.delete()


@transaction.atomic
def recuse(recusal: Recusal, *, by: User) -> Recusal:
    """Somebody of the meeting steps aside for one matter; written twice, it stands once."""
    meeting = lock(recusal.item.meeting_id)
    item = still_there(recusal.item)
    if still_invited(recusal.attendance).meeting_id != meeting.pk:
        raise ValidationError({"attendance": "เลือกจากผู้เข้าประชุมครั้งนี้"})
    there = item.recusals.filter(attendance=recusal.attendance).first()
    if there and there.reason == recusal.reason:
        return there
    if there:
        raise ValidationError({"attendance": "คนนี้ไม่ร่วมพิจารณาเรื่องนี้อยู่แล้ว"})
    recusal.full_clean(exclude=["item", "attendance"])
    recusal.save()
    audit.record("recusal.add", recusal, by=by, **where(meeting))
    return recusal


@transaction.atomic
def take_part_again(recusal: Recusal, *, by: User) -> None:
    """A recusal was written down by mistake; taken back twice, it was taken back once."""
    meeting = lock(recusal.item.meeting_id)
    found = Recusal.objects.filter(pk=recusal.pk).first()
    if found is None:
        return
    audit.record("recusal.remove", found, by=by, **where(meeting))
    found.delete()


@transaction.atomic
def offer_minutes(meeting: Meeting, *, by: User) -> list[AgendaItem]:
    """Heading 2: the minutes that nobody adopted yet, of the meetings before this one.

    The first meeting of a new board has none: its heading reads ไม่มี (admin.md §1.12). Nothing
    for a meeting before which another one is planned.
    """
    if Meeting.objects.next_planned(meeting) != meeting:
        return []
    before = Meeting.objects.before(meeting).exclude(minutes_state=Meeting.Minutes.ADOPTED)
    before = before.filter(board=meeting.board_id)
    offered = AgendaItem.objects.filter(meeting=meeting).values("adopts")
    waiting = before.exclude(pk__in=offered.exclude(adopts=None))
    return [_put(_offer(meeting, one), meeting, by=by) for one in reversed(waiting)]


def _offer(meeting: Meeting, before: Meeting) -> AgendaItem:
    words = f"รับรองรายงานการประชุม ครั้งที่ {before.numbered} เมื่อวันที่ {thai_date_full(before.held_on)}"
    return AgendaItem(meeting=meeting, heading=Heading.ADOPTION, title=words, adopts=before)


def withdraw_offers(adopted: Meeting, *, by: User) -> None:
    """Minutes adopted here stand for adoption in no meeting to come any more."""
    planned = Meeting.State.PLANNED
    for item in AgendaItem.objects.filter(adopts=adopted, meeting__state=planned):
        _record("agenda.remove", item, item.meeting, by=by, title=item.title)
        item.delete()


@transaction.atomic
def carry_over(meeting: Meeting, *, by: User) -> list[AgendaItem]:
    """Heading 3 of the meeting that comes next: every open resolution of the same body.

    Nothing for a meeting before which another one is planned; what was carried once is not again.
    """
    if Meeting.objects.next_planned(meeting) != meeting:
        return []
    held = Meeting.objects.before(meeting).order_by().values("pk")
    waiting = Resolution.objects.open().filter(item__meeting__in=held)
    waiting = waiting.exclude(followed_up__meeting=meeting).order_by(
        "item__meeting__held_on", "item__heading", "item__position", "pk"
    )
    return [_put(_follow_up(meeting, one), meeting, by=by) for one in waiting]


def _follow_up(meeting: Meeting, resolution: Resolution) -> AgendaItem:
    title = resolution.text[:TITLE]
    item = AgendaItem(meeting=meeting, heading=Heading.FOLLOW_UP, title=title)
    item.carried_from = resolution
    return item


def carry_on(resolution: Resolution, *, by: User) -> None:
    """A resolution that was just made, into the next planned meeting of the body, if there is.

    It alone: what somebody took off that agenda stays off.
    """
    after = Meeting.objects.next_planned(resolution.item.meeting)
    if after and not after.items.filter(carried_from=resolution).exists():
        _put(_follow_up(after, resolution), after, by=by)


def _put(item: AgendaItem, meeting: Meeting, *, by: User) -> AgendaItem:
    _place_last(item)
    item.save()
    return _record("agenda.carry", item, meeting, by=by)


def _place_last(item: AgendaItem) -> None:
    there = AgendaItem.objects.filter(meeting=item.meeting_id, heading=item.heading)
    item.position = (there.aggregate(last=Max("position"))["last"] or 0) + 1


def _record(
    action: str, item: AgendaItem, meeting: Meeting, *, by: User, **facts: Any
) -> AgendaItem:
    audit.record(action, item, by=by, **where(meeting), **facts)
    return item
