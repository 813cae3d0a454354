"""Who may edit partners but not see how to reach people opens no form that shows it."""

import pytest
from django.urls import reverse

from community.models import PartnerPerson
from schoolcare.access import Permission, Role
from tests.community.making_experts import make_expert, make_lesson
from tests.community.making_partners import make_head, make_partner, make_person, make_source
from tests.factories import make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def editor(client, school, take_away):
    """A head of community relations of a day when partner.person was taken from the role."""
    take_away(Role.COMMUNITY_HEAD, Permission.PARTNER_PERSON)
    editor = make_head(school)
    client.force_login(editor)
    return editor


def page(name, row):
    return reverse(f"community:{name}", args=[row.pk])


def test_forms_with_telephones_are_closed(client, editor, school):
    partner, expert, source = make_partner(school), make_expert(school), make_source(school)
    person = make_person(partner)
    forms = {"partner-update": partner, "person-create": partner, "person-update": person}
    forms |= {"expert-update": expert, "source-update": source}

    for name, row in forms.items():
        assert client.get(page(name, row)).status_code == 404, name
        assert client.post(page(name, row), {"name": "ใหม่"}).status_code == 404, name
    assert client.post(page("person-remove", person)).status_code == 404

    assert PartnerPerson.objects.get().name == person.name
    for row in (partner, expert, source):
        assert client.get(row.get_absolute_url()).status_code == 200
        assert page("partner-update", partner) not in client.get(row.get_absolute_url()).text


def test_lesson_of_another_school_is_not_removed(client, school):
    client.force_login(make_head(school))
    lesson = make_lesson(make_expert(make_school()), make_head())

    assert client.post(page("teaching-remove", lesson)).status_code == 404

    lesson.refresh_from_db()
