"""Sheets kept, overwritten and judged; hints, duties and results that follow from them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from schoolcare.asked_together import told_together
from schoolcare.models import AuditEvent, Level
from schoolcare.registry import duties
from students import sdq_results
from students.duties import STATE, with_duties
from students.models import (
    Enrolment,
    ScreeningRound,
    SdqNormSet,
    SdqResponse,
    SdqRevision,
    SdqSettings,
    Student,
)
from students.sdq_hints import hints
from students.sdq_scoring import Band
from students.services import sdq, sdq_settings
from students.services.sdq import Sheet
from tests.factories import YEAR, make_adviser, make_classroom, make_student
from tests.students.screened import make_screening_round
from tests.students.sdq_making import DAY, make_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def student(classroom):
    return make_student(classroom)


@pytest.fixture
def round_(school):
    return make_screening_round(school)


def answer(student, round_, number, value, *, was=None, by, informant="teacher"):
    how = {"was": was, "answered_on": DAY, "by": by}
    return sdq.save_answer(student, round_, informant, number, value, **how)


def test_sheet_is_saved_with_scores_groups_and_norms(student, round_, teacher):
    saved = sdq.save_sheet(student, round_, "teacher", Sheet([1] * 25, {}, DAY), by=teacher)

    saved.refresh_from_db()
    assert saved.scores["total"] == 20
    assert (saved.total_group, saved.worst_group) == ("problem", "problem")
    assert (saved.norm_set.code, saved.keyed_by, saved.is_complete) == ("A", teacher, True)


def test_second_rater_updates_and_the_answers_before_are_kept(student, round_, teacher):
    first = sdq.save_sheet(student, round_, "teacher", Sheet([1] * 25, {}, DAY), by=teacher)
    second = make_adviser(student.enrolments.get().classroom)

    sdq.save_sheet(student, round_, "teacher", Sheet([0] * 25, {}, DAY, "อีกคน"), by=second)

    kept = SdqRevision.objects.get()
    assert (kept.response, kept.answers, kept.keyed_by) == (first, "1" * 25, teacher)
    assert (kept.scores["total"], kept.replaced_by) == (20, second)
    assert SdqResponse.objects.get().keyed_by == second
    events = AuditEvent.objects.filter(action="sdq.save").order_by("pk")
    assert [len(one.changes["items"]) for one in events] == [25, 25]
    assert not events.filter(changes__icontains="1111").exists()


def test_filling_in_answers_is_one_event_and_no_history(student, round_, teacher):
    for number in (1, 2, 3):
        answer(student, round_, number, 2, by=teacher)

    assert SdqResponse.objects.get().answers == "222" + "-" * 22
    assert AuditEvent.objects.filter(action="sdq.save").count() == 1
    assert not SdqRevision.objects.exists()


def test_answer_over_somebody_elses_keeps_the_sheet_before(student, round_, teacher):
    answer(student, round_, 1, 2, by=teacher)
    other = make_adviser(student.enrolments.get().classroom)

    answer(student, round_, 1, 0, was=2, by=other)

    assert SdqRevision.objects.get().answers[0] == "2"
    assert AuditEvent.objects.filter(action="sdq.save").count() == 2


def test_answer_that_changed_meanwhile_is_not_overwritten(student, round_, teacher):
    answer(student, round_, 1, 2, by=teacher)

    with pytest.raises(ValidationError) as refused:
        answer(student, round_, 1, 0, was=1, by=teacher)

    assert refused.value.params == {"answer": 2}
    assert SdqResponse.objects.get().answers[0] == "2"


def test_closed_round_takes_nothing(student, round_, teacher):
    ScreeningRound.objects.update(closed_at=timezone.now())
    round_.refresh_from_db()

    with pytest.raises(ValidationError, match="รอบนี้ปิดแล้ว"):
        answer(student, round_, 1, 0, by=teacher)
    with pytest.raises(ValidationError, match="รอบนี้ปิดแล้ว"):
        sdq.save_sheet(student, round_, "teacher", Sheet([1] * 25), by=teacher)


def test_norms_chosen_later_leave_old_results_as_they_are(student, round_, teacher, school):
    old = make_sheet(student, round_=round_)
    bands = {("teacher", "total"): Band(risk_min=30, problem_min=35)}
    own = sdq_settings.save_norms(school, "A", "ของเรา", bands, by=teacher)
    sdq_settings.save_settings(school, norm_set=own, by=teacher)

    new = sdq.save_sheet(student, round_, "parent", Sheet([1] * 25), by=teacher)

    old.refresh_from_db()
    assert (old.total_group, old.norm_set.school) == ("problem", None)
    assert (new.norm_set, new.groups["emotional"], new.total_group) == (own, "", "")


def test_next_version_of_norms_takes_the_place_of_the_chosen_one(school, teacher):
    first = sdq_settings.save_norms(school, "A", "หนึ่ง", {}, by=teacher)
    sdq_settings.save_settings(school, norm_set=first, by=teacher)

    second = sdq_settings.save_norms(school, "A", "สอง", {}, by=teacher)

    assert (second.version, sdq.norms_of(school)) == (2, second)
    offered = SdqNormSet.objects.offered_to(school)
    assert {one.code for one in offered} == {"A"}
    assert first not in offered


def test_shipped_norms_are_those_of_the_handbook():
    shipped = {one.code: one for one in SdqNormSet.objects.filter(school=None)}

    assert [(code, one.is_on, one.is_default) for code, one in sorted(shipped.items())] == [
        ("A", True, True),
        ("B", False, False),
        ("C", False, False),
    ]
    a, b, c = (shipped[code] for code in "ABC")
    assert a.bands("self")["peer"] == Band(4, 5)
    assert a.bands("parent") == a.bands("teacher")
    assert a.bands("parent")["total"] == Band(16, 18)
    assert b.bands("teacher") == {"total": Band(problem_min=17)}
    assert c.bands("self")["peer"] == Band(4, 6)


def test_two_sheets_of_one_informant_in_one_round_are_impossible(student, round_):
    make_sheet(student, round_=round_)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_sheet(student, round_=round_)


def test_hint_is_the_worst_of_total_and_difficulties_of_the_main_informant(student, round_, school):
    make_sheet(student, answers=0, round_=round_)  # teacher: everything ปกติ
    make_sheet(student, "self", answers=0, round_=round_)  # self: peer 4 is เสี่ยง
    pupils = Student.objects.values("pk")

    [by_teacher] = told_together([hints], pupils, YEAR, 2)
    SdqSettings.objects.create(school=school, primary="self")
    [by_pupil] = told_together([hints], pupils, YEAR, 2)
    SdqSettings.objects.update(hint="total")
    [by_total] = told_together([hints], pupils, YEAR, 2)

    assert (by_teacher.aspect, by_teacher.level) == ("mind", "normal")
    assert by_teacher.source.startswith("SDQ ครู: คะแนนรวม 10 ปกติ (เกณฑ์ A")
    assert (by_pupil.level, by_total.level) == ("risk", "normal")
    assert list(told_together([hints], pupils, YEAR, 1)) == []


def test_hints_of_a_class_cost_one_query(classroom, round_, django_assert_num_queries):
    for _ in range(3):
        make_sheet(make_student(classroom), round_=round_)

    with django_assert_num_queries(1):
        assert len(list(told_together([hints], Student.objects.values("pk"), YEAR, 2))) == 3


def states(room):
    mine = [one for one in duties if one.key.startswith("sdq-")]
    seats = with_duties(Enrolment.objects.filter(classroom=room), mine, year=YEAR, semester=2)
    return {one.key: getattr(seats.get(), STATE + one.key) for one in mine}


def test_duties_of_a_high_class_ask_all_three_informants(student, round_, classroom):
    make_sheet(student, round_=round_)
    make_sheet(student, "self", answers=[1] * 5 + [None] * 20, round_=round_)

    assert states(classroom) == {"sdq-teacher": "done", "sdq-self": "part", "sdq-parent": "todo"}


def test_duties_of_a_low_class_ask_the_teacher_alone_unless_the_school_says_so(school, round_):
    room = make_classroom(school, level=Level.P1)
    make_student(room)

    assert states(room) == {"sdq-teacher": "todo", "sdq-self": "free", "sdq-parent": "free"}

    SdqSettings.objects.create(school=school, teacher_only_to=Level.K3)
    assert set(states(room).values()) == {"todo"}


def test_results_tell_the_change_and_who_is_apart(student, round_, classroom):
    start = round_.opens_on - timedelta(days=90)
    before = make_screening_round(
        round_.school, number=2, opens_on=start, closes_on=start + timedelta(days=9)
    )
    make_sheet(student, answers=0, round_=before)
    make_sheet(student, answers=1, round_=round_)
    make_sheet(student, "parent", answers=0, round_=round_)

    [row] = sdq_results.rows_of_class(round_, classroom.enrolments.select_related("student"))

    assert [cell and (cell.score, cell.change_text) for _, _, cell in row.cells] == [
        (20, "+10"),
        None,
        (10, ""),
    ]
    assert row.is_apart
    blocks = sdq_results.by_round(student.sdq_responses.select_related("round"))
    assert [block["round"] for block in blocks] == [round_, before]


def test_pupil_under_eleven_is_warned_of(student, round_):
    student.birth_date = date(2015, 11, 21)
    young = Sheet([1] * 25, {}, date(2026, 11, 20))
    old_enough = Sheet([1] * 25, {}, date(2026, 11, 21))

    assert list(sdq.doubts(student, round_, "self", young)) == [sdq.TOO_YOUNG]
    assert list(sdq.doubts(student, round_, "self", old_enough)) == []
    assert list(sdq.doubts(student, round_, "teacher", young)) == []
