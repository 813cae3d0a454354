"""Activities of pupils: logged, who took part in few taps, what each won, where it shows."""

import pytest
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.asked_together import told_together
from students.contributing.promotions import of_talent
from students.models import GroupKind, Promotion, PromotionPupil, PupilGroup, Student
from tests.factories import make_classroom, make_student, make_user
from tests.homevisits import making
from tests.students.filling import errors
from tests.students.making_promotions import DAY, choice_of, make_promotion

KEY = "99999999-9999-4999-8999-999999999999"


def page(name: str, *args, **query) -> str:
    return reverse(f"students:{name}", args=args, query=query or None)


@pytest.fixture
def any_teacher(client, school):
    user = make_user(Role.TEACHER, school=school)
    client.force_login(user)
    return user


def test_teacher_logs_an_activity_and_goes_on_to_its_pupils(client, any_teacher, school):
    typed = {"key": KEY, "title": "ค่ายคุณธรรม", "kind": choice_of("กีฬา").pk, "level": "province"}
    typed |= {"starts_on": "๒๐/๑๑/๒๕๖๙", "staff": [any_teacher.pk]}

    answers = [client.post(page("promotion-create"), typed) for _ in range(2)]

    made = Promotion.objects.get()
    assert (made.year, made.ends_on, made.made_by) == (2569, DAY, any_teacher)
    assert {one.url for one in answers} == {page("promotion-pupils", made.pk)}


def test_bad_days_are_refused(client, any_teacher):
    typed = {"key": KEY, "title": "ค่าย", "kind": choice_of("กีฬา").pk, "level": "school"}

    answer = client.post(
        page("promotion-create"), typed | {"starts_on": "20/11/2569", "ends_on": "1/11/2569"}
    )

    assert errors(answer) == {"ends_on": ["วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"]}
    assert Promotion.objects.count() == 0


def test_whole_level_class_and_group_are_added_once(client, any_teacher, school, classroom):
    here = [make_student(classroom) for _ in range(2)]
    other = make_student(make_classroom(school, level=15))
    alone = make_student(make_classroom(school, level=16))
    facts = {"school": school, "year": 2569, "kind": GroupKind.objects.create(name="ชมรม")}
    group = PupilGroup.objects.create(name="ชมรมหมากรุก", **facts)
    group.members.create(student=alone, starts_on=DAY)
    promotion = make_promotion(school, any_teacher)
    url = page("promotion-pupils", promotion.pk)

    for _ in range(2):
        client.post(url, {"levels": [14], "rooms": [], "groups": [group.pk]})

    taking = promotion.pupils.values_list("student", "classroom__level")
    assert set(taking) == {(here[0].pk, 14), (here[1].pk, 14), (alone.pk, 16)}
    assert other.pk not in dict(taking)
    assert "เลือกระดับชั้น ห้อง หรือกลุ่มก่อน" in client.post(url, {}).text


def test_picking_in_a_class_keeps_the_others(client, any_teacher, school, classroom):
    first, second = make_student(classroom), make_student(classroom)
    other = make_student(make_classroom(school, room=2))
    promotion = make_promotion(school, any_teacher)
    for one in (first, other):
        promotion.pupils.create(student=one)
    url = page("promotion-pupils", promotion.pk, classroom=classroom.pk)

    client.post(url, {"students": [second.pk]})

    assert set(promotion.pupils.values_list("student", flat=True)) == {second.pk, other.pk}
    promotion.pupils.filter(student=second).update(award=choice_of("เหรียญทอง"))
    assert "มีผลแล้วเอาออกไม่ได้" in client.post(url, {"students": [first.pk]}).text


def test_one_result_for_all_but_those_with_their_own(client, any_teacher, school, classroom):
    promotion = make_promotion(school, any_teacher)
    rows = [
        promotion.pupils.create(student=make_student(classroom), classroom=classroom)
        for _ in range(3)
    ]
    gold, passed = choice_of("เหรียญทอง"), choice_of("ผ่าน")
    typed = {"same": passed.pk, f"award_{rows[0].pk}": gold.pk, f"remark_{rows[0].pk}": "ป.4–6"}

    client.post(page("promotion-results", promotion.pk), typed)

    found = PromotionPupil.objects.order_by("pk").values_list("award__name", "remark")
    assert list(found) == [("เหรียญทอง", "ป.4–6"), ("ผ่าน", ""), ("ผ่าน", "")]


def test_other_teacher_reads_but_changes_nothing(client, school, director):
    promotion = make_promotion(school, director)
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(page("promotion-detail", promotion.pk)).status_code == 200
    assert client.get(page("promotion-update", promotion.pk)).status_code == 404
    promotion.staff.add(client.get("/").wsgi_request.user)
    assert client.get(page("promotion-update", promotion.pk)).status_code == 200


def test_who_leads_the_care_work_changes_anybodys(client, school, director, care_head):
    promotion = make_promotion(school, director)
    client.force_login(care_head)

    client.post(page("promotion-void", promotion.pk), {"reason": "ซ้ำ"})

    promotion.refresh_from_db()
    assert promotion.void_reason == "ซ้ำ"
    answer = client.post(page("promotion-void", promotion.pk), {"reason": "อีกครั้ง"})
    assert "กิจกรรมนี้ยกเลิกแล้ว" in answer.text


def test_same_file_is_kept_once(client, any_teacher, school):
    promotion = make_promotion(school, any_teacher)

    for _ in range(2):
        client.post(page("promotion-attach", promotion.pk), {"files": making.picture()})

    assert promotion.files.count() == 1


def test_award_stands_in_the_chronology_and_hints_talent(client, director, classroom):
    winner, there = make_student(classroom), make_student(classroom)
    promotion = make_promotion(classroom.school, director)
    promotion.pupils.create(student=winner, award=choice_of("เหรียญทอง"))
    promotion.pupils.create(student=there, award=choice_of("เข้าร่วม"))
    client.force_login(director)

    shown = client.get(page("student-detail", winner.pk))
    pupils = Student.objects.order_by().values("pk")
    told = told_together([of_talent], pupils, 2569, 2)
    hints = [(one.student_id, one.aspect, one.level) for one in told]

    assert "แข่งขันคณิตคิดเร็ว" in shown.text
    assert "เหรียญทอง" in shown.text
    assert hints == [(winner.pk, "talent", "has")]
    Promotion.objects.update(void_reason="ซ้ำ")
    assert "แข่งขันคณิตคิดเร็ว" not in client.get(page("student-detail", winner.pk)).text
    assert list(told_together([of_talent], pupils, 2569, 2)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same(client, director, classroom, rows, django_assert_num_queries):
    for _ in range(rows):
        promotion = make_promotion(classroom.school, director)
    for _ in range(rows):
        promotion.pupils.create(student=make_student(classroom), classroom=classroom)
    client.force_login(director)

    counts = {
        page("promotion-list"): 3,
        page("promotion-detail", promotion.pk): 8,
        page("promotion-results", promotion.pk): 5,
        page("promotion-pupils", promotion.pk): 5,
    }
    for url, most in counts.items():
        with django_assert_num_queries(most):
            client.get(url)
