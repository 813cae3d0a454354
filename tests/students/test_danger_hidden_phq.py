"""Whom the alert of a PHQ-A excludes sees it as if no thought of harm had been answered."""

import pytest
from django.urls import reverse

from homevisits.models import ProtectionAlert
from schoolcare.access import Role
from students.models import PhqForm, PhqResponse
from students.services import assessments
from tests.factories import make_student, make_user
from tests.students.screened import make_screening_round
from tests.students.sdq_making import DAY

STEP = "พบจิตแพทย์วันศุกร์"
ANSWERS = [1, 1, 1, 1, 1, 1, 1, 1, 3]  # 11 points, 8 without the last


@pytest.fixture
def counsellor(school):
    return make_user(Role.COUNSELLOR, school=school)


@pytest.fixture
def phq(classroom, counsellor):
    student = make_student(classroom)
    round_ = make_screening_round(classroom.school)
    form = PhqForm.objects.of_school(student.school)
    said = {"answers": ANSWERS, "extra": (1, 0), "answered_on": DAY, "by": counsellor}
    made = assessments.add_phq(student, round_, form, **said)
    return assessments.note_next_step(made, STEP, by=counsellor)


def exclude(person) -> None:
    ProtectionAlert.objects.get().excluded.add(person)


def page(phq, name="phq-detail"):
    return reverse(f"students:{name}", args=[phq.pk])


def test_page_of_the_excluded_tells_of_no_harm(client, phq, teacher):
    client.force_login(teacher)
    told = client.get(page(phq))
    assert (told.context["phq"].total, len(told.context["dangers"])) == (11, 2)

    exclude(teacher)

    answer = client.get(page(phq))
    shown, text = answer.context["phq"], answer.content.decode()
    assert (shown.total, shown.band, shown.is_positive) == (8, shown.form.band(8), False)
    assert answer.context["dangers"] == ()
    assert [one for one in ("ต้องดูแลวันนี้", STEP, page(phq, "phq-step")) if one in text] == []
    assert (shown.answers, shown.extra) == ("111111110", "00")


def test_list_of_the_pupil_shows_the_result_without_it(client, phq, teacher):
    url = reverse("students:assessment-detail", args=[phq.student_id])
    client.force_login(teacher)
    assert "แจ้งเหตุคุ้มครองแล้ว" in client.get(url).content.decode()

    exclude(teacher)

    text = client.get(url).content.decode()
    assert "แจ้งเหตุคุ้มครองแล้ว" not in text
    assert "ต่ำกว่าจุดตัด" in text


def test_counsellor_who_is_not_excluded_sees_it_still(client, phq, counsellor, teacher):
    exclude(teacher)
    client.force_login(counsellor)

    assert client.get(page(phq)).context["phq"].total == 11


def typed(client, phq, **changed):
    form = client.get(page(phq, "phq-update")).context["form"]
    data = {name: form[name].value() for name in form.fields} | changed
    return client.post(page(phq, "phq-update"), data)


def test_answers_mended_by_the_excluded_keep_what_is_hidden(client, phq, teacher):
    exclude(teacher)
    client.force_login(teacher)

    assert typed(client, phq, item_1="2").status_code == 302

    saved = PhqResponse.objects.get()
    assert (saved.answers, saved.extra, saved.total) == ("211111113", "10", 12)
    assert (saved.is_danger, saved.next_step) == (True, STEP)


def test_who_sees_the_harm_may_mend_it(client, phq, teacher):
    client.force_login(teacher)

    typed(client, phq, item_9="0", extra_1="0")

    saved = PhqResponse.objects.get()
    assert (saved.answers, saved.extra, saved.is_danger) == ("111111110", "00", False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_excluded_does_not_reach_what_is_done_about_it(client, phq, teacher, method):
    exclude(teacher)
    client.force_login(teacher)

    answer = getattr(client, method)(page(phq, "phq-step"), {"next_step": "ไม่มีอะไร"})

    assert answer.status_code == 404
    assert PhqResponse.objects.get().next_step == STEP
