"""How much a household has, as its newest visit of the year found it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When

from homevisits.models import HomeVisit, Status
from schoolcare.registry import Dimension, statistics
from students.dimensions import LIVING, WELFARE

LINE = Decimal(3000)  # baht a head and month: the fund's condition (care.md §3.2)
BELOW, ABOVE = "below", "above"


def income_band(year: int, day: date) -> Any:
    handed_in = [Status.SUBMITTED, Status.APPROVED]
    found = HomeVisit.objects.filter(
        student=OuterRef("student"), round__term__year=year, status__in=handed_in
    ).exclude(income_per_head=None)
    band = Case(
        When(Q(income_per_head__lte=LINE), then=Value(BELOW)),
        default=Value(ABOVE),
        output_field=CharField(),
    )
    newest = found.annotate(band=band).order_by("-visited_on", "-pk")
    return Subquery(newest.values("band")[:1])


statistics.append(
    Dimension(
        "poverty",
        "รายได้เฉลี่ยต่อคนต่อเดือน",
        70,
        LIVING,
        income_band,
        words={BELOW: f"ไม่เกิน {LINE:,} บาท", ABOVE: f"เกิน {LINE:,} บาท"},
        permissions=WELFARE,
        named=WELFARE,
        source="การเยี่ยมบ้านของปีการศึกษา",
    )
)
