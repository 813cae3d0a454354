"""Schools and offices write procedures: drafts, editions, whose they are, from which year."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from schoolcare import procedure_writing as writing
from schoolcare import procedures, step_runs
from schoolcare.access import Role
from schoolcare.models import Procedure, ProcedureStep
from schoolcare.procedures import State
from schoolcare.step_days import plan_year
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
YEAR = plan_year(timezone.localdate())
OWN = reverse("procedure-own")
CARE = "school-care"


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def director(client, school):
    user = make_user(Role.DIRECTOR, school=school)
    client.force_login(user)
    return user


def care():
    return Procedure.objects.get(code=CARE)


def page(name, procedure):
    return reverse(f"procedure-{name}", args=[procedure.code])


def used(office, by, *, of=None, year=YEAR):
    made = writing.write_edition(office, of or care(), by=by)
    return writing.use_from(made, year, by=by)


def editions(office, year=YEAR):
    """What a place goes by, of the care procedure."""
    plans = procedures.plans(office, year)
    return [plan.procedure for plan in plans if plan.procedure.root_code == CARE]


def note(office, procedure, by, year=YEAR, number=1):
    run = step_runs.open_run(office, procedure.steps.get(number=number), 0, year, by=by)
    run.note = "ทำแล้ว"
    return step_runs.note_run(run, by=by)


def test_school_copies_a_shipped_procedure_and_goes_by_its_own_words(client, director, school):
    client.post(page("edition", care()))
    client.post(page("edition", care()))  # a double tap
    draft = Procedure.objects.get(school=school)
    step = draft.steps.get(number=1)
    typed = {"name": "ของเรา", "time": "months", "first": "3", "precedes_year": "on"}

    client.post(reverse("step-update", args=[step.pk]), typed)
    before = editions(school)
    client.post(page("use", draft), {"year": YEAR})

    assert (before, editions(school)) == ([care()], [draft])
    step.refresh_from_db()
    assert (step.name, step.periods, step.precedes_year) == ("ของเรา", [[3, 3]], True)
    assert draft.steps.count() == care().steps.count()


def test_edition_of_a_school_is_that_schools_alone(director, school, django_assert_num_queries):
    beside = make_school(district=school.district)

    made = used(school, director)

    with django_assert_num_queries(2):
        assert editions(school) == [made]
    assert editions(beside) == [care()]


def test_edition_of_an_office_is_its_schools_until_they_write_their_own(director, school):
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)

    of_office = used(school.district, officer)
    before = editions(school)
    own = used(school, director, of=of_office)

    assert (before, editions(school), editions(make_school())) == ([of_office], [own], [care()])
    assert own.family == care()


def test_results_keep_the_edition_they_were_noted_with(director, school):
    note(school, care(), director)

    with pytest.raises(ValidationError, match=f"ตั้งแต่ปีการศึกษา {YEAR + 1}"):
        used(school, director)
    made = used(school, director, year=YEAR + 1)

    assert editions(school) == [care()]
    assert editions(school, YEAR + 1) == [made]


def test_results_of_a_school_outlast_a_new_edition_of_its_office(director, school):
    note(school, care(), director)

    made = used(school.district, director)

    beside = make_school(district=school.district)
    assert (editions(school), editions(beside)) == ([care()], [made])


def test_step_with_a_result_is_not_changed_and_others_are(director, school):
    made = used(school, director)
    note(school, made, director)
    first, second = made.steps.order_by("number")[:2]
    first.name = second.name = "ใหม่"

    with pytest.raises(ValidationError, match="มีผลที่บันทึกไว้แล้ว"):
        writing.keep_step(first, year=YEAR, by=director)
    with pytest.raises(ValidationError, match="มีผลที่บันทึกไว้แล้ว"):
        writing.drop_step(first, year=YEAR, by=director)
    writing.keep_step(second, year=YEAR, by=director)

    assert list(made.steps.filter(name="ใหม่")) == [second]


def test_edition_past_its_first_year_is_written_anew(director, school):
    made = used(school, director)
    made.name = "ชื่อใหม่"

    with pytest.raises(ValidationError, match="ทำฉบับใหม่"):
        writing.keep_words(made, year=YEAR + 1, by=director)


def test_shipped_procedure_is_changed_by_nobody(director):
    with pytest.raises(ValidationError):
        writing.keep_words(care(), year=YEAR, by=director)


def test_procedure_without_steps_is_not_used(director, school):
    made = writing.write_procedure(school, "ว่าง", level="school", by=director)

    with pytest.raises(ValidationError, match="ยังไม่มีขั้นตอน"):
        writing.use_from(made, YEAR, by=director)


def test_ended_edition_gives_way_to_what_is_shipped(director, school):
    made = used(school, director)

    writing.end_after(made, YEAR, by=director)

    assert (editions(school), editions(school, YEAR + 1)) == ([made], [care()])


def test_year_with_results_is_not_ended_before(director, school):
    made = used(school, director)
    note(school, made, director)

    with pytest.raises(ValidationError):
        writing.end_after(made, YEAR - 1, by=director)


def test_steps_change_places_and_questions_follow(director, school):
    made = writing.write_edition(school, care(), by=director)
    first, second, third = made.steps.order_by("number")[:3]
    ProcedureStep.objects.filter(pk=third.pk).update(question="ครบหรือไม่", back_to=1)

    writing.move_step(first, 1, year=YEAR, by=director)
    writing.drop_step(second, year=YEAR, by=director)

    order = list(made.steps.order_by("number").values_list("pk", "number", "back_to")[:2])
    assert order == [(first.pk, 1, None), (third.pk, 2, 1)]


def test_draft_is_dropped_and_what_is_used_is_not(director, school):
    writing.drop(writing.write_edition(school, care(), by=director), by=director)
    made = used(school, director)

    with pytest.raises(ValidationError):
        writing.drop(made, by=director)
    assert list(Procedure.objects.filter(school=school)) == [made]


@pytest.mark.parametrize("name", ["detail", "words", "use", "end"])
def test_other_school_finds_no_page_of_it(client, director, school, name):
    made = used(school, director)
    client.force_login(make_user(Role.DIRECTOR, school=make_school(district=school.district)))

    assert client.get(page(name, made)).status_code == 404
    step = made.steps.first()
    assert client.get(reverse("step-update", args=[step.pk])).status_code == 404


def test_office_reads_what_its_school_wrote_and_changes_nothing(client, director, school):
    made = used(school, director)
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))

    assert client.get(page("detail", made)).status_code == 200
    assert client.get(page("words", made)).status_code == 404
    assert client.post(page("edition", made)).status_code == 404


def test_school_reads_what_its_office_wrote_for_schools_alone(client, director, school):
    for level in ("school", "district"):
        Procedure.objects.create(code=f"of-{level}", level=level, district=school.district)

    pages = [reverse("procedure-detail", args=[f"of-{level}"]) for level in ("school", "district")]

    assert [client.get(page).status_code for page in pages] == [200, 404]


def test_draft_of_an_office_is_seen_by_nobody_below(client, director, school):
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)
    draft = writing.write_edition(school.district, care(), by=officer)

    assert client.get(page("detail", draft)).status_code == 404
    client.force_login(officer)
    assert client.get(page("detail", draft)).status_code == 200


def test_director_of_two_schools_copies_in_each_its_own(client, director, school):
    other = make_school(district=school.district)
    director.memberships.create(role=Role.DIRECTOR, school=other)
    made = used(other, director)
    client.post(reverse("workplace-switch"), {"school": school.pk})

    assert client.post(page("edition", made)).status_code == 404
    assert made not in client.get(OWN).context["other"]
    client.post(reverse("workplace-switch"), {"school": other.pk})
    assert made in client.get(OWN).context["own"]


def test_school_copies_no_procedure_of_offices(client, director):
    office = Procedure.objects.get(code="district-board")

    assert client.post(page("edition", office)).status_code == 404


def test_office_writes_for_itself_or_for_its_schools(client, school):
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))
    form = client.get(reverse("procedure-create")).context["form"]
    typed = {"key": form["key"].value(), "name": "งานใหม่", "level": "school"}

    client.post(reverse("procedure-create"), typed)
    client.post(reverse("procedure-create"), typed)  # a double tap

    made = Procedure.objects.get(name="งานใหม่")
    assert (made.district, made.level, made.is_active) == (school.district, "school", False)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"time": "weeks"}, "weeks", "จำนวนสัปดาห์"),
        ({"time": "weeks", "weeks": "9" * 4000}, "weeks", "ต้องไม่เกิน 52"),
        ({"time": "months"}, "first", "เลือกเดือน"),
        ({"time": "months", "first": "4", "last": "6"}, "first", "ข้ามปีการศึกษา"),
        ({"time": "months", "first": "6", "precedes_year": "on"}, "first", "มกราคมถึงเมษายน"),
        ({"time": "months", "first": "13"}, "first", "เลือกจากรายการ"),
        ({"time": "year", "question": "ครบไหม"}, "back_to", "กลับไป"),
        ({"time": "year", "name": "ก" * 10_000}, "name", "ยาวเกิน 300"),
        ({"time": "year", "evidence": "x"}, "evidence", "เลือกจากรายการ"),
    ],
)
def test_impossible_step_is_told_at_the_field(client, director, typed, field, words):
    school = director.memberships.get().school
    made = writing.write_edition(school, care(), by=director)
    step = made.steps.get(number=2)

    answer = client.post(reverse("step-update", args=[step.pk]), {"name": "ข"} | typed)

    assert words in str(answer.context["form"].errors[field])


def test_forms_are_named_by_line_and_papers_found_by_their_title(client, director, school):
    made = writing.write_edition(school, care(), by=director)
    url = page("words", made)
    shown = client.get(url).context["form"]["forms_used"].value()

    client.post(url, {"name": "=HYPERLINK()", "forms_used": f"{shown}\nแบบของเรา"})

    made.refresh_from_db()
    assert (made.name, made.forms) == ("=HYPERLINK()", [*care().forms, "แบบของเรา"])


@pytest.mark.parametrize("many", [1, 3])
def test_pages_of_writing_cost_the_same_for_one_and_for_three(
    client, director, school, many, django_assert_num_queries
):
    for number in range(many):
        made = writing.write_procedure(school, f"งาน {number}", level="school", by=director)
        for _ in range(many):
            writing.keep_step(ProcedureStep(procedure=made, name="ก"), year=YEAR, by=director)
        Procedure.objects.create(code=f"o{number}", level="school", district=school.district)
    client.get(OWN)

    with django_assert_num_queries(2):
        client.get(OWN)
    with django_assert_num_queries(3):
        client.get(page("detail", made))


def test_what_somebody_has_deleted_is_told_in_words(director, school):
    draft = writing.write_edition(school, care(), by=director)
    step, same = (draft.steps.get(number=1) for _ in range(2))
    writing.drop_step(step, year=YEAR, by=director)
    row = Procedure.objects.get(pk=draft.pk)
    for act in (partial(writing.move_step, same, 1), partial(writing.drop_step, same)):
        with pytest.raises(ValidationError):
            act(year=YEAR, by=director)
    with pytest.raises(ValidationError):
        writing.keep_step(same, year=YEAR, by=director)

    writing.drop(draft, by=director)

    with pytest.raises(ValidationError):
        writing.use_from(row, YEAR, by=director)
    assert writing.drop(row, by=director) is None


def test_office_without_the_right_place_has_no_page(client):
    client.force_login(make_user(Role.DISTRICT_ADMIN, district=make_district()))

    assert client.get(OWN).status_code == 403


@pytest.mark.parametrize(("is_edition", "state"), [(False, State.BEFORE), (True, State.LATE)])
def test_what_was_due_before_a_new_procedure_is_not_late(director, school, is_edition, state):
    """An edition takes over what was late already."""
    new = writing.write_procedure(school, "ใหม่", level="school", source=care(), by=director)
    made = writing.write_edition(school, care(), by=director) if is_edition else new

    writing.use_from(made, YEAR, by=director)

    [plan] = [one for one in procedures.plans(school, YEAR) if one.procedure == made]
    assert plan.steps[0].state(timezone.localdate()) is state
