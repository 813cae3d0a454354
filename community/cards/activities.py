"""What of the school's activities waits: trips for the director, results for their recorders."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from community.models import Activity, Trip
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import HomeCard


def activity_cards(request: Any) -> Iterable[HomeCard]:
    """Trips that wait for somebody else's word; activities past their day without a result: of all
    where one edits all, else one's own. One query.
    """
    access, school = request.user.access, request.workplace.school
    if school is None or school.pk not in access.grant(Permission.ACTIVITY_LOG).schools:
        return
    may_allow = school.pk in access.grant(Permission.ACTIVITY_ALLOW).schools
    edits_all = school.pk in access.grant(Permission.ACTIVITY_EDIT).schools
    late: Any = Activity.objects.unfinished(request.workplace.today)
    late = late if edits_all else late.own_of(request.user)
    waiting = Trip.objects.filter(state=Trip.State.ASKED).exclude(asked_by=request.user)
    counts: dict[str, Any] = {"late": counted(late, "school")}
    if may_allow:
        counts["waiting"] = counted(waiting, "activity__school")
    found: Any = School.objects.filter(pk=school.pk).values(**counts).get()
    url = reverse("community:activity-list")
    if may_allow:
        text = "อนุญาต หรือส่งกลับแก้ไข"
        trips = f"{url}?state=asked"
        yield HomeCard("ขออนุญาตพานักเรียนไปนอกสถานศึกษา", found["waiting"], trips, text, "soon")
    text = "บันทึกผลและบทเรียน หรือยกเลิก"
    mine = "" if edits_all else "&whose=own"
    yield HomeCard(
        "กิจกรรมผ่านไปแล้ว ยังไม่บันทึกผล", found["late"], f"{url}?state=late{mine}", text, "late"
    )
