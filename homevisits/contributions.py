"""What home visits contribute to the house."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from homevisits import documents as _documents  # noqa: F401 -- puts its papers into the catalogue
from homevisits import reports
from homevisits.bench import measured_pages
from homevisits.chronicle import follow_up_events, visit_events
from homevisits.demo import fill
from homevisits.models import FollowUp, HomeVisit, ProtectionAlert, Status, VisitRound
from homevisits.querysets import NOT_ADVISED
from schoolcare.access import Permission
from schoolcare.registry import (
    Figure,
    HomeCard,
    MenuEntry,
    PupilPanel,
    bench_pages,
    chronology,
    demo,
    figures,
    home_cards,
    menu,
    pupil_panels,
)
from students.models import Enrolment

SOON_DAYS = 7

menu += [
    MenuEntry(
        "เยี่ยมบ้าน",
        "homevisits:visit-list",
        "visit",
        (Permission.VISIT_VIEW,),
        order=20,
        bar=True,
    ),
    MenuEntry(
        "แจ้งเหตุคุ้มครองเด็ก", "homevisits:alert-list", "shield", (Permission.ALERT_ASSIGNED,), order=25
    ),
    MenuEntry(
        "ความครอบคลุมการเยี่ยม", "homevisits:coverage", "chart", (Permission.VISIT_COUNT,), order=26
    ),
]


def alert_card(request: Any) -> Iterable[HomeCard]:
    """Alerts on which nobody wrote yet what was done; always late."""
    if not request.user.access.allows(Permission.ALERT_ASSIGNED):
        return
    mine = ProtectionAlert.objects.visible_to(request.user).waiting()
    mine = mine.filter(student__school=request.workplace.school).order_by()
    seen_at = list(mine.values_list("acknowledged_at", flat=True))  # few: sums cost more to ask for
    unseen = seen_at.count(None)
    text = f"ยังไม่รับทราบ {unseen} เรื่อง" if unseen else "รับทราบแล้ว รอบันทึกสิ่งที่ดำเนินการ"
    url = reverse("homevisits:alert-list")
    yield HomeCard("แจ้งเหตุคุ้มครองเด็ก", len(seen_at), url, text, "late")


def follow_up_cards(request: Any) -> Iterable[HomeCard]:
    """Open follow-ups of an adviser's classes; of a whole school, those that are overdue, and for
    the head of the work those whose pupils no adviser looks after any more, where any are open.
    """
    access = request.user.access
    if not access.allows(Permission.VISIT_FOLLOW):
        return
    own = Q() if access.allows(Permission.VISIT_WRITE) else Q(due_on__lt=request.workplace.today)
    mine = FollowUp.objects.for_user(request.user, Permission.VISIT_FOLLOW).still_open()
    mine = mine.filter(visit__student__school=request.workplace.school)
    late = Count("pk", Q(due_on__lt=request.workplace.today))
    found = mine.aggregate(open=Count("pk"), every=Count("pk", own), late=late)
    url = reverse("homevisits:follow-up-list")
    text = f"เกินกำหนด {found['late']} เรื่อง" if found["late"] else "ยังไม่บันทึกผล"
    state = "late" if found["late"] else ""
    yield HomeCard("การติดตามหลังเยี่ยมบ้าน", found["every"], url, text, state)
    if found["open"] and access.allows(Permission.VISIT_ROUND):
        left, none = mine.unadvised().count(), f"{url}?show={NOT_ADVISED}"
        yield HomeCard("การติดตามที่ไม่มีครูที่ปรึกษา", left, none, "ห้องไม่มีครูที่ปรึกษาแล้ว", "soon")


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
    rows = reports.with_visit(reports.roster(newest).filter(pk__in=pupils.values("pk")), newest)
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


def review_card(request: Any) -> Iterable[HomeCard]:
    """Visits that wait for the reviewer."""
    if not request.user.access.allows(Permission.VISIT_REVIEW):
        return
    waiting = HomeVisit.objects.for_user(request.user, Permission.VISIT_REVIEW).waiting()
    count = waiting.filter(student__school=request.workplace.school).count()
    yield HomeCard(
        "เยี่ยมบ้าน: รอตรวจ", count, reverse("homevisits:review-list"), "ตรวจและทำเครื่องหมายครบถ้วน"
    )


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


demo.append((20, fill))
home_cards.insert(0, alert_card)
home_cards += [follow_up_cards, visit_cards, review_card]
figures.append(coverage_figures)
bench_pages.append(measured_pages)
chronology += [visit_events, follow_up_events]
pupil_panels.append(PupilPanel("เยี่ยมบ้าน", "homevisits:visit-pupil", Permission.VISIT_VIEW))
