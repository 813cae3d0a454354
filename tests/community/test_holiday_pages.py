"""Holidays on screen: corrections, and lists that are pasted or sent as a file."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.models import Holiday
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from tests.community.making_calendar import YEAR, make_holiday
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db
LIST, NEW, PASTE = (
    reverse(f"community:holiday-{verb}") + f"?year={YEAR}" for verb in ("list", "create", "paste")
)
KING = date(2026, 7, 28)


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def clerk(school, client):
    user = make_user(Role.CLERK, school=school)
    client.force_login(user)
    return user


def rows(client, day):
    shown = client.get(LIST).context["rows"]
    return [(row.name, row.source, row.counts) for row in shown if row.on == day]


def test_list_says_where_each_day_comes_from(client, clerk, school):
    make_holiday(school.district, on=KING, name="ไม่หยุดทั้งเขต", is_off=False)
    make_holiday(school, name="งานประเพณี")

    assert rows(client, KING) == [
        ("วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว", "รายการของประเทศ", False),
        ("ไม่หยุดทั้งเขต", "หน่วยงานต้นสังกัด", False),
    ]
    assert rows(client, date(2026, 11, 25)) == [("งานประเพณี", "ที่นี่", True)]
    assert rows(client, date(2026, 12, 10)) == [("วันรัฐธรรมนูญ", "รายการของประเทศ", True)]


def test_day_of_the_list_is_taken_out_here(client, clerk, school):
    form = client.get(f"{NEW}&on=28/7/2569").context["form"]
    assert (form["on"].value(), form["is_off"].value()) == ("28/7/2569", "")

    asked = {"key": str(uuid4()), "on": "๒๘/๗/๒๕๖๙", "name": "เปิดเรียนชดเชย", "is_off": ""}
    for _ in range(2):
        client.post(NEW, asked)

    made = Holiday.objects.get()
    assert (made.school, made.on, made.is_off) == (school, KING, False)
    assert rows(client, KING)[0][2] is False
    assert AuditEvent.objects.get(action="holiday.create").school_id == school.pk


def test_same_day_and_name_twice_is_told(client, clerk, school):
    make_holiday(school)
    asked = {"key": str(uuid4()), "on": "25/11/2569", "name": "วันหยุดพิเศษ", "is_off": "True"}

    form = client.post(NEW, asked).context["form"]

    assert form.errors == {"name": ["มีวันหยุดชื่อนี้ในวันนี้แล้ว"]}


def test_correction_is_changed_and_taken_back(client, clerk, school):
    holiday = make_holiday(school)
    page = reverse("community:holiday-update", args=[holiday.pk])

    client.post(page, {"on": "26/11/2569", "name": "เลื่อน", "is_off": "True"})
    holiday.refresh_from_db()
    assert (holiday.on, holiday.name) == (date(2026, 11, 26), "เลื่อน")

    client.post(reverse("community:holiday-remove", args=[holiday.pk]))
    assert not Holiday.objects.exists()


def test_pasted_list_is_read_whole(client, clerk, school):
    make_holiday(school)
    text = (
        "วันที่, ชื่อ, ขอบเขต\n"
        "25/11/2569, วันหยุดพิเศษ, ทั้งประเทศ\n"
        "\n"
        "๑๑ ธ.ค. ๒๕๖๙\tวันสถาปนาจังหวัด\tจังหวัดเชียงราย\n"
        "2026-12-14; หยุดกีฬาสี; โรงเรียน\n"
        "15/12/2569,ไม่มีขอบเขต\n"
    )

    answer = client.post(PASTE, {"text": text}, follow=True)

    assert "เพิ่มวันหยุด 3 วัน มีอยู่แล้ว 1 วัน" in answer.text
    found = Holiday.objects.filter(school=school).order_by("on").values_list("on", "province")
    assert list(found) == [
        (date(2026, 11, 25), ""),
        (date(2026, 12, 11), "เชียงราย"),
        (date(2026, 12, 14), ""),
        (date(2026, 12, 15), ""),
    ]
    assert AuditEvent.objects.get(action="holiday.create").changes == {"count": 3}


def test_unknown_scope_is_told_by_row_and_nothing_is_lost(client, clerk):
    text = "25/11/2569, ดี, โรงเรียน\n26/11/2569, ผิด, ภาคเหนือ\n31/2/2569, ผิด\n27/11/2569,,"

    form = client.post(PASTE, {"text": text}).context["form"]

    assert form.errors["text"] == [
        "แถวที่ 2: ไม่รู้จักขอบเขต “ภาคเหนือ” ใช้ ทั้งประเทศ, โรงเรียน หรือ จังหวัด…",
        "แถวที่ 3: “31/2/2569” ไม่มีในปฏิทิน",
        "แถวที่ 4: ไม่มีชื่อวันหยุด",
    ]
    assert form["text"].value() == text
    assert not Holiday.objects.exists()


def test_rows_of_a_file_come_back_to_be_put_right(client, clerk):
    data = "วันที่,ชื่อ,ขอบเขต\n25/11/2569,=2+5,ดาวอังคาร\n".encode()
    sent = {"text": "", "file": SimpleUploadedFile("a.csv", data, "text/csv")}

    form = client.post(PASTE, sent).context["form"]

    assert form.errors["text"][0].startswith("แถวที่ 2: ไม่รู้จักขอบเขต “ดาวอังคาร”")
    assert "25/11/2569\t=2+5\tดาวอังคาร" in form["text"].value()


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"text": ""}, "text", "วางรายการ หรือเลือกไฟล์"),
        ({"text": "วันที่,ชื่อ"}, "text", "ไม่พบวันหยุดในรายการ"),
        ({"text": "25/11/2569,ก\n" * 401}, "text", "มีเกิน 400 แถว แบ่งใส่ทีละปี"),
        ({"file": SimpleUploadedFile("a.csv", b"\x89PNG\r\n")}, "file", "ไฟล์นี้"),
    ],
)
def test_spoilt_list_is_told(client, clerk, fields, field, words):
    form = client.post(PASTE, fields).context["form"]

    assert words in form.errors[field][0]


def test_office_corrects_for_its_schools(client, school):
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))
    theirs = make_holiday(school)

    client.post(PASTE, {"text": "11/12/2569, วันหยุดของเขต, เขต"})

    assert Holiday.objects.get(name="วันหยุดของเขต").district == school.district
    assert client.post(reverse("community:holiday-remove", args=[theirs.pk])).status_code == 404
    errors = client.post(PASTE, {"text": "12/12/2569, ก, โรงเรียน"}).context["form"].errors
    assert "ใช้ ทั้งประเทศ, หน่วยงาน หรือ จังหวัด…" in errors["text"][0]


def test_teacher_reads_only(client, school, django_assert_num_queries):
    client.force_login(make_user(Role.TEACHER, school=school))
    client.get(LIST)

    with django_assert_num_queries(2):
        assert not client.get(LIST).context["may_edit"]
    assert client.get(NEW).status_code == 403
