"""Activities of pupils in the menu, in a pupil's chronology and as hints of talent."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from schoolcare.access import Permission
from schoolcare.audit_words import NOUNS
from schoolcare.registry import (
    Event,
    MenuEntry,
    ScreeningHint,
    chronology,
    demo,
    menu,
    screening_hints,
)
from schoolcare.templatetags.ui import address
from students.demo_promotions import fill
from students.models import PromotionPupil

NOUNS |= {"promotion": "กิจกรรมนักเรียน", "promotion_choice": "ตัวเลือกของกิจกรรมนักเรียน"}
menu.append(
    MenuEntry(
        "กิจกรรมนักเรียน",
        "students:promotion-list",
        "flag",
        (Permission.PROMOTION_VIEW,),
        order=122,
        group="ระบบดูแลช่วยเหลือ",
    )
)


def of_promotions(request: Any, student: Any) -> Iterator[Event]:
    """What the pupil took part in, with what was won."""
    if student.school_id not in request.user.access.grant(Permission.PROMOTION_VIEW).schools:
        return
    rows = PromotionPupil.objects.filter(student=student, promotion__void_reason="")
    for one in rows.select_related("promotion", "award").order_by("-pk"):
        yield Event(
            on=one.promotion.starts_on,
            title=one.promotion.title,
            text=one.remark,
            url=address(one.promotion_id, "students:promotion-detail"),
            icon="flag",
            badge=("ok", one.award.name) if one.award else None,
        )


def of_talent(pupils: QuerySet, year: int, semester: int) -> Iterator[ScreeningHint]:
    """Pupils who won what tells of an ability, in this year or before; the newest."""
    rows = PromotionPupil.objects.filter(
        student__in=pupils,
        award__shows_talent=True,
        promotion__void_reason="",
        promotion__year__lte=year,
    )
    found: dict[int, PromotionPupil] = {}
    for one in rows.select_related("promotion", "award").order_by("promotion__starts_on", "pk"):
        found[one.student_id] = one
    for pupil, one in found.items():
        source = f"{one.award} {one.promotion} ({one.promotion.year})"
        url = address(one.promotion_id, "students:promotion-detail")
        yield ScreeningHint(pupil, "talent", "has", source, url=url)


demo.append((14, fill))
chronology.append(of_promotions)
screening_hints.append(of_talent)
