"""Two people open one form of the care work: the second reads both values, and nothing is lost."""

from datetime import date

import pytest

from schoolcare.access import Role
from schoolcare.models import Level, School
from schoolcare.stale import REFUSED
from students.forms.rollovers import RolloverClassForm, RolloverTeamForm
from students.models import Classroom, RolloverLine, Student
from students.rollover_plan import Plan
from students.services import rollovers
from tests.factories import YEAR, make_classroom, make_school, make_student, make_term, make_user
from tests.students.filling import errors, opened, page
from tests.students.making_behaviour import make_penalty
from tests.students.making_homeroom import make_meeting, make_signed
from tests.students.moving import changed
from tests.students.rolling import NEXT, begun, make_rolling_school
from tests.students.sdq_making import make_phq

pytestmark = pytest.mark.django_db


def phq_answers(pupil, by):
    return page("phq-update", make_phq(pupil, by).pk), "item_2", "1", "2"


def next_step(pupil, by):
    return page("phq-step", make_phq(pupil, by).pk), "next_step", "คุยกับแม่แล้ว", "ส่งต่อ รพ.สต."


def outcome(pupil, by):
    penalty = make_penalty(pupil, by, "activity", decided_on=date(2026, 11, 2))
    return page("penalty-outcome", penalty.pk), "result", "ทำครบทุกวัน", "ขาดหนึ่งวัน"


def talk_with_a_guardian(pupil, by):
    meeting = make_meeting(pupil.enrolments.get().classroom)
    make_signed(meeting, pupil)
    url = page("class-meeting-pupil", meeting.pk, pupil.pk)
    return url, "note", "คุยเรื่องการอ่าน", "คุยเรื่องเพื่อน"


def papers(pupil, by):
    return page("status-papers", changed(pupil, "resigned", by=by).pk), "bk21_number", "1", "2"


def rollover_settings(pupil, by):
    return page("rollover-settings", begun(pupil.school, by).pk), "rolls", "name", "sex_code"


def rollover_team(pupil, by):
    rollover, school = begun(pupil.school, by), pupil.school
    room = Classroom.objects.get(school=school, year=NEXT)
    one, two = (make_user(Role.ADVISER, school=school) for _ in range(2))
    return page("rollover-team", rollover.pk, room.pk), "users", [str(one.pk)], [str(two.pk)]


SCENES = (
    *(phq_answers, next_step, outcome, talk_with_a_guardian, papers),
    *(rollover_settings, rollover_team),
)


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: one.__name__)
def test_second_of_two_reads_both_values_and_decides(client, time_machine, scene):
    time_machine.move_to("2026-11-21T10:00:00+07:00")
    school = make_school(kind=School.Kind.PRIMARY)
    make_term(school, YEAR)
    roles = (Role.ADVISER, Role.CARE_HEAD, Role.CLERK, Role.DIRECTOR)
    me = make_user(*roles, school=school)
    room = make_classroom(school, level=Level.P4)
    room.advisers.create(user=me)
    client.force_login(me)
    url, field, theirs, mine = scene(make_student(room), me)
    held = opened(client, url)

    first = client.post(url, held | {field: theirs})
    refused = client.post(url, held | {field: mine})
    form = refused.context["form"]
    again = client.post(url, held | {field: mine, "seen": form["seen"].value()})
    last = client.post(url, held | {field: theirs}).context["form"]

    assert (first.status_code, again.status_code) == (302, 302)
    assert errors(refused) == {"__all__": [REFUSED]}
    assert form[field].value() == mine
    shown = [{"saved": one["saved"], "typed": one["typed"]} for one in form.differences]
    assert shown == [{"saved": one["typed"], "typed": one["saved"]} for one in last.differences]
    assert len(shown) == 1


def test_plan_that_is_saved_while_a_page_is_judged_is_not_gone_over():
    school, (room,) = make_rolling_school(Level.P4, pupils=1)
    rollover = begun(school)
    by, pupil = rollover.made_by, Student.objects.get()
    target = Classroom.objects.get(school=school, year=NEXT)
    plan, held = Plan(rollover), Plan(rollover)
    teacher = make_user(Role.ADVISER, school=school)
    seen = [form(plan=plan, room=at)["seen"].value() for form, at in forms_of(room, target)]
    typed = {f"p{pupil.pk}": "repeat", "users": [str(by.pk)]}
    late = [
        form(typed | {"seen": mark}, plan=held, room=at)
        for mark, (form, at) in zip(seen, forms_of(room, target), strict=True)
    ]

    stays = {pupil.pk: RolloverLine(student=pupil, kind="stay")}
    rollovers.save_class(rollover, room, target=None, lines=stays, by=by)
    rollovers.save_team(rollover, target, [teacher], by=by)

    assert [one.errors.get("__all__") for one in late] == [[REFUSED], [REFUSED]]


def forms_of(room, target):
    return (RolloverClassForm, room), (RolloverTeamForm, target)
