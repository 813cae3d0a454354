"""Planning a meeting, changing its plan, cancelling it; opening and closing it on its day.

What rests on general knowledge (days of notice, a second meeting on one day) is a warning, never
a refusal: `warnings_of`.
"""

from datetime import date, time
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from committee.models import AgendaItem, Attendance, Board, Meeting, MeetingSettings
from committee.quorum import Quorum, quorum_of
from committee.services import agenda, attendance
from committee.services.attendance import lock, where
from schoolcare import audit
from schoolcare.models import School, User
from schoolcare.numbering import Office
from schoolcare.text import normalize
from schoolcare.thai import academic_year, buddhist_year, thai_date, thai_time

Kind, State = Meeting.Kind, Meeting.State
LEGAL_NOTICE = 3  # days, admin.md §1.6; general knowledge
CARE = "ระบบการดูแลช่วยเหลือนักเรียน"
BODIES = {
    Kind.BOARD: "คณะกรรมการสถานศึกษาขั้นพื้นฐาน",
    Kind.DISTRICT: "ผู้บริหารสถานศึกษาในสังกัด",
    Kind.LEAD: f"คณะกรรมการอำนวยการ (ทีมนำ) {CARE}",
    Kind.COORDINATE: f"คณะกรรมการประสานงาน (ทีมประสาน) {CARE}",
    Kind.WORK: f"คณะกรรมการดำเนินงาน (ทีมทำ) {CARE}",
    Kind.STAFF: "ครูและบุคลากรทางการศึกษา",
    Kind.PARENTS: "คณะกรรมการเครือข่ายผู้ปกครอง",
    Kind.PANEL: "คณะกรรมการพิจารณาทุนการศึกษา",
    Kind.NETWORK: "เครือข่ายคณะกรรมการสถานศึกษาขั้นพื้นฐาน",
    Kind.IMPROVEMENT: f"เพื่อพัฒนาปรับปรุง{CARE}",
}
OF_SCHOOL = (
    *(Kind.BOARD, Kind.LEAD, Kind.COORDINATE, Kind.WORK, Kind.STAFF, Kind.PARENTS),
    *(Kind.PANEL, Kind.IMPROVEMENT, Kind.OTHER),
)
OF_OFFICE = (Kind.DISTRICT, Kind.NETWORK, Kind.PANEL, Kind.IMPROVEMENT, Kind.OTHER)
PLANNED = {  # what a plan holds; the rest belongs to the meeting's course and its minutes
    *("board", "body", "held_on", "starts_at", "place", "number", "year", "called_on"),
    "agenda_form",
}
NO_BOARD = "ยังไม่มีคณะกรรมการสถานศึกษาที่แต่งตั้งแล้วในวันนั้น บันทึกคำสั่งแต่งตั้งในทะเบียนก่อน"


def owner(office: Office) -> dict[str, Any]:
    """The office as the fields of a row name it."""
    return {"school" if isinstance(office, School) else "district": office}


def kinds_of(office: Office) -> tuple[Meeting.Kind, ...]:
    return OF_SCHOOL if isinstance(office, School) else OF_OFFICE


def body_of(office: Office, kind: str) -> str:
    """What a body of this kind is called at the office, as papers print it; "" for other ones."""
    name = BODIES.get(Kind(kind), "")
    return f"{name} {office.full_name}" if name else ""


def settings_of(office: Office) -> MeetingSettings:
    """The office's own habits, else the usual ones (unsaved)."""
    try:
        return office.meeting_settings
    except MeetingSettings.DoesNotExist:
        return MeetingSettings(**owner(office))


@transaction.atomic
def save_settings(settings: MeetingSettings, *, by: User) -> MeetingSettings:
    settings.full_clean()
    settings.save()
    target = {"school_id": settings.school_id, "district_id": settings.district_id}
    audit.record("meeting.settings", settings, by=by, **target)
    return settings


def year_of(settings: MeetingSettings, day: date) -> int:
    """The year (พ.ศ.) in which a meeting of `day` is counted."""
    if settings.counted_by == MeetingSettings.CountedBy.ACADEMIC:
        return academic_year(day)
    return buddhist_year(day.year)


def next_number(meeting: Meeting) -> int:
    """After the highest of the body in the meeting's year; a cancelled one gives its number up."""
    there = Meeting.objects.same_body(meeting).standing().filter(year=meeting.year)
    return (there.exclude(pk=meeting.pk).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def plan(meeting: Meeting, *, by: User) -> Meeting:
    """A new meeting with its people and agenda.

    A board's members are invited from the registry, of other bodies those of the last meeting;
    minutes to adopt and open resolutions stand on the agenda. Without a number: the next one.
    Raises ValidationError for a board meeting of a school without a board.
    """
    _lock_numbers(meeting.office)
    meeting.planned_by, meeting.state = by, State.PLANNED
    _settle(meeting)
    meeting.save()
    facts: dict[str, Any] = {"kind": meeting.kind, "number": meeting.numbered}
    audit.record("meeting.plan", meeting, by=by, **where(meeting), **facts)
    if meeting.kind == Kind.BOARD:
        attendance.seat_members(meeting, by=by)
    else:
        attendance.copy_invitees(meeting, by=by)
    agenda.offer_minutes(meeting, by=by)
    agenda.carry_over(meeting, by=by)
    return meeting


@transaction.atomic
def update(meeting: Meeting, *, by: User) -> Meeting:
    """Save a changed plan. On another day the board's list follows; a new year has new numbers."""
    _lock_numbers(meeting.office)
    current = lock(meeting)
    check_start(meeting.starts_at, current.ends_at)
    is_moved = meeting.held_on != current.held_on
    if current.state == State.HELD and is_moved and meeting.held_on > timezone.localdate():
        raise ValidationError({"held_on": "ประชุมไปแล้ว วันประชุมต้องไม่ใช่วันข้างหน้า"})
    _settle(meeting, before=current)
    changes = audit.differences(current, meeting)
    changes = {name: values for name, values in changes.items() if name in PLANNED}
    if not changes:
        return current
    meeting.version = current.version + 1
    meeting.save(update_fields=[*changes, "version"])
    audit.record("meeting.update", meeting, by=by, **where(meeting), fields=changes)
    if "held_on" in changes and meeting.state == State.PLANNED:
        attendance.seat_members(meeting, by=by)
    return meeting


def _lock_numbers(office: Office) -> None:
    """Nobody else gives a number at the office until this transaction ends."""
    type(office).objects.select_for_update().get(pk=office.pk)


def check_start(start: time, end: time | None, name: str = "starts_at") -> None:
    """Raises ValidationError, at the field `name`, for a beginning that is not before the end."""
    if end and end <= start:
        raise ValidationError({name: f"เวลาเริ่มต้องก่อนเวลาเลิกประชุม {thai_time(end)}"})


def _settle(meeting: Meeting, before: Meeting | None = None) -> None:
    """What follows from kind and day: the board, the body, the year, the number."""
    office = meeting.office
    meeting.year = year_of(settings_of(office), meeting.held_on)
    if meeting.kind == Kind.BOARD:
        meeting.board = _board_on(office, meeting.held_on, meeting.board)
        meeting.body = body_of(office, Kind.BOARD)
    meeting.place = meeting.place.removeprefix("ณ ").strip()
    meeting.body = normalize(meeting.body) or body_of(office, meeting.kind)
    is_new_year = before is not None and before.year != meeting.year
    if not meeting.number or (is_new_year and before and before.number == meeting.number):
        meeting.number = next_number(meeting)
    twins = Meeting.objects.same_body(meeting).standing().exclude(pk=meeting.pk)
    if twin := twins.filter(year=meeting.year, number=meeting.number).first():
        when = thai_date(twin.held_on)
        raise ValidationError({"number": f"ครั้งที่ {twin.numbered} ใช้แล้วกับการประชุม {when}"})
    meeting.full_clean(exclude=["school", "district", "board", "adopted_at_meeting", "planned_by"])


def _board_on(office: Office, day: date, board: Board | None) -> Board:
    """The board that sits on a day; one that is over stays until the next begins."""
    begun = Board.objects.filter(school=office.pk).begun(day)
    found = begun.order_by("-ends_on", "-pk").first() if isinstance(office, School) else None
    if found is None and board is None:
        raise ValidationError({"kind": NO_BOARD})
    return found or board  # type: ignore[return-value] # one of them is there


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: User) -> Meeting:
    """Call a planned meeting off; its number is free again. A held one cannot be cancelled.

    A second time for the same reason changes nothing.
    """
    there = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if (there.state, there.cancel_reason) == (State.CANCELLED, reason.strip()):
        return there
    meeting = lock(meeting)
    if meeting.state != State.PLANNED:
        raise ValidationError("การประชุมที่เริ่มแล้วยกเลิกไม่ได้")
    if not reason.strip():
        raise ValidationError({"reason": "กรอกเหตุที่ยกเลิก"})
    meeting.state, meeting.cancel_reason = State.CANCELLED, reason.strip()
    meeting.version += 1
    meeting.save(update_fields=["state", "cancel_reason", "version"])
    audit.record("meeting.cancel", meeting, by=by, **where(meeting), reason=reason)
    return meeting


@transaction.atomic
def open_meeting(meeting: Meeting, *, at: time, today: date, by: User) -> Meeting:
    """The meeting begins: the quorum of that moment is kept. Raises ValidationError before its day.

    A second time changes nothing. Without a quorum it begins too, and says so in its minutes.
    """
    meeting = lock(meeting)
    if meeting.state == State.HELD:
        return meeting
    if meeting.held_on > today:
        raise ValidationError("ยังไม่ถึงวันประชุม ถ้าประชุมก่อนกำหนด ให้แก้วันประชุมก่อน")
    check_start(at, meeting.ends_at, "at")
    meeting.state, meeting.starts_at = State.HELD, at
    quorum = quorum_now(meeting)
    meeting.opened_present, meeting.opened_counting = quorum.present, quorum.counting
    meeting.version += 1
    names = ["state", "starts_at", "opened_present", "opened_counting", "version"]
    return _save(meeting, names, "meeting.open", by=by, count=_words(quorum))


@transaction.atomic
def close_meeting(meeting: Meeting, *, at: time, by: User) -> Meeting:
    """The meeting ends; what it left open goes to the next one that is planned.

    A second time at the same hour changes nothing.
    """
    meeting = lock(meeting)
    if meeting.state != State.HELD:
        raise ValidationError("ยังไม่ได้เริ่มประชุม")
    if at <= meeting.starts_at:
        begun = thai_time(meeting.starts_at)
        raise ValidationError({"at": f"เวลาเลิกประชุมต้องหลังเวลาเริ่ม {begun}"})
    if meeting.ends_at == at:
        return meeting
    meeting.ends_at, meeting.version = at, meeting.version + 1
    _save(meeting, ["ends_at", "version"], "meeting.close", by=by)
    if after := Meeting.objects.next_planned(meeting):
        agenda.offer_minutes(after, by=by)
        agenda.carry_over(after, by=by)
    return meeting


def quorum_now(meeting: Meeting) -> Quorum:
    return quorum_of(Attendance.objects.filter(meeting=meeting, counts=True))


def keep_quorum(meeting: Meeting, item: AgendaItem) -> None:
    """Note at an item who is there. After the end that is known only where nobody came and went."""
    is_known = meeting.is_running or (item.present is None and not _has_moved(meeting))
    if meeting.has_quorum and is_known:
        quorum = quorum_now(meeting)
        item.present, item.counting = quorum.present, quorum.counting


def _has_moved(meeting: Meeting) -> bool:
    rows = meeting.attendances.counting().present()
    return bool(rows.exclude(arrived_at=None, left_at=None).exists())


def _words(quorum: Quorum) -> str:
    return f"{quorum.present}/{quorum.counting}"


def _save(meeting: Meeting, names: list[str], action: str, *, by: User, **facts: Any) -> Meeting:
    meeting.save(update_fields=names)
    audit.record(action, meeting, by=by, **where(meeting), **facts)
    return meeting


def warnings_of(meeting: Meeting, today: date) -> list[str]:
    """What to look at before a planned meeting; nothing of it stops anybody. Two queries."""
    if meeting.state != State.PLANNED:
        return []
    found = _notice(meeting, today)
    overtaken = Meeting.objects.same_body(meeting).filter(
        year=meeting.year, number__lt=meeting.number, held_on__gt=meeting.held_on
    )
    others = Meeting.objects.filter(school=meeting.school_id, district=meeting.district_id)
    others = others.standing().exclude(pk=meeting.pk)
    others = others.filter(Q(held_on=meeting.held_on) | Q(pk__in=overtaken.order_by()))
    same_day = [one for one in others if one.held_on == meeting.held_on]
    found += [f"วันเดียวกันมีประชุม{one} เวลา {thai_time(one.starts_at)}" for one in same_day]
    later = sorted((one for one in others if one not in same_day), key=attrgetter("number"))
    found += [f"ครั้งที่ {one.numbered} ประชุมหลังครั้งนี้ ({thai_date(one.held_on)})" for one in later[:1]]
    if meeting.board and meeting.board.is_over(meeting.held_on):
        found.append(f"คณะกรรมการชุดนี้ครบวาระ {thai_date(meeting.board.ends_on)} ก่อนวันประชุม")
    return found


def _notice(meeting: Meeting, today: date) -> list[str]:
    if meeting.held_on < today:
        return ["เลยวันประชุมแล้ว บันทึกการประชุม เลื่อนวัน หรือยกเลิก"]
    days = (meeting.held_on - (meeting.called_on or today)).days
    wanted = settings_of(meeting.office).notice_days
    if days < 0:
        return ["หนังสือเชิญลงวันที่หลังวันประชุม"]
    if days < LEGAL_NOTICE:
        return [f"เชิญล่วงหน้า {days} วัน โดยทั่วไปต้องไม่น้อยกว่า {LEGAL_NOTICE} วัน"]
    if days < wanted:
        return [f"เชิญล่วงหน้า {days} วัน น้อยกว่าที่ตั้งไว้ {wanted} วัน"]
    return []
