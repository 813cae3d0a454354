"""What pages and papers of activities ask, the same for one row and for three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schoolcare.documents import prepare
from tests.community.making_activities import (
    TODAY,
    make_activity,
    make_course,
    make_guests,
    make_partner,
    make_photo,
    make_traveller,
    make_trip,
)
from tests.factories import make_classroom, make_student, make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(TODAY),
    pytest.mark.parametrize("rows", [1, 3]),
]
GROUPS = ["ผู้ปกครอง", "ผู้นำชุมชน", "หน่วยงานรัฐ"]
LATER = date(2026, 12, 1)


@pytest.fixture
def activity(client, school, teacher, rows):
    """With as many of everything that an activity has."""
    client.force_login(teacher)
    made = make_activity(school, teacher, starts_on=LATER, ends_on=LATER)
    for number in range(rows):
        room = make_classroom(school, room=number + 2)
        made.classes.create(classroom=room, label=room.label, pupils=20)
        make_student(room)
        make_guests(made, 5, GROUPS[number])
        made.partners.add(make_partner(school, name=f"วัด{number}"))
        made.staff.add(make_user(school=school))
    return made


@pytest.fixture
def trip(activity):
    """A trip for whose classes one pupil each goes."""
    made = make_trip(activity)
    for one in activity.classes.all():
        make_traveller(made, one.classroom.enrolments.get().student)
        made.steps.create(on=activity.starts_on, text="ออกเดินทาง")
    return made


@pytest.fixture
def course(activity, rows):
    made = make_course(activity)
    for number in range(rows):
        made.learners.create(name=f"นาย{number}", village="บ้านดอย", position=number)
    return made


def asked(call):
    """How many queries it takes the second time."""
    call()
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def costs(client, pk, *names):
    urls = {name: reverse(f"community:{name}", args=[pk]) for name in names}
    assert {client.get(url).status_code for url in urls.values()} == {200}
    return {name: asked(lambda url=url: client.get(url)) for name, url in urls.items()}


def printed(activity, user, *slugs, **options):
    """What a paper asks until it is HTML, or its sheets are known."""

    def make(slug):
        found = prepare(slug, {"object": str(activity.pk)} | options, user=user)
        return list(found.parts()) if found.is_batch else found.html()

    return {slug: asked(lambda slug=slug: make(slug)) for slug in slugs}


def test_list_costs_the_same(client, activity, teacher, rows):
    for _ in range(rows):
        make_guests(make_activity(activity.school, teacher))

    url = reverse("community:activity-list")
    assert asked(lambda: client.get(url)) == 3


def test_pages_of_an_activity_cost_the_same(client, activity, teacher, rows):
    for _ in range(rows):
        photo = make_photo(activity, teacher, shows="nobody")

    names = ("activity-detail", "activity-update", "activity-photos")
    assert costs(client, activity.pk, *names) == dict(zip(names, (7, 9, 4), strict=True))
    copy = f"{reverse('community:activity-create')}?from={activity.pk}"
    assert asked(lambda: client.get(copy)) == 8
    assert costs(client, photo.pk, "activity-photo-update") == {"activity-photo-update": 7}


def test_pages_of_a_trip_cost_the_same(client, activity, trip):
    names = ("activity-detail", "trip-plan", "trip-pupils", "trip-replies")
    assert costs(client, activity.pk, *names) == dict(zip(names, (8, 6, 5, 4), strict=True))


def test_pages_of_a_course_cost_the_same(client, activity, course):
    names = ("activity-detail", "course-plan", "course-learners", "course-follow-up")
    assert costs(client, activity.pk, *names) == dict(zip(names, (8, 6, 4, 3), strict=True))


def test_papers_cost_the_same(activity, teacher, rows):
    for _ in range(rows):
        make_photo(activity, teacher, shows="nobody")

    slugs = ("activity-report", "activity-signin")
    found = printed(activity, teacher, *slugs, who="pupils")
    assert found == dict(zip(slugs, (7, 3), strict=True))


def test_papers_of_a_trip_cost_the_same(activity, teacher, trip):
    slugs = ("trip-permission", "trip-order", "guardian-permission")
    assert printed(activity, teacher, *slugs) == dict(zip(slugs, (8, 4, 5), strict=True))


def test_papers_of_a_course_cost_the_same(activity, teacher, course):
    sheet = printed(activity, teacher, "activity-signin", who="learners")
    found = printed(activity, teacher, "training-certificate-community")

    assert (*sheet.values(), *found.values()) == (2, 4)
