"""Demo SDQ of both terms, a few PHQ-A and results from elsewhere."""

from collections.abc import Mapping
from random import Random

from django.utils import timezone

from schoolcare.demo import DemoPlan
from schoolcare.models import Level, School, User
from students import sdq_scoring as scoring
from students.models import (
    Enrolment,
    Informant,
    OtherScreen,
    PhqForm,
    PhqResponse,
    ScreeningRound,
    ScreenKind,
    SdqNormSet,
    SdqResponse,
)
from students.models.sdq import as_text
from students.services.imported_rounds import ensure_round
from students.services.sdq import Sheet, put

BATCH = 500
SHARES = {Informant.TEACHER: 0.8, Informant.SELF: 0.5, Informant.PARENT: 0.4}
CALM, TROUBLED = (70, 24, 6), (25, 40, 35)  # of a hundred answers 0, 1 and 2


def fill(plan: DemoPlan) -> None:
    """Sheets of every school that was made just now; none in scale data."""
    if plan.is_scale:
        return
    norms = SdqNormSet.objects.prefetch_related("norms").get(is_default=True)
    for school, school_plan in plan.made:
        if not school_plan.with_staff:
            continue
        keyer = User.objects.get(username=f"{school_plan.prefix}adviser")
        for semester, share in ((1, 1.0), (2, 0.6)):
            round_ = ensure_round(school, plan.year, semester, by=None)
            if round_.opens_on <= plan.today:
                _sheets(plan, round_, norms, keyer, share)
        _others(plan, school, keyer)


def _sheets(
    plan: DemoPlan, round_: ScreeningRound, norms: SdqNormSet, keyer: User, share: float
) -> None:
    draw, rows = plan.draw, []
    seats = Enrolment.objects.filter(classroom__school=round_.school_id, year=plan.year)
    on = min(plan.today, round_.closes_on)
    for seat in seats.select_related("student", "classroom").order_by("pk"):
        mood = TROUBLED if draw.random() < 0.15 else CALM
        for informant, usual in SHARES.items():
            is_young = seat.classroom.level <= Level.P3 and informant != Informant.TEACHER
            if is_young or draw.random() > usual * share:
                continue
            row = SdqResponse(student=seat.student, round=round_, informant=informant.value)
            teacher = keyer.full_name if informant == Informant.TEACHER else ""
            answers = _answers(draw, mood)
            put(row, Sheet(answers, _impact(draw), on, teacher), norms, by=keyer)
            rows.append(row)
    SdqResponse.objects.bulk_create(rows, batch_size=BATCH)


def _answers(draw: Random, mood: tuple[int, int, int]) -> list[int | None]:
    """Answers of a calm or a troubled pupil; of one in twenty sheets some are left out."""
    found: list[int | None] = []
    for number in range(1, scoring.ITEMS + 1):
        is_good = number in scoring.REVERSED or number in scoring.SCALES["prosocial"]
        answer = draw.choices(scoring.ANSWERS, mood)[0]
        found.append(scoring.MOST - answer if is_good else answer)
    if draw.random() < 0.05:
        for place in draw.sample(range(scoring.ITEMS), 4):
            found[place] = None
    return found


def _impact(draw: Random) -> Mapping[str, int | None]:
    if draw.random() < 0.7:
        return {scoring.OVERALL: 0}
    asked = scoring.ASKED["parent"]
    return {name: draw.choice((0, 1, 1, 2)) for name in asked} | {scoring.OVERALL: 1}


def _others(plan: DemoPlan, school: School, keyer: User) -> None:
    """PHQ-A of some pupils of the highest classes, HERO of some others."""
    round_ = ensure_round(school, plan.year, 1, by=None)
    seats = Enrolment.objects.filter(classroom__school=school, year=plan.year, ends_on=None)
    seats = seats.select_related("student").order_by("-classroom__level", "pk")
    form = PhqForm.objects.of_school(school)
    for seat in seats[:6]:
        answers = [plan.draw.choice((0, 0, 1, 2)) for _ in range(8)] + [0]
        row = PhqResponse(student=seat.student, round=round_, form=form, keyed_by=keyer)
        row.answers, row.extra, row.answered_on = as_text(answers), "00", plan.today
        row.keyed_at = timezone.now()
        row.judge()
        row.save()
    kind = ScreenKind.objects.filter(school=None)[0]
    for seat in seats[6:10]:
        group = plan.draw.choice(OtherScreen.Group.values)
        OtherScreen.objects.create(
            student=seat.student,
            round=round_,
            kind=kind,
            group=group,
            taken_on=plan.today,
            made_by=keyer,
        )
