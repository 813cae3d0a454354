"""Everything between the school and one partner in one list: contacts written down by hand,
activities, agreements, gifts, needs; the newest first.

At most one query a kind, each cut to what a page shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from community.models import Activity, Contact, Partner, Resource
from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import Event
from schoolcare.thai import baht, thai_date

PAGE = 20
WAYS = {"visit": "visit", "phone": "phone", "line": "chat", "letter": "letter", "meeting": "people"}

STATES = {
    "coming": "info",
    "valid": "ok",
    "ending": "warn",
    "over": "bad",
    "cancelled": "none",
}  # of an agreement, as badges
NEEDS = {"open": "warn", "planned": "info", "met": "ok", "declined": "none"}


@dataclass(frozen=True)
class History:
    """The newest events, whether there are older ones, and the contacts that wait for a step."""

    events: list[Event]
    has_more: bool
    waiting: list[Contact]


def history_of(
    partner: Partner, user: User, *, today: date, pages: int = 1, may_edit: bool = False
) -> History:
    """The newest `pages` pages within what `user` may see."""
    most = PAGE * pages + 1
    contacts = _contacts(partner, most)
    found = [
        *(_spoken(one, today, may_edit=may_edit) for one in contacts[:most]),
        *_activities(partner, user, most),
        *_agreements(partner, today, most),
        *_needs(partner, most),
        *_gifts(partner, user, most),
    ]
    found.sort(key=lambda event: event.on, reverse=True)
    waiting = [one for one in contacts if one.is_waiting]
    waiting.sort(key=lambda one: (one.next_on or date.max, one.on, one.pk))
    return History(found[: most - 1], len(found) >= most, waiting)


def _contacts(partner: Partner, most: int) -> list[Contact]:
    """The newest, and after them older ones that still wait; one query."""
    newest = partner.contacts.order_by("-on", "-pk").values("pk")[:most]
    shown = Q(pk__in=newest) | (Q(is_done=False) & ~Q(next_step=""))
    return list(partner.contacts.filter(shown).select_related("person", "made_by"))


def _spoken(one: Contact, today: date, *, may_edit: bool) -> Event:
    whom = f" กับ {one.person}" if one.person else ""
    return Event(
        on=one.on,
        title=f"{one.get_way_display()}{whom}",
        text="\n".join(filter(None, [one.said, _next(one), f"บันทึกโดย {one.made_by}"])),
        url=reverse("community:contact-update", args=[one.pk]) if may_edit else "",
        link="แก้ไข",
        icon=WAYS.get(one.way, "note"),
        badge=_waiting(one, today),
    )


def _next(one: Contact) -> str:
    by = f" ภายใน {thai_date(one.next_on)}" if one.next_on else ""
    return f"ทำต่อ: {one.next_step}{by}" if one.next_step else ""


def _waiting(one: Contact, today: date) -> tuple[str, str] | None:
    if not one.next_step:
        return None
    if one.is_done:
        return ("ok", "ทำแล้ว")
    return ("bad", "เลยกำหนด") if one.next_on and one.next_on < today else ("warn", "รอทำ")


def _activities(partner: Partner, user: User, most: int) -> Iterator[Event]:
    rows = Activity.objects.for_user(user, Permission.ACTIVITY_VIEW).filter(partners=partner)
    for one in rows.exclude(state=Activity.State.CANCELLED)[:most]:
        yield Event(
            on=one.starts_on,
            title=f"{one.get_kind_display()}: {one.title}",
            text=one.result,
            url=one.get_absolute_url(),
            icon="flag",
            kind="ok" if one.state == Activity.State.HELD else "info",
            badge=None if one.state == Activity.State.HELD else ("info", one.get_state_display()),
        )


def _agreements(partner: Partner, today: date, most: int) -> Iterator[Event]:
    for one in partner.agreements.all()[:most]:
        state = one.state_on(today)
        until = f"ถึง {thai_date(one.ends_on)}" if one.ends_on else "ไม่กำหนดวันสิ้นสุด"
        yield Event(
            on=one.signed_on or one.starts_on,
            title=f"ข้อตกลง: {one.title}",
            text=f"มีผล {thai_date(one.starts_on)} {until}",
            url=one.get_absolute_url(),
            icon="pen",
            badge=(STATES[state], str(state.label)),
        )


def _needs(partner: Partner, most: int) -> Iterator[Event]:
    for one in partner.needs.all()[:most]:
        yield Event(
            on=one.asked_on,
            title=f"ความต้องการ: {one.text}",
            text=one.outcome,
            url=one.get_absolute_url(),
            icon="heart",
            badge=(NEEDS[one.state], one.get_state_display()),
        )


def _gifts(partner: Partner, user: User, most: int) -> Iterator[Event]:
    """Only for those who may see what was given."""
    if not user.access.allows(Permission.RESOURCE_VIEW):
        return
    rows = Resource.objects.for_user(user, Permission.RESOURCE_VIEW)
    for one in rows.filter(donor__partner=partner).select_related("donor", "purpose")[:most]:
        value = f"{baht(one.value)} บาท" if one.value is not None else ""
        yield Event(
            on=one.received_on,
            title=f"สนับสนุน{one.get_kind_display()} {value}".strip(),
            text=str(one.purpose or ""),
            url=one.get_absolute_url(),
            icon="money",
        )
