"""What of the monitoring rounds waits for a person, for the home page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from committee.models import Monitoring, MonitoringReport
from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.registry import HomeCard
from schoolcare.thai import thai_date

SOON_DAYS = 30
State = MonitoringReport.State


def report_cards(request: Any) -> Iterable[HomeCard]:
    """For a school: rounds to report in, and advice whose result is awaited. One query."""
    school, access = request.workplace.school, request.user.access
    if school is None or school.pk not in access.grant(Permission.MONITOR_REPORT).schools:
        return
    mine = MonitoringReport.objects.filter(monitoring=OuterRef("pk"), school=school)
    reported = mine.filter(state__in=MonitoringReport.REPORTED)
    advised = mine.filter(state=State.VISITED).exclude(visit__advice="")
    rounds = Monitoring.objects.shown().filter(district=school.district_id).only("state", "due_on")
    rounds = rounds.annotate(
        is_reported=Exists(reported),
        is_returned=Exists(mine.filter(state=State.RETURNED)),
        is_advised=Exists(advised),
    )
    found = list(rounds.order_by("due_on"))
    waiting = [
        one
        for one in found
        if one.is_returned or (one.state == Monitoring.State.OPEN and not one.is_reported)
    ]
    url, today = reverse("committee:report-list"), request.workplace.today
    if waiting:
        is_late = any(one.is_returned or one.due_on < today for one in waiting)
        returned = any(one.is_returned for one in waiting)
        text = "ส่งกลับแก้ไข" if returned else f"ส่งภายใน {thai_date(waiting[0].due_on)}"
        state = "late" if is_late else "soon"
        yield HomeCard("แบบติดตามรอรายงาน", len(waiting), url, text, state)
    if advice := sum(one.is_advised for one in found):
        yield HomeCard("ข้อแนะนำรอรายงานผล", advice, url, "จากการตรวจเยี่ยม", "soon")


def round_cards(request: Any) -> Iterable[HomeCard]:
    """For the office: the open round due soonest, within a month or late. One query.

    A round that everybody reported in waits for nobody.
    """
    user, today = request.user, request.workplace.today
    if not user.access.allows(Permission.MONITOR_VISIT):
        return
    reported = Q(reports__state__in=MonitoringReport.REPORTED, reports__school__is_active=True)
    waits = Q(reports__state__in=[State.SENT, State.ANSWERED])
    rounds = Monitoring.objects.for_user(user, Permission.MONITOR_VISIT)
    rounds = rounds.filter(state=Monitoring.State.OPEN).only("title", "due_on")
    schools = School.objects.filter(district=OuterRef("district"), is_active=True).order_by()
    total = schools.values("district").annotate(many=Count("pk")).values("many")
    found = rounds.annotate(
        reported=Count("reports", filter=reported), waiting=Count("reports", filter=waits)
    ).annotate(schools=total)
    for one in found.order_by("due_on"):
        url, all_schools = one.get_absolute_url(), one.schools or 0
        left = all_schools - one.reported
        if left > 0 and (one.due_on - today).days <= SOON_DAYS:
            text = f"{one.title} ส่งแบบติดตามแล้ว {one.reported}/{all_schools}"
            state = "late" if one.due_on < today else "soon"
            yield HomeCard("โรงเรียนยังไม่ส่งแบบติดตาม", left, url, text, state)
        text = "ตรวจ เยี่ยม หรือปิดเรื่อง"
        yield HomeCard("แบบติดตามรอหน่วยงานดำเนินการ", one.waiting, f"{url}?state=waits", text)
