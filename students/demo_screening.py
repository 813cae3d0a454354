"""Demo screening: a closed round of the first semester, an open one with ป.4/1 mostly screened."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from schoolcare.demo import DemoPlan
from schoolcare.models import Level as SchoolLevel
from schoolcare.models import School, Term, User
from students.models import (
    Aspect,
    AspectResult,
    Enrolment,
    Screening,
    ScreeningAction,
    ScreeningRound,
)
from students.models.screening import worst
from students.models.screening_forms import SEVERITY, Level
from students.services.screening_rounds import usual_form

BATCH = 2000
Ticks = AspectResult.criteria.through
# Of a hundred pupils: เสี่ยง, มีปัญหา.
SHARES = {
    "learning": (14, 4),
    "health": (7, 2),
    "economy": (18, 9),
    "safety": (8, 2),
    "drugs": (1, 0),
    "violence": (3, 1),
    "sexual": (1, 0),
    "games": (11, 3),
    "devices": (12, 3),
    "mind": (7, 3),
}
HAS = {"talent": 12, "special_need": 4}
REASONS = ["ครูที่ปรึกษาดูแลแล้ว อาการดีขึ้น", "ผู้ปกครองรับทราบและดูแลต่อที่บ้าน"]


def make_rounds(plan: DemoPlan) -> None:
    """Both rounds of the schools made just now; who comes later finds them."""
    for school, school_plan in plan.made:
        if not school_plan.with_staff:
            continue
        head = User.objects.get(username=f"{school_plan.prefix}director")
        for term in Term.objects.filter(school=school, year=plan.year, semester__in=(1, 2)):
            opens_on, closes_on = _days(plan, term)
            is_over = closes_on < plan.today
            ScreeningRound.objects.create(
                school=school,
                term=term,
                template=usual_form(school),
                opens_on=opens_on,
                closes_on=closes_on,
                created_by=head,
                closed_at=_evening(closes_on) if is_over else None,
            )


def _days(plan: DemoPlan, term: Term) -> tuple[date, date]:
    """Six weeks in the middle of the first term; in the second those around today."""
    opens_on = term.starts_on + timedelta(days=30)
    if term.starts_on <= plan.today <= term.ends_on:
        opens_on = max(term.starts_on, plan.today - timedelta(days=18))
    return opens_on, min(opens_on + timedelta(days=42), term.ends_on)


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16, 30)))


def fill(plan: DemoPlan) -> None:
    """Results of every school that was made just now; none in scale data."""
    if plan.is_scale:
        return
    draw = Random(f"{plan.seed}/screening")
    for school, school_plan in plan.made:
        if not school_plan.with_staff:
            continue
        by = User.objects.get(username=f"{school_plan.prefix}adviser")
        for round_ in ScreeningRound.objects.filter(school=school, term__year=plan.year):
            _screen(plan, draw, round_, by)


def _screen(plan: DemoPlan, draw: Random, round_: ScreeningRound, by: User) -> None:
    """Everybody in a round that is over; in the other one nine of ten of ป.4/1."""
    aspects = list(round_.template.aspects.prefetch_related("criteria"))
    screenings: list[Screening] = []
    results: list[tuple[AspectResult, list[int]]] = []
    for seat in _seats(plan, draw, round_.school, is_over=not round_.is_open):
        screening = Screening(
            round=round_,
            student_id=seat.student_id,
            classroom_id=seat.classroom_id,
            screened_on=round_.nearest(round_.opens_on + timedelta(days=draw.randrange(14))),
            screened_by=by,
        )
        own = [_result(draw, screening, one) for one in aspects]
        screening.group = worst(result.level for result, _ticks in own)
        screening.is_special = any(
            result.level == Level.HAS and result.aspect.makes_special for result, _ticks in own
        )
        screenings.append(screening)
        results += own
    Screening.objects.bulk_create(screenings, batch_size=BATCH)
    _write(results)
    if not round_.is_open:
        _act(draw, [result for result, _ticks in results], by)


def _seats(plan: DemoPlan, draw: Random, school: School, *, is_over: bool) -> Iterator[Enrolment]:
    seats = Enrolment.objects.filter(classroom__school=school, year=plan.year).on_roster()
    if not is_over:
        seats = seats.filter(classroom__level=SchoolLevel.P4, classroom__room=1)
    for seat in seats.order_by("pk"):
        if is_over or draw.random() < 0.9:
            yield seat


def _result(draw: Random, screening: Screening, aspect: Aspect) -> tuple[AspectResult, list[int]]:
    """A level by its share, with one or two criteria where it is not ปกติ."""
    chance = draw.random() * 100
    if aspect.kind == Aspect.Kind.PRESENCE:
        level = Level.HAS if chance < HAS.get(aspect.code, 0) else Level.LACKS
    else:
        risk, problem = SHARES.get(aspect.code, (2, 0))
        level = SEVERITY[2 if chance < problem else 1 if chance < problem + risk else 0]
    fit = [one.pk for one in aspect.criteria.all() if one.level == level and not one.is_danger]
    ticks = draw.sample(fit, min(len(fit), draw.choice([1, 1, 2])))
    return AspectResult(screening=screening, aspect=aspect, level=level), ticks


def _write(results: list[tuple[AspectResult, list[int]]]) -> None:
    for result, _ticks in results:
        result.screening_id = result.screening.pk
    AspectResult.objects.bulk_create([result for result, _ in results], batch_size=BATCH)
    Ticks.objects.bulk_create(
        [
            Ticks(aspectresult_id=result.pk, criterion_id=one)
            for result, ticks in results
            for one in ticks
        ],
        batch_size=BATCH,
    )


def _act(draw: Random, results: list[AspectResult], by: User) -> None:
    """What was decided about every pupil found in the round that is over."""
    found: dict[int, list[AspectResult]] = {}
    for result in results:
        if result.level in {Level.RISK, Level.PROBLEM}:
            found.setdefault(result.screening_id, []).append(result)
    actions = []
    for key, own in found.items():
        action = ScreeningAction(screening_id=key, kind="none", decided_by=by)
        if draw.random() < 0.4:
            action.kind = ScreeningAction.Kind.WATCH
            action.watch_until = own[0].screening.screened_on + timedelta(days=240)
        action.reason = draw.choice(REASONS)
        actions.append(action)
    ScreeningAction.objects.bulk_create(actions, batch_size=BATCH)
    for action, own in zip(actions, found.values(), strict=True):
        for result in own:
            result.action = action
    acted = [result for own in found.values() for result in own]
    AspectResult.objects.bulk_update(acted, ["action"], batch_size=BATCH)
