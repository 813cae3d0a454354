"""What was spoken with partners: written down, carried out, shown in one chronology."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.chronology import PAGE, history_of
from community.models import Contact, Donor, PartnerPerson, Resource
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_partners import (
    make_agreement,
    make_contact,
    make_head,
    make_held,
    make_need,
    make_partner,
    make_person,
)
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school, client):
    user = make_head(school)
    client.force_login(user)
    return user


@pytest.fixture
def partner(school):
    return make_partner(school)


def page(name, row):
    return reverse(f"community:{name}", args=[row.pk])


def typed(**fields):
    facts = {"key": str(uuid.uuid4()), "way": "phone", "on": "1/11/2569", "said": "นัดค่าย"}
    return facts | fields


def test_contact_is_written_once_for_a_form(client, head, partner):
    person = make_person(partner, is_main=True)
    form = client.get(page("contact-create", partner)).context["form"]
    asked = typed(person=person.pk, next_step="ส่งหนังสือ", next_on="๕/๑๑/๒๕๖๙")

    for _ in range(2):
        assert client.post(page("contact-create", partner), asked).url == page(
            "partner-detail", partner
        )

    contact = Contact.objects.get()
    assert (form["on"].value(), form["person"].value()) == (TODAY, person.pk)
    assert (contact.on, contact.next_on) == (date(2026, 11, 1), date(2026, 11, 5))
    assert (contact.made_by, contact.person, contact.way) == (head, person, "phone")
    assert AuditEvent.objects.get(action="contact.create").school_id == partner.school_id


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"said": ""}, "กรุณากรอกเรื่องที่คุย"),
        ({"on": "31/2/2569"}, "ใส่วันที่"),
        ({"on": f"{TODAY + timedelta(days=1):%d/%m/%Y}"}, "วันที่ติดต่อต้องไม่เลยวันนี้"),
        ({"next_step": "ส่ง", "next_on": "31/10/2569"}, "ต้องไม่ก่อนวันที่ติดต่อ"),
        ({"next_on": "31/12/2569"}, "กรุณากรอกสิ่งที่ต้องทำต่อ"),
    ],
)
def test_what_cannot_be_is_told_and_kept_in_the_form(client, head, partner, fields, words):
    told = client.post(page("contact-create", partner), typed(**fields))

    assert words in told.text
    assert told.context["form"]["way"].value() == "phone"
    assert not Contact.objects.exists()


def test_person_of_another_partner_is_refused(client, head, partner, school):
    stranger = make_person(make_partner(school, name="วัดอื่น"))

    form = client.post(page("contact-create", partner), typed(person=stranger.pk)).context["form"]

    assert set(form.errors) == {"person"}


def test_next_step_is_done_once(client, head, partner):
    contact = make_contact(partner, head, next_step="ส่งหนังสือ")

    for _ in range(2):
        client.post(page("contact-done", contact))

    contact.refresh_from_db()
    assert contact.is_done
    assert AuditEvent.objects.filter(action="contact.settle").count() == 1


def test_teacher_reads_but_writes_nothing(client, school, partner):
    contact = make_contact(partner, make_head(school))
    client.force_login(make_user(Role.TEACHER, school=school))

    assert "ขอใช้ศาลาวัดจัดค่าย" in client.get(page("partner-detail", partner)).text
    names = ("contact-update", "contact-done", "contact-remove")
    assert {client.post(page(name, contact)).status_code for name in names} == {403}


def test_stranger_finds_nothing(client, school, partner):
    contact = make_contact(partner, make_head(school))
    client.force_login(make_head())

    assert client.get(page("partner-detail", partner)).status_code == 404
    assert client.post(page("contact-remove", contact)).status_code == 404
    assert client.post(page("contact-create", partner), typed()).status_code == 404


def test_everything_stands_in_one_list(head, school, partner):
    make_contact(partner, head, on=date(2026, 3, 1))
    make_held(school, head, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 2)).partners.add(
        partner
    )
    make_agreement(partner, head, starts_on=date(2026, 5, 1))
    make_need(school, head, partner=partner, asked_on=date(2026, 2, 1))
    donor = Donor.objects.create(school=school, name="วัด", partner=partner)
    given = {"kind": "things", "received_on": date(2026, 1, 1), "made_by": head}
    Resource.objects.create(school=school, donor=donor, **given)

    titles = [one.title for one in history_of(partner, head, today=TODAY).events]

    assert titles == [
        "ข้อตกลง: ค่ายคุณธรรม",
        "อบรมแก่ชุมชน: อบรมทำปุ๋ย",
        "ไปพบ/มาพบ",
        "ความต้องการ: อบรมการทำปุ๋ยหมัก",
        "สนับสนุนสิ่งของ/ครุภัณฑ์",
    ]


def test_gifts_are_for_those_who_may_see_them(school, partner):
    head = make_head(school)
    donor = Donor.objects.create(school=school, name="วัด", partner=partner)
    given = {"kind": "things", "received_on": date(2026, 1, 1), "made_by": head}
    Resource.objects.create(school=school, donor=donor, **given)
    make_held(school, head).partners.add(partner)
    teacher = make_user(Role.TEACHER, school=school)
    elsewhere = make_user(Role.COMMUNITY_HEAD, school=make_school())

    titles = [one.title for one in history_of(partner, teacher, today=TODAY).events]

    assert titles == ["อบรมแก่ชุมชน: อบรมทำปุ๋ย"]
    assert history_of(partner, elsewhere, today=TODAY).events == []


def test_long_history_goes_on_and_what_waits_is_never_lost(client, head, partner):
    old = make_contact(partner, head, on=date(2020, 1, 1), next_step="ตามเรื่องเก่า")
    for day in range(1, PAGE + 2):
        make_contact(partner, head, on=date(2026, 1, day))

    first = history_of(partner, head, today=TODAY)
    second = history_of(partner, head, today=TODAY, pages=2)

    assert (len(first.events), first.has_more, first.waiting) == (PAGE, True, [old])
    assert (len(second.events), second.has_more) == (PAGE + 2, False)
    assert "?pages=2" in client.get(page("partner-detail", partner)).text


def test_only_one_person_is_called_first(client, head, partner):
    first = make_person(partner, is_main=True)
    asked = {"key": str(uuid.uuid4()), "name": "นางมานี ใจดี", "is_main": "on", "is_active": "on"}

    for _ in range(2):
        client.post(page("person-create", partner), asked)

    first.refresh_from_db()
    assert not first.is_main
    assert PartnerPerson.objects.count() == 2


def test_what_is_due_stands_on_the_home_page(client, head, partner):
    make_contact(
        partner, head, on=date(2026, 1, 1), next_step="ส่ง", next_on=TODAY - timedelta(days=1)
    )
    make_contact(
        partner, head, on=date(2026, 1, 1), next_step="โทร", next_on=TODAY + timedelta(days=30)
    )

    shown = client.get("/").text

    assert "ต้องทำต่อกับภาคี" in shown
    assert "เลยกำหนด 1 เรื่อง" in shown
