"""The rehearsal on screen: what it shows, what one chooses, the press, the way back."""

import pytest

from schoolcare.access import Role
from schoolcare.models import Level
from students.models import Classroom, Enrolment, Rollover, RolloverLine, Student
from students.rollover_plan import Plan
from students.services import rollovers as services
from tests.factories import YEAR, make_classroom, make_student, make_user
from tests.students.filling import opened, page, send
from tests.students.rolling import NEXT, begun, committed, make_rolling_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def rolling(client):
    """A school of two classes, whose director is logged in."""
    school, rooms = make_rolling_school()
    director = make_user(Role.DIRECTOR, school=school)
    client.force_login(director)
    return school, rooms, director


def test_first_page_begins_and_then_leads_to_the_rehearsal(client, rolling):
    first = client.get(page("rollover-home"))
    client.post(page("rollover-begin"))
    again = client.get(page("rollover-home"))

    assert "เริ่มซักซ้อมปี 2570" in first.text
    assert again.url == page("rollover-detail", Rollover.objects.get().pk)


def test_school_without_classes_is_told(client):
    school, _ = make_rolling_school()
    Enrolment.objects.all().delete()
    Classroom.objects.all().delete()
    client.force_login(make_user(Role.CLERK, school=school))

    answer = client.post(page("rollover-begin"), follow=True)

    assert "ปีการศึกษา 2569 ยังไม่มีห้องเรียน" in answer.text
    assert not Rollover.objects.exists()


def test_missing_class_is_named_and_made_with_one_tap(client, rolling):
    school, _, director = rolling
    rollover = services.begin(school, YEAR, by=director)

    before = client.get(page("rollover-detail", rollover.pk)).text
    after = client.post(page("rollover-make", rollover.pk), follow=True).text

    assert "<b>ป.6/1</b> รอรับ 2 คน จาก ป.5/1" in before
    assert page("rollover-commit", rollover.pk) not in before
    assert "สร้างห้องของปี 2570 แล้ว: ป.6/1" in after
    assert page("rollover-commit", rollover.pk) in after


def test_press_without_a_class_is_told_and_moves_nobody(client, rolling):
    school, _, director = rolling
    rollover = services.begin(school, YEAR, by=director)
    mark = {"mark": Plan(rollover).mark}

    answer = client.post(page("rollover-commit", rollover.pk), mark, follow=True)

    assert "ยังมีห้องของปีใหม่ที่ไม่มี สร้างห้องก่อน" in answer.text
    assert "<b>ป.6/1</b> รอรับ 2 คน" in answer.text
    assert not Enrolment.objects.filter(year=NEXT).exists()


def test_class_form_keeps_only_exceptions(client, rolling):
    school, (fifth, _), director = rolling
    rollover = begun(school, director)
    one, two = Student.objects.filter(enrolments__classroom=fifth).order_by("pk")
    url = page("rollover-class", rollover.pk, fifth.pk)

    send(client, url, **{f"p{one.pk}": "leave:move", f"p{two.pk}": ""})

    line = RolloverLine.objects.get()
    assert (line.student, line.kind, line.reason.code) == (one, "leave", "move")
    assert opened(client, url)[f"p{one.pk}"] == "leave:move"


def test_plan_typed_while_somebody_carries_it_out_is_told(client, rolling):
    school, (fifth, _), director = rolling
    rollover = begun(school, director)
    one = Student.objects.filter(enrolments__classroom=fifth).first()
    of_class = page("rollover-class", rollover.pk, fifth.pk)
    of_all = page("rollover-settings", rollover.pk)
    held = {url: opened(client, url) for url in (of_class, of_all)}
    committed(rollover)

    answers = [
        client.post(of_class, held[of_class] | {f"p{one.pk}": "repeat"}),
        client.post(of_all, held[of_all] | {"left_on": "30/3/2570"}),
    ]

    assert ["เลื่อนชั้นไปแล้ว แก้แผนไม่ได้" in one.text for one in answers] == [True, True]
    assert not RolloverLine.objects.exists()
    assert Rollover.objects.get().left_on == rollover.left_on


def test_school_without_pupils_is_told_and_stays_where_it_is(client, rolling):
    school, _, director = rolling
    rollover = begun(school, director)
    Enrolment.objects.all().delete()

    answer = client.post(
        page("rollover-commit", rollover.pk), {"mark": Plan(rollover).mark}, follow=True
    )

    assert "ไม่มีนักเรียนที่จะเลื่อนชั้น" in answer.text
    rollover.refresh_from_db()
    assert rollover.is_draft


def test_class_form_takes_an_exception_back(client, rolling):
    school, (fifth, _), director = rolling
    rollover = begun(school, director)
    one = Student.objects.filter(enrolments__classroom=fifth).first()
    url = page("rollover-class", rollover.pk, fifth.pk)
    send(client, url, **{f"p{one.pk}": "repeat"})

    send(client, url, **{f"p{one.pk}": ""})

    assert not RolloverLine.objects.exists()


def test_class_form_refuses_what_is_not_offered(client, rolling):
    school, (fifth, _), director = rolling
    rollover = begun(school, director)
    one = Student.objects.filter(enrolments__classroom=fifth).first()
    foreign = make_classroom(make_rolling_school()[0], level=Level.P6, year=NEXT)
    url = page("rollover-class", rollover.pk, fifth.pk)

    answer = send(client, url, **{f"p{one.pk}": f"to:{foreign.pk}"})

    assert answer.context["form"].errors[f"p{one.pk}"] == ["กรุณาเลือกจากรายการ"]
    assert not RolloverLine.objects.exists()


def test_class_form_of_two_people_shows_both(client, rolling):
    school, (fifth, _), director = rolling
    rollover = begun(school, director)
    one = Student.objects.filter(enrolments__classroom=fifth).first()
    url = page("rollover-class", rollover.pk, fifth.pk)
    held = opened(client, url)
    send(client, url, **{f"p{one.pk}": "repeat"})

    answer = client.post(url, held | {f"p{one.pk}": "stay"})

    assert len(answer.context["form"].differences) == 1
    assert RolloverLine.objects.get().kind == "repeat"


def test_save_and_next_leads_to_the_next_class(client, rolling):
    school, (fifth, sixth), director = rolling
    rollover = begun(school, director)

    answer = send(client, page("rollover-class", rollover.pk, fifth.pk), next="1")

    assert answer.url == page("rollover-class", rollover.pk, sixth.pk)


def test_early_leaver_is_warned_of_and_kept(client, rolling):
    school, (fifth, _), director = rolling
    rollover = begun(school, director)
    one = Student.objects.filter(enrolments__classroom=fifth).first()

    url = page("rollover-class", rollover.pk, fifth.pk)
    answer = client.post(url, opened(client, url) | {f"p{one.pk}": "leave:overage"}, follow=True)

    assert "ยังไม่มีวันเกิด ตรวจก่อนบันทึก" in answer.text
    assert RolloverLine.objects.get().reason.code == "overage"


def test_team_of_a_new_class_is_chosen(client, rolling):
    school, _, director = rolling
    rollover = begun(school, director)
    room = Classroom.objects.get(year=NEXT)
    teacher = make_user(Role.TEACHER, school=school)

    send(client, page("rollover-team", rollover.pk, room.pk), users=[teacher.pk])
    committed(rollover)

    assert [one.user for one in room.advisers.all()] == [teacher]
    assert teacher.memberships.filter(role=Role.ADVISER, school=school).exists()


def test_commit_page_sends_the_plan_that_was_shown(client, rolling):
    school, (fifth, _), director = rolling
    rollover = begun(school, director)
    url = page("rollover-commit", rollover.pk)
    held = opened(client, url)
    make_student(fifth)

    refused = client.post(url, held, follow=True)
    done = client.post(url, opened(client, url), follow=True)

    assert "ข้อมูลเปลี่ยนไปตั้งแต่เปิดหน้านี้" in refused.text
    assert "เลื่อนชั้นเป็นปีการศึกษา 2570 แล้ว" in done.text
    assert Enrolment.objects.filter(year=NEXT).count() == 3


def test_committed_page_offers_the_way_back_and_undoes(client, rolling):
    school, _, director = rolling
    rollover = committed(begun(school, director))

    shown = client.get(page("rollover-detail", rollover.pk)).text
    answer = client.post(page("rollover-undo", rollover.pk), follow=True)

    assert page("rollover-undo", rollover.pk) in shown
    assert "ย้อนการเลื่อนชั้นแล้ว" in answer.text
    assert not Enrolment.objects.filter(year=NEXT).exists()


def test_sheet_holds_every_pupil(client, rolling):
    school, _, director = rolling
    rollover = begun(school, director)

    answer = client.get(page("rollover-sheet", rollover.pk))

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.content[:2] == b"PK"
    assert "2569" not in answer["Content-Disposition"].partition("rollover")[0]


@pytest.mark.parametrize("pupils", [1, 3])
def test_rehearsal_asks_the_same_for_any_school(client, rolling, pupils, django_assert_num_queries):
    school, rooms, director = rolling
    for room in rooms:
        for _ in range(pupils):
            make_student(room)
    rollover = begun(school, director)
    services.save_class(
        rollover,
        rooms[0],
        target=None,
        lines={
            one.pk: RolloverLine(student=one, kind="repeat")
            for one in Student.objects.filter(enrolments__classroom=rooms[0])
        },
        by=director,
    )
    services.make_classes(rollover, by=director)
    assert Plan(rollover).is_ready

    with django_assert_num_queries(11):
        client.get(page("rollover-detail", rollover.pk))


def test_adviser_may_not_roll_over(client):
    school, _ = make_rolling_school()
    client.force_login(make_user(Role.ADVISER, school=school))

    assert client.get(page("rollover-home")).status_code == 403
