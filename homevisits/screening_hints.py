"""What visits say of the aspects of screening, before an adviser has looked.

The tables say which option of a visit is which criterion; forms that name aspects and criteria
otherwise leave the tick to the adviser. What means danger proposes มีปัญหา without its words, and
nothing at all where an alert is closed to anybody: whoever screens may be that person.
"""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from homevisits.models import HomeVisit, ProtectionAlert, Status, VisitTick
from schoolcare.asked_together import Asked, Rows, facts, number
from schoolcare.registry import HintSource, ScreeningHint
from schoolcare.templatetags.ui import address
from schoolcare.thai import thai_date

TOLD = (Status.SUBMITTED, Status.APPROVED)
RISK, PROBLEM = "risk", "problem"
CAREFUL = "มีเรื่องที่ต้องดูแลใกล้ชิด"

# item of a visit → aspect; option → (level, criterion of the aspect, "" where none fits)
ASPECTS = {
    "health": "health",
    "safety": "safety",
    "drugs": "drugs",
    "violence": "violence",
    "sexual": "sexual",
    "games": "games",
    "devices": "devices",
}
OPTIONS = {
    "health": {
        "weak": (RISK, "weak"),
        "often_ill": (RISK, "ill_often"),
        "malnourished": (PROBLEM, "malnutrition"),
        "chronic": (PROBLEM, "chronic"),
        "unfit": (PROBLEM, "fitness"),
    },
    "safety": {
        "separated": (RISK, "parents_apart"),
        "crowded": (RISK, "surroundings"),
        "ill_family": (RISK, "family_ill"),
        "family_drugs": (RISK, "family_drugs"),
        "family_gambling": (RISK, "family_gambles"),
        "quarrels": (RISK, "family_quarrels"),
        "no_carer": (PROBLEM, "no_carer"),
        "family_violence": (PROBLEM, "family_violence"),
        "pupil_gambling": (PROBLEM, "gambles"),
    },
    "drugs": {
        "friends": (RISK, "friends_use"),
        "family": (RISK, "family_involved"),
        "surroundings": (RISK, "surroundings"),
        "involved": (PROBLEM, "history"),
        "addicted": (PROBLEM, "addicted"),
    },
    "violence": {
        "quarrels": (RISK, "fought"),
        "aggressive": (RISK, "aggressive"),
        "often_fights": (PROBLEM, "fights_often"),
        "hurts_others": (PROBLEM, "hurts_others"),
    },
    "sexual": {
        "sells_group": (RISK, "group"),
        "media_long": (RISK, "talks_long"),
        "sells": (PROBLEM, "sells"),
        "media_obsessed": (PROBLEM, "media"),
        "gatherings": (PROBLEM, "promiscuous"),
    },
    "games": {
        "over1h": (RISK, "hours_1"),
        "no_imagination": (RISK, "imagination"),
        "withdrawn": (RISK, "withdrawn"),
        "spending": (RISK, "money"),
        "game_friends": (RISK, "friends"),
        "shop_near": (RISK, "shop_near"),
        "over2h": (PROBLEM, "hours_2"),
        "obsessed": (PROBLEM, "absorbed"),
        "steals": (PROBLEM, "steals"),
    },
    "devices": {
        "phone_class": (RISK, "in_class"),
        "phone_over3h": (PROBLEM, "hours_2"),
        "social_over3h": (PROBLEM, "hours_2"),
    },
}
DANGERS = {"violence": "safety"}  # self-harm stands under safety there


def _asks_ticks(pupils: QuerySet, year: int, semester: int) -> Asked:
    """What was ticked in the visits of the year that were handed in."""
    closed = ProtectionAlert.objects.filter(visit=OuterRef("visit"), excluded__isnull=False)
    ticks = VisitTick.objects.filter(
        Q(is_danger=False) | ~Exists(closed),
        **_visits("visit__", pupils, year),
        item__in=ASPECTS,
    ).exclude(visit__mode=HomeVisit.Mode.NONE)
    of = {"student": "visit__student", "on": "visit__visited_on"}
    return ticks, facts("item", "option", "is_danger", "visit", **of)


def _tells_ticks(pupils: QuerySet, year: int, semester: int, rows: Rows) -> Iterator[ScreeningHint]:
    for row in sorted(rows, key=itemgetter("pk")):
        item, option, student = row["item"], row["option"], row["student"]
        said: dict[str, Any] = {"source": _source(row["on"]), "url": _address(row["visit"])}
        if row["is_danger"]:
            said["source"] += f" {CAREFUL}"
            yield ScreeningHint(student, DANGERS.get(item, ASPECTS[item]), PROBLEM, **said)
        elif option in OPTIONS[item]:
            level, criterion = OPTIONS[item][option]
            yield ScreeningHint(student, ASPECTS[item], level, criterion=criterion, **said)


def _asks_income(pupils: QuerySet, year: int, semester: int) -> Asked:
    found = HomeVisit.objects.filter(**_visits("", pupils, year), household_income__isnull=False)
    return found, facts("student", "visited_on", "household_income")


def _tells_income(
    pupils: QuerySet, year: int, semester: int, rows: Rows
) -> Iterator[ScreeningHint]:
    """What a household earns in a month, as the last visit of the year found it."""
    in_order = sorted(rows, key=lambda row: (row["visited_on"] or "", row["pk"]))
    for student, row in {one["student"]: one for one in in_order}.items():
        source = f"{_source(row['visited_on'])} รายได้ครัวเรือน"
        income: dict[str, Any] = {"measure": "income", "value": number(row["household_income"])}
        yield ScreeningHint(student, "", "", source, url=_address(row["pk"]), **income)


def _visits(prefix: str, pupils: QuerySet, year: int) -> dict[str, Any]:
    return {
        f"{prefix}student__in": pupils,
        f"{prefix}round__term__year": year,
        f"{prefix}status__in": TOLD,
    }


def _source(on: str | None) -> str:
    return f"การเยี่ยมบ้าน {thai_date(date.fromisoformat(on))}" if on else "การเยี่ยมบ้าน"


def _address(visit: int) -> str:
    return address(visit, "homevisits:visit-detail")


tick_hints = HintSource(_asks_ticks, _tells_ticks)
income_hints = HintSource(_asks_income, _tells_income)
