"""What of behaviour waits: guardians to be told, bonds to be signed, activities to be followed."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import HomeCard, HomeCounts
from students.models import BehaviourLetter, Penalty

NOTE, VIEW = Permission.BEHAVIOUR_NOTE, Permission.BEHAVIOUR_VIEW
DECIDE = Permission.BEHAVIOUR_DECIDE


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """Letters: of the school for who decides, of own classes for an adviser."""
    school, grant = request.workplace.school, request.user.access.grant
    if school is None or school.pk not in grant(NOTE).schools:
        return None
    mine = Penalty.objects.waiting().filter(supervisor=request.user)
    counts: dict[str, Any] = {"activities": counted(mine, "student__school")}
    decides = school.pk in grant(DECIDE).schools
    if decides or school.pk in grant(VIEW).advised:
        letters = BehaviourLetter.objects.due()
        letters = letters if decides else letters.for_user(request.user, VIEW)
        counts["letters"] = counted(letters, "student__school")
    if decides:
        bonds = Penalty.objects.waiting().filter(kind=Penalty.Kind.BOND)
        counts["bonds"] = counted(bonds, "student__school")
    return school, counts


def _tells(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    if "letters" in found:
        url = reverse("students:letter-list")
        text = "คะแนนความประพฤติถูกตัดถึงเกณฑ์"
        yield HomeCard("ต้องแจ้งผู้ปกครอง", found["letters"], url, text, "soon")
    waiting = f"{reverse('students:penalty-list')}?kind={{}}&waiting=1"
    if "bonds" in found:
        url = waiting.format("bond")
        yield HomeCard("ทัณฑ์บนรอผู้ปกครองลงชื่อ", found["bonds"], url, "", "soon")
    text = "บันทึกผลเมื่อทำกิจกรรมแล้ว"
    url = waiting.format("activity")
    yield HomeCard("กิจกรรมปรับพฤติกรรมที่คุณดูแล", found["activities"], url, text, "soon")


behaviour_counts = HomeCounts(_asks, _tells)
