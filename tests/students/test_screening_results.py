"""What a save of screening writes: levels, ticks, groups, dangers, history."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolcare import registry
from schoolcare.models import AuditEvent
from schoolcare.registry import HintSource, ScreeningHint
from students.models import AspectResult, Criterion, Screening, ScreeningAction
from students.services import screening as services
from students.services.screening_answers import Answer, refusals, settled, with_hint
from students.services.screening_hints import Hint, hints_for
from students.services.screening_rounds import close_round
from tests.factories import make_classroom, make_guardian, make_school, make_student
from tests.students.screened import make_screening, make_screening_round

DAY = date(2026, 11, 20)


@pytest.fixture
def round_(classroom):
    return make_screening_round(classroom.school)


@pytest.fixture
def pupil(classroom):
    return make_student(classroom)


def ticks(round_, aspect: str, *codes: str) -> frozenset[int]:
    found = Criterion.objects.filter(aspect__template=round_.template, aspect__code=aspect)
    return frozenset(found.filter(code__in=codes).values_list("pk", flat=True))


def asked(round_, code: str):
    return round_.template.aspects.prefetch_related("criteria").get(code=code)


def save(round_, pupil, by, **levels) -> Screening:
    """Levels by aspect; a tuple names the criteria too."""
    answers = {}
    for code, said in levels.items():
        level, *codes = said if isinstance(said, tuple) else (said,)
        answers[asked(round_, code).pk] = Answer(level, ticks(round_, code, *codes))
    return services.save_results(round_, {pupil.pk: answers}, by=by, on=DAY)[pupil.pk]


def everything(round_) -> dict[str, str]:
    return {one.code: one.levels[0].value for one in round_.template.aspects.all()}


def test_part_of_a_screening_has_no_group(round_, pupil, teacher):
    screening = save(round_, pupil, teacher, health=("problem", "chronic"))

    assert (screening.group, screening.screened_on) == ("", DAY)
    assert [one.level for one in screening.results.all()] == ["problem"]


def test_whole_screening_is_as_its_worst_aspect(round_, pupil, teacher):
    levels = everything(round_) | {"health": ("risk", "weak"), "talent": ("has", "art")}

    screening = save(round_, pupil, teacher, **levels)

    assert (screening.group, screening.is_special) == ("risk", True)
    result = screening.results.get(aspect__code="health")
    assert [one.code for one in result.criteria.all()] == ["weak"]


def test_save_leaves_what_it_does_not_name(round_, pupil, teacher):
    save(round_, pupil, teacher, health="normal")

    save(round_, pupil, teacher, games="normal")

    found = AspectResult.objects.values_list("aspect__code", flat=True).order_by("aspect__code")
    assert list(found) == ["games", "health"]


def test_worse_level_asks_for_a_new_action(round_, pupil, teacher):
    screening = save(round_, pupil, teacher, health=("risk", "weak"), games=("risk", "money"))
    action = ScreeningAction.objects.create(
        screening=screening, kind="none", reason="ดูแลอยู่แล้ว", decided_by=teacher
    )
    screening.results.update(action=action)

    save(round_, pupil, teacher, health=("problem", "weak", "chronic"), games="normal")

    kept = dict(screening.results.values_list("aspect__code", "action_id"))
    assert kept == {"health": None, "games": action.pk}


def test_danger_is_told_once_when_its_tick_is_new(round_, pupil, teacher, monkeypatch):
    told = []
    monkeypatch.setattr(registry, "dangers", [told.append])

    screening = save(round_, pupil, teacher, safety=("problem", "abused"))
    save(round_, pupil, teacher, safety=("problem", "abused", "gambles"))

    assert [(one.student, one.source, one.words, one.by) for one in told] == [
        (pupil, f"screening:{screening.pk}", ("ถูกทารุณหรือทำร้าย",), teacher)
    ]


def test_save_of_one_stands_in_the_pupils_history(round_, pupil, teacher):
    save(round_, pupil, teacher, health="normal")

    event = AuditEvent.objects.get(action="screening.save")
    assert (event.pupil_id, event.changes) == (pupil.pk, {"aspects": ["health"]})


def test_same_again_writes_nothing(round_, pupil, teacher):
    first = save(round_, pupil, teacher, health=("risk", "weak"))

    again = save(round_, pupil, teacher, health=("risk", "weak"))

    assert (again.pk, again.version) == (first.pk, first.version)
    assert AuditEvent.objects.filter(action="screening.save").count() == 1


def test_closed_round_takes_nothing(round_, pupil, teacher):
    close_round(round_, by=teacher)

    with pytest.raises(ValidationError, match="รอบนี้ปิดแล้ว"):
        save(round_, pupil, teacher, health="normal")


def test_day_outside_the_round_is_refused(round_, pupil, teacher):
    with pytest.raises(ValidationError, match="วันที่ต้องอยู่ในรอบ"):
        services.save_results(round_, {pupil.pk: {}}, by=teacher, on=date(2027, 1, 1))


def test_pupil_of_another_school_is_refused(round_, teacher):
    from_elsewhere = make_student(make_classroom(make_school()))

    with pytest.raises(ValidationError, match="ไม่ได้อยู่ในห้องเรียน"):
        save(round_, from_elsewhere, teacher, health="normal")


@pytest.mark.parametrize(
    ("level", "codes", "wrong"),
    [
        ("risk", [], {"criteria"}),
        ("problem", ["weak"], {"criteria"}),
        ("normal", ["weak"], {"criteria"}),
        ("has", [], {"level"}),
        ("problem", ["weak", "chronic"], set()),
        ("normal", [], set()),
    ],
)
def test_answers_that_hold(round_, level, codes, wrong):
    answer = Answer(level, ticks(round_, "health", *codes))

    assert set(refusals(asked(round_, "health"), answer)) == wrong


@pytest.mark.parametrize(("level", "becomes"), [("", "problem"), ("risk", "problem")])
def test_level_is_the_highest_that_is_ticked(round_, level, becomes):
    answer = Answer(level, ticks(round_, "health", "weak", "chronic"))

    assert settled(asked(round_, "health"), answer).level == becomes


@pytest.mark.parametrize(("reason", "wrong"), [("", {"reason"}), ("ครูดูแล้ว", set())])
def test_other_than_proposed_asks_why(round_, reason, wrong):
    hint = Hint("risk", frozenset(), (("เสี่ยง", "การเยี่ยมบ้าน", ""),))
    answer = with_hint(Answer("normal", reason=reason), hint)

    assert set(refusals(asked(round_, "health"), answer)) == wrong
    assert (answer.hint_level, answer.hint_source) == ("risk", "การเยี่ยมบ้าน")


@pytest.mark.parametrize(
    ("income", "level"),
    [(4999, "problem"), (5000, "risk"), (10000, "risk"), (10001, None)],
)
def test_income_proposes_what_the_criteria_say(round_, pupil, income, level):
    make_guardian(pupil, income_month=income)
    aspects = services.aspects_of(round_)

    said = hints_for(round_, [pupil.pk], aspects).get((pupil.pk, asked(round_, "economy").pk))

    assert (said.level if said else None) == level


def test_worst_of_several_proposals_counts(round_, pupil, monkeypatch):
    def told(pupils, year, semester, rows):
        yield ScreeningHint(pupil.pk, "health", "risk", "หนึ่ง", "weak")
        yield ScreeningHint(pupil.pk, "health", "problem", "สอง", "chronic")

    source = HintSource(lambda *of: None, told)
    monkeypatch.setattr(registry, "screening_hints", [source])

    said = hints_for(round_, [pupil.pk], services.aspects_of(round_))

    hint = said[pupil.pk, asked(round_, "health").pk]
    assert (hint.level, hint.source) == ("problem", "สอง; หนึ่ง")
    assert hint.criteria == ticks(round_, "health", "weak", "chronic")


def test_normal_for_a_class_leaves_answers_and_proposals(round_, classroom, pupil, teacher):
    make_guardian(pupil, income_month=1000)
    other = make_student(classroom)
    make_screening(round_, other, teacher, health="risk")

    count = services.set_normal(round_, classroom, by=teacher, on=DAY)

    assert count == 11
    mine = Screening.objects.get(student=pupil)
    assert (mine.group, mine.results.filter(aspect__code="economy").exists()) == ("", False)
    assert AspectResult.objects.get(screening__student=other, aspect__code="health").level == "risk"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_class_is_saved_in_as_many_queries(rows, classroom, teacher, django_assert_num_queries):
    round_ = make_screening_round(classroom.school)
    for _ in range(rows):
        make_student(classroom)

    with django_assert_num_queries(20):
        services.set_normal(round_, classroom, by=teacher, on=DAY)
