"""What the pages of behaviour share: the school, the places one goes between, crumbs."""

from typing import Any

from django.http import Http404
from django.urls import reverse, reverse_lazy

from schoolcare.access import Permission
from schoolcare.models import School
from schoolcare.requests import Request

NOTE, VIEW = Permission.BEHAVIOUR_NOTE, Permission.BEHAVIOUR_VIEW
DECIDE, EDIT = Permission.BEHAVIOUR_DECIDE, Permission.CONDUCT_EDIT
HOME = ("หน้าแรก", "/")
BEHAVIOUR = ("พฤติกรรม", reverse_lazy("students:behaviour-find"))
PLACES = [
    ("บันทึก", "students:behaviour-find", NOTE),
    ("ของฉัน", "students:behaviour-own", NOTE),
    ("ทั้งหมด", "students:behaviour-list", VIEW),
    ("บทลงโทษ", "students:penalty-list", NOTE),
    ("แจ้งผู้ปกครอง", "students:letter-list", VIEW),
    ("สถิติ", "students:behaviour-statistics", VIEW),
    ("ระเบียบและคะแนน", "students:conduct-detail", NOTE),
]


def school_here(request: Request, permission: Permission) -> School:
    """The school worked in; 404 where the permission is held elsewhere only."""
    school, grant = request.workplace.school, request.user.access.grant(permission)
    levels = {key for key, _level in grant.levels}
    if school is None or school.pk not in grant.schools | grant.advised | levels:
        raise Http404
    return school


def places(current: str, request: Request) -> list[dict[str, Any]]:
    """The pages of behaviour that the person may open, as segments."""
    return [
        {"label": label, "url": reverse(name), "current": name == current, "count": None}
        for label, name, permission in PLACES
        if request.user.access.allows(permission)
    ]


def crumbs(*rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [HOME, BEHAVIOUR, *rest] if rest else [HOME, (BEHAVIOUR[0], "")]
