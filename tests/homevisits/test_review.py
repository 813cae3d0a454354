"""Review: two people, one version, a remark; the page of a visit and who sees what on it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from homevisits.models import HomeVisit, Status
from homevisits.services import review
from homevisits.services.snapshot import snapshot
from schoolcare.access import Role
from schoolcare.models import AuditEvent, Level
from tests.factories import make_adviser, make_classroom, make_student, make_user
from tests.homevisits.making import make_alert, make_round, make_visit, tick_danger

ABUSED = "ถูกทารุณ/ทำร้ายจากบุคคลในครอบครัว"


@pytest.fixture
def visit(school, classroom, teacher):
    return make_visit(make_round(school), make_student(classroom), teacher)


def page(visit, name="detail"):
    return reverse(f"homevisits:visit-{name}", args=[visit.pk])


def test_visit_approved_by_care_head(client, visit, care_head):
    client.force_login(care_head)
    response = client.post(page(visit, "approve"), {"version": visit.version})

    assert response.url == reverse("homevisits:review-list")
    visit.refresh_from_db()
    assert (visit.status, visit.reviewed_by, visit.self_approved) == ("approved", care_head, False)
    revision = visit.revisions.get()
    assert (revision.action, revision.by, revision.data["status"]) == (
        *("approved", care_head, "approved"),
    )
    event = AuditEvent.objects.get(action="visit.approve")
    assert (event.actor_id, event.pupil_id) == (care_head.pk, visit.student_id)


def test_visit_sent_back_with_remark(client, visit, care_head):
    client.force_login(care_head)
    client.post(page(visit, "return"), {"version": visit.version, "remark": "ขอรูปในบ้าน"})

    visit.refresh_from_db()
    assert (visit.status, visit.review_remark) == (Status.RETURNED, "ขอรูปในบ้าน")
    assert visit.revisions.get().remark == "ขอรูปในบ้าน"


def test_visit_not_sent_back_without_remark(client, visit, care_head):
    client.force_login(care_head)
    response = client.post(page(visit, "return"), {"version": visit.version, "remark": " "})

    visit.refresh_from_db()
    assert visit.status == Status.SUBMITTED
    assert "เขียนสิ่งที่ต้องแก้ไข" in response.content.decode()


@pytest.mark.parametrize("name", ["approve", "return"])
def test_visit_that_changed_is_not_settled(client, visit, care_head, name):
    HomeVisit.objects.filter(pk=visit.pk).update(version=2)
    client.force_login(care_head)
    response = client.post(page(visit, name), {"version": 1, "remark": "แก้"})

    visit.refresh_from_db()
    assert (visit.status, visit.version) == (Status.SUBMITTED, 2)
    assert review.CHANGED in response.content.decode()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.APPROVED])
def test_visit_not_waiting_is_not_approved(visit, care_head, status):
    HomeVisit.objects.filter(pk=visit.pk).update(status=status)

    with pytest.raises(ValidationError):
        review.approve(visit, version=visit.version, by=care_head)
    visit.refresh_from_db()
    assert visit.status == status


def test_visit_approved_may_be_sent_back(visit, care_head, director):
    visit = review.approve(visit, version=visit.version, by=care_head)
    visit = review.send_back(visit, version=visit.version, remark="แก้", by=director)

    assert visit.status == Status.RETURNED
    assert [one.number for one in visit.revisions.all()] == [2, 1]


def test_own_visit_waits_for_another_reviewer(visit, teacher, school, director):
    teacher.memberships.create(role=Role.CARE_HEAD, school=school)

    with pytest.raises(ValidationError):
        review.approve(visit, version=visit.version, by=teacher)
    visit.refresh_from_db()
    assert (visit.status, visit.self_approved) == (Status.SUBMITTED, False)


def test_own_visit_of_the_only_reviewer_says_so(client, visit, teacher, school):
    teacher.memberships.create(role=Role.CARE_HEAD, school=school)
    client.force_login(teacher)
    client.post(page(visit, "approve"), {"version": visit.version})

    visit.refresh_from_db()
    assert (visit.status, visit.self_approved) == (Status.APPROVED, True)
    assert "อนุมัติโดยผู้บันทึก" in client.get(page(visit)).content.decode()


@pytest.mark.parametrize("others", [0, 1])
def test_button_of_an_own_visit_stands_only_without_another_reviewer(
    client, visit, teacher, school, others
):
    teacher.memberships.create(role=Role.CARE_HEAD, school=school)
    for _ in range(others):
        make_user(Role.DEPUTY, school=school)
    client.force_login(teacher)
    html = client.get(page(visit)).content.decode()

    assert (page(visit, "approve") in html) == (not others)
    assert ("ผู้มีสิทธิ์ตรวจคนอื่นจะทำเครื่องหมายครบถ้วน" in html) == bool(others)
    assert page(visit, "return") in html


def test_button_stands_for_another_reviewer(client, visit, care_head):
    client.force_login(care_head)
    html = client.get(page(visit)).content.decode()

    assert page(visit, "approve") in html
    assert "คุณเป็นผู้บันทึก" not in html


@pytest.mark.parametrize(("level", "count"), [(Level.P4, 1), (Level.P5, 0)])
def test_level_head_of_another_level_is_no_reviewer(visit, school, level, count):
    head = make_user(Role.LEVEL_HEAD, school=school)
    head.memberships.update(level=level)
    make_user(Role.DIRECTOR, school=school, is_active=False)

    assert review.reviewers(visit).count() == count


def test_review_list_is_of_own_school_and_submitted(client, visit, care_head, classroom, stranger):
    make_visit(visit.round, make_student(classroom), visit.author, Status.APPROVED)
    room = stranger.advised.get().classroom
    make_visit(make_round(room.school), make_student(room), stranger)
    client.force_login(care_head)

    response = client.get(reverse("homevisits:review-list"))

    assert list(response.context["object_list"]) == [visit]


def test_visit_of_another_school_is_404(client, visit, stranger):
    client.force_login(stranger)

    assert client.get(page(visit)).status_code == 404
    assert client.post(page(visit, "approve"), {"version": 1}).status_code == 404
    assert client.post(page(visit, "return"), {"version": 1, "remark": "ก"}).status_code == 404


def test_visit_of_another_class_is_404_and_review_403(client, visit, school):
    client.force_login(make_adviser(make_classroom(school, room=2)))

    assert client.get(page(visit)).status_code == 404
    assert client.post(page(visit, "approve"), {"version": 1}).status_code == 403


def test_visit_page_needs_the_permission(client, visit, clerk):
    client.force_login(clerk)

    assert client.get(page(visit)).status_code == 403
    assert client.get(reverse("homevisits:review-list")).status_code == 403


def test_visit_approve_by_get_is_405(client, visit, care_head):
    client.force_login(care_head)

    assert client.get(page(visit, "approve")).status_code == 405


def test_visit_page_danger_is_hidden_from_the_excluded(client, visit, care_head, director):
    tick_danger(visit)
    visit.ticks.create(item="safety", option="separated")
    make_alert(visit).excluded.add(care_head)
    shown = {}
    for person in (care_head, director, visit.author):
        client.force_login(person)
        shown[person.pk] = ABUSED in client.get(page(visit)).content.decode()

    assert shown == {care_head.pk: False, director.pk: True, visit.author_id: True}


def test_visit_page_look_is_logged(client, visit, director):
    client.force_login(director)
    client.get(page(visit))

    event = AuditEvent.objects.get(action="visit.view")
    assert (event.actor_id, event.target_id) == (director.pk, str(visit.pk))


def test_visit_page_shows_old_and_new_of_versions(client, visit, care_head):
    visit = review.send_back(visit, version=visit.version, remark="แก้", by=care_head)
    visit.answers = {"concern": "ห่วงเรื่องเดินทาง"}
    visit.status = Status.SUBMITTED
    visit.save()
    review.approve(visit, version=visit.version, by=care_head)
    client.force_login(care_head)

    versions = client.get(page(visit)).context["versions"]

    assert [(one.label, one.revision.number) for one in versions] == [
        ("ครบถ้วน", 2),
        ("ส่งกลับแก้ไข", 1),
    ]
    assert [(old, new) for _label, old, new in versions[0].changes] == [("", "ห่วงเรื่องเดินทาง")]


@pytest.mark.parametrize("rows", [1, 3])
def test_review_list_queries(client, visit, care_head, rows, django_assert_num_queries):
    for _ in range(rows - 1):
        make_visit(visit.round, make_student(visit.classroom), visit.author)
    client.force_login(care_head)

    with django_assert_num_queries(3):
        client.get(reverse("homevisits:review-list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_visit_page_queries(client, visit, care_head, rows, django_assert_num_queries):
    for number in range(rows):
        visit.follow_ups.create(due_on="2026-12-01", what=f"เรื่องที่ {number}")
        visit.ticks.create(item="safety", option=f"option{number}")
        visit.members.create(order=number + 1, relation="มารดา")
        visit.revisions.create(
            number=number + 1, action="submitted", data=snapshot(visit), by=visit.author
        )
    client.force_login(care_head)

    with django_assert_num_queries(8):
        client.get(page(visit))
