"""Steps of procedures on the home page of who runs them."""

from collections.abc import Iterable

from django.urls import reverse

from schoolcare import procedures
from schoolcare.access import Permission
from schoolcare.procedures import SOON_DAYS, Office, Planned, State
from schoolcare.registry import HomeCard
from schoolcare.requests import Request


def procedure_cards(request: Request) -> Iterable[HomeCard]:
    """What is late or due within a month, of those who run the procedures of the place."""
    today, place = request.workplace.today, request.workplace.office(Permission.PROCEDURE_RUN)
    if place is None:
        return
    steps = open_steps(place, request.workplace.year)
    late = [step for step in steps if step.state(today) is State.LATE]
    soon = [step for step in steps if step.due_on and 0 <= (step.due_on - today).days <= SOON_DAYS]
    yield _card("ขั้นตอนประจำปีที่เลยกำหนด", late, "late")
    yield _card("ขั้นตอนประจำปีที่ถึงกำหนดใน 30 วัน", soon, "soon")


def open_steps(place: Office, year: int) -> list[Planned]:
    """Dated steps of the year that are not done, and those that prepare the year after it."""
    this, after = procedures.plans_and_next(place, year)
    steps = [step for plan in [*this, *after] for step in plan.steps]
    return [step for step in steps if not step.is_done and not step.is_all_year]


def _card(title: str, steps: list[Planned], state: str) -> HomeCard:
    """Leads to the year of the step it names."""
    url = (
        f"{reverse('procedure-list')}?year={steps[0].year}" if steps else reverse("procedure-list")
    )
    return HomeCard(title, len(steps), url, steps[0].step.name if steps else "", state)
