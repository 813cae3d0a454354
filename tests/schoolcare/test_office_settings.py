"""Settings of an office: its Garuda, who signs for it; bad pictures and dates."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from schoolcare import files
from schoolcare.access import Role
from schoolcare.documents import Document
from schoolcare.models import AuditEvent, OfficeHead
from schoolcare.paper.body import SUBJECT, TEXT, TO
from schoolcare.paper.choices import Choices
from schoolcare.paper.subjects import Subject
from tests.factories import make_district, make_user

pytestmark = pytest.mark.django_db


class OfficeLetter(Document):
    slug = "test-office-letter"
    title = "หนังสือของหน่วยงาน"
    template = "print/letter.html"
    is_signed = True
    needs = ("district",)
    body_fields = (SUBJECT, TO, TEXT)


@pytest.fixture
def office():
    return make_district(name="สพป.ทดสอบ")


@pytest.fixture
def above(client, office):
    client.force_login(make_user(Role.DISTRICT_ADMIN, district=office))
    return client


def picture(kind: str = "PNG") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 44), "#888").save(out, kind)
    return SimpleUploadedFile(f"g.{kind}", out.getvalue())


def paper(office, day=date(2026, 11, 21)) -> str:
    return OfficeLetter(Subject(district=office), Choices(date=day, thai_digits=False)).html()


def add(client, office, **typed):
    fields = {"name": "นายหัวหน้า ใจดี", "form": "", "starts_on": "1/10/2569"} | typed
    return client.post(reverse("settings-head-add", args=[office.pk]), fields)


def test_garuda_of_an_office_stands_on_its_papers_until_taken_away(above, office):
    url = reverse("settings-garuda", args=[office.pk])
    assert '<div class="garuda">ตราครุฑ<br>สูง 3 ซม.</div>' in paper(office)

    above.post(url, {"picture": picture()})
    office.refresh_from_db()
    shown = above.get(url)
    shown.getvalue()  # reads and closes the file
    assert f'<img class="garuda" src="stored:{office.garuda.sha256}"' in paper(office)
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/png", "private, no-store")

    above.post(url, {"remove": "1"})
    office.refresh_from_db()
    assert "<img" not in paper(office)
    actions = AuditEvent.objects.filter(district_id=office.pk).values_list("action", flat=True)
    assert list(actions.order_by("pk")) == ["district.picture", "district.picture_remove"]


def test_garuda_is_replaced_by_the_newer_one(above, office):
    url = reverse("settings-garuda", args=[office.pk])
    above.post(url, {"picture": picture()})
    office.refresh_from_db()
    first = office.garuda

    above.post(url, {"picture": picture("JPEG")})

    office.refresh_from_db()
    assert office.garuda not in (None, first)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (lambda: SimpleUploadedFile("g.png", b"no picture"), "ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้"),
        (lambda: picture("GIF"), "ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้"),
        (lambda: SimpleUploadedFile("g.png", b"0" * (files.MAX_SIZE + 1)), "ไฟล์ใหญ่เกิน 20 MB"),
        (lambda: "", "เลือกไฟล์ภาพก่อน"),
    ],
)
def test_bad_garuda_is_refused_and_the_old_one_stays(above, office, upload, words):
    url = reverse("settings-garuda", args=[office.pk])
    above.post(url, {"picture": picture()})

    answer = above.post(url, {"picture": upload()}, follow=True)

    office.refresh_from_db()
    assert office.garuda is not None
    assert words in answer.content.decode()


def test_head_with_thai_digits_and_years_of_both_kinds(above, office):
    add(above, office, starts_on="๑/๑๐/๒๕๖๖", ends_on="30/9/2026")

    head = OfficeHead.objects.get()
    assert (head.starts_on, head.ends_on) == (date(2023, 10, 1), date(2026, 9, 30))
    assert AuditEvent.objects.get(action="head.create").district_id == office.pk


def test_two_heads_at_once_are_refused_but_who_stands_in_is_not(above, office):
    add(above, office)

    again = add(above, office, name="นางสอง ใจดี", starts_on="1/11/2569")
    add(above, office, name="นายรอง ใจดี", form="deputizing", position="รองผู้อำนวยการ")

    assert again.context["form"].errors == {
        "starts_on": ["ช่วงวันซ้อนกับ นายหัวหน้า ใจดี ใส่วันสุดท้ายของคนนั้นก่อน"]
    }
    names = OfficeHead.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["นายหัวหน้า ใจดี", "นายรอง ใจดี"]


def test_head_who_starts_tomorrow_signs_what_is_dated_then(above, office):
    add(above, office, ends_on="21/11/2569")
    add(above, office, name="นางใหม่ ใจดี", starts_on="22/11/2569")

    assert "(นายหัวหน้า ใจดี)" in paper(office)
    assert "(นางใหม่ ใจดี)" in paper(office, date(2026, 11, 22))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ends_on": "1/9/2569"}, "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
        ({"form": "acting"}, "กรุณากรอกตำแหน่งของผู้ที่ลงนามแทน เช่น รองผู้อำนวยการ"),
        ({"name": "  "}, "กรุณากรอกชื่อพร้อมคำนำหน้า"),
        ({"starts_on": "31/2/2569"}, "ใส่วันที่ เช่น 5/3/2569"),
    ],
)
def test_head_that_cannot_be_is_refused_in_words(above, office, typed, words):
    answer = add(above, office, **typed)

    assert words in answer.content.decode()
    assert not OfficeHead.objects.exists()


def test_head_of_another_office_is_not_found(above):
    stranger = make_district().heads.create(name="นายอื่น ไกล", starts_on=date(2026, 1, 1))

    assert above.get(reverse("settings-head", args=[stranger.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_office_page_costs_the_same_for_many_heads(above, office, rows, django_assert_num_queries):
    for number in range(rows):
        day = date(2000 + number, 1, 1)
        office.heads.create(name=f"นาย {number}", starts_on=day, ends_on=day)

    with django_assert_num_queries(5):
        above.get(reverse("settings-district", args=[office.pk]))
