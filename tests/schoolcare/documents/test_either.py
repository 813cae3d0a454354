"""Papers that are a school's own or an office's own, never both."""

import pytest
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.management.commands.print_document import describe
from schoolcare.paper.subjects import SubjectError
from tests.factories import make_school, make_user
from tests.schoolcare.documents.papers import EitherSheet

pytestmark = pytest.mark.django_db

SLUG = EitherSheet.slug
YEAR = {"year": "2569"}


@pytest.fixture
def officer(school):
    return make_user(Role.DISTRICT_OFFICER, district=school.district)


def place_of(user, **asked):
    subject = prepare(SLUG, YEAR | asked, user=user).subject
    return subject.school, subject.district


def test_either_is_the_place_where_the_right_is_held(director, officer, school):
    assert place_of(director) == (school, None)
    assert place_of(officer) == (None, school.district)


def test_either_is_the_place_that_is_named(school):
    assert place_of(None, school=school.code) == (school, None)
    assert place_of(None, district=school.district.code) == (None, school.district)


def test_either_of_a_school_is_not_its_offices(officer, school):
    with pytest.raises(SubjectError):
        place_of(officer, school=school.code)


def test_either_of_the_office_is_not_its_schools(director, school):
    with pytest.raises(SubjectError):
        place_of(director, district=school.district.code)


def test_either_of_another_school_is_refused(director):
    with pytest.raises(SubjectError):
        place_of(director, school=make_school().code)


@pytest.mark.parametrize("who", ["director", "officer"])
def test_list_offers_it_to_both(client, request, who):
    client.force_login(request.getfixturevalue(who))

    assert EitherSheet in client.get(reverse("document-list")).context["papers"]


def test_page_is_about_the_place_one_works_in(client, director, officer, school):
    url = reverse("document-sheet", args=[SLUG])

    client.force_login(director)
    assert client.get(url).status_code == 200
    assert client.get(url, {"district": school.district.code}).status_code == 404
    client.force_login(officer)
    assert client.get(url).status_code == 200


def test_shell_says_that_one_of_both_is_needed():
    assert "--school|--district --year" in describe(EitherSheet)
