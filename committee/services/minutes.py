"""The texts of the minutes: every save is kept, two writers lose nothing, adopted ones are locked.

A text goes by its name: "opening", "minute_taker", "item.12.discussion". Who saves says on which
version the page was made; what others wrote meanwhile in other texts is merged, and where two
wrote the same text, nothing is written: what was typed is kept beside until somebody chooses.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from committee.agenda import lines_of
from committee.merging import Shown, Texts, merge
from committee.models import AgendaItem, Attendance, Heading, Meeting, MinutesRevision
from committee.quorum import each_of
from committee.services import agenda
from committee.services.agenda import OF_ITEM, REMOVED
from committee.services.attendance import lock, where
from committee.services.meetings import keep_quorum
from schoolcare import audit
from schoolcare.models import User

OWN = ("opening", "minute_taker", "minute_checker")
ITEM_TEXT = re.compile(rf"item\.[0-9]{{1,18}}\.({'|'.join(OF_ITEM)})")
SHORT = 150  # characters of a name
Outcome, Presence = AgendaItem.Outcome, Attendance.Presence
State, Minutes = Meeting.State, Meeting.Minutes
UNCHANGED = "รับรองโดยไม่มีการแก้ไข"
ADOPTED_WORDS = {
    Outcome.ADOPTED: "รับรองรายงานการประชุมโดยไม่มีการแก้ไข",
    Outcome.CORRECTED: "รับรองรายงานการประชุมโดยให้แก้ไขตามที่เสนอ",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """`refused` keeps what was typed where somebody else wrote the same text meanwhile.

    `homeless` are texts of items that somebody took off the agenda: only the revision has them.
    """

    meeting: Meeting
    shown: Shown
    refused: MinutesRevision | None = None
    homeless: Texts = field(default_factory=dict)


def name_of(item: AgendaItem, field: str) -> str:
    return f"item.{item.pk}.{field}"


def texts_of(meeting: Meeting) -> Texts:
    """Every text as it is saved now. One query."""
    return _texts(meeting, list(meeting.items.all()))


def _texts(meeting: Meeting, items: list[AgendaItem]) -> Texts:
    texts = {name: getattr(meeting, name) for name in OWN}
    for item in items:
        texts |= {name_of(item, field): getattr(item, field) for field in OF_ITEM}
    return texts


def base_of(meeting: Meeting, shown: Shown) -> Texts:
    """What a page showed; nothing was written before the first save."""
    base = dict(_kept_at(meeting, shown.version))
    for number in set(shown.stale.values()):
        older = _kept_at(meeting, number)
        base |= {name: older.get(name, "") for name, at in shown.stale.items() if at == number}
    return base


def _kept_at(meeting: Meeting, version: int) -> Texts:
    kept = meeting.revisions.filter(number__lte=version, is_refused=False)
    last = kept.order_by("-number").first()
    return last.body["texts"] if last else {}


@transaction.atomic
def save(meeting: Meeting, typed: Texts, *, shown: str | None, by: User) -> Saved:
    """Merge what was typed on a page (`shown`: its token) into the minutes.

    `shown` None goes over what is saved, for who has compared already. The same texts write
    nothing. Raises ValidationError where minutes may not change (not begun, proposed, adopted).
    """
    meeting = _writable(meeting)
    page = Shown(meeting.minutes_version) if shown is None else Shown.read(shown)
    items = list(meeting.items.select_for_update())
    saved, typed = _texts(meeting, items), _offered(_clean(typed), items)
    is_current = page == Shown(meeting.minutes_version)
    found = merge(saved if is_current else base_of(meeting, page), saved, typed)
    homeless = {name: text for name, text in typed.items() if text and _is_homeless(name, saved)}
    if found.clashes:
        own = {name: text for name, text in typed.items() if name in saved} | homeless
        refused = _keep(meeting, items, own, by=by, base=str(page))
        return Saved(meeting, page, refused, homeless)
    if found.texts != saved or not _is_kept(meeting, homeless):
        _write(meeting, items, found.texts | homeless, by=by)
    unseen = [name for name, text in typed.items() if found.texts.get(name, text) != text]
    stale = {name: page.stale.get(name, page.version) for name in unseen}
    return Saved(meeting, Shown(meeting.minutes_version, stale), homeless=homeless)


def _is_kept(meeting: Meeting, homeless: Texts) -> bool:
    """Whether the last revision has these texts."""
    return not homeless or homeless.items() <= _kept_at(meeting, meeting.minutes_version).items()


@transaction.atomic
def settle(revision: MinutesRevision, chosen: Texts, *, by: User) -> Meeting:
    """Somebody compared a refused save with what is saved: `chosen` goes over it."""
    meeting = _writable(revision.meeting)
    items = list(meeting.items.select_for_update())
    saved = _texts(meeting, items)
    typed = revision.body["texts"]
    merged = merge(base_of(meeting, Shown.read(revision.body["base"])), saved, typed).texts
    merged |= {name: text for name, text in _clean(chosen).items() if name in saved}
    if merged != saved:
        _write(meeting, items, merged, by=by)
    revision.body["settled"] = True  # stays a refused one: never the base of a later save
    revision.save(update_fields=["body"])
    return meeting


def clashes_of(revision: MinutesRevision) -> list[str]:
    """The texts of a refused save that differ from what is saved now."""
    meeting = revision.meeting
    base = base_of(meeting, Shown.read(revision.body["base"]))
    return merge(base, texts_of(meeting), revision.body["texts"]).clashes


def _writable(meeting: Meeting) -> Meeting:
    meeting = lock(meeting)
    if meeting.state != State.HELD:
        raise ValidationError("เริ่มประชุมก่อน จึงบันทึกรายงานได้")
    return meeting


def _offered(typed: Texts, items: list[AgendaItem]) -> Texts:
    """Without the outcome of items that adopt minutes: that comes by `adopt` alone."""
    closed = {name_of(item, "outcome") for item in items if item.adopts_id}
    return {name: text for name, text in typed.items() if name not in closed}


def _is_homeless(name: str, saved: Texts) -> bool:
    """Whether it is a text of an item that is there no more."""
    return name not in saved and ITEM_TEXT.fullmatch(name) is not None


def _clean(typed: Texts) -> Texts:
    return {name: _clean_text(name, text) for name, text in typed.items()}


def _clean_text(name: str, text: str) -> str:
    """Line ends in one way; a name cut to its column; an outcome that is none is no outcome.

    Without NUL, which no database takes.
    """
    text = text.replace("\0", "")
    if name.startswith("minute_"):
        return " ".join(text.split())[:SHORT]
    if name.endswith(".outcome"):
        return text if text in Outcome.values else ""
    return text.replace("\r\n", "\n").rstrip()


def _write(meeting: Meeting, items: list[AgendaItem], texts: Texts, *, by: User) -> None:
    """Put the texts into their rows; the quorum of the moment stands at what was dealt with now.

    What has no row stands in the revision alone.
    """
    for name in OWN:
        setattr(meeting, name, texts[name])
    for item in items:
        before = [getattr(item, field) for field in OF_ITEM]
        after = [texts[name_of(item, field)] for field in OF_ITEM]
        if before != after:
            is_mended = bool(item.outcome) and item.outcome == texts[name_of(item, "outcome")]
            for field, text in zip(OF_ITEM, after, strict=True):
                setattr(item, field, text)
            if item.present is None or not is_mended:
                keep_quorum(meeting, item)
            item.save(update_fields=[*OF_ITEM, "present", "counting"])
    _keep(meeting, items, texts, by=by)
    meeting.save(update_fields=OWN)


def _keep(
    meeting: Meeting, items: list[AgendaItem], texts: Texts, *, by: User, base: str = ""
) -> MinutesRevision:
    """Keep a state of the minutes; with `base` one that was refused, typed on that version."""
    meeting.minutes_version += 1
    meeting.save(update_fields=["minutes_version"])
    lines = lines_of(meeting.agenda_form, items)
    titles = {str(one.item.pk): f"{one.number} {one.item.title}" for one in lines}
    body = {"texts": texts, "titles": titles, "base": base}
    is_refused, number = bool(base), meeting.minutes_version
    kept = MinutesRevision.objects.create(
        meeting=meeting, number=number, body=body, is_refused=is_refused, saved_by=by
    )
    action = "minutes.clash" if is_refused else "minutes.save"
    audit.record(action, meeting, by=by, **where(meeting), revision=number)
    return kept


def lacking(meeting: Meeting) -> list[str]:
    """What is missing before the minutes can stand for adoption, in words. Two queries."""
    if meeting.state != State.HELD:
        return ["ยังไม่ได้บันทึกว่าประชุมแล้ว"]
    found = [] if meeting.ends_at else ["เวลาเลิกประชุม"]
    people = list(meeting.attendances.all())
    unknown = [one for one in people if one.presence == Presence.UNKNOWN]
    if unknown:
        found.append(f"การมาประชุมของ {len(unknown)} {each_of(unknown)}")
    if not any(one.presence == Presence.PRESENT for one in people):
        found.append("ผู้มาประชุม")
    lines = lines_of(meeting.agenda_form, meeting.items.all())
    bare = [
        one.number for one in lines if one.item.heading == Heading.DECIDE and not one.item.outcome
    ]
    if bare:
        found.append(f"มติของวาระ {', '.join(bare)}")
    if not meeting.minute_taker:
        found.append("ผู้จดรายงานการประชุม")
    return found


@transaction.atomic
def propose(meeting: Meeting, *, by: User) -> Meeting:
    """The draft is ready for the next meeting. Raises ValidationError with what is missing.

    Proposed twice, it was proposed once.
    """
    there = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if there.minutes_state == Minutes.PROPOSED:
        return there
    meeting = lock(meeting)
    if missing := lacking(meeting):
        raise ValidationError(f"ยังขาด: {' · '.join(missing)}")
    return _move(meeting, Minutes.PROPOSED, "minutes.propose", by=by)


@transaction.atomic
def take_back(meeting: Meeting, *, reason: str, by: User) -> Meeting:
    """Proposed by mistake: a draft again, with the reason in the log; one that is, stays so."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.minutes_state == Minutes.DRAFT:
        return meeting
    if meeting.minutes_state != Minutes.PROPOSED:
        raise ValidationError("ถอนได้เฉพาะรายงานที่เสนอรับรองอยู่")
    if not reason.strip():
        raise ValidationError({"reason": "กรอกเหตุที่ถอน"})
    return _move(meeting, Minutes.DRAFT, "minutes.take_back", by=by, reason=reason.strip())


@transaction.atomic
def adopt(item: AgendaItem, *, corrections: str, by: User) -> Meeting:
    """The meeting of `item` adopts the minutes that stand there, with `corrections` or without.

    From then on they are locked; adopted twice in the same words, they were adopted once. Raises
    ValidationError for minutes that are not proposed.
    """
    here = _writable(item.meeting)
    items = list(here.items.select_for_update())
    found = next((one for one in items if one.pk == item.pk), None)
    if found is None:
        raise ValidationError(REMOVED)
    item = found
    adopted = Meeting.objects.select_for_update().filter(adoption_items=item).first()
    text = corrections.strip()
    note = (text or UNCHANGED)[:500]
    if adopted and (adopted.adopted_at_meeting_id, adopted.adopted_note) == (here.pk, note):
        return adopted
    if adopted is None or adopted.minutes_state != Minutes.PROPOSED:
        raise ValidationError("รายงานการประชุมครั้งนั้นยังไม่เสนอรับรอง หรือรับรองไปแล้ว")
    outcome = Outcome.CORRECTED if text else Outcome.ADOPTED
    texts = _texts(here, items)
    texts[name_of(item, "outcome")] = outcome.value
    texts[name_of(item, "resolution")] = ADOPTED_WORDS[outcome]
    if text and not item.discussion:
        texts[name_of(item, "discussion")] = text
    _write(here, items, texts, by=by)
    agenda.withdraw_offers(adopted, by=by)
    adopted.adopted_at_meeting, adopted.adopted_note = here, note
    return _move(adopted, Minutes.ADOPTED, "minutes.adopt", by=by)


def _move(meeting: Meeting, state: str, action: str, *, by: User, **facts: Any) -> Meeting:
    meeting.minutes_state = state
    names = ["minutes_state", "adopted_at_meeting", "adopted_note"]
    meeting.save(update_fields=names)
    audit.record(action, meeting, by=by, **where(meeting), **facts)
    return meeting
