"""ปฏิทินการปฏิบัติงาน on paper and as a spreadsheet."""

import re
import time
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from community.models import Audience, CalendarEntry, Span
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import DocumentText
from tests.community.making_calendar import YEAR, make_area, make_entry, shipped_area
from tests.factories import make_district, make_school, make_term, make_user
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
SECONDS = 3  # 300 rows, as the issue asks


@pytest.fixture
def school():
    return make_school(thai_digits=False)


def calendar(office, user=None, **asked):
    place = {"district" if hasattr(office, "heads") else "school": office.code}
    words = place | {"year": str(YEAR), "date": "2026-11-21"} | asked
    return prepare("annual-calendar", words, user=user)


def cells(html):
    """The text of each cell, row by row; a group has one."""
    rows = re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", html)[1:]
    return [[text_of(cell) for cell in row.split("</td>")[:-1]] for row in rows]


def text_of(html):
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def test_annual_calendar_has_the_columns_that_offices_know(school):
    make_entry(school, "โครงการเยี่ยมบ้าน", None)

    html = calendar(school, division="สัมพันธ์ชุมชน").html()

    heads = re.findall(r'<th scope="col">(.*?)</th>', html)
    assert heads == ["ที่", "ชื่อกิจกรรม/โครงการ", "ระยะเวลา", "ผู้รับผิดชอบ"]
    assert "<h1>ปฏิทินการปฏิบัติงานฝ่ายสัมพันธ์ชุมชน</h1>" in html
    assert "<p>ประจำปีการศึกษา 2569</p>" in html
    assert cells(html) == [["งานสานสัมพันธ์"], ["1", "โครงการเยี่ยมบ้าน", "ตลอดปีการศึกษา", ""]]


def test_annual_calendar_numbers_through_the_groups_in_the_schools_order(school):
    other = make_area(school, division="สัมพันธ์ชุมชน", position=9)
    make_entry(school, "สอง", position=2, area=other, owner_text="ครูเวร")
    make_entry(school, "สาม", position=3)
    make_entry(school, "หนึ่ง", position=1)

    day = "24 พฤศจิกายน 2569"
    assert cells(calendar(school).html()) == [
        ["งานสานสัมพันธ์"],
        ["1", "หนึ่ง", day, ""],
        ["2", "สาม", day, ""],
        ["งานกิจการนักเรียน"],
        ["3", "สอง", day, "ครูเวร"],
    ]
    own = cells(calendar(school, order="own").html())
    assert [row[:2] for row in own] == [["1", "หนึ่ง"], ["2", "สอง"], ["3", "สาม"]]


def test_annual_calendar_of_one_division_leaves_out_the_others(school):
    make_entry(school, "งานชุมชน")
    make_entry(school, "งานอื่น", area=make_area(school, division="กลุ่มบริหารทั่วไป"))

    paper = calendar(school, division="กลุ่มบริหารทั่วไป")

    assert [row[1] for row in cells(paper.html()) if len(row) > 1] == ["งานอื่น"]
    assert "<h1>ปฏิทินการปฏิบัติงานกลุ่มบริหารทั่วไป</h1>" in paper.html()


def test_annual_calendar_prints_staff_and_typed_owners_one_a_line(school):
    people = [make_user(school=school, first_name=name) for name in ("ก้อง", "กานดา")]
    make_entry(school, owners=people, owner_text="งานธุรการ")

    html = calendar(school).html()

    assert "<td>นายก้อง ใจดี<br>นายกานดา ใจดี<br>งานธุรการ</td>" in html


def test_annual_calendar_of_another_place_or_year_stays_out(school):
    make_entry(school, "ของเรา")
    make_entry(make_school(district=school.district), "ของเขา")
    make_entry(school.district, "ของเขต")
    make_entry(school, "ปีก่อน", year=YEAR - 1, on=date(2025, 11, 24))

    assert [row[1] for row in cells(calendar(school).html()) if len(row) > 1] == ["ของเรา"]
    office = cells(calendar(school.district).html())
    assert [row[1] for row in office if len(row) > 1] == ["ของเขต"]


@pytest.mark.parametrize(
    ("readers", "titles"),
    [
        ("", ["เผยแพร่", "ภายใน"]),
        ("public", ["เผยแพร่"]),
        ("private", ["เผยแพร่", "ภายใน", "ยังไม่บอกใคร"]),
    ],
)
def test_annual_calendar_prints_what_its_readers_may_see(school, readers, titles):
    clerk = make_user(Role.CLERK, school=school)
    make_entry(school, "เผยแพร่", audience=Audience.PUBLIC)
    make_entry(school, "ภายใน", audience=Audience.STAFF)
    make_entry(school, "ยังไม่บอกใคร", audience=Audience.PRIVATE)

    found = cells(calendar(school, clerk, readers=readers).html())

    assert [row[1] for row in found if len(row) > 1] == titles


def test_annual_calendar_keeps_private_entries_from_who_only_reads(school):
    teacher = make_user(Role.TEACHER, school=school)
    make_entry(school, "ยังไม่บอกใคร", audience=Audience.PRIVATE)

    paper = calendar(school, teacher, readers="private")

    assert cells(paper.html()) == [["ยังไม่มีรายการในปฏิทิน"]]
    offered = {one.name: dict(one.choices) for one in paper.offered}
    assert "private" not in offered["readers"]
    assert list(offered["division"]) == ["", "สัมพันธ์ชุมชน"]


def test_annual_calendar_prints_dates_of_other_apps_when_asked(school):
    make_entry(school, "ของเรา")
    make_term(school, semester=2)

    usual, whole = (cells(calendar(school, apps=asked).html()) for asked in ("", "yes"))

    assert [row[1] for row in usual if len(row) > 1] == ["ของเรา"]
    assert whole[:2] == usual
    other = whole[whole.index(["กำหนดการอื่น"]) + 1 :]
    opens = ["เปิด ภาคเรียนที่ 2/2569", "1 พฤศจิกายน 2569", ""]
    assert opens in [row[1:] for row in other]


def test_annual_calendar_says_which_entries_wait_for_a_day(school):
    make_entry(school, "ลอยกระทง", needs_date=True)
    make_entry(school, "จุลสาร", needs_date=True, period_text="ภาคเรียนละ 2 ฉบับ")

    rows = [row[2] for row in cells(calendar(school).html()) if len(row) > 1]
    assert rows == ["รอกำหนดวัน", "ภาคเรียนละ 2 ฉบับ"]
    assert calendar(school).sheet().rows[0][5:7] == [None, None]


def test_annual_calendar_is_signed_by_three(school):
    make_user(Role.DEPUTY, school=school, first_name="รอง")
    make_user(Role.DIRECTOR, school=school, first_name="อำนวย")
    DocumentText.objects.create(
        slug="annual-calendar",
        school=school,
        subject_key=calendar(school).text_key,
        body={"maker": "นางผู้ทำ ทดสอบ\nหัวหน้างานสัมพันธ์ชุมชน", "endorser": "นายรอง ใจดี"},
    )

    html = calendar(school).html()
    signs = html[html.index('<div class="signs"') :]

    assert text_of(signs) == (
        "ลงชื่อ ผู้จัดทำ (นางผู้ทำ ทดสอบ) หัวหน้างานสัมพันธ์ชุมชน ลงชื่อ ผู้เห็นชอบ (นายรอง ใจดี) "
        f"ลงชื่อ ผู้อนุมัติ (นายอำนวย ใจดี) ผู้อำนวยการ {school.full_name}"
    )


def sent(form):
    """What the form sends as it stands."""
    values = {one.html_name: one.value() for one in form if one.value() is not None}
    return values | {"date": "1/5/2569", "save": "1"}


def test_each_division_has_its_own_maker(client, school):
    """What was typed stands for the ฝ่าย that was chosen; of another one the whole's."""
    client.force_login(make_user(Role.CLERK, school=school))
    make_entry(school, area=make_area(school))
    page = reverse("document-print", args=["annual-calendar"]) + f"?year={YEAR}"
    shown = sent(client.get(page).context["form"])

    client.post(page, shown | {"maker": "ทั้งโรงเรียน"})
    client.post(page, shown | {"division": "บริหารทั่วไป", "maker": "ของฝ่าย"})

    def maker(division):
        return calendar(school, division=division).body["maker"]

    assert [maker(one) for one in ("", "บริหารทั่วไป", "สัมพันธ์ชุมชน")] == [
        *("ทั้งโรงเรียน", "ของฝ่าย", "ทั้งโรงเรียน"),
    ]
    clash = client.post(page, shown | {"division": "บริหารทั่วไป", "maker": "อื่น"}).context["form"]
    assert clash.latest_texts[0][1] == "ของฝ่าย"
    client.post(page, sent(clash))
    assert maker("บริหารทั่วไป") == "อื่น"


def test_two_who_first_write_for_a_division_see_both_texts(client, school):
    """Both were shown the text of the whole calendar, which has a version of its own."""
    client.force_login(make_user(Role.CLERK, school=school))
    make_entry(school, area=make_area(school))
    whole = reverse("document-print", args=["annual-calendar"]) + f"?year={YEAR}"
    client.post(whole, sent(client.get(whole).context["form"]) | {"maker": "ทั้งโรงเรียน"})
    page = f"{whole}&division=สัมพันธ์ชุมชน"
    shown = sent(client.get(page).context["form"])
    client.post(page, shown | {"maker": "คนแรก"})

    clash = client.post(page, shown | {"maker": "คนที่สอง"}).context["form"]

    assert clash.latest_texts[0][1] == "คนแรก"


def test_annual_calendar_suggests_the_deputy_who_agrees(school):
    make_user(Role.DEPUTY, school=school, first_name="รอง")

    assert calendar(school).default_body() == {
        "maker": "",
        "endorser": f"นายรอง ใจดี\nรองผู้อำนวยการ{school.full_name}",
    }


def test_annual_calendar_as_a_spreadsheet_has_days_to_sort_by(school):
    make_entry(school, "เยี่ยมบ้าน", date(2026, 6, 1), until=date(2026, 6, 30), span=Span.RANGE)
    make_entry(school, "สานสัมพันธ์", None, owner_text="ครูเวร", place="หอประชุม")

    sheet = calendar(school).sheet()

    assert sheet.headers[:4] == ["ที่", "ชื่อกิจกรรม/โครงการ", "ระยะเวลา", "ผู้รับผิดชอบ"]
    days = [date(2026, 6, 1), date(2026, 6, 30)]
    assert list(sheet.rows) == [
        [1, "เยี่ยมบ้าน", "1 - 30 มิถุนายน 2569", "", "งานสานสัมพันธ์", *days, ""],
        [2, "สานสัมพันธ์", "ตลอดปีการศึกษา", "ครูเวร", "งานสานสัมพันธ์", None, None, "หอประชุม"],
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_annual_calendar_asks_the_same_for_one_row_and_three(
    school, rows, django_assert_num_queries
):
    for number in range(rows):
        make_entry(school, f"รายการ {number}", owners=[make_user(school=school)])
    paper = calendar(school)

    with django_assert_num_queries(4):  # entries, owners, signers, the edited text
        paper.html()


@pytest.mark.parametrize(("asked", "pages"), [({}, 1), ({"blank": "1"}, 1)])
def test_annual_calendar_that_is_empty_or_a_blank_form_is_one_page(school, asked, pages):
    paper = calendar(school, **asked)

    pdf = paper.pdf()

    assert len(PdfReader(BytesIO(pdf)).pages) == pages
    assert_paper(pdf, "report", html=paper.html())
    assert ("ยังไม่มีรายการในปฏิทิน" in paper.html()) is not bool(asked)


def test_annual_calendar_of_300_rows_is_set_in_time(school):
    area = shipped_area()
    days = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 30), "span": Span.RANGE}
    CalendarEntry.objects.bulk_create(
        CalendarEntry(school=school, year=YEAR, area=area, title=f"กิจกรรมที่ {one}", **days)
        for one in range(299)
    )
    make_entry(school, "ก" * 200, owner_text="ข" * 200, position=1)
    paper = calendar(school)
    calendar(make_school()).pdf()  # fonts are read once a process

    started = time.process_time()
    pdf = paper.pdf()

    assert time.process_time() - started < SECONDS
    assert_paper(pdf, "report", html=paper.html())


def test_annual_calendar_is_printed_by_staff_and_by_nobody_of_another_school(client, school):
    make_entry(school, "ของเรา")
    address = reverse("document-pdf", args=["annual-calendar"])
    asked = {"school": school.code, "year": YEAR}

    client.force_login(make_user(Role.TEACHER, school=school))
    assert client.get(address, asked).content.startswith(b"%PDF")
    client.force_login(make_user(Role.TEACHER, school=make_school()))
    assert client.get(address, asked).status_code == 404
    client.force_login(make_user(Role.DISTRICT_ADMIN, district=make_district()))
    assert client.get(address, asked).status_code == 403
