"""Addresses of meetings: a row for each, those that are verbs, and what each leaves in the log.

Taken up by tests/access_rows.py, tests/test_access.py and tests/audit_rows.py.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from committee.models import Heading, Meeting, MinutesRevision, Recusal
from tests.access_place import Place
from tests.committee.meeting_factory import (
    make_attendance,
    make_held,
    make_item,
    make_meeting,
    make_resolution,
)

Row = Callable[[Place], dict[str, Any]]
KEY = "22222222-2222-4222-8222-222222222222"


def planned(place: Place) -> Meeting:
    """Of the board, today, with its agenda and one invited person."""
    today, facts = timezone.localdate(), {"planned_by": place.everybody}
    meeting = make_meeting(board=place.board, held_on=today, called_on=today, **facts)
    make_attendance(meeting)
    make_item(meeting, position=1)
    return meeting


def held(place: Place, **fields: Any) -> Meeting:
    """Over, with somebody present and everything resolved."""
    facts = {"planned_by": place.everybody, "minute_taker": "นางสาวศิริพร"}
    facts["held_on"] = timezone.localdate()
    meeting = make_held(board=place.board, **facts | fields)
    make_attendance(meeting, presence="present")
    make_item(meeting, position=1, outcome="approved")
    return meeting


def running(place: Place) -> Meeting:
    return held(place, ends_at=None)


def of_planned(place: Place) -> dict[str, Any]:
    return {"pk": planned(place).pk}


def of_held(place: Place) -> dict[str, Any]:
    return {"pk": held(place).pk}


def of_running(place: Place) -> dict[str, Any]:
    return {"pk": running(place).pk}


def of_proposed(place: Place) -> dict[str, Any]:
    return {"pk": held(place, minutes_state="proposed").pk}


def of_invited(place: Place) -> dict[str, Any]:
    return {"pk": planned(place).attendances.get().pk}


def of_present(place: Place) -> dict[str, Any]:
    return {"pk": held(place).attendances.get().pk}


def of_matter(place: Place) -> dict[str, Any]:
    return {"pk": held(place).items.get().pk}


def of_planned_matter(place: Place) -> dict[str, Any]:
    return {"pk": planned(place).items.get().pk}


def of_second_matter(place: Place) -> dict[str, Any]:
    return {"pk": make_item(planned(place), position=2).pk}


def of_adoption(place: Place) -> dict[str, Any]:
    before = held(place, minutes_state="proposed")
    after = make_held(board=place.board, number=2, planned_by=place.everybody)
    return {"pk": make_item(after, Heading.ADOPTION, adopts=before).pk}


def of_recusal(place: Place) -> dict[str, Any]:
    item = held(place).items.get()
    person = item.meeting.attendances.get()
    return {"pk": Recusal.objects.create(item=item, attendance=person, reason="ญาติ").pk}


def of_revision(place: Place) -> dict[str, Any]:
    meeting = running(place)
    Meeting.objects.filter(pk=meeting.pk).update(minutes_version=2)
    facts = {"meeting": meeting, "number": 2, "saved_by": place.everybody}
    body = {"texts": {"opening": "เปิด"}, "titles": {}, "base": "1"}
    return {"pk": MinutesRevision.objects.create(body=body, is_refused=True, **facts).pk}


def of_resolution(place: Place) -> dict[str, Any]:
    return {"pk": make_resolution(held(place)).pk}


def of_done_resolution(place: Place) -> dict[str, Any]:
    done = {"status": "done", "done_on": timezone.localdate()}
    return {"pk": make_resolution(held(place), **done).pk}


def person(place: Place) -> dict[str, Any]:
    """The same person, once more: to choose who steps aside."""
    return {"attendance": place.board.meetings.get().attendances.get().pk, "reason": "ญาติ"}


def typed(**fields: Any) -> Row:
    return lambda place: fields


ROWS: dict[str, Row] = {
    "committee:meeting-detail": of_held,
    "committee:meeting-update": of_planned,
    "committee:meeting-cancel": of_planned,
    "committee:meeting-open": of_planned,
    "committee:meeting-close": of_running,
    "committee:meeting-roll": of_planned,
    "committee:roll-fill": of_planned,
    "committee:roll-rest": of_planned,
    "committee:attendance-create": of_planned,
    "committee:attendance-update": of_invited,
    "committee:attendance-mark": of_invited,
    "committee:attendance-preside": of_present,
    "committee:attendance-remove": of_invited,
    "committee:agenda-create": of_planned,
    "committee:agenda-item": of_matter,
    "committee:agenda-update": of_planned_matter,
    "committee:agenda-move": of_second_matter,
    "committee:agenda-remove": of_planned_matter,
    "committee:agenda-decide": of_matter,
    "committee:agenda-adopt": of_adoption,
    "committee:recusal-create": of_matter,
    "committee:recusal-remove": of_recusal,
    "committee:minutes-read": of_held,
    "committee:minutes-edit": of_held,
    "committee:minutes-propose": of_held,
    "committee:minutes-take-back": of_proposed,
    "committee:minutes-clash": of_revision,
    "committee:revision-list": of_held,
    "committee:revision-detail": of_revision,
    "committee:resolution-create": of_matter,
    "committee:resolution-update": of_resolution,
    "committee:resolution-finish": of_resolution,
    "committee:resolution-reopen": of_done_resolution,
}
POST_ONLY = {
    *("committee:roll-fill", "committee:roll-rest", "committee:attendance-mark"),
    *("committee:attendance-preside", "committee:attendance-remove", "committee:agenda-move"),
    *("committee:agenda-remove", "committee:recusal-remove", "committee:minutes-propose"),
    "committee:resolution-reopen",
}
NEW_MEETING = {"kind": "staff", "held_on": "1/6/2590", "starts_at": "9.30", "place": "ห้องประชุม"}

# action, what is typed
WRITES: dict[str, tuple[str, Row]] = {
    "committee:meeting-create": ("meeting.plan", typed(**NEW_MEETING)),
    "committee:meeting-settings": ("meeting.settings", typed(notice_days="5")),
    "committee:meeting-update": ("meeting.update", typed(place="หอประชุม")),
    "committee:meeting-cancel": ("meeting.cancel", typed(reason="น้ำท่วม")),
    "committee:meeting-open": ("meeting.open", typed()),
    "committee:meeting-close": ("meeting.close", typed(at="23.59")),
    "committee:roll-fill": ("attendance.fill", typed()),
    "committee:roll-rest": ("attendance.mark", typed(presence="present")),
    "committee:attendance-create": ("attendance.add", typed(name="นางประไพ ใจงาม")),
    "committee:attendance-update": ("attendance.update", typed(presence="present")),
    "committee:attendance-mark": ("attendance.mark", typed(presence="present")),
    "committee:attendance-preside": ("attendance.preside", typed()),
    "committee:attendance-remove": ("attendance.remove", typed()),
    "committee:agenda-create": ("agenda.add", typed(title="เรื่องใหม่")),
    "committee:agenda-update": ("agenda.update", typed(title="เรื่องอื่น")),
    "committee:agenda-move": ("agenda.move", typed(to="up")),
    "committee:agenda-remove": ("agenda.remove", typed()),
    "committee:agenda-decide": ("minutes.save", typed(outcome="noted")),
    "committee:agenda-adopt": ("minutes.adopt", typed()),
    "committee:recusal-create": ("recusal.add", person),
    "committee:recusal-remove": ("recusal.remove", typed()),
    "committee:minutes-edit": ("minutes.save", typed(version="1", opening="เปิดประชุม")),
    "committee:minutes-propose": ("minutes.propose", typed()),
    "committee:minutes-take-back": ("minutes.take_back", typed(reason="ชื่อผิด")),
    "committee:minutes-clash": ("minutes.save", typed()),
    "committee:resolution-create": ("resolution.add", typed(text="ขอบคุณผู้บริจาค")),
    "committee:resolution-update": ("resolution.update", typed(owner_name="ผู้อำนวยการ")),
    "committee:resolution-finish": ("resolution.finish", typed()),
    "committee:resolution-reopen": ("resolution.reopen", typed()),
}
