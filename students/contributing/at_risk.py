"""What waits after screening, on the home page; cases in the chronology."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.audit_words import NOUNS, VERBS
from schoolcare.counting import counted
from schoolcare.registry import HomeCard, HomeCounts, chronology, home_counts
from students.chronology import of_cases
from students.models import Student
from students.views.at_risk import at_risk

NOUNS |= {"at_risk": "กลุ่มเสี่ยงและมีปัญหา", "case": "รายกรณี", "screening": "ผลคัดกรอง"}
VERBS |= {"act": "ดำเนินการต่อ"}


def _asks(request: Any) -> tuple[Any, dict[str, Any]] | None:
    """Pupils of whose result nobody has said anything, and whose day to look again has come."""
    place = request.workplace
    if place.school is None or not request.user.access.allows(Permission.SCREENING_ACT):
        return None
    found = at_risk(request).order_by()
    steps = {name: found.filter(**{name: True}).values("student") for name in ("waits", "due")}
    pupils = {name: Student.objects.filter(pk__in=rows) for name, rows in steps.items()}
    return place.school, {name: counted(rows, "school") for name, rows in pupils.items()}


def _tells(request: Any, found: dict[str, int]) -> Iterable[HomeCard]:
    url = reverse("students:at-risk-list")
    waits, due = found["waits"], found["due"]
    text = "เลือกเปิดรายกรณี เฝ้าระวัง หรือไม่ดำเนินการพร้อมเหตุผล"
    yield HomeCard("เสี่ยงแต่ยังไม่มีใครทำอะไร", waits, url, text, "late")
    yield HomeCard("เฝ้าระวังครบกำหนด", due, f"{url}?show=due", "ดูผลอีกครั้งแล้วบันทึก", "soon")


# First of all that waits: care of a pupil in need comes before papers.
home_counts.insert(0, HomeCounts(_asks, _tells))
chronology.append(of_cases)
