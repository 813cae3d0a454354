"""What belongs to a project and lives elsewhere: activities held, gifts received, their money."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from community.gift_words import plain
from community.models import Activity, Project, ProjectMove, Purpose, Resource, ResourceUse
from community.models.resources import rounded
from community.resource_reports import Share
from schoolcare.asked_together import Asked, asked_together, day, facts, moment
from schoolcare.collation import thai_key
from schoolcare.models import User
from schoolcare.thai import baht

ZERO = Decimal(0)
NAMES = ("pk", "title", "first_name", "last_name", "username")  # of a person
SAID = ("verb", "words", "on", "meeting", "board_meeting", "is_alone", "at")


@dataclass(frozen=True)
class Held:
    """An activity of the project as its page lists it."""

    pk: int
    title: str
    starts_on: date
    state: str
    pupils: int
    guests: int
    staff: int


@dataclass(frozen=True)
class Fund:
    """Money that was given for one purpose of the project, in baht."""

    pk: int
    name: str
    received: Decimal
    used: Decimal
    balance: Decimal


@dataclass
class Gifts:
    """What was received for a project: for itself, or for a purpose of its own.

    `funds` is the restricted money, by purpose; `used` is what of any restricted money was used in
    the project, in baht.
    """

    total: Share = field(default_factory=lambda: Share("รวม"))
    kinds: list[Share] = field(default_factory=list)
    funds: list[Fund] = field(default_factory=list)
    used: Decimal = ZERO

    def __bool__(self) -> bool:
        return bool(self.total.count or self.funds or self.used)

    @property
    def words(self) -> str:
        """เงิน 9,000 บาท สิ่งของและอื่น ๆ ประเมินค่า 500 บาท; "" where nothing was received."""
        other = self.total.other
        parts = [
            f"เงิน {baht(self.total.money)} บาท" if self.total.money else "",
            f"สิ่งของและอื่น ๆ ประเมินค่า {baht(other)} บาท" if other else "",
            f"แรงงาน {plain(self.total.hours)} ชั่วโมง" if self.total.hours else "",
        ]
        return " ".join(filter(None, parts))


def around(project: Project) -> tuple[list[Held], Gifts, list[ProjectMove]]:
    """Activities in order of their days, gifts, and its course, the newest first. One query."""
    moves = project.moves.all(), facts(*SAID, **{f"by_{name}": f"by__{name}" for name in NAMES})
    found = asked_together({"held": _held(project), "moves": moves, **_gifts(project)})
    held = sorted(
        (_activity(one) for one in found["held"]), key=lambda one: (one.starts_on, one.pk)
    )
    course = sorted(found["moves"], key=lambda one: one["pk"], reverse=True)
    return held, _added_up(found), [_move(one) for one in course]


def gifts_of(project: Project) -> Gifts:
    """What was received, without donors. One query."""
    return _added_up(asked_together(_gifts(project)))


def _move(told: dict[str, Any]) -> ProjectMove:
    by = User(**{name: told[f"by_{name}"] for name in NAMES})
    values = {name: told[name] for name in SAID} | {"on": day(told["on"]), "at": moment(told["at"])}
    return ProjectMove(pk=told["pk"], by=by, **values)


def _held(project: Project) -> Asked:
    rows: Any = Activity.objects.filter(project=project)
    names = ("title", "starts_on", "state", "pupil_count", "guest_count", "staff_count")
    return rows.with_numbers(), {"pk": F("pk"), **{name: F(name) for name in names}}


def _activity(told: dict[str, Any]) -> Held:
    state = str(Activity.State(told["state"]).label)
    numbers = (told[f"{who}_count"] for who in ("pupil", "guest", "staff"))
    starts_on = date.fromisoformat(told["starts_on"])
    return Held(told["pk"], told["title"], starts_on, state, *numbers)


def _gifts(project: Project) -> dict[Any, Asked]:
    own = Q(project=project) | Q(purpose__project=project)
    given = ("kind", "value", "people", "hours")
    funds = ("pk", "name", "received", "used", "balance")
    purposes: Any = Purpose.objects.filter(project=project)
    uses = ResourceUse.objects.filter(project=project, voided_at=None)
    return {
        "gifts": (Resource.objects.valid().filter(own), {name: F(name) for name in given}),
        "funds": (purposes.with_balance(), {name: F(name) for name in funds}),
        "uses": (uses, {"amount": F("amount")}),
    }


def _added_up(found: dict[Any, list[dict[str, Any]]]) -> Gifts:
    gifts = Gifts(used=sum((_baht(one["amount"]) for one in found["uses"]), ZERO))
    shares = {kind.value: Share(str(kind.label)) for kind in Resource.Kind}
    for one in found["gifts"]:
        told = one | {name: _baht(one[name]) for name in ("value", "hours")}
        for share in (gifts.total, shares[one["kind"]]):
            share.add(told)
    gifts.kinds = [share for share in shares.values() if share.count]
    for one in sorted(found["funds"], key=lambda fund: (thai_key(fund["name"]), fund["pk"])):
        sums = (_baht(one[name]) for name in ("received", "used", "balance"))
        gifts.funds.append(Fund(one["pk"], one["name"], *sums))
    return gifts


def _baht(number: Any) -> Decimal:
    """A number as JSON has it, to whole satang; nothing counts as none."""
    return rounded(Decimal(str(number or 0)))
