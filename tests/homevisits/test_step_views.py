"""The form on the screen: who may, what is shown, what is kept, what two people see."""

import uuid

import pytest
from django.urls import reverse

from homevisits.models import HomeVisit
from homevisits.services import visits
from homevisits.views.step_pages import exit_url
from homevisits.views.steps import NO_REVIEWER
from schoolcare.models import AuditEvent
from tests.factories import (
    make_adviser,
    make_classroom,
    make_guardian,
    make_school,
    make_student,
    make_term,
)
from tests.homevisits.making import (
    answered,
    complete,
    draw,
    hand_in_before,
    make_draft,
    make_round,
    save,
)

OBEC = ["visit", "guardian", "income", "housing", "family", "risk", "agreement", "evidence"]


@pytest.fixture
def visit(classroom, teacher):
    return make_draft(make_student(classroom), teacher)


def url(visit, step="housing", name="visit-step"):
    return reverse(f"homevisits:{name}", args=[visit.pk, step])


def send(client, visit, step="housing", *, script=False, **data):
    visit.refresh_from_db()
    headers = {"X-Autosave": "1"} if script else {}
    sent = {"version": visit.version} | data
    return client.post(url(visit, step), sent, headers=headers)


def test_start_leads_to_the_first_step(client, teacher, classroom):
    pupil, round_ = make_student(classroom), make_round(classroom.school)
    client.force_login(teacher)
    data = {"round": round_.pk, "student": pupil.pk, "key": uuid.uuid4()}

    response = client.post(reverse("homevisits:visit-start"), data, follow=True)

    visit = HomeVisit.objects.get()
    assert response.redirect_chain[-1] == (url(visit, "visit"), 302)


def test_double_tap_makes_one_visit(client, teacher, classroom):
    pupil, round_ = make_student(classroom), make_round(classroom.school)
    client.force_login(teacher)
    data = {"round": round_.pk, "student": pupil.pk, "key": uuid.uuid4()}

    first = client.post(reverse("homevisits:visit-start"), data)
    second = client.post(reverse("homevisits:visit-start"), data)
    other_key = client.post(reverse("homevisits:visit-start"), data | {"key": uuid.uuid4()})

    assert HomeVisit.objects.count() == 1
    assert first.url == second.url == other_key.url


def test_start_for_a_pupil_of_another_class_is_404(client, teacher, classroom):
    other = make_student(make_classroom(classroom.school, room=2))
    client.force_login(teacher)
    data = {"round": make_round(classroom.school).pk, "student": other.pk, "key": uuid.uuid4()}

    assert client.post(reverse("homevisits:visit-start"), data).status_code == 404
    assert not HomeVisit.objects.exists()


def test_start_in_a_round_of_another_school_is_404(client, teacher, classroom):
    other = make_school()
    make_term(other)
    round_ = make_round(other)
    client.force_login(teacher)
    pupil = make_student(classroom)
    data = {"round": round_.pk, "student": pupil.pk, "key": uuid.uuid4()}

    assert client.post(reverse("homevisits:visit-start"), data).status_code == 404


@pytest.mark.parametrize("step", OBEC)
def test_every_step_of_the_obec_form_opens(client, teacher, visit, step):
    client.force_login(teacher)

    response = client.get(url(visit, step))

    assert response.status_code == 200
    assert f"ขั้นที่ {OBEC.index(step) + 1} จาก 8".encode() in response.content


def test_short_form_shows_no_step_it_does_not_need(client, teacher, classroom):
    visit = make_draft(make_student(classroom), teacher, form="short")
    client.force_login(teacher)

    assert client.get(url(visit, "income")).status_code == 404
    assert "จาก 6".encode() in client.get(url(visit, "housing")).content


@pytest.mark.parametrize("who", ["stranger", "next_door"])
def test_outsiders_get_404(client, visit, who, stranger, classroom):
    room = make_classroom(classroom.school, room=2)
    user = stranger if who == "stranger" else make_adviser(room)
    client.force_login(user)

    assert client.get(url(visit)).status_code == 404
    assert send(client, visit).status_code == 404
    assert client.get(reverse("homevisits:visit-summary", args=[visit.pk])).status_code == 404
    assert client.post(reverse("homevisits:visit-submit", args=[visit.pk])).status_code == 404


def test_role_that_never_writes_visits_gets_403(client, visit, clerk):
    client.force_login(clerk)

    assert client.get(url(visit)).status_code == 403
    assert client.post(reverse("homevisits:visit-start")).status_code == 403


def test_anonymous_goes_to_log_in_and_a_script_is_told(client, visit):
    page = client.get(url(visit))
    script = send(client, visit, script=True)

    assert page.status_code == 302
    assert page.url.startswith(reverse("account_login"))
    assert script.status_code == 401


def test_looking_at_a_step_is_logged(client, teacher, visit):
    client.force_login(teacher)
    client.get(url(visit, "risk"))

    event = AuditEvent.objects.get(action="visit.view")
    assert (event.pupil_id, event.changes) == (visit.student_id, {"step": "risk"})


def test_next_keeps_the_step_and_goes_on(client, teacher, visit):
    client.force_login(teacher)

    response = send(client, visit, tenure="rent", rent="๑,๕๐๐", leave="next")

    visit.refresh_from_db()
    assert response.url == url(visit, "family") + "?kept=housing:1"
    assert (visit.answers["rent"], visit.steps_done) == ("1500", ["housing"])


def test_wrong_value_stays_on_the_page_with_its_reason(client, teacher, visit):
    client.force_login(teacher)

    page = client.post(
        url(visit), {"version": visit.version, "rent": "พันห้า", "leave": "next"}, follow=True
    ).content.decode()

    assert 'value="พันห้า"' in page
    assert "ใส่เป็นตัวเลข เช่น 1500" in page


def test_autosave_answers_time_and_version(client, teacher, visit):
    client.force_login(teacher)

    answer = send(client, visit, script=True, tenure="own")

    visit.refresh_from_db()
    assert answer.status_code == 200
    assert answer.json()["version"] == visit.version == 2
    assert visit.steps_done == []


def test_submit_from_the_summary(client, teacher, visit):
    complete(visit, teacher)
    client.force_login(teacher)
    summary = client.get(reverse("homevisits:visit-summary", args=[visit.pk]))
    assert "ครบตามแบบแล้ว" in summary.content.decode()

    said = client.post(reverse("homevisits:visit-submit", args=[visit.pk]), follow=True)

    visit.refresh_from_db()
    assert visit.status == "submitted"
    told = [message.message for message in said.context["messages"]]
    assert told == ["ส่งให้ตรวจแล้ว", NO_REVIEWER]  # this school has a teacher and nobody else


def test_summary_lists_what_is_missing_with_links(client, teacher, visit):
    client.force_login(teacher)

    page = client.get(reverse("homevisits:visit-summary", args=[visit.pk])).content.decode()

    assert "ยังส่งไม่ได้ ขาด 5 ข้อ" in page
    assert f'href="{url(visit, "housing")}#i-tenure"' in page


def test_submitted_visit_is_not_edited(client, teacher, visit):
    complete(visit, teacher)
    visits.submit_visit(visit, by=teacher)
    client.force_login(teacher)

    assert client.get(url(visit)).url == exit_url(visit)
    assert send(client, visit, script=True, tenure="rent").status_code == 400
    assert answered(visit, "housing").ticks == {("tenure", "own")}


def test_returned_visit_shows_the_remark(client, teacher, visit):
    HomeVisit.objects.update(status="returned", review_remark="ขอรูปในบ้านใหม่")
    client.force_login(teacher)

    assert "ขอรูปในบ้านใหม่" in client.get(url(visit)).content.decode()


@pytest.mark.parametrize(
    ("count", "warns"),
    [("1", True), ("๑", True), ("2", False), ("9" * 6000, False), ("", False)],
)
def test_more_rows_than_members_warn_whatever_was_typed(client, teacher, visit, count, warns):
    client.force_login(teacher)
    rows = {"members.1.relation": "ย่า", "members.2.relation": "น้า"}

    page = send(client, visit, "income", household_count=count, **rows)
    page = page if page.status_code == 200 else client.get(url(visit, "income"))

    assert page.context["too_many"] is warns


def test_typed_markup_is_shown_as_text(client, teacher, visit):
    client.force_login(teacher)
    send(client, visit, "agreement", agreed_school="<script>alert(1)</script>", leave="next")

    page = client.get(url(visit, "agreement")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_not_visited_needs_one_step(client, teacher, visit):
    client.force_login(teacher)
    data = {"mode": "none", "visited_on": "14/11/2569", "reason": "moved"}

    response = send(client, visit, "visit", leave="next", **data)

    summary = reverse("homevisits:visit-summary", args=[visit.pk])
    assert response.url == f"{summary}?kept=visit:1"


def test_options_nobody_offers_are_passed_over(client, teacher, visit):
    client.force_login(teacher)

    send(client, visit, tenure="palace", leave="next")

    assert answered(visit, "housing").ticks == set()


def test_one_answer_can_be_taken_back(client, teacher, visit):
    client.force_login(teacher)
    send(client, visit, water="piped", script=True)
    assert answered(visit, "housing").ticks
    page = client.get(url(visit)).content.decode()
    clear = (
        '<label class="unanswer"><input class="visually-hidden" type="radio" name="{}" value="">'
    )
    assert clear.format("water") in page
    assert clear.format("tenure") not in page  # the paper requires it

    send(client, visit, water="", script=True)

    assert answered(visit, "housing").ticks == set()


@pytest.mark.parametrize("state", ["fresh", "opened", "done"])
@pytest.mark.parametrize("step", OBEC)
def test_step_costs_at_most_eight_queries(
    client, teacher, visit, *, step, state, django_assert_num_queries
):
    hand_in_before(visit, teacher)
    make_guardian(visit.student)
    if state != "fresh":
        complete(visit, teacher)
        save(visit, "evidence", texts={"visitor_signature.drawn": draw()})
    if state == "done":
        HomeVisit.objects.filter(pk=visit.pk).update(steps_done=OBEC, status="returned")
    client.force_login(teacher)

    with django_assert_num_queries(5 if step in {"income", "evidence"} else 4):
        client.get(url(visit, step))


@pytest.mark.parametrize("step", ["visit", "housing", "family", "risk", "agreement", "evidence"])
def test_step_of_the_short_form_costs_seven_queries(
    client, teacher, classroom, step, django_assert_num_queries
):
    visit = make_draft(make_student(classroom), teacher, form="short")
    hand_in_before(visit, teacher)
    client.force_login(teacher)

    with django_assert_num_queries(4):
        client.get(url(visit, step))


@pytest.mark.parametrize("rows", [1, 3])
def test_step_costs_the_same_queries_for_any_household(
    client, teacher, visit, rows, django_assert_num_queries
):
    hand_in_before(visit, teacher)
    texts = {f"members.{row}.relation": "ญาติ" for row in range(1, rows + 1)}
    save(visit, "income", texts=texts)
    client.force_login(teacher)

    with django_assert_num_queries(5):
        client.get(url(visit, "income"))
