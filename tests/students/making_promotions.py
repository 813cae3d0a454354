"""Activities of pupils for tests."""

from datetime import date
from typing import Any

from schoolcare.models import School, User
from students.models import Promotion, PromotionChoice

DAY = date(2026, 11, 20)


def choice_of(name: str) -> PromotionChoice:
    """A shipped kind or award."""
    return PromotionChoice.objects.get(school=None, name=name)


def make_promotion(school: School, by: User, **fields: Any) -> Promotion:
    facts = {"title": "แข่งขันคณิตคิดเร็ว", "kind": choice_of("วิชาการ"), "year": 2569}
    facts |= {"starts_on": DAY, "ends_on": DAY, "made_by": by}
    return Promotion.objects.create(school=school, **facts | fields)
