"""By what pupils are counted, as far as the registry knows it."""

from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import ExtractYear

from schoolcare.access import Permission
from schoolcare.models import Level, User
from schoolcare.registry import Dimension, statistics
from students.models import Screening
from students.models.screening import Level as Group
from students.models.screening import seen_group
from students.national_lists import (
    DISABILITIES,
    DISADVANTAGES,
    MORE_DISADVANTAGES,
    NONE_OF_THEM,
)

PLAIN, LIVING, SCREENED = "ทั่วไป", "ความเป็นอยู่", "คัดกรอง"
WELFARE = (Permission.SENSITIVE_VIEW, Permission.SENSITIVE_WELFARE)
RECORD = "ระเบียนนักเรียน"


def age_on(day: date) -> Case:
    """Full years on a day; None without a birth date."""
    born = "student__birth_date"
    later = Q(**{f"{born}__month__gt": day.month})
    later |= Q(**{f"{born}__month": day.month, f"{born}__day__gt": day.day})
    years = Value(day.year) - ExtractYear(born)
    return Case(When(later, then=years - 1), default=years, output_field=IntegerField())


def group_of(year: int, user: User | None = None) -> Subquery:
    """The group that the newest complete screening of the year found, as `user` sees it."""
    found = Screening.objects.filter(student=OuterRef("student"), round__term__year=year)
    newest = found.complete().order_by("-round__opens_on", "-pk")
    return Subquery(newest.annotate(told=seen_group(user)).values("told")[:1])


def _listed(codes: dict[str, str], more: tuple[str, ...] = ()) -> dict[Any, str]:
    return {word: word for code, word in codes.items() if code != NONE_OF_THEM} | {
        word: word for word in more
    }


statistics += [
    Dimension(
        "level",
        "ระดับชั้น",
        10,
        PLAIN,
        lambda year, day: F("classroom__level"),
        words={int(level): str(label) for level, label in Level.choices},
    ),
    Dimension("age", "อายุ", 20, PLAIN, lambda year, day: age_on(day), unit="ปี"),
    Dimension(
        "village",
        "หมู่บ้าน",
        30,
        PLAIN,
        lambda year, day: F("student__household__village__name"),
    ),
    Dimension(
        "disadvantage",
        "ความด้อยโอกาส",
        40,
        LIVING,
        lambda year, day: F("student__sensitive__disadvantages"),
        words=_listed(DISADVANTAGES, MORE_DISADVANTAGES),
        is_list=True,
        empty=DISADVANTAGES[NONE_OF_THEM],
        permissions=WELFARE,
        named=WELFARE,
        source=RECORD,
    ),
    Dimension(
        "disability",
        "ความพิการ",
        50,
        LIVING,
        lambda year, day: F("student__sensitive__disabilities"),
        words=_listed(DISABILITIES),
        is_list=True,
        empty=DISABILITIES[NONE_OF_THEM],
        permissions=(*WELFARE, Permission.SENSITIVE_HEALTH),
        named=(*WELFARE, Permission.SENSITIVE_HEALTH),
        source=RECORD,
    ),
    Dimension(
        "ethnicity",
        "เชื้อชาติ",
        60,
        LIVING,
        lambda year, day: F("student__sensitive__ethnicity"),
        permissions=(Permission.SENSITIVE_VIEW,),
        named=(Permission.SENSITIVE_VIEW,),
        source=RECORD,
    ),
    Dimension(
        "group",
        "กลุ่มจากการคัดกรองครั้งล่าสุด",
        80,
        SCREENED,
        lambda year, day: group_of(year),
        seen_value=lambda year, day, user: group_of(year, user),
        words={str(one): str(one.label) for one in (Group.NORMAL, Group.RISK, Group.PROBLEM)},
        permissions=(Permission.CARE_COUNT,),
        named=(Permission.SCREENING_VIEW,),
        source="ผลคัดกรองที่ตอบครบทุกด้าน",
    ),
]
