"""Editions of forms and the rounds that go by them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schoolcare.access import Role
from students.models import Criterion, ScreeningRound, ScreeningTemplate
from students.services import screening_forms as services
from students.services import screening_rounds
from tests.factories import make_school, make_student, make_user
from tests.students.filling import errors, opened, page, send
from tests.students.screened import make_screening, make_screening_round


@pytest.fixture
def shipped(db):
    return ScreeningTemplate.objects.get(code="T11", school=None, district=None)


@pytest.fixture
def draft(shipped, school, care_head):
    return services.next_version(shipped, school, by=care_head)


def criterion(form, code="weak"):
    return Criterion.objects.get(aspect__template=form, aspect__code="health", code=code)


def test_own_edition_holds_all_of_the_shipped_form(shipped, draft):
    def content(form):
        rows = Criterion.objects.filter(aspect__template=form).order_by(
            "aspect__order", "level", "order"
        )
        return list(rows.values_list("aspect__code", "level", "code", "text", "is_danger"))

    assert content(draft) == content(shipped)
    assert (draft.version, draft.is_draft, draft.based_on) == (1, True, shipped)


def test_second_copy_is_the_draft_that_waits(shipped, school, draft, care_head):
    assert services.next_version(shipped, school, by=care_head) == draft


def test_school_goes_by_its_own_edition_once_it_is_published(shipped, school, draft, care_head):
    before = screening_rounds.usual_form(school)

    services.publish(draft, by=care_head)

    assert (before, screening_rounds.usual_form(school)) == (shipped, draft)


def test_office_edition_comes_before_the_shipped_one(shipped, school, officer):
    edition = services.next_version(shipped, school.district, by=officer)
    services.publish(edition, by=officer)

    assert screening_rounds.usual_form(school) == edition
    assert screening_rounds.usual_form(make_school()) == shipped


def test_archived_edition_leaves_the_one_below(shipped, school, draft, care_head):
    services.archive(services.publish(draft, by=care_head), by=care_head)

    assert screening_rounds.usual_form(school) == shipped


def test_editing_never_changes_what_was_found(classroom, school, draft, care_head, teacher):
    form = services.publish(draft, by=care_head)
    round_ = make_screening_round(school, template=form)
    screening = make_screening(round_, make_student(classroom), teacher, health="risk")

    following = services.next_version(form, school, by=care_head)
    changed = criterion(following)
    changed.text = "ข้อความใหม่"
    services.save_row(changed, by=care_head)
    services.publish(following, by=care_head)

    found = screening.results.get(aspect__code="health").criteria.get()
    assert (found.text, following.version) == ("ร่างกายไม่แข็งแรง", 2)
    assert ScreeningRound.objects.get().template == form


def test_published_form_refuses_an_edit(draft, care_head):
    form = services.publish(draft, by=care_head)

    with pytest.raises(ValidationError, match="ประกาศใช้แล้ว"):
        services.remove_row(criterion(form), by=care_head)


def test_criterion_typed_while_a_round_is_open_waits_for_the_next_version(
    client, classroom, school, draft, care_head
):
    client.force_login(care_head)
    url = page("screening-criterion-update", criterion(draft).pk)
    held = opened(client, url) | {"text": "เหนื่อยง่าย"}
    form = services.publish(draft, by=care_head)
    round_ = make_screening_round(school, template=form)

    refused = client.post(url, held)
    led_away = client.get(url, follow=True).text
    client.post(page("screening-form-copy", form.pk))
    following = ScreeningTemplate.objects.get(school=school, published_at=None)
    send(client, page("screening-criterion-update", criterion(following).pk), text="เหนื่อยง่าย")
    client.post(page("screening-form-publish", following.pk))

    assert errors(refused) == {"__all__": [services.PUBLISHED]}
    assert "เหนื่อยง่าย" in refused.text
    assert services.PUBLISHED in led_away
    round_.refresh_from_db()
    assert (round_.template, criterion(form).text) == (form, "ร่างกายไม่แข็งแรง")
    assert screening_rounds.usual_form(school) == following
    assert criterion(following).text == "เหนื่อยง่าย"


def test_form_without_criteria_of_a_level_is_not_published(draft, care_head):
    Criterion.objects.filter(aspect__template=draft, aspect__code="games", level="risk").delete()

    with pytest.raises(ValidationError, match="ด้านการติดเกม ยังไม่มีเกณฑ์ของระดับ เสี่ยง"):
        services.publish(draft, by=care_head)


def test_criterion_moves_among_those_of_its_level(draft, care_head):
    services.move_row(criterion(draft, "ill_often"), up=True, by=care_head)

    rows = Criterion.objects.filter(aspect=criterion(draft).aspect, level="risk")
    codes = list(rows.order_by("order").values_list("code", flat=True))
    assert codes == ["ill_often", "weak", "sight_glasses"]


def test_new_criterion_is_written_once(client, draft, care_head):
    client.force_login(care_head)
    aspect = draft.aspects.get(code="health")
    url = reverse("students:screening-criterion-create", args=[aspect.pk])
    typed = {"key": "88888888-8888-4888-8888-888888888999", "text": "นอนน้อย", "level": "risk"}

    for _ in range(2):
        client.post(url, typed)

    assert Criterion.objects.filter(text="นอนน้อย").count() == 1


def test_draft_of_the_school_is_not_read_elsewhere(client, draft, stranger):
    client.force_login(stranger)

    answer = client.get(reverse("students:screening-form-detail", args=[draft.pk]))

    assert answer.status_code == 404


def test_form_of_a_round_stays_once_there_are_results(classroom, school, draft, care_head, teacher):
    round_ = make_screening_round(school)
    make_screening(round_, make_student(classroom), teacher)
    round_.template = services.publish(draft, by=care_head)

    with pytest.raises(ValidationError, match="ตั้งแต่รอบถัดไป"):
        screening_rounds.change_round(round_, by=care_head)


def test_round_outside_its_term_is_refused_at_the_field(client, school, care_head, shipped):
    client.force_login(care_head)
    term = school.terms.get()
    typed = {"term": term.pk, "number": 1, "template": shipped.pk, "opens_on": "1/6/2569"}
    typed |= {"closes_on": "30/6/2569", "key": "88888888-8888-4888-8888-888888888998"}

    answer = client.post(reverse("students:screening-round-create"), typed)

    assert "วันเริ่มต้องอยู่ในภาคเรียน" in answer.context["form"].errors["opens_on"][0]
    assert not ScreeningRound.objects.exists()


def test_next_round_is_proposed_within_the_term(client, school, care_head, shipped):
    client.force_login(care_head)
    make_screening_round(school)

    form = client.get(reverse("students:screening-round-create")).context["form"]

    term = school.terms.get()
    assert (form.initial["number"], form.initial["template"]) == (2, shipped)
    assert term.starts_on <= form.initial["opens_on"] <= form.initial["closes_on"] <= term.ends_on


def test_director_opens_rounds_and_edits_no_form(client, director):
    client.force_login(director)

    assert client.get(reverse("students:screening-round-list")).status_code == 200
    assert client.get(reverse("students:screening-form-list")).status_code == 403


def test_counsellor_opens_rounds_and_edits_forms(client, school, shipped):
    """As the care head does; a school may have only one of them."""
    client.force_login(make_user(Role.COUNSELLOR, school=school))
    term = school.terms.get()
    typed = {"term": term.pk, "number": 1, "template": shipped.pk}
    typed |= {"opens_on": "2/11/2569", "closes_on": "30/11/2569"}
    typed["key"] = "88888888-8888-4888-8888-888888888997"

    client.post(reverse("students:screening-round-create"), typed)
    client.post(reverse("students:screening-form-copy", args=[shipped.pk]))

    assert ScreeningRound.objects.get().school == school
    assert ScreeningTemplate.objects.get(school=school).based_on == shipped
