"""Meetings and deadlines in calendars: what and when, never what it is about."""

from collections.abc import Iterator
from datetime import date

from committee.models import Chase, Meeting, Monitoring
from schoolcare.models import District, School
from schoolcare.registry import CalendarDate

Office = School | District
AREA = "งานกรรมการสถานศึกษา"
OF_BOARDS = (Meeting.Kind.BOARD, Meeting.Kind.NETWORK)


def meeting_dates(office: Office, first: date, last: date) -> Iterator[CalendarDate]:
    """The meetings of the school or office that were not cancelled. One query."""
    place = {"school" if isinstance(office, School) else "district": office}
    rows = Meeting.objects.standing().filter(**place, held_on__range=(first, last))
    for one in rows.order_by("held_on", "starts_at", "pk"):
        yield CalendarDate(
            key=f"meeting-{one.pk}",
            title=f"ประชุม{body_of(one, office)} ครั้งที่ {one.number}/{one.year}",
            starts_on=one.held_on,
            ends_on=one.held_on,
            area=AREA if one.kind in OF_BOARDS else "",
            is_public=one.kind == Meeting.Kind.PARENTS,
        )


def body_of(meeting: Meeting, office: Office) -> str:
    """Who meets, without the name of the place whose calendar it is."""
    return meeting.body.removeprefix("ประชุม").removesuffix(office.full_name).strip()


def monitoring_dates(office: Office, first: date, last: date) -> Iterator[CalendarDate]:
    """Until when the office's schools report in its rounds; no drafts. One query."""
    district_id = office.district_id if isinstance(office, School) else office.pk
    rows = Monitoring.objects.shown().filter(district=district_id, due_on__range=(first, last))
    for one in rows.order_by("due_on", "pk"):
        title = f"กำหนดรายงาน: {one.title}"
        yield _deadline(f"monitoring-{one.pk}", title, one.due_on)


def chase_dates(office: Office, first: date, last: date) -> Iterator[CalendarDate]:
    """Until when schools put their registry right: for those asked, and their office. One query."""
    asked = {"lines__school" if isinstance(office, School) else "district": office}
    words = {
        Chase.Kind.REGISTRY: "กำหนดส่งทะเบียนคณะกรรมการสถานศึกษา",
        Chase.Kind.EXPIRY: "กำหนดแจ้งผลการสรรหาคณะกรรมการสถานศึกษา",
    }
    rows = Chase.objects.filter(**asked, answer_by__range=(first, last)).distinct()
    for one in rows.order_by("answer_by", "pk"):
        if one.answer_by:
            yield _deadline(f"chase-{one.pk}", words[Chase.Kind(one.kind)], one.answer_by)


def _deadline(key: str, title: str, day: date) -> CalendarDate:
    return CalendarDate(key, title, day, day, area=AREA)
