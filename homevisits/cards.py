"""What of the visits waits for a person, and how many were made, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from homevisits import reports
from homevisits.models import FollowUp, HomeVisit, ProtectionAlert, Status, VisitRound
from homevisits.querysets import NOT_ADVISED
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import Figure, HomeCard, HomeCounts
from students.models import Enrolment

SOON_DAYS = 7
SCHOOL = "student__school"


def _waiting(request: Any) -> tuple[School, dict[str, Any]] | None:
    """Alerts, follow-ups and visits that wait for the person in the school worked in."""
    school = request.workplace.school
    asked = _alerts(request) | _follow_ups(request) | _reviews(request)
    return (school, asked) if school and asked else None


def _waiting_cards(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    if found.get("alerts"):
        yield _alert_card(found)
    if found.get("follow_ups"):
        yield _follow_up_card(found)
    if found.get("unadvised"):
        url = f"{reverse('homevisits:follow-up-list')}?show={NOT_ADVISED}"
        text = "ห้องไม่มีครูที่ปรึกษาแล้ว"
        yield HomeCard("การติดตามที่ไม่มีครูที่ปรึกษา", found["unadvised"], url, text, "soon")
    if found.get("reviews"):
        url, text = reverse("homevisits:review-list"), "ตรวจและทำเครื่องหมายครบถ้วน"
        yield HomeCard("เยี่ยมบ้าน: รอตรวจ", found["reviews"], url, text)


waiting_counts = HomeCounts(_waiting, _waiting_cards)


def _alerts(request: Any) -> dict[str, Any]:
    """Alerts on which nobody wrote yet what was done."""
    if not request.user.access.allows(Permission.ALERT_ASSIGNED):
        return {}
    mine = ProtectionAlert.objects.visible_to(request.user).waiting()
    unseen = mine.filter(acknowledged_at=None)
    return {"alerts": counted(mine, SCHOOL), "unseen": counted(unseen, SCHOOL)}


def _alert_card(found: dict[str, int]) -> HomeCard:
    unseen, url = found["unseen"], reverse("homevisits:alert-list")
    text = f"ยังไม่รับทราบ {unseen} เรื่อง" if unseen else "รับทราบแล้ว รอบันทึกสิ่งที่ดำเนินการ"
    return HomeCard("แจ้งเหตุคุ้มครองเด็ก", found["alerts"], url, text, "late")


def _follow_ups(request: Any) -> dict[str, Any]:
    """Open follow-ups of an adviser's classes; of a whole school, those that are overdue, and for
    the head of the work those whose pupils no adviser looks after any more.
    """
    access, today = request.user.access, request.workplace.today
    if not access.allows(Permission.VISIT_FOLLOW):
        return {}
    mine = FollowUp.objects.for_user(request.user, Permission.VISIT_FOLLOW)
    opened, path = mine.still_open(), f"visit__{SCHOOL}"
    late = counted(mine.overdue(today), path)
    own = counted(opened, path) if access.allows(Permission.VISIT_WRITE) else late
    asked = {"follow_ups": own, "overdue": late}
    if access.allows(Permission.VISIT_ROUND):
        asked["unadvised"] = counted(opened.unadvised(), path)
    return asked


def _follow_up_card(found: dict[str, int]) -> HomeCard:
    late, url = found["overdue"], reverse("homevisits:follow-up-list")
    text, state = (f"เกินกำหนด {late} เรื่อง", "late") if late else ("ยังไม่บันทึกผล", "")
    return HomeCard("การติดตามหลังเยี่ยมบ้าน", found["follow_ups"], url, text, state)


def _reviews(request: Any) -> dict[str, Any]:
    """Visits that wait for the reviewer."""
    if not request.user.access.allows(Permission.VISIT_REVIEW):
        return {}
    visits = HomeVisit.objects.for_user(request.user, Permission.VISIT_REVIEW)
    return {"reviews": counted(visits.waiting(), SCHOOL)}


def visit_cards(request: Any) -> Iterable[HomeCard]:
    """Pupils of the person's classes whom the running rounds still ask for."""
    place = request.workplace
    if place.school is None or not request.user.access.allows(Permission.VISIT_WRITE):
        return
    running = VisitRound.objects.of_place(place.school, place.year)
    running = running.filter(closed_at=None, opens_on__lte=place.today)
    newest = running.first()
    if newest is None:
        return
    left = (newest.closes_on - place.today).days
    pupils = Enrolment.objects.for_user(request.user, Permission.VISIT_WRITE)
    rows = reports.with_visit(reports.roster(newest, among=pupils), newest)
    found = rows.aggregate(
        new=Count("pk", Q(visit__pk=None)),
        draft=Count("pk", Q(visit__status=Status.DRAFT)),
        returned=Count("pk", Q(visit__status=Status.RETURNED)),
    )
    url = f"{reverse('homevisits:visit-list')}?round={newest.pk}&show="
    state = "late" if left < 0 else "soon" if left <= SOON_DAYS else ""
    when = f"เกินกำหนด {-left} วัน" if left < 0 else f"เหลือ {left} วัน"
    yield HomeCard("เยี่ยมบ้าน: ส่งกลับแก้ไข", found["returned"], f"{url}returned", "แก้แล้วส่งใหม่", "late")
    yield HomeCard("เยี่ยมบ้าน: ยังไม่เยี่ยม", found["new"], f"{url}new", when, state)
    yield HomeCard("เยี่ยมบ้าน: ร่างที่ยังไม่ส่ง", found["draft"], f"{url}draft", when, state)


def coverage_figures(request: Any) -> Iterable[Figure]:
    """How many of the newest round's pupils were visited."""
    place = request.workplace
    if place.school is None or not request.user.access.allows(Permission.VISIT_COUNT):
        return
    counted = VisitRound.objects.for_user(request.user, Permission.VISIT_COUNT)
    newest = counted.of_place(place.school, place.year).first()
    if newest is None:
        return
    visited, total = reports.visited_share(newest)
    yield Figure("เยี่ยมบ้านแล้ว", visited, reverse("homevisits:coverage"), total)
