"""The parts of the sensitive record for health and welfare staff; every look is logged."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from students.models import SensitiveRecord
from students.views.pages import PUPILS, pupil

HEALTH = ("blood_group", "health_note", "weight_kg", "height_cm")
WELFARE = ("disabilities", "disadvantages", "shortages")


def _shown(request: Request, pk: int, permission: Permission, names: Any) -> HttpResponse:
    """One part of the record, and one line in the log."""
    student = pupil(request, pk, permission)
    record = SensitiveRecord.objects.filter(student=student).first() or SensitiveRecord()
    audit.record(
        "sensitive.view",
        student,
        by=request.user,
        school_id=student.school_id,
        district_id=student.school.district_id,
        pupil_id=student.pk,
        part=permission.value,
    )
    context = {
        "student": student,
        "facts": [(_label(name), _text(record, name)) for name in names],
        "crumbs": [("หน้าแรก", "/"), PUPILS, (student.short_name, "")],
    }
    response = render(request, "students/sensitive_part.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _label(name: str) -> str:
    return str(SensitiveRecord._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _text(record: SensitiveRecord, name: str) -> str:
    value = getattr(record, name)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "ไม่มีข้อมูล"
    return str(value) if value not in (None, "") else "ไม่มีข้อมูล"


@require_safe
@require(Permission.SENSITIVE_HEALTH)
def student_health(request: Request, pk: int) -> HttpResponse:
    return _shown(request, pk, Permission.SENSITIVE_HEALTH, HEALTH)


@require_safe
@require(Permission.SENSITIVE_WELFARE)
def student_welfare(request: Request, pk: int) -> HttpResponse:
    return _shown(request, pk, Permission.SENSITIVE_WELFARE, WELFARE)
