"""What absences, homeroom, class meetings, networks of parents, groups and activities refuse."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from students.forms.attendance import KIND, LONGEST_NOTE, NOTE
from students.models import (
    AbsenceLetter,
    AttendanceRule,
    ParentMember,
    PromotionChoice,
)
from students.services import absences, attendance, class_meetings, homeroom, parents, promotions
from tests.factories import make_classroom, make_guardian, make_school, make_student
from tests.homevisits import making
from tests.students.filling import errors, page, send
from tests.students.making_attendance import MONDAY, make_case, make_letter
from tests.students.making_homeroom import make_meeting, make_network, make_week
from tests.students.making_promotions import make_promotion
from tests.students.making_structure import make_group, make_member

DAY = timedelta(days=1)


@pytest.fixture
def pupil(classroom):
    return make_student(classroom)


@pytest.fixture
def case(pupil):
    return make_case(pupil)


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return client


def refused(call):
    with pytest.raises(ValidationError) as told:
        call()
    error = told.value
    return sorted(error.message_dict) if hasattr(error, "error_dict") else " ".join(error.messages)


def test_letter_meets_after_its_day(case, teacher):
    letter = AbsenceLetter(case=case, dated_on=case.ends_on, meet_on=case.ends_on - DAY)

    assert refused(lambda: absences.write_letter(letter, by=teacher)) == ["meet_on"]
    assert not case.letters.exists()


def test_case_closes_after_it_began_and_then_takes_no_letter(case, teacher):
    letter = make_letter(case)
    case.closed_on, case.outcome, case.result = case.starts_on - DAY, "back", "กลับมาเรียน"
    assert refused(lambda: absences.close_case(case, by=teacher)) == ["closed_on"]
    case.closed_on = None
    assert refused(lambda: absences.close_case(case, by=teacher)) == ["closed_on"]

    case.closed_on = case.ends_on
    absences.close_case(case, by=teacher)

    new = AbsenceLetter(case=case, dated_on=case.ends_on)
    assert refused(lambda: absences.write_letter(new, by=teacher)) == absences.CLOSED
    assert refused(lambda: absences.answer_letter(letter, by=teacher)) == absences.CLOSED


@pytest.mark.parametrize("answered_on", ["", "1/6/2569"])
def test_answer_of_a_guardian_has_a_day_after_the_letter(signed_in, case, answered_on):
    letter = make_letter(case)
    said = {"answer": "ป่วย", "answered_on": answered_on, "way": "hand"}

    answer = send(signed_in, page("absence-answer", letter.pk), **said)

    assert list(errors(answer)) == ["answered_on"]
    letter.refresh_from_db()
    assert letter.answer == ""


def test_rule_of_absences_is_checked(school, director):
    rule = AttendanceRule(school=school, run_days=0)

    assert refused(lambda: attendance.save_rule(rule, by=director)) != ""
    assert not AttendanceRule.objects.filter(school=school).exists()


def test_week_outside_the_terms_is_refused(classroom, teacher):
    early = date(2026, 4, 6)

    words = refused(lambda: homeroom.refuse_week(classroom, early))

    assert "ไม่อยู่ในภาคเรียน" in words


def test_week_holds_so_many_photos(classroom, teacher, monkeypatch):
    week = make_week(classroom)
    monkeypatch.setattr(type(week), "MOST", 1)
    pictures = [making.picture("red"), making.picture("blue")]

    added = homeroom.add_photos(week, pictures, by=teacher)

    assert (len(added.photos), [number for number, _words in added.refused]) == (1, [2])


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"note_0": "ขาดบ่อย"}, "pupil_0"), ({"pupil_1": "same", "note_1": "ซ้ำ"}, "pupil_1")],
)
def test_follow_up_names_a_pupil_once(signed_in, classroom, pupil, typed, field):
    first = {"pupil_0": str(pupil.pk), "note_0": "มาสาย"} if field == "pupil_1" else {}
    said = {name: str(pupil.pk) if value == "same" else value for name, value in typed.items()}
    url = f"{page('homeroom-edit', classroom.pk)}?on={MONDAY}"

    answer = send(signed_in, url, **first | said)

    assert list(errors(answer)) == [field]


@pytest.mark.parametrize("starts_at", ["", "10:00"])
def test_meeting_ends_after_it_begins(signed_in, classroom, starts_at):
    meeting = make_meeting(classroom)

    answer = send(
        signed_in,
        page("class-meeting-update", meeting.pk),
        starts_at=starts_at,
        ends_at="09:00",
    )

    assert list(errors(answer)) == ["ends_at"]


def test_meeting_after_the_last_term_is_refused(classroom, teacher):
    meeting = make_meeting(classroom)
    meeting.held_on = date(2027, 6, 1)

    assert refused(lambda: class_meetings.update_meeting(meeting, by=teacher)) == ["held_on"]


def test_follow_up_and_term_of_office_come_after_the_meeting(classroom, pupil, teacher):
    meeting = make_meeting(classroom)
    row = class_meetings.sign(meeting, pupil, "absent", by=teacher)
    row.followed_on = meeting.held_on - DAY
    assert refused(lambda: class_meetings.save_pupil(row, by=teacher)) == ["followed_on"]

    ends = {"ends_on": meeting.held_on, "by": teacher}
    assert refused(lambda: class_meetings.elect(meeting, [], **ends)) == ["ends_on"]


def test_sign_in_names_a_guardian_of_a_pupil_of_the_class(signed_in, classroom, pupil):
    meeting = make_meeting(classroom)
    elsewhere = make_student(make_classroom(classroom.school, room=2))
    make_guardian(elsewhere)
    url = page("class-meeting-sign", meeting.pk)

    other = {"student": elsewhere.pk, "presence": "absent"}
    assert signed_in.post(url, other).status_code == 404
    odd = {"student": pupil.pk, "presence": "maybe"}
    assert signed_in.post(url, odd).status_code == 404
    theirs = {"student": pupil.pk, "presence": "present"}
    theirs["guardian"] = elsewhere.guardianships.get().pk
    signed_in.post(url, theirs)
    assert not meeting.pupils.exclude(guardian=None).exists()
    assert signed_in.get(page("class-meeting-pupil", meeting.pk, elsewhere.pk)).status_code == 404


def test_network_has_one_chair_and_days_in_order(school, clerk):
    network = make_network(school)
    two = [ParentMember(position=1, name=name) for name in ("นางมานี", "นายปิติ")]
    assert "ตำแหน่งเดียว" in refused(lambda: parents.save_members(network, two, by=clerk))

    network.ends_on = network.starts_on
    assert refused(lambda: parents.save_network(network, by=clerk)) == ["ends_on"]


def test_member_of_a_network_has_a_name(client, clerk, school):
    client.force_login(clerk)

    answer = send(client, page("parent-member-create", make_network(school).pk), position=1)

    assert list(errors(answer)) == ["name"]


def test_pupil_leaves_a_group_after_joining_it(client, director, school, pupil):
    client.force_login(director)
    member = make_member(make_group(school), pupil)

    answer = send(client, page("group-pupil-update", member.pk), ends_on="1/1/2560")

    assert list(errors(answer)) == ["ends_on"]


def test_activity_takes_own_pupils_and_so_many(school, teacher, pupil, monkeypatch):
    promotion = make_promotion(school, teacher)
    elsewhere = make_student(school=make_school())
    assert "โรงเรียนนี้" in refused(lambda: promotions.add_pupils(promotion, [elsewhere], by=teacher))

    monkeypatch.setattr(promotions, "MOST_PUPILS", 0)
    assert "ไม่เกิน" in refused(lambda: promotions.add_pupils(promotion, [pupil], by=teacher))
    assert not promotion.pupils.exists()


def test_activity_takes_offered_awards_and_so_many_files(school, teacher, pupil, monkeypatch):
    promotion = make_promotion(school, teacher)
    promotions.add_pupils(promotion, [pupil], by=teacher)
    award = PromotionChoice.objects.create(school=make_school(), name="ชนะเลิศ", sort="award")
    row = promotion.pupils.get()
    results = {row: (award, "")}
    assert "จากรายการ" in refused(lambda: promotions.save_results(promotion, results, by=teacher))

    monkeypatch.setattr(promotion.files.model, "MOST", 0)
    upload = making.picture()
    assert "ไม่เกิน" in refused(lambda: promotions.attach(promotion, upload, by=teacher))


def test_reason_of_an_absence_is_short(signed_in, classroom, pupil):
    url = page("attendance-check", classroom.pk)
    typed = {f"{KIND}{pupil.pk}": "sick", f"{NOTE}{pupil.pk}": "ก" * (LONGEST_NOTE + 1)}
    typed |= {"on": str(MONDAY), "version": 0}

    answer = signed_in.post(url, typed)

    assert "เหตุยาวเกิน" in answer.content.decode()
