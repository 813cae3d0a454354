"""How far a round of screening is, and what it found: counted in SQL."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value

from schoolcare import thai
from schoolcare.models import User
from students.models import Aspect, AspectResult, Classroom, Enrolment, Screening, ScreeningRound
from students.models.screening import seen, seen_group, seen_special
from students.models.screening_forms import SEVERITY, Level

ROLL_UP = 0  # stands for all aspects together, in place of the key of one
SEXES = (("M", "ชาย"), ("F", "หญิง"))


def percent(count: int, of: int) -> str:
    """Percent with two decimals; a dash where there is nobody."""
    return thai.percent(count, of) if of else "–"


@dataclass
class Progress:
    """Pupils of a class: all, begun, complete, and by group."""

    total: int = 0
    begun: int = 0
    complete: int = 0
    risk: int = 0
    problem: int = 0
    special: int = 0

    @property
    def normal(self) -> int:
        return self.complete - self.risk - self.problem

    @property
    def percent(self) -> str:
        return percent(self.complete, self.total)

    def __add__(self, other: "Progress") -> "Progress":
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Progress(*(mine + theirs for mine, theirs in pairs))


def progress(
    round_: ScreeningRound, classrooms: Collection[Classroom], *, user: User | None
) -> dict[int, Progress]:
    """By class, as `user` sees it (`models/danger.py`); one query however many classes."""
    seats = Enrolment.objects.filter(classroom__in=[one.pk for one in classrooms]).on_roster()
    of_round = Q(student__screenings__round=round_.pk)
    seats = seats.annotate(found=FilteredRelation("student__screenings", condition=of_round))
    seats = seats.alias(told=seen_group(user, "found__"), marked=seen_special(user, "found__"))
    groups = {
        "total": Count("pk"),
        "begun": Count("found"),
        "complete": Count("pk", Q(found__group__gt="")),
        "risk": Count("pk", Q(told=Level.RISK)),
        "problem": Count("pk", Q(told=Level.PROBLEM)),
        "special": Count("pk", Q(marked=True)),
    }
    rows = seats.order_by().values("classroom_id").annotate(**groups)
    return {row.pop("classroom_id"): Progress(**row) for row in rows}


@dataclass
class Line:
    """One aspect, or the roll-up: pupils by level and sex."""

    label: str
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)  # level, sex
    is_presence: bool = False
    code: str = ""

    @property
    def levels(self) -> list[str]:
        return ["lacks", "has"] if self.is_presence else ["normal", "risk", "problem"]

    def count(self, level: str, sex: str = "") -> int:
        """Of one sex, or all, those without a sex on record among them."""
        return sum(
            number for (at, of), number in self.counts.items() if at == level and sex in {"", of}
        )

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def risk(self) -> int:
        return self.count(Level.RISK)

    @property
    def problem(self) -> int:
        return self.count(Level.PROBLEM)

    @property
    def has(self) -> int:
        return self.count(Level.HAS)

    def cells(self) -> list[dict[str, Any]]:
        """Each level: its word, boys, girls, all, percent of those with an answer."""
        return [
            {
                "level": level,
                "word": str(Level(level).label),
                "male": self.count(level, "M"),
                "female": self.count(level, "F"),
                "all": self.count(level),
                "percent": percent(self.count(level), self.total),
            }
            for level in self.levels
        ]


def found_in(
    round_: ScreeningRound, classrooms: Iterable[Classroom], *, user: User | None
) -> list[Line]:
    """What a round found in some classes as `user` sees it, an aspect a line, the roll-up first.
    One query, and one for the aspects.
    """
    aspects = list(round_.template.aspects.all())
    rooms = [one.pk for one in classrooms]
    by_room = found_by_class(round_, rooms, user=user, aspects=aspects)
    return summed(_empty(aspects), by_room.values())


def summed(empty: list[Line], found: Iterable[list[Line]]) -> list[Line]:
    """New lines like the empty ones, with the counts of all that were found."""
    lines = [replace(one, counts=Counter(one.counts)) for one in empty]
    for own in found:
        for line, other in zip(lines, own, strict=True):
            line.counts += other.counts
    return lines


def found_by_class(
    round_: ScreeningRound,
    rooms: Collection[int],
    *,
    user: User | None,
    aspects: list[Aspect] | None = None,
) -> dict[int, list[Line]]:
    """By class, as `found_in`; classes where nobody was screened are missing."""
    every = aspects if aspects is not None else list(round_.template.aspects.all())
    found: dict[int, list[Line]] = defaultdict(lambda: _empty(every))
    places = {one.pk: place for place, one in enumerate(every, start=1)} | {ROLL_UP: 0}
    seat = Enrolment.objects.filter(classroom__in=rooms).on_roster()
    groups = seat.filter(student__screenings__round=round_, student__screenings__group__gt="")
    groups = groups.annotate(told=seen_group(user, "student__screenings__"))
    groups = groups.annotate(of=Value(ROLL_UP)).order_by()
    by_group = groups.values_list("classroom_id", "of", "told", "student__sex")
    results = AspectResult.objects.filter(
        screening__round=round_, screening__student__enrolments__in=seat
    )
    # the join of the filter: the very seat that was asked for
    results = results.annotate(room=F("screening__student__enrolments__classroom_id")).order_by()
    results = results.seen_by(user)
    by_level = results.values_list("room", "aspect_id", "seen_level", "screening__student__sex")
    counted: Any = by_level.annotate(number=Count("pk"))
    both = counted.union(by_group.annotate(number=Count("pk")), all=True)
    for room, aspect, level, sex, number in both:
        found[room][places[aspect]].counts[level, sex] += number
    return dict(found)


def _empty(aspects: list[Aspect]) -> list[Line]:
    kinds = Aspect.Kind.PRESENCE
    lines = [Line(one.name, is_presence=one.kind == kinds, code=one.code) for one in aspects]
    return [Line("สรุปทุกด้าน"), *lines]


def trends(rounds: list[ScreeningRound], *, user: User | None) -> list[dict[str, Any]]:
    """The share of เสี่ยง and มีปัญหา by aspect in each round, for one school; two queries.

    Aspects of different editions are one by their code. Pupils count who were screened then.
    """
    keys = [one.pk for one in rounds]
    groups = Screening.objects.filter(round__in=keys, group__gt="").order_by()
    groups = groups.annotate(told=seen_group(user))
    rows = [
        ("", "สรุปทุกด้าน", 0, *row)
        for row in groups.values_list("round_id", "told").annotate(number=Count("pk"))
    ]
    found = AspectResult.objects.filter(screening__round__in=keys, level__in=SEVERITY)
    asked = (
        found.order_by()
        .seen_by(user)
        .values_list(
            *("aspect__code", "aspect__name", "aspect__order", "screening__round_id", "seen_level")
        )
    )
    rows += list(asked.annotate(number=Count("pk")))
    table: dict[str, dict[str, Any]] = {}
    for code, name, order, key, level, number in sorted(rows, key=lambda row: (row[2], row[0])):
        line = table.setdefault(code, {"label": name, "order": order, "rounds": {}})
        line["rounds"].setdefault(key, Counter())[level] += number
    return [
        {"label": line["label"], "cells": [_share(line["rounds"].get(one.pk)) for one in rounds]}
        for line in table.values()
    ]


def _share(counts: Counter[str] | None) -> dict[str, Any] | None:
    if not counts:
        return None
    total = sum(counts.values())
    return {
        "total": total,
        "risk": counts["risk"],
        "problem": counts["problem"],
        "percent": percent(counts["risk"] + counts["problem"], total),
    }


def named(round_: ScreeningRound, classroom: Classroom, *, user: User | None) -> list[Screening]:
    """Who of a class is เสี่ยง or มีปัญหา, or special, to `user`, in order of the roll."""
    seat = classroom.enrolments.on_roster().filter(student=OuterRef("student"))
    found = Screening.objects.filter(Exists(seat), round=round_).seen_by(user)
    found = found.filter(Q(seen_group__in=[Level.RISK, Level.PROBLEM]) | Q(seen_special=True))
    place = seat.in_roll_order().values
    found = found.annotate(roll=Subquery(place("roll_number")[:1]), seat=Subquery(place("pk")[:1]))
    found = found.order_by(F("roll").asc(nulls_last=True), "seat")
    return seen(found.select_related("student"), user)
