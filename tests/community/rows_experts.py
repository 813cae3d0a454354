"""Rows of tests/access_rows.py of local experts, in the school of the insider."""

from collections.abc import Callable
from typing import Any

from tests.access_place import Place
from tests.community.making_experts import make_expert, make_lesson

Fields = Callable[[Place], dict[str, Any]]


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def of_expert(place: Place) -> dict[str, Any]:
    return {"pk": make_expert(place.school).pk}


def of_photo(place: Place) -> dict[str, Any]:
    facts = {"photo": place.picture(), "consented_on": "2026-08-05"}
    return {"pk": make_expert(place.school, **facts).pk}


def of_lesson(place: Place) -> dict[str, Any]:
    return {"pk": make_lesson(make_expert(place.school), place.everybody).pk}


def a_branch(place: Place) -> dict[str, Any]:
    return {"name": "คำปัน", "branches": [make_expert(place.school).branches.get().pk]}


def of_former(place: Place) -> dict[str, Any]:
    return {"pk": make_expert(place.school, is_active=False).pk}


EXPERT_ROWS: dict[str, Fields] = {
    "community:expert-archive": of_expert,
    "community:expert-detail": of_expert,
    "community:expert-restore": of_former,
    "community:expert-photo": of_photo,
    "community:expert-update": of_expert,
    "community:teaching-create": of_expert,
    "community:teaching-remove": of_lesson,
}
EXPERT_POST_ONLY = {
    "community:expert-restore",
    "community:expert-search",
    "community:teaching-remove",
}
LESSON = {"taught_on": "5/8/2569", "hours": "2", "subject": "ทอผ้า", "audience": "ชุมนุม"}
EXPERT_WRITES: dict[str, tuple] = {
    "community:expert-archive": ("expert.deactivate", typed(reason="ย้าย")),
    "community:expert-restore": ("expert.activate", typed()),
    "community:expert-create": ("expert.create", a_branch),
    "community:expert-update": ("expert.update", typed(knowledge="ทอผ้า")),
    "community:teaching-create": ("teaching.create", typed(**LESSON)),
    "community:teaching-remove": ("teaching.delete", typed()),
}
EXPERT_NO_TRAIL = {"community:expert-search"}  # a search; names stay out of the address
