"""What of the school's activities waits: trips for the director, results for their recorders."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from community.models import Activity, Trip
from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import HomeCard, HomeCounts


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """Trips that wait for somebody else's word; activities past their day without a result and
    trainings to follow up: of all where one edits all, else one's own.
    """
    school = request.workplace.school
    if school is None or not _holds(request, Permission.ACTIVITY_LOG):
        return None
    rows: Any = Activity.objects.all()
    rows = rows if _holds(request, Permission.ACTIVITY_EDIT) else rows.own_of(request.user)
    today = request.workplace.today
    counts: dict[str, Any] = {
        "late": counted(rows.unfinished(today), "school"),
        "follow": counted(rows.to_follow_up(today), "school"),
    }
    if _holds(request, Permission.ACTIVITY_ALLOW):
        waiting = Trip.objects.filter(state=Trip.State.ASKED).exclude(asked_by=request.user)
        counts["waiting"] = counted(waiting, "activity__school")
    return school, counts


def _tells(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    url = reverse("community:activity-list")
    if "waiting" in found:
        text = "อนุญาต หรือส่งกลับแก้ไข"
        trips = f"{url}?state=asked"
        yield HomeCard("ขออนุญาตพานักเรียนไปนอกสถานศึกษา", found["waiting"], trips, text, "soon")
    text = "บันทึกผลและบทเรียน หรือยกเลิก"
    mine = "" if _holds(request, Permission.ACTIVITY_EDIT) else "&whose=own"
    yield HomeCard(
        "กิจกรรมผ่านไปแล้ว ยังไม่บันทึกผล", found["late"], f"{url}?state=late{mine}", text, "late"
    )
    text, follow = "ไปดูว่ายังทำอยู่หรือไม่ แล้วบันทึกผลการติดตาม", f"{url}?state=follow{mine}"
    yield HomeCard("ถึงวันติดตามผลอบรมชุมชน", found["follow"], follow, text, "soon")


def _holds(request: Any, permission: Permission) -> bool:
    """Whether the permission is held at the school worked in."""
    return request.workplace.school.pk in request.user.access.grant(permission).schools


activity_counts = HomeCounts(_asks, _tells)
