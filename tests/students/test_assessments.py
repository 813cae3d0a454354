"""PHQ-A with its alert, results from elsewhere, the licence of item words, the pages of both."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from homevisits.models import ProtectionAlert
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.forms.assessments import OtherScreenForm
from students.models import OtherScreen, PhqForm, PhqResponse, ScreenKind, SdqItemText
from students.services import assessments, sdq, sdq_settings
from tests.factories import make_student, make_user
from tests.students.screened import make_screening_round
from tests.students.sdq_making import DAY, make_phq, make_screen, make_sheet

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def student(classroom):
    return make_student(classroom)


@pytest.fixture
def round_(school):
    return make_screening_round(school)


def phq(student, round_, answers, *, extra=(0, 0), by):
    form = PhqForm.objects.of_school(student.school)
    said = {"answers": answers, "extra": extra, "answered_on": DAY}
    return assessments.add_phq(student, round_, form, **said, by=by)


@pytest.fixture
def judged(student, round_, teacher):
    return lambda answers: phq(student, round_, answers, by=teacher)


@pytest.mark.parametrize(
    ("answers", "total", "band", "is_positive"),
    [
        ([0] * 9, 0, "ไม่มีภาวะซึมเศร้า หรือมีน้อยมาก", False),
        ([1] * 5 + [0] * 4, 5, "มีภาวะซึมเศร้าเล็กน้อย", False),
        ([3] * 3 + [0] * 6, 9, "มีภาวะซึมเศร้าเล็กน้อย", False),
        ([2] * 5 + [0] * 4, 10, "มีภาวะซึมเศร้าปานกลาง", True),
        ([3] * 5 + [0] * 4, 15, "มีภาวะซึมเศร้ามาก", True),
        ([3] * 7 + [0] * 2, 21, "มีภาวะซึมเศร้ารุนแรง", True),
        ([None] + [3] * 7 + [0], None, "", False),
    ],
)
def test_phq_is_judged_by_total_and_cutoff(judged, answers, total, band, is_positive):
    made = judged(answers)

    assert (made.total, made.band, made.is_positive) == (total, band, is_positive)
    assert not made.is_danger
    assert not ProtectionAlert.objects.exists()


@pytest.mark.parametrize("last", [1, 2, 3])
def test_item_nine_raises_an_alert_even_in_an_incomplete_sheet(student, round_, teacher, last):
    made = phq(student, round_, [None] * 8 + [last], by=teacher)

    alert = ProtectionAlert.objects.get()
    assert (alert.student, alert.source) == (student, f"phq:{made.pk}")
    assert alert.kinds == [assessments.SELF_HARM]
    assert made.is_danger


def test_further_question_raises_an_alert_and_mending_never_takes_it_back(student, round_, teacher):
    made = phq(student, round_, [0] * 9, extra=(0, 1), by=teacher)

    said = {"answers": [0] * 9, "extra": (0, 0), "answered_on": DAY}
    assessments.change_phq(made, **said, by=teacher)

    assert ProtectionAlert.objects.get().kinds == [assessments.SUICIDE]
    assert not PhqResponse.objects.get().is_danger


def test_alert_that_cannot_be_raised_takes_the_answers_with_it(
    student, round_, teacher, monkeypatch
):
    def fail(danger):
        raise RuntimeError

    monkeypatch.setattr("schoolcare.registry.dangers", [fail])

    with pytest.raises(RuntimeError):
        phq(student, round_, [0] * 8 + [1], by=teacher)
    assert not PhqResponse.objects.exists()


def test_danger_page_says_what_to_do_and_whom_to_call(client, student, round_, teacher):
    client.force_login(teacher)
    url = reverse("students:phq-create", args=[student.pk])
    key = client.get(url).context["form"]["key"].value()
    answers = {f"item_{number}": 0 for number in range(1, 9)} | {"item_9": 1}

    page = client.post(url, answers | {"key": key, "answered_on": "20/11/2569"}, follow=True)

    text = page.content.decode()
    assert "อย่าปล่อยให้นักเรียนอยู่คนเดียว" in text
    for number in ("1669", "1323", "1300"):
        assert f"tel:{number}" in text
    assert ProtectionAlert.objects.count() == 1
    assert PhqResponse.objects.get().total == 1


def test_phq_is_hidden_from_who_may_not_see_tests(client, school, student, teacher):
    made = make_phq(student, teacher)
    client.force_login(make_user(Role.HEALTH_TEACHER, Role.WELFARE, school=school))

    assert client.get(reverse("students:phq-detail", args=[made.pk])).status_code == 403


def test_look_at_a_pupils_tests_is_logged_with_the_pupil(client, student, teacher):
    client.force_login(teacher)

    client.get(reverse("students:assessment-detail", args=[student.pk]))

    event = AuditEvent.objects.get(action="assessment.view")
    assert (event.actor_id, event.pupil_id) == (teacher.pk, student.pk)


def test_own_copy_of_phq_is_the_next_version_and_old_answers_keep_theirs(
    student, round_, teacher, school
):
    old = phq(student, round_, [2] * 5 + [0] * 4, by=teacher)
    shipped = PhqForm.objects.get(school=None)
    words = {name: getattr(shipped, name) for name in ("lead", "items", "options", "extra")}
    words |= {"name": "ของเรา", "source": "ฉบับจริง", "bands": [[0, "ต่ำ"], [12, "สูง"]], "cutoff": 12}

    own = sdq_settings.save_phq_form(school, words, by=teacher)
    new = phq(student, round_, [2] * 5 + [0] * 4, by=teacher)

    assert (own.version, PhqForm.objects.of_school(school)) == (1, own)
    assert (old.form, old.is_positive) == (shipped, True)
    assert (new.form, new.is_positive, new.band) == (own, False, "ต่ำ")


def screen_form(student, user, files=None, **fields):
    kind = fields.pop("kind", None) or ScreenKind.objects.get(name__startswith="School Health")
    data = {"kind": kind.pk, "taken_on": "20/11/2569"} | fields
    form = OtherScreenForm(
        data,
        files,
        instance=OtherScreen(student=student),
        user=user,
        permission="sdq.write",
        school=student.school,
    )
    del form.fields["key"]
    return form


def test_result_from_elsewhere_needs_a_group_or_words(student, teacher):
    assert "result" in screen_form(student, teacher).errors
    assert not screen_form(student, teacher, group="risk").errors
    assert not screen_form(student, teacher, result="EQ รวม 150").errors


def test_specialists_result_needs_its_paper(student, teacher):
    kind = ScreenKind.objects.get(name="SNAP-IV")

    assert "upload" in screen_form(student, teacher, kind=kind, group="risk").errors
    paper = {"upload": SimpleUploadedFile("a.pdf", PDF, "application/pdf")}
    assert not screen_form(student, teacher, paper, kind=kind, group="risk").errors


def test_paper_of_a_result_goes_with_it(student, teacher):
    screen = OtherScreen(student=student, kind=ScreenKind.objects.first(), group="risk")
    screen.taken_on = DAY
    paper = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    kept = assessments.keep_screen(screen, paper, by=teacher)
    document = kept.document

    assessments.remove_screen(kept, by=teacher)

    assert not type(document).objects.filter(pk=document.pk).exists()
    actions = AuditEvent.objects.filter(pupil_id=student.pk).values_list("action", flat=True)
    assert set(actions) >= {"other_screen.create", "other_screen.delete"}


def test_item_words_need_a_confirmed_licence_with_its_proof(school, care_head):
    with pytest.raises(ValidationError):
        sdq_settings.save_items(school, "teacher", {1: "ข้อความ"}, by=care_head)

    proof = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    sdq_settings.confirm_licence(school, proof, "หนังสืออนุญาต", by=care_head)
    sdq_settings.save_items(school, "teacher", {1: "ข้อความ"}, by=care_head)
    assert SdqItemText.objects.get().text == "ข้อความ"

    sdq_settings.withdraw_licence(school, by=care_head)
    assert not sdq.settings_of(school).may_show_items


@pytest.mark.usefixtures("round_")
def test_words_are_shown_only_while_licensed(client, school, student, care_head, teacher):
    proof = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    sdq_settings.confirm_licence(school, proof, "หนังสืออนุญาต", by=care_head)
    sdq_settings.save_items(school, "teacher", {1: "ถ้อยคำลับ"}, by=care_head)
    client.force_login(teacher)
    url = reverse("students:sdq-teacher", args=[student.pk])

    assert "ถ้อยคำลับ" in client.get(url).content.decode()
    sdq_settings.withdraw_licence(school, by=care_head)
    assert "ถ้อยคำลับ" not in client.get(url).content.decode()


def test_no_item_text_is_shipped():
    assert not SdqItemText.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_pupils_tests_asks_the_same_for_more_rows(
    client, student, teacher, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        round_ = make_screening_round(student.school, number=number)
        make_sheet(student, round_=round_)
        make_phq(student, teacher, round_=round_)
        make_screen(student, teacher)
    client.force_login(teacher)

    with django_assert_num_queries(9):
        client.get(reverse("students:assessment-detail", args=[student.pk]))
