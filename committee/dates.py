"""Meetings and deadlines in calendars: what and when, never what it is about."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from committee.models import Chase, Meeting, Monitoring
from schoolcare.models import District, School
from schoolcare.registry import CalendarDate, DateSource

Office = School | District
Facts = dict[str, Any]
AREA = "งานกรรมการสถานศึกษา"
OF_BOARDS = (Meeting.Kind.BOARD, Meeting.Kind.NETWORK)
CHASED = {
    Chase.Kind.REGISTRY: "กำหนดส่งทะเบียนคณะกรรมการสถานศึกษา",
    Chase.Kind.EXPIRY: "กำหนดแจ้งผลการสรรหาคณะกรรมการสถานศึกษา",
}


def _asks_meetings(office: Office, first: date, last: date) -> tuple[Any, Facts]:
    """The meetings of the school or office that were not cancelled."""
    place = {"school" if isinstance(office, School) else "district": office}
    rows = Meeting.objects.standing().filter(**place, held_on__range=(first, last))
    return rows, {one: one for one in ("pk", "kind", "body", "number", "year", "held_on")}


def _tells_meetings(
    office: Office, first: date, last: date, rows: list[Facts]
) -> Iterator[CalendarDate]:
    for row in rows:
        day = date.fromisoformat(row["held_on"])
        yield CalendarDate(
            key=f"meeting-{row['pk']}",
            title=f"ประชุม{body_of(row['body'], office)} ครั้งที่ {row['number']}/{row['year']}",
            starts_on=day,
            ends_on=day,
            area=AREA if row["kind"] in OF_BOARDS else "",
            is_public=row["kind"] == Meeting.Kind.PARENTS,
        )


def body_of(body: str, office: Office) -> str:
    """Who meets, without the name of the place whose calendar it is."""
    return body.removeprefix("ประชุม").removesuffix(office.full_name).strip()


def _asks_monitoring(office: Office, first: date, last: date) -> tuple[Any, Facts]:
    """Until when the office's schools report in its rounds; no drafts."""
    district_id = office.district_id if isinstance(office, School) else office.pk
    rows = Monitoring.objects.shown().filter(district=district_id, due_on__range=(first, last))
    return rows, {one: one for one in ("pk", "title", "due_on")}


def _tells_monitoring(
    office: Office, first: date, last: date, rows: list[Facts]
) -> Iterator[CalendarDate]:
    for row in rows:
        yield _deadline(f"monitoring-{row['pk']}", f"กำหนดรายงาน: {row['title']}", row["due_on"])


def _asks_chases(office: Office, first: date, last: date) -> tuple[Any, Facts]:
    """Until when schools put their registry right: for those asked, and their office."""
    asked = {"lines__school" if isinstance(office, School) else "district": office}
    rows = Chase.objects.filter(**asked, answer_by__range=(first, last)).distinct()
    return rows, {one: one for one in ("pk", "kind", "answer_by")}


def _tells_chases(
    office: Office, first: date, last: date, rows: list[Facts]
) -> Iterator[CalendarDate]:
    for row in rows:
        yield _deadline(f"chase-{row['pk']}", CHASED[Chase.Kind(row["kind"])], row["answer_by"])


def _deadline(key: str, title: str, typed: str) -> CalendarDate:
    day = date.fromisoformat(typed)
    return CalendarDate(key, title, day, day, area=AREA)


meeting_dates = DateSource(_asks_meetings, _tells_meetings)
monitoring_dates = DateSource(_asks_monitoring, _tells_monitoring)
chase_dates = DateSource(_asks_chases, _tells_chases)
