"""What a school was given in a year, and what the schools of an office were given and did.

Gifts that were crossed out are counted apart and in no sum. Amounts are baht: money as received,
the other kinds as they were estimated (admin.md §3.4, §5.6).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from community.models import Activity, ActivityClass, ActivityGuests, Project, Resource
from community.year_kinds import Year, YearKind
from schoolcare.models import District, School
from schoolcare.thai import BUDDHIST, MONTHS

Kind = Resource.Kind
UNKNOWN = "ไม่ระบุ"
GENERAL = "ทั่วไป"
ZERO = Decimal(0)


@dataclass
class Share:
    """A line of the report: how many gifts, their money, the estimate of the others, labour."""

    label: str
    count: int = 0
    money: Decimal = ZERO
    other: Decimal = ZERO
    hours: Decimal = ZERO  # of one person

    @property
    def total(self) -> Decimal:
        return self.money + self.other

    def add(self, gift: dict[str, Any]) -> None:
        self.count += 1
        if gift["kind"] == Kind.MONEY:
            self.money += gift["value"]
            return
        self.other += gift["value"] or ZERO
        if gift["kind"] == Kind.LABOUR:
            self.hours += gift["people"] * gift["hours"]


@dataclass(frozen=True)
class Report:
    """The year of a school; each of `groups` sums up to `total`."""

    year: Year
    total: Share
    void: int
    groups: list[tuple[str, list[Share]]]


FIELDS = {
    "channel_name": F("channel__name"),
    "village_name": F("donor__village__name"),
    "partner_name": F("donor__partner__name"),
    "purpose_name": F("purpose__name"),
}


def report_of(school: School, year: Year) -> Report:
    """By kind, channel, village or partner, purpose and month; one query."""
    rows = Resource.objects.filter(school=school, received_on__range=(year.first, year.last))
    names = ("kind", "value", "people", "hours", "received_on", "voided_at")
    found = list(rows.order_by("received_on", "pk").values(*names, **FIELDS))
    valid = [gift for gift in found if gift["voided_at"] is None]
    total = Share("รวม")
    for gift in valid:
        total.add(gift)
    return Report(year, total, len(found) - len(valid), _groups(valid, year))


def gifts_of(school: School, year: Year) -> list[Resource]:
    """Each gift of the year that counts, by day, with its things; two queries."""
    rows = Resource.objects.valid().filter(school=school)
    rows = rows.filter(received_on__range=(year.first, year.last)).with_names()
    return list(rows.prefetch_related("items").order_by("received_on", "pk"))


def _groups(gifts: list[dict[str, Any]], year: Year) -> list[tuple[str, list[Share]]]:
    kinds = dict(Kind.choices)
    months = [_month(at) for at in year.months]
    return [
        ("ชนิด", _by(gifts, lambda one: kinds[one["kind"]], list(kinds.values()))),
        ("ช่องทางที่ได้รับ", _by(gifts, lambda one: one["channel_name"] or UNKNOWN)),
        ("หมู่บ้าน/ภาคีของผู้ให้", _by(gifts, _home)),
        ("วัตถุประสงค์", _by(gifts, lambda one: one["purpose_name"] or GENERAL)),
        ("เดือน", _by(gifts, lambda one: _month(one["received_on"].timetuple()[:2]), months)),
    ]


def _home(gift: dict[str, Any]) -> str:
    return gift["village_name"] or gift["partner_name"] or UNKNOWN


def _month(at: tuple[int, ...]) -> str:
    """พฤษภาคม 2569, of (year of our era, month)."""
    return f"{MONTHS[at[1] - 1]} {at[0] + BUDDHIST}"


def _by(
    gifts: list[dict[str, Any]], label: Callable[[dict[str, Any]], str], order: Iterable[str] = ()
) -> list[Share]:
    """In the order given, else the largest first; what nobody gave is left out."""
    found: dict[str, Share] = {}
    for gift in gifts:
        name = label(gift)
        found.setdefault(name, Share(name)).add(gift)
    if order:
        return [found[name] for name in order if name in found]
    return sorted(found.values(), key=lambda one: (-one.total, -one.count, one.label))


@dataclass
class SchoolLine:
    """One school in the report of its office: sums, never a donor's name."""

    school: School
    kinds: dict[str, Share] = field(default_factory=dict)
    activities: int = 0
    participants: int = 0
    projects: int = 0

    @property
    def gifts(self) -> Share:
        total = Share("รวม")
        for one in self.kinds.values():
            total.count += one.count
            total.money += one.money
            total.other += one.other
            total.hours += one.hours
        return total

    @property
    def is_empty(self) -> bool:
        return not (self.gifts.count or self.activities or self.projects)


def district_report(office: District, year: Year) -> list[SchoolLine]:
    """A line for each school of the office, with those that have nothing; six queries."""
    schools = School.objects.filter(district=office, is_active=True).select_related("network")
    schools = schools.order_by("name", "pk")
    lines = {one.pk: SchoolLine(one) for one in schools}
    for row in _sums(office, year):
        kind = row["kind"]
        money = row["value"] if kind == Kind.MONEY else ZERO
        other = ZERO if kind == Kind.MONEY else row["value"]
        share = Share(kind, row["count"], money, other, row["hours"] or ZERO)
        if line := lines.get(row["school"]):
            line.kinds[kind] = share
    for name, counts in _work(office, year).items():
        for pk, count in counts:
            if line := lines.get(pk):
                setattr(line, name, getattr(line, name) + count)
    return list(lines.values())


def _sums(office: District, year: Year) -> QuerySet[Resource, dict[str, Any]]:
    rows = Resource.objects.valid().filter(school__district=office)
    rows = rows.filter(received_on__range=(year.first, year.last)).order_by()
    return rows.values("school", "kind").annotate(
        count=Count("pk"),
        value=Coalesce(Sum("value"), ZERO),
        hours=Sum(F("people") * F("hours"), filter=Q(kind=Kind.LABOUR)),
    )


def _work(office: District, year: Year) -> dict[str, Any]:
    """Activities held, who took part beside staff, projects; pairs of school and count."""
    held = Q(state=Activity.State.HELD, starts_on__range=(year.first, year.last))
    of_activity = Q(activity__state=Activity.State.HELD) & Q(
        activity__starts_on__range=(year.first, year.last)
    )
    place = {"activity__school__district": office}
    classes = ActivityClass.objects.filter(of_activity, **place).order_by()
    guests = ActivityGuests.objects.filter(of_activity, **place).order_by()
    activities = Activity.objects.filter(held, school__district=office).order_by()
    projects = Project.objects.filter(school__district=office).exclude(
        state__in=[Project.State.DRAFT, Project.State.CANCELLED]
    )
    if year.kind in {YearKind.ACADEMIC, YearKind.FISCAL}:
        projects = projects.filter(year_kind=year.kind, year=year.number)
    else:
        projects = projects.filter(starts_on__lte=year.last, ends_on__gte=year.first)
    people = [
        *classes.values_list("activity__school").annotate(n=Sum("pupils")),
        *guests.values_list("activity__school").annotate(n=Sum("people")),
    ]
    return {
        "activities": activities.values_list("school").annotate(n=Count("pk")),
        "participants": people,
        "projects": projects.order_by().values_list("school").annotate(n=Count("pk")),
    }


def totals_of(lines: Iterable[SchoolLine]) -> SchoolLine:
    """The office as a whole."""
    total = SchoolLine(School())
    for line in lines:
        for kind, share in line.kinds.items():
            mine = total.kinds.setdefault(kind, Share(kind))
            mine.count += share.count
            mine.money += share.money
            mine.other += share.other
            mine.hours += share.hours
        total.activities += line.activities
        total.participants += line.participants
        total.projects += line.projects
    return total
