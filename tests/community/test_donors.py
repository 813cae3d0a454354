"""Donors: the list, one's own page with everything given, putting right."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from community.models import Donor
from community.services import resources
from schoolcare.models import AuditEvent, Village
from tests.community.making_resources import DAY, keeper, make_donor, make_gift, make_labour
from tests.factories import make_school

pytestmark = pytest.mark.django_db
LIST = reverse("community:donor-list")


@pytest.fixture
def by(client, school):
    user = keeper(school)
    client.force_login(user)
    return user


def page(donor, verb="detail"):
    return reverse(f"community:donor-{verb}", args=[donor.pk])


def typed(donor, **fields):
    return {"kind": donor.kind, "name": donor.name} | fields


def told(answer):
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


def test_everything_given_stands_on_the_donors_page(client, by, school):
    donor = make_donor(school)
    money, labour = (make(school, by, donor=donor) for make in (make_gift, make_labour))
    void = make_gift(school, by, donor=donor, value=Decimal(99))
    resources.void(void, reason="ผิด", by=by)
    make_gift(school, by, donor=make_donor(school, "นางอื่น"))

    shown = client.get(page(donor))

    assert set(shown.context["page_obj"]) == {money, labour, void}
    assert shown.context["sums"] == {"count": 2, "void": 1, "money": 1000, "other": None}
    assert "no-store" in shown["Cache-Control"]


def test_list_counts_what_stands(client, by, school):
    donor = make_donor(school)
    make_gift(school, by, donor=donor)
    make_labour(school, by, donor=donor, value=Decimal(50), received_on=date(2026, 9, 1))
    resources.void(make_gift(school, by, donor=donor), reason="ผิด", by=by)
    quiet = make_donor(school, "นางเงียบ")

    rows = {one.pk: one for one in client.get(LIST).context["page_obj"]}

    assert set(rows) == {donor.pk, quiet.pk}
    first = rows[donor.pk]
    assert (first.gifts, first.money, first.last) == (2, 1000, date(2026, 9, 1))
    assert (rows[quiet.pk].gifts, rows[quiet.pk].last) == (0, None)


def test_list_is_narrowed_by_village_and_name(client, by, school):
    village = Village.objects.create(name="บ้านดอน")
    village.schools.add(school)
    mine = make_donor(school, village=village)
    make_donor(school, "นางอื่น")

    assert list(client.get(LIST, {"village": village.pk}).context["page_obj"]) == [mine]
    answer = client.post(reverse("community:donor-search"), {"q": "สมหมาย"})
    assert answer.url == f"{LIST}?found=1"
    assert list(client.get(answer.url).context["page_obj"]) == [mine]


def test_name_that_another_has_asks_for_a_word(client, by, school):
    make_donor(school)
    other = make_donor(school, "นางอื่น")
    asked = typed(other, name="สมหมาย ใจดี")

    words = told(client.post(page(other, "update"), asked))

    assert words == {"name": ["มีชื่อนี้อยู่แล้ว: นายสมหมาย ใจดี ถ้าเป็นคนละราย ให้ยืนยัน"]}
    client.post(page(other, "update"), asked | {"is_other": "on"})
    assert Donor.objects.get(pk=other.pk).name == "สมหมาย ใจดี"


def test_day_known_since_cannot_come_after_a_gift(client, by, school):
    gift = make_gift(school, by)
    donor = gift.donor

    words = told(client.post(page(donor, "update"), typed(donor, known_since="6/8/2569")))

    assert words == {"known_since": ["มีรายการรับเมื่อ 5 ส.ค. 2569 วันนี้ต้องไม่หลังจากนั้น"]}
    client.post(page(donor, "update"), typed(donor, known_since="5/8/2569"))
    donor.refresh_from_db()
    assert donor.known_since == DAY


def test_tax_id_is_left_changed_or_taken_out(client, by, school):
    donor = make_donor(school)
    number = "1101700230708"
    client.post(page(donor, "update"), typed(donor, tax_id=number))
    client.post(page(donor, "update"), typed(donor, phone="0812345678"))
    donor.refresh_from_db()
    assert (donor.tax_id, donor.phone) == (number, "0812345678")

    client.post(page(donor, "update"), typed(donor, drop_id="on"))

    donor.refresh_from_db()
    assert (donor.tax_id, donor.tax_id_hash) == ("", "")
    changes = AuditEvent.objects.filter(action="donor.update").order_by("pk").first().changes
    assert changes["tax_id"] == ["***", "***"]


def test_donor_of_another_school_is_not_found(client, by):
    stranger = make_donor(make_school())

    assert client.get(page(stranger)).status_code == 404
    assert client.get(page(stranger, "update")).status_code == 404
    assert client.post(page(stranger, "reveal")).status_code == 404
