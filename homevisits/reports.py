"""Coverage of rounds, counted in SQL: who is to be visited, who was, how, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet

from homevisits.models import HomeVisit, Status, VisitRound
from schoolcare.access import Permission
from schoolcare.models import Level, School, User
from schoolcare.thai import percent
from students.models import Classroom, Enrolment
from students.models.classrooms import EnrolmentQuerySet

HANDED_IN = [Status.SUBMITTED, Status.RETURNED, Status.APPROVED]
MODES = {mode.value: mode.label for mode in HomeVisit.Mode if mode != HomeVisit.Mode.NONE}
REASONS = {reason.value: reason.label for reason in HomeVisit.Reason}


def roster(*rounds: VisitRound, among: EnrolmentQuerySet | None = None) -> QuerySet[Enrolment]:
    """Seats (of those `among`) of the pupils whom the rounds are about; the denominator of
    percentages.

    The rounds are of one year, at most one a school. "New" are pupils who sat in no class of an
    earlier year.
    """
    seats = Enrolment.objects.all() if among is None else among
    year = rounds[0].term.year if rounds else 0
    condition = Q(pk__in=[]) if not rounds else Q()
    for who in dict.fromkeys(one.who for one in rounds):
        schools = [one.school_id for one in rounds if one.who == who]
        condition |= Q(classroom__school__in=schools) & _about(who, rounds, year)
    return seats.filter(condition, year=year, ends_on=None).on_roster()


def _about(who: str, rounds: Iterable[VisitRound], year: int) -> Q:
    if who == VisitRound.Who.NEW:
        return ~Exists(Enrolment.objects.filter(student=OuterRef("student"), year__lt=year)) & Q()
    return Q(student__in=_chosen(rounds)) if who == VisitRound.Who.CHOSEN else Q()


def _chosen(rounds: Iterable[VisitRound]) -> QuerySet:
    links = VisitRound.chosen.through.objects.filter(visitround__in=[one.pk for one in rounds])
    return links.values("student_id")


def with_visit(enrolments: QuerySet[Enrolment], *rounds: VisitRound) -> QuerySet[Enrolment]:
    """`visit` joins each pupil's visit of the rounds, where there is one."""
    of_round = Q(student__visits__round__in=[one.pk for one in rounds])
    return enrolments.annotate(visit=FilteredRelation("student__visits", condition=of_round))


def classes_of(visit_round: VisitRound) -> list[Classroom]:
    """Classes of the round's school and year, in order of level and room."""
    year = visit_round.term.year
    return list(Classroom.objects.filter(school=visit_round.school_id, year=year))


@dataclass(frozen=True)
class Coverage:
    """Figures of one class, level or school; all are numbers of pupils."""

    label: str
    total: int
    visited: int
    modes: dict[str, int]
    not_visited: int  # handed in as "not visited", with a reason
    reasons: dict[str, int]
    drafts: int
    submitted: int
    returned: int
    approved: int
    classroom_id: int | None = None
    level: int = 0

    @property
    def percent(self) -> str:
        """Share visited in percent with one decimal; – without pupils."""
        return percent(self.visited, self.total, 1) if self.total else "–"

    @property
    def untouched(self) -> int:
        """Nothing handed in and no draft."""
        return self.total - self.visited - self.not_visited - self.drafts

    @property
    def mode_lines(self) -> list[tuple[str, int]]:
        return [(MODES[code], count) for code, count in self.modes.items() if count]

    @property
    def reason_lines(self) -> list[tuple[str, int]]:
        return [(REASONS[code], count) for code, count in self.reasons.items() if count]


def _figures() -> dict[str, Count]:
    handed_in = Q(visit__status__in=HANDED_IN)
    unseen = handed_in & Q(visit__mode=HomeVisit.Mode.NONE)
    seen = handed_in & Q(visit__mode__in=list(MODES))
    figures = {
        "total": Count("pk"),
        "visited": Count("pk", seen),
        "not_visited": Count("pk", unseen),
    }
    figures |= {f"mode_{mode}": Count("pk", seen & Q(visit__mode=mode)) for mode in MODES}
    figures |= {f"why_{why}": Count("pk", unseen & Q(visit__reason=why)) for why in REASONS}
    states = {"drafts": "draft", "submitted": "submitted", "returned": "returned"}
    states["approved"] = "approved"
    return figures | {name: Count("pk", Q(visit__status=one)) for name, one in states.items()}


def visited_share(visit_round: VisitRound) -> tuple[int, int]:
    """Pupils visited, and pupils whom the round is about; one query."""
    rows = with_visit(roster(visit_round), visit_round)
    found = rows.aggregate(
        visited=Count("visit", Q(visit__status__in=HANDED_IN, visit__mode__in=list(MODES))),
        total=Count("*"),
    )
    return found["visited"], found["total"]


CLASS = ("classroom__level", "classroom__room", "classroom__room_name")


def coverage_by_class(visit_round: VisitRound) -> list[Coverage]:
    """One row a class in order of level and room; one query."""
    rows = (
        with_visit(roster(visit_round), visit_round)
        .values("classroom_id", *CLASS)
        .annotate(**_figures())
        .order_by(*CLASS)
    )
    return [
        _coverage(
            Classroom(**{name.removeprefix("classroom__"): row[name] for name in CLASS}).label,
            row,
            classroom_id=row["classroom_id"],
            level=row["classroom__level"],
        )
        for row in rows
    ]


def _coverage(label: str, row: Any, **more: Any) -> Coverage:
    plain = ("total", "visited", "not_visited", "drafts", "submitted", "returned", "approved")
    return Coverage(
        label=label,
        modes={mode: row[f"mode_{mode}"] for mode in MODES},
        reasons={why: row[f"why_{why}"] for why in REASONS},
        **{name: row[name] for name in plain},
        **more,
    )


def total_of(rows: Iterable[Coverage], label: str = "รวม") -> Coverage:
    """The sum of the rows."""
    rows = list(rows)
    plain = ("total", "visited", "not_visited", "drafts", "submitted", "returned", "approved")
    return Coverage(
        label=label,
        modes={mode: sum(row.modes[mode] for row in rows) for mode in MODES},
        reasons={why: sum(row.reasons[why] for row in rows) for why in REASONS},
        **{name: sum(getattr(row, name) for row in rows) for name in plain},
    )


def with_level_totals(rows: list[Coverage]) -> list[Coverage]:
    """Classes with the sum of each level of several classes after them, and of all at the end."""
    lines: list[Coverage] = []
    for level in dict.fromkeys(row.level for row in rows):
        classes = [row for row in rows if row.level == level]
        lines += classes
        if len(classes) > 1:
            lines.append(total_of(classes, f"รวม {Level(level).label}"))
    return [*lines, total_of(rows)] if rows else []


SHEET_HEADERS = [
    *("ห้อง", "ทั้งหมด", "เยี่ยมแล้ว", "ร้อยละ", *MODES.values(), "ไม่ได้เยี่ยม"),
    *(f"ไม่ได้เยี่ยม: {label}" for label in REASONS.values()),
    *("ยังไม่เยี่ยม", "ร่าง", "ส่งกลับแก้ไข", "รอตรวจ", "ครบถ้วน"),
]


def sheet_row(row: Coverage) -> list[str | int]:
    """Cells in the order of SHEET_HEADERS."""
    cells: list[str | int] = [
        row.label,
        row.total,
        row.visited,
        row.percent,
        *row.modes.values(),
        row.not_visited,
    ]
    cells += [*row.reasons.values(), row.untouched, row.drafts, row.returned]
    return [*cells, row.submitted, row.approved]


def coverage_by_school(user: User, year: int) -> list[tuple[Coverage, VisitRound | None]]:
    """One row for each school where the person may count visits: figures of the newest round of
    the academic year `year` (พ.ศ.), with that round; None where none is opened. Three queries.
    """
    schools = list(School.objects.for_user(user, Permission.VISIT_COUNT).filter(is_active=True))
    counted = VisitRound.objects.for_user(user, Permission.VISIT_COUNT).filter(term__year=year)
    newest: dict[int, VisitRound] = {}
    for one in counted.select_related("term").order_by("-opens_on", "-pk"):
        newest.setdefault(one.school_id, one)
    rows = with_visit(roster(*newest.values()), *newest.values())
    grouped = rows.values("classroom__school").annotate(**_figures()).order_by()
    by_school = {row["classroom__school"]: row for row in grouped}
    nothing = dict.fromkeys(_figures(), 0)
    return [
        (_coverage(school.full_name, by_school.get(school.pk, nothing)), newest.get(school.pk))
        for school in schools
    ]
