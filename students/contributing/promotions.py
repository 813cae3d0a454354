"""Activities of pupils in a pupil's chronology and as hints of talent."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts
from schoolcare.audit_words import NOUNS
from schoolcare.registry import (
    BinderPaper,
    Event,
    EventSource,
    HintSource,
    ScreeningHint,
    binder,
    chronology,
    demo,
    screening_hints,
)
from schoolcare.templatetags.ui import address
from students.chronology import later_first
from students.demo_promotions import fill
from students.models import Promotion, PromotionPupil

SECTION = "การส่งเสริมและพัฒนานักเรียน"
NOUNS |= {"promotion": "กิจกรรมนักเรียน", "promotion_choice": "ตัวเลือกของกิจกรรมนักเรียน"}


def _asks(pupil: Any, kept_out: Any) -> Asked:
    of = {"title": "promotion__title", "on": "promotion__starts_on", "award": "award__name"}
    rows = PromotionPupil.objects.filter(student=pupil, promotion__void_reason="")
    return rows, facts("promotion", "remark", **of)


def _tells(request: Any, student: Any, rows: Rows) -> Iterator[Event]:
    """What the pupil took part in, with what was won."""
    for row in later_first(rows):
        yield Event(
            on=date.fromisoformat(row["on"]),
            title=row["title"],
            text=row["remark"],
            url=address(row["promotion"], "students:promotion-detail"),
            icon="flag",
            badge=("ok", row["award"]) if row["award"] else None,
        )


def _asks_talent(pupils: QuerySet, year: int, semester: int) -> Asked:
    """Who won what tells of an ability, in this year or before."""
    rows = PromotionPupil.objects.filter(
        student__in=pupils,
        award__shows_talent=True,
        promotion__void_reason="",
        promotion__year__lte=year,
    )
    of = {"award": "award__name", "title": "promotion__title", "year": "promotion__year"}
    return rows, facts("student", "promotion", **of, on="promotion__starts_on")


def _tells_talent(
    pupils: QuerySet, year: int, semester: int, rows: Rows
) -> Iterator[ScreeningHint]:
    """The newest."""
    found = {row["student"]: row for row in sorted(rows, key=itemgetter("on", "pk"))}
    for pupil, row in found.items():
        source = f"{row['award']} {row['title']} ({row['year']})"
        url = address(row["promotion"], "students:promotion-detail")
        yield ScreeningHint(pupil, "talent", "has", source, url=url)


of_talent = HintSource(_asks_talent, _tells_talent)


def _of_class(school: Any, year: int, classroom: Any) -> Iterator[dict[str, str]]:
    """The class, where one of its pupils took part in anything."""
    rows = PromotionPupil.objects.filter(classroom=classroom, promotion__void_reason="")
    if classroom is not None and rows.exists():
        yield {"classroom": str(classroom.pk)}


def _of_school(school: Any, year: int, classroom: Any) -> Iterator[dict[str, str]]:
    if Promotion.objects.filter(school=school, year=year, void_reason="").exists():
        yield {"school": school.code, "year": str(year)}


binder += [
    BinderPaper("promotion-class", SECTION, 52, _of_class),
    BinderPaper("promotion-school", SECTION, 53, _of_school, is_of_class=False),
]
demo.append((14, fill))
chronology.append(EventSource(_asks, _tells, Permission.PROMOTION_VIEW))
screening_hints.append(of_talent)
