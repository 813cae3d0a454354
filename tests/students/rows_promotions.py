"""Addresses of pupils' activities: a row for each, its right, what it leaves in the log."""

from typing import Any

from schoolcare.access import Permission
from students.models import PromotionChoice
from tests.access_place import SECRET, Place
from tests.homevisits import making
from tests.students.making_promotions import choice_of, make_promotion

KEY = "88888888-8888-4888-8888-888888888888"


def of_promotion(place: Place) -> dict[str, Any]:
    promotion = make_promotion(place.school, place.everybody)
    promotion.pupils.create(student=place.student, classroom=place.classroom)
    return {"pk": promotion.pk}


def of_file(place: Place) -> dict[str, Any]:
    promotion = make_promotion(place.school, place.everybody)
    return {"pk": promotion.files.create(file=place.picture(), added_by=place.everybody).pk}


def new(place: Place) -> dict[str, Any]:
    facts = {"key": KEY, "title": SECRET, "kind": choice_of("กีฬา").pk, "level": "school"}
    return facts | {"starts_on": "20/11/2569"}


def a_class(place: Place) -> dict[str, Any]:
    from tests.factories import make_student

    make_student(place.classroom)
    return {"rooms": [place.classroom.pk]}


def a_file(place: Place) -> dict[str, Any]:
    return {"files": making.picture()}


def of_choice(place: Place) -> dict[str, Any]:
    """A kind of the school's own."""
    facts = {"school": place.school, "sort": "kind", "name": "ประเภทของเรา"}
    return {"pk": PromotionChoice.objects.create(**facts).pk}


SCHOOL_ROWS = {
    "students:promotion-choice-switch": of_choice,
    "students:promotion-choice-update": of_choice,
    "students:promotion-attach": of_promotion,
    "students:promotion-detach": of_file,
    "students:promotion-detail": of_promotion,
    "students:promotion-file": of_file,
    "students:promotion-pupils": of_promotion,
    "students:promotion-results": of_promotion,
    "students:promotion-update": of_promotion,
    "students:promotion-void": of_promotion,
}
RIGHTS = {
    Permission.PROMOTION_VIEW: "students:promotion-detail students:promotion-file "
    "students:promotion-list",
    Permission.PROMOTION_LOG: "students:promotion-attach students:promotion-create "
    "students:promotion-detach students:promotion-pupils students:promotion-results "
    "students:promotion-update students:promotion-void",
    Permission.CONDUCT_EDIT: "students:promotion-choice students:promotion-choice-switch "
    "students:promotion-choice-update students:promotion-choices",
}
POST_ONLY = {"students:promotion-attach", "students:promotion-detach"}
POST_ONLY |= {"students:promotion-choice-switch"}
WRITES: dict[str, tuple] = {
    "students:promotion-attach": ("promotion.attach", a_file),
    "students:promotion-choice": (
        "promotion_choice.create",
        lambda place: {"key": KEY, "sort": "award", "name": "รางวัลพิเศษ"},
    ),
    "students:promotion-choice-switch": ("promotion_choice.deactivate", lambda place: {}),
    "students:promotion-choice-update": (
        "promotion_choice.update",
        lambda place: {"name": "ชื่ออื่น"},
    ),
    "students:promotion-create": ("promotion.create", new),
    "students:promotion-detach": ("promotion.evidence_remove", lambda place: {}),
    "students:promotion-pupils": ("promotion.choose", a_class),
    "students:promotion-results": (
        "promotion.finish",
        lambda place: {"same": choice_of("เหรียญทอง").pk},
    ),
    "students:promotion-update": ("promotion.update", lambda place: {"title": "ชื่อใหม่"}),
    "students:promotion-void": ("promotion.void", lambda place: {"reason": "ฝนตก"}),
}
