"""The form of a pupil's home: coordinates of any script, emptied ones, siblings, two editors."""

from decimal import Decimal

import pytest
from django.utils import timezone

from students.models import Household
from tests.factories import make_guardian, make_student
from tests.students.filling import errors, opened, page, send

PLACE = {"latitude": Decimal("18.78830"), "longitude": Decimal("98.98530")}


def make_home(student, **fields):
    student.household = Household.objects.create(school=student.school, **{"moo": "3"} | fields)
    student.save()
    return student.household


@pytest.fixture
def student(classroom):
    return make_student(classroom)


@pytest.fixture
def url(client, clerk, student):
    client.force_login(clerk)
    return page("household-edit", student.pk)


def home_of(student):
    student.refresh_from_db()
    return student.household


def test_first_home_is_made_once_however_often_it_is_sent(client, url, student):
    sent = opened(client, url) | {"house_no": "๕/๑", "moo": "3"}

    client.post(url, sent)
    client.post(url, sent)

    assert Household.objects.get() == home_of(student)
    assert home_of(student).house_no == "๕/๑"


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("18.7883", "98.9853"),
        ("๑๘.๗๘๘๓", "๙๘.๙๘๕๓"),
        ("18.788298", "98.985302"),  # a device gives six places
        (" 18.7883, 98.9853", ""),  # pasted from a map as a pair
    ],
)
def test_coordinates_are_understood(client, url, student, latitude, longitude):
    send(client, url, latitude=latitude, longitude=longitude, accuracy_m="12")

    home = home_of(student)
    assert {"latitude": home.latitude, "longitude": home.longitude} == PLACE
    assert home.accuracy_m == 12
    assert home.located_at is not None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"latitude": "18"}, {"longitude": ["กรุณากรอกทั้งละติจูดและลองจิจูด หรือเว้นว่างทั้งคู่"]}),
        (
            {"latitude": "98.9", "longitude": "18.7"},
            {"latitude": ["ต้องไม่เกิน 90"]},
        ),
        (
            {"latitude": "ทางเหนือ", "longitude": "18.7"},
            {"latitude": ["กรุณากรอกเป็นตัวเลข เช่น 18.78830"]},
        ),
        (
            {"latitude": "NaN", "longitude": "18.7"},
            {"latitude": ["กรุณากรอกเป็นตัวเลข เช่น 18.78830"]},
        ),
        (
            {"latitude": "9" * 24, "longitude": "18.7"},
            {"latitude": ["ต้องไม่เกิน 90"]},
        ),
        ({"postcode": "5710"}, {"postcode": ["กรุณากรอกรหัสไปรษณีย์ 5 หลัก"]}),
        ({"phone": "12"}, {"phone": ["ใส่เบอร์โทรศัพท์ 9–10 หลัก เช่น 0812345678"]}),
        (
            {"house_no": "5", "has_no_number": "on"},
            {"has_no_number": ["มีบ้านเลขที่อยู่แล้ว กรุณาเลือกอย่างใดอย่างหนึ่ง"]},
        ),
    ],
)
def test_what_cannot_be_is_refused(client, url, student, typed, expected):
    found = errors(send(client, url, **typed))

    assert {name: found[name] for name in expected} == expected
    assert home_of(student) is None


def test_emptied_coordinates_leave_no_place(client, url, student):
    make_home(student, **PLACE, accuracy_m=8, located_at=timezone.now())

    send(client, url, latitude="", longitude="")

    home = home_of(student)
    place = (home.latitude, home.longitude, home.accuracy_m, home.located_at)
    assert place == (None, None, None, None)
    assert home.moo == "3"


def test_place_moved_by_hand_has_no_accuracy_of_the_device(client, url, student):
    make_home(student, **PLACE, accuracy_m=8, located_at=timezone.now())

    send(client, url, latitude="18.5")

    assert home_of(student).accuracy_m is None


def test_place_that_stays_keeps_its_day(client, url, student):
    before = make_home(student, **PLACE, accuracy_m=8, located_at=timezone.now())

    send(client, url, moo="4")

    home = home_of(student)
    assert (home.moo, home.accuracy_m, home.located_at) == ("4", 8, before.located_at)


def test_siblings_are_named_before_their_home_changes(client, url, student, classroom):
    home = make_home(student)
    make_student(classroom, household=home)

    assert "มีนักเรียนอีก 1 คนอยู่บ้านนี้" in client.get(url).content.decode()


def test_one_of_two_siblings_moves_alone(client, url, student, classroom):
    old = make_home(student, **PLACE, accuracy_m=8)
    sister = make_student(classroom, household=old)

    send(client, url, apart="on", house_no="9", moo="7")

    home = home_of(student)
    assert (home.pk != old.pk, home.house_no, home.moo) == (True, "9", "7")
    assert (home.latitude, home.accuracy_m) == (None, None)
    old.refresh_from_db()
    assert (home_of(sister), old.moo, old.latitude) == (old, "3", PLACE["latitude"])


def test_who_lives_without_siblings_is_not_asked_who_moves(client, url, student):
    old = make_home(student)

    assert 'name="apart"' not in client.get(url).text
    send(client, url, apart="on", moo="7")

    assert Household.objects.get() == old


def test_page_tells_what_a_visitor_must_know_of_the_home(client, url, student):
    make_home(student, home_language="กะเหรี่ยง", dormitory="หอนอนชาย 2", phone="053111222")

    html = client.get(page("student-detail", student.pk)).text

    assert [one for one in ("กะเหรี่ยง", "หอนอนชาย 2", "053111222") if one not in html] == []


@pytest.mark.parametrize("phone", ["", "0812345678"])
def test_who_must_not_be_called_is_marked_with_or_without_a_number(client, url, student, phone):
    make_guardian(student, "บิดา", phone=phone)
    student.guardianships.update(may_be_contacted=False)

    html = client.get(page("student-detail", student.pk)).text

    assert "ห้ามติดต่อ" in html
    assert "0812345678" not in html


def test_second_of_two_editors_sees_both_values(client, url, student):
    make_home(student)
    sent = opened(client, url)
    client.post(url, sent | {"moo": "4"})

    response = client.post(url, sent | {"moo": "5"})

    row = {"label": "หมู่ที่", "saved": "4", "typed": "5"}
    assert response.context["form"].differences == [row]
    assert home_of(student).moo == "4"
    html = response.content.decode()
    assert "มีคนอื่นบันทึกข้อมูลนี้ไปก่อน" in html


def test_button_of_the_device_names_the_fields(client, url):
    html = client.get(url).content.decode()

    names = [f'data-{name}="id_{field}"' for name, field in BUTTON.items()]
    assert [name for name in names if name not in html] == []
    assert [field for field in BUTTON.values() if f'id="id_{field}"' not in html] == []
    assert "js/locate.js" in html


BUTTON = {"lat": "latitude", "lng": "longitude", "accuracy": "accuracy_m"}
