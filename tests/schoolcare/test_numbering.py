"""Numbers of letters and orders: never twice, none lost, one for a paper."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction

from schoolcare import numbering
from schoolcare.access import Role
from schoolcare.models import AuditEvent, NumberEntry, Register
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


@pytest.fixture
def school():
    return make_school(letter_prefix="ศธ 04140.087")


@pytest.fixture
def clerk(school):
    return make_user(Role.CLERK, school=school)


def take(office, by, register=Register.SENT, day=DAY, **more):
    return numbering.take(office, register, dated_on=day, subject="เรื่องหนึ่ง", by=by, **more)


def test_numbers_follow_one_another_in_each_register(school, clerk):
    taken = [take(school, clerk).text, take(school, clerk).text]
    taken += [take(school, clerk, Register.MEMO).text, take(school, clerk, Register.ORDER).text]

    assert taken == ["ศธ 04140.087/1", "ศธ 04140.087/2", "ศธ 04140.087/1", "1/2569"]


def test_register_begins_anew_with_the_calendar_year(school, clerk):
    take(school, clerk, Register.ORDER)

    assert take(school, clerk, Register.ORDER, date(2027, 1, 1)).text == "1/2570"


def test_schools_and_offices_count_by_themselves(school, clerk):
    take(school, clerk)
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)

    assert take(make_school(), clerk).number == 1
    assert take(school.district, officer).number == 1


def test_circular_carries_its_mark_and_an_order_does_not(school, clerk):
    letter = take(school, clerk, is_circular=True)
    order = take(school, clerk, Register.ORDER, is_circular=True)

    assert (letter.text, order.text) == ("ศธ 04140.087/ว 1", "1/2569")


def test_cancelled_number_stays_and_is_not_given_again(school, clerk):
    entry = take(school, clerk)
    numbering.cancel(entry, reason="พิมพ์ผิด", by=clerk)
    numbering.cancel(entry, reason="อีกครั้ง", by=clerk)

    assert take(school, clerk).number == 2
    entry.refresh_from_db()
    assert (entry.is_cancelled, entry.cancel_reason) == (True, "พิมพ์ผิด")
    assert AuditEvent.objects.filter(action="number.cancel").count() == 1


def test_register_may_begin_where_the_book_ends_and_not_go_back(school, clerk):
    assert take(school, clerk, number=85).number == 85
    assert take(school, clerk).number == 86
    with pytest.raises(ValidationError, match="เลขถัดไปคือ 87"):
        take(school, clerk, number=86)


def test_paper_keeps_its_number_until_it_is_cancelled(school, clerk):
    paper = ("test-memo", "2569///7")
    first, again = take(school, clerk, paper=paper), take(school, clerk, paper=paper)
    numbering.cancel(first, reason="เลิกส่ง", by=clerk)

    anew = take(school, clerk, paper=paper)

    assert (first == again, anew.number) == (True, 2)


@pytest.mark.parametrize("both", [True, False])
def test_number_belongs_to_one_place(school, clerk, both):
    places = {"school": school, "district": school.district} if both else {}
    facts = {"register": "sent", "year": 2569, "number": 1, "dated_on": DAY, "subject": "ก"}
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberEntry.objects.create(taken_by=clerk, **facts, **places)


def test_office_sees_its_own_register_and_not_that_of_its_schools(school, clerk):
    officer = make_user(Role.DISTRICT_OFFICER, district=school.district)
    ours, theirs = take(school.district, officer), take(school, clerk)
    stranger = make_user(Role.DISTRICT_OFFICER, district=make_district())

    def seen(user):
        return list(NumberEntry.objects.for_user(user, "number.view"))

    assert (seen(officer), seen(clerk), seen(stranger)) == ([ours], [theirs], [])


@pytest.mark.django_db(transaction=True)
def test_clerks_at_the_same_moment_get_different_numbers():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one after the other by itself")
    school = make_school()
    clerk, found, gate = make_user(Role.CLERK, school=school), [], threading.Barrier(5)

    def press():
        gate.wait(10)
        found.append(take(school, clerk).number)
        connections.close_all()

    people = [threading.Thread(target=press) for _ in range(5)]
    for one in people:
        one.start()
    for one in people:
        one.join(20)

    assert sorted(found) == [1, 2, 3, 4, 5]
