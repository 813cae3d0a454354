"""What the page of a meeting tells: its agenda, its people in figures, its minutes, its papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from committee.agenda import Place
from committee.models import AgendaItem, Attendance, Meeting, Resolution
from committee.quorum import Quorum, each_of, quorum_of
from schoolcare import audit_trail
from schoolcare.documents import catalogue
from schoolcare.models import AuditEvent

# Papers before and after a meeting; each is offered once it is in the catalogue.
BEFORE = (
    *("meeting-invitation", "meeting-reply", "meeting-links", "meeting-agenda"),
    "meeting-attendance",
)
AFTER = ("meeting-minutes", "resolution-notice", "meeting-agenda", "meeting-attendance")
IMPROVEMENT = "improvement-meeting"
SAVED = "minutes.save"  # each has a page of its own


@dataclass(frozen=True, slots=True)
class People:
    """Those invited: `coming`, `away`, `silent` by their answers, `present` by the roll."""

    rows: list[Attendance]
    coming: int
    away: int
    silent: int
    present: int
    unknown: int
    quorum: Quorum

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def each(self) -> str:
        return each_of(self.rows)


def people_of(rows: Iterable[Attendance]) -> People:
    """The figures of a list of people, in the order of the minutes."""
    rows = list(rows)
    answers = [one.reply for one in rows]
    marks = [one.presence for one in rows]
    return People(
        rows,
        coming=answers.count(Attendance.Reply.COMING),
        away=answers.count(Attendance.Reply.NOT_COMING),
        silent=answers.count(Attendance.Reply.NONE),
        present=marks.count(Attendance.Presence.PRESENT),
        unknown=marks.count(Attendance.Presence.UNKNOWN),
        quorum=quorum_of(rows),
    )


def read_whole(meeting: Meeting) -> None:
    """Read its people in order, and its items with what they adopt, follow up and resolved, so that
    `attendances.all()` and `items.all()` ask no more. Five queries.
    """
    resolutions = Prefetch("resolutions", Resolution.objects.order_by("pk"))
    items = AgendaItem.objects.select_related("adopts", "carried_from__item__meeting")
    items = items.prefetch_related(resolutions, "recusals__attendance")
    people = Attendance.objects.in_order()
    prefetch_related_objects([meeting], Prefetch("items", items), Prefetch("attendances", people))


def papers_of(meeting: Meeting) -> list[str]:
    """Slugs of the papers that this meeting may have now."""
    if meeting.state == Meeting.State.CANCELLED:
        return []
    asked = list(BEFORE if meeting.state == Meeting.State.PLANNED else AFTER)
    if meeting.kind == Meeting.Kind.IMPROVEMENT:
        asked.append(IMPROVEMENT)
    return [slug for slug in asked if slug in catalogue]


def history_of(meeting: Meeting, limit: int) -> list[audit_trail.Line]:
    """Who did what to the meeting, newest first, without every save of the minutes. One query."""
    rows = AuditEvent.objects.filter(target_model=meeting._meta.label, target_id=str(meeting.pk))
    rows = rows.exclude(action=SAVED).order_by("-pk")[:limit]
    return [audit_trail.line(event) for event in rows]


def facts_of(meeting: Meeting) -> list[tuple[str, Any]]:
    """Label and value of what does not stand in the head of the page."""
    return [
        ("ประเภท", meeting.get_kind_display()),
        ("คณะกรรมการชุด", meeting.board),
        ("ระเบียบวาระ", meeting.get_agenda_form_display()),
        ("ผู้จดรายงาน", meeting.minute_taker),
        ("ผู้ตรวจรายงาน", meeting.minute_checker),
        ("เหตุที่ยกเลิก", meeting.cancel_reason),
    ]


def unresolved(places: Iterable[Place]) -> list[str]:
    """Numbers of items that close without มติที่ประชุม (admin.md §1.12), which no rule forbids."""
    lines = [line for place in places for line in place.lines]
    return [one.number for one in lines if not (one.item.outcome or one.item.resolution)]


@dataclass(frozen=True, slots=True)
class Group:
    """People under one head of the minutes (admin.md §1.13)."""

    label: str
    rows: list[Attendance]
    is_absent: bool = False


def groups_of(people: People) -> list[Group]:
    """Members who came, members who did not, others who came; empty groups are left out."""
    guests = [one for one in people.rows if one.duty == Attendance.Duty.GUEST]
    members = [one for one in people.rows if one not in guests]
    groups = [
        Group("ผู้มาประชุม", [one for one in members if one.presence == "present"]),
        Group("ผู้ไม่มาประชุม", [one for one in members if one.presence == "absent"], is_absent=True),
        Group("ผู้เข้าร่วมประชุม", [one for one in guests if one.presence == "present"]),
    ]
    return [one for one in groups if one.rows]
