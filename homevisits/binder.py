"""The visits of a class in the year's care binder, a pack a term that had a round."""

from typing import Any

from homevisits.models import VisitRound
from schoolcare.registry import BinderPaper, binder
from students.contributing.binder import KNOWN


def of_terms(school: Any, year: int, room: Any) -> list[dict[str, str]]:
    rounds = VisitRound.objects.filter(school=school, term__year=year)
    terms = rounds.order_by("term__semester").values_list("term__semester", flat=True).distinct()
    return [{"classroom": str(room.pk), "term": str(semester)} for semester in terms]


binder.append(BinderPaper("homevisit-class", KNOWN, 30, of_terms))
