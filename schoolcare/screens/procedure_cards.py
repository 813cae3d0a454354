"""Steps of procedures on the home page of who runs them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from schoolcare import procedures
from schoolcare.access import Permission
from schoolcare.editions import Office
from schoolcare.procedures import SOON_DAYS, Planned, State, StepYear
from schoolcare.registry import HomeCard, HomeCounts
from schoolcare.requests import Request

KEPT = "procedure_steps"  # on the request, between what is asked and what is told


def _asked(request: Request) -> tuple[Office, dict[str, Any]] | None:
    """What proves the steps of the place, of those who run its procedures there."""
    place = request.workplace.office(Permission.PROCEDURE_RUN)
    if place is None:
        return None
    steps = procedures.this_and_next(place, request.workplace.year)
    setattr(request, KEPT, (place, steps))
    return place, {name: one for some in steps for name, one in some.asked(place).items()}


def _cards(request: Request, said: dict[str, Any]) -> Iterable[HomeCard]:
    """What is late, due within a month, or was due before the place used the product."""
    today = request.workplace.today
    place, steps = getattr(request, KEPT)
    waiting = open_steps(place, steps, said)
    late = [step for step in waiting if step.state(today) is State.LATE]
    before = [step for step in waiting if step.state(today) is State.BEFORE]
    soon = [
        step for step in waiting if step.due_on and 0 <= (step.due_on - today).days <= SOON_DAYS
    ]
    yield _card("ขั้นตอนประจำปีที่เลยกำหนด", late, "late")
    yield _card("ขั้นตอนประจำปีที่ถึงกำหนดใน 30 วัน", soon, "soon")
    yield _card("ขั้นตอนประจำปีก่อนเริ่มใช้ระบบ", before, "")


def open_steps(place: Office, every: list[StepYear], said: dict[str, Any]) -> list[Planned]:
    """Dated steps of the year that are not done, and those that prepare the year after it."""
    plans = (plan for some in every for plan in some.plans(said, place.used_from))
    steps = [step for plan in plans for step in plan.steps]
    return [step for step in steps if not step.is_done and not step.is_all_year]


def _card(title: str, steps: list[Planned], state: str) -> HomeCard:
    """Leads to the year of the step it names."""
    url = (
        f"{reverse('procedure-list')}?year={steps[0].year}" if steps else reverse("procedure-list")
    )
    return HomeCard(title, len(steps), url, steps[0].step.name if steps else "", state)


procedure_counts = HomeCounts(_asked, _cards)
