"""Villages by year: shared between schools, pupils counted live, carried over."""

import pytest
from django.urls import reverse

from community.models import VillageProfile
from community.service_area import service_area
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from students.models import Household
from tests.community.making_partners import make_head, make_profile, make_village
from tests.factories import YEAR, make_classroom, make_school, make_student, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import words_on

pytestmark = pytest.mark.django_db
LIST, CARRY = reverse("community:village-list"), reverse("community:village-carry")


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school, client):
    user = make_head(school)
    client.force_login(user)
    return user


def page(village, verb="update"):
    return reverse(f"community:village-{verb}", args=[village.pk])


def pupil_in(school, village, **fields):
    room = make_classroom(school, room=len(school.classrooms.all()) + 1)
    home = Household.objects.create(school=school, village=village)
    return make_student(room, household=home, **fields)


def test_profile_is_kept_with_thai_digits_and_who_changed_it(client, head, school):
    village = make_village(school)

    for _ in range(2):
        client.post(page(village), {"households": "๑๒๐", "people": "430", "head": "นายคำปัน"})

    profile = VillageProfile.objects.get()
    assert (profile.year, profile.households, profile.people) == (YEAR, 120, 430)
    assert (profile.school, profile.changed_by) == (school, head)
    assert AuditEvent.objects.get(action="village_profile.create").school_id == school.pk


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"households": "-1"}, "ต้องไม่น้อยกว่า 0"),
        ({"people": "สิบ"}, "กรุณากรอกเป็นตัวเลข"),
        ({"people": "99999999"}, "ต้องไม่เกิน 1000000"),
        ({"head": "ก" * 10_000}, "ยาวเกิน 150 ตัวอักษร"),
    ],
)
def test_what_cannot_be_is_told(client, head, school, fields, words):
    assert words in client.post(page(make_village(school)), fields).text
    assert not VillageProfile.objects.exists()


def test_form_of_a_new_year_begins_with_what_was_known(client, head, school):
    village = make_village(school)
    make_profile(village, school, head, year=YEAR - 1, households=99)

    assert client.get(page(village)).context["form"]["households"].value() == 99
    client.post(page(village), {"households": "101"})

    years = VillageProfile.objects.order_by("year").values_list("year", "households")
    assert list(years) == [(YEAR - 1, 99), (YEAR, 101)]


def test_schools_of_one_village_share_its_profile(client, head, school):
    other = make_school(district=school.district)
    village = make_village(school, other)
    theirs = make_head(other)
    make_profile(village, other, theirs, households=50)

    shown = client.get(page(village, "detail")).text
    client.post(page(village), {"households": "51"})

    assert other.full_name in shown
    assert str(theirs) in shown
    profile = VillageProfile.objects.get()
    assert (profile.households, profile.school, profile.changed_by) == (51, school, head)


def test_village_of_another_school_is_not_found(client, head):
    village = make_village(make_school())

    assert client.get(page(village, "detail")).status_code == 404
    assert client.post(page(village), {"households": "1"}).status_code == 404
    assert not VillageProfile.objects.exists()


def test_teacher_reads_only(client, school):
    village = make_village(school)
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(LIST).status_code == 200
    assert client.post(page(village), {}).status_code == 403
    assert client.post(CARRY).status_code == 403


def test_pupils_are_counted_where_they_live(school, head):
    near, far = make_village(school), make_village(school, name="บ้านไกล")
    other = make_school()
    pupil_in(school, near)
    pupil_in(school, near)
    pupil_in(school, near, status="moved")
    pupil_in(school, None)
    pupil_in(school, make_village(other, name="บ้านเขา"))
    pupil_in(other, near)
    make_profile(near, school, head)

    area = service_area(school, YEAR)

    assert {one.village: one.pupils for one in area.lines} == {near: 2, far: 0}
    assert (area.pupils, area.outside, area.all_pupils, area.unknown) == (2, 2, 4, 1)
    assert (area.households, area.people) == (120, 430)


def test_what_was_known_is_carried_over_once(client, head, school):
    known, fresh, never = (make_village(school, name=name) for name in "กขค")
    make_profile(known, school, head, year=YEAR - 2, households=10)
    make_profile(known, school, head, year=YEAR - 1, households=11)
    make_profile(fresh, school, head, year=YEAR - 1, households=20)
    make_profile(fresh, school, head, year=YEAR, households=21)

    for _ in range(2):
        client.post(CARRY)

    rows = VillageProfile.objects.filter(year=YEAR).order_by("village__name")
    assert list(rows.values_list("village", "households")) == [(known.pk, 11), (fresh.pk, 21)]
    assert AuditEvent.objects.get(action="village_profile.carry").changes == {"count": 1}
    assert not never.profiles.exists()


@pytest.mark.parametrize("many", [1, 30])
def test_paper_has_a_line_a_village_and_totals(school, head, many):
    for number in range(many):
        village = make_village(school, name=f"บ้านยาวมากเหลือเกิน{number}")
        make_profile(village, school, head, occupations="ทำนา ทำสวน รับจ้าง " * 5)
    document = prepare("service-area", {"school": school.code, "year": str(YEAR)}, user=head)

    data = document.pdf()

    assert_paper(data, "wide", html=document.html())
    text = words_on(data).replace(" ", "")
    assert ("๓๖๐๐" if many == 30 else "๑๒๐") in text
    rows = list(document.sheet().rows)
    assert len(rows) == many
    assert rows[0][-2:] == ["", ""]  # nowhere on the map yet


def test_paper_without_villages_says_so(school, head):
    document = prepare("service-area", {"school": school.code, "year": str(YEAR)}, user=head)

    assert "ยังไม่มีหมู่บ้านในเขตบริการ" in document.html()
    assert_paper(document.pdf(), "wide")


@pytest.mark.parametrize("many", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(
    client, head, school, many, django_assert_num_queries
):
    for number in range(many):
        make_profile(make_village(school, name=f"บ้าน {number}"), school, head)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
