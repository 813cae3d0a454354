"""Two people at the very same moment, where the loser of the race must be told; needs row locks."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from schoolcare.access import Role
from schoolcare.models import AuditEvent, Level
from students.models import BehaviourLetter, Enrolment, Penalty, RolloverLine, Student, Transfer
from students.rollover_plan import Plan
from students.services import penalties, rollovers, screening, sdq, transfer_requests, transfers
from students.services.screening_answers import Answer
from students.services.transfer_requests import ASKED
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.races import meanwhile, needs_row_locks, together
from tests.students.making_behaviour import DAY, make_penalty
from tests.students.moving import changed, make_request, make_transfer
from tests.students.rolling import NEXT, begun, committed, make_rolling_school
from tests.students.screened import make_screening, make_screening_round

pytestmark = [pytest.mark.django_db(transaction=True), needs_row_locks]


def words(told) -> str:
    assert isinstance(told, ValidationError), told
    return " ".join(told.messages)


def test_plan_is_neither_changed_nor_carried_out_twice_while_it_is_carried_out():
    school, (room, _last) = make_rolling_school()
    rollover = begun(school)
    by, pupil = rollover.made_by, Student.objects.first()
    stays = RolloverLine(student=pupil, kind="stay")
    change = partial(rollovers.save_class, rollover, room, target=None, by=by)

    commit = partial(rollovers.commit, rollover, Plan(rollover).mark, by=by)
    late = meanwhile(commit, partial(change, lines={pupil.pk: stays}))
    undo = partial(rollovers.undo, rollover, by=by)
    meanwhile(undo, undo)

    assert "เลื่อนชั้นไปแล้ว" in words(late)
    assert not RolloverLine.objects.exists()
    assert AuditEvent.objects.filter(action="rollover.undo").count() == 1


def test_pupil_who_leaves_while_the_school_moves_up_gets_no_seat():
    school, _ = make_rolling_school(Level.P4)
    rollover = begun(school)
    by, mark, pupil = rollover.made_by, Plan(rollover).mark, Student.objects.first()

    leave = partial(changed, pupil, "resigned", by=by)
    late = meanwhile(leave, partial(rollovers.commit, rollover, mark, by=by))

    assert words(late) == rollovers.CHANGED
    assert not Enrolment.objects.filter(year=NEXT).exists()
    committed(rollover)
    assert not Enrolment.objects.filter(year=NEXT, student=pupil).exists()


def test_two_who_begin_the_rollover_begin_one():
    school, _ = make_rolling_school(Level.P4)
    by = make_user(Role.DIRECTOR, school=school)

    one, two = together(*[partial(rollovers.begin, school, 2569, by=by)] * 2)

    assert one == two


def test_transfer_is_offered_once_and_answered_once():
    pupil, to_school = make_student(make_classroom(make_school())), make_school()
    sender = make_user(Role.CLERK, school=pupil.school)
    receiver = make_user(Role.CLERK, school=to_school)
    offer = partial(make_transfer, pupil, to_school, by=sender)

    again = meanwhile(offer, offer)
    transfer = Transfer.objects.get()
    accept = partial(transfers.accept, transfer, code="7", classroom=None, by=receiver)
    late = meanwhile(
        accept, partial(transfers.answer, transfer, "refused", reason="เต็ม", by=receiver)
    )

    assert "รอคำตอบหรือถอนก่อน" in words(again)
    assert "รับย้ายแล้ว" in words(late)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.arrived.school) == ("accepted", to_school)


def test_pupil_who_left_in_that_moment_is_not_taken_in():
    pupil, to_school = make_student(make_classroom(make_school())), make_school()
    sender = make_user(Role.CLERK, school=pupil.school)
    transfer = make_transfer(pupil, to_school, by=sender)

    leave = partial(changed, pupil, "resigned", by=sender)
    accept = partial(transfers.accept, transfer, code="7", classroom=None, by=sender)

    assert words(meanwhile(leave, accept)) == transfers.LEFT
    assert Student.objects.count() == 1


def test_pupil_is_asked_for_once_and_answered_once():
    pupil, to_school = make_student(make_classroom(make_school())), make_school()
    by = make_user(Role.CLERK, school=to_school)
    ask = partial(make_request, pupil, to_school, by=by)

    again = meanwhile(ask, ask)
    asked = pupil.transfer_requests.get()
    refuse = partial(transfer_requests.refuse, asked, reason="ค้างหนังสือ", by=by)
    late = meanwhile(refuse, partial(transfer_requests.withdraw, asked, by=by))

    assert words(again) == ASKED
    assert "โรงเรียนเดิมยังไม่ส่ง" in words(late)
    asked.refresh_from_db()
    assert asked.state == "refused"


def test_points_of_two_penalties_add_up_to_one_letter(school, classroom, director):
    pupil = make_student(classroom)

    def lose():
        facts = {"year": 2569, "decided_on": DAY, "reason": "มาสาย", "points": 10}
        new = Penalty(student=pupil, kind="points", **facts)
        return penalties.decide(new, [], today=DAY, by=director)

    meanwhile(lose, lose)
    assert BehaviourLetter.objects.get().points == 20

    bond = make_penalty(pupil, director, "activity", result="", result_on=None)
    bond.result, bond.result_on = "ทำครบ", DAY
    void = partial(penalties.void, bond, reason="ผิดคน", by=director)
    assert "ยกเลิกแล้ว" in words(meanwhile(void, partial(penalties.finish, bond, by=director)))


def test_answers_of_two_hands_stand_beside_each_other(school, classroom, teacher):
    round_, pupil = make_screening_round(school), make_student(classroom)

    def key(number, answer):
        facts = {"was": None, "answered_on": DAY, "by": teacher}
        return partial(sdq.save_answer, pupil, round_, "teacher", number, answer, **facts)

    meanwhile(key(1, 2), key(2, 1))
    third = meanwhile(key(3, 2), key(3, 0))

    assert words(third)
    assert pupil.sdq_responses.get().answers[:4] == "212-"


def test_worst_of_what_two_people_found_is_the_group(school, classroom, teacher):
    round_, pupil = make_screening_round(school), make_student(classroom)
    made = make_screening(round_, pupil, teacher)
    one, two = [one for one in round_.template.aspects.all() if "problem" in one.levels][:2]

    def find(aspect, level):
        ticks = frozenset(aspect.criteria.filter(level=level).values_list("pk", flat=True)[:1])
        answers = {pupil.pk: {aspect.pk: Answer(level, ticks)}}
        return partial(screening.save_results, round_, answers, by=teacher)

    meanwhile(find(one, "problem"), find(two, "risk"))

    made.refresh_from_db()
    assert made.group == "problem"
