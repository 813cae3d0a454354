"""The year's resources of a school and of an office's schools: sums that agree with their rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from community.models import Activity, Channel, GuestGroup
from community.resource_reports import district_report, report_of, totals_of
from community.services import resources
from community.year_kinds import Year, YearKind, read, year_of
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.models import Membership, Network, Village
from tests.committee.papers import pages
from tests.community.making_resources import (
    keeper,
    make_donor,
    make_gift,
    make_labour,
    make_purpose,
)
from tests.factories import make_school, make_user
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
ACADEMIC = Year(YearKind.ACADEMIC, 2569)
FISCAL = Year(YearKind.FISCAL, 2570)
OVERVIEW = reverse("community:district-overview")


@pytest.fixture
def by(client, school):
    user = keeper(school)
    client.force_login(user)
    return user


@pytest.fixture
def given(school, by):
    """Money in both fiscal years, things, labour, and one crossed out."""
    village = Village.objects.create(name="บ้านดอน")
    donor = make_donor(school, village=village)
    channel = Channel.objects.create(name="ผ้าป่า")
    facts = {"donor": donor, "channel": channel}
    make_gift(school, by, value=Decimal("1000.25"), purpose=make_purpose(school), **facts)
    make_gift(school, by, received_on=date(2026, 10, 1), value=Decimal(500), **facts)
    things = {"kind": "things", "value": Decimal(300), "donor": make_donor(school, "นางข")}
    make_gift(school, by, received_on=date(2026, 9, 30), **things)
    make_labour(school, by, donor=donor, received_on=date(2027, 5, 15))
    void = make_gift(school, by, donor=donor, value=Decimal(9999))
    resources.void(void, reason="ผิด", by=by)


def figures(share):
    return (share.label, share.count, share.money, share.other, share.hours)


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (ACADEMIC, date(2026, 5, 16), date(2027, 5, 15)),
        (FISCAL, date(2026, 10, 1), date(2027, 9, 30)),
        (Year(YearKind.CALENDAR, 2569), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_year_has_its_days(year, first, last):
    assert (year.first, year.last) == (first, last)
    assert year_of(year.kind, first) == year_of(year.kind, last) == year
    assert read(year.key) == year
    assert len(year.months) == (13 if year.kind == YearKind.ACADEMIC else 12)


@pytest.mark.parametrize("key", ["", "fiscal", "fiscal-1", "moon-2570", "fiscal-99999"])
def test_key_of_no_year_is_none(key):
    assert read(key) is None


def test_report_of_the_academic_year_sums_what_stands(school, given):
    report = report_of(school, ACADEMIC)

    assert figures(report.total) == ("รวม", 4, Decimal("1500.25"), Decimal(300), Decimal(42))
    assert report.void == 1
    groups = {heading: list(map(figures, shares)) for heading, shares in report.groups}
    assert groups["ชนิด"] == [
        ("เงิน", 2, Decimal("1500.25"), 0, 0),
        ("สิ่งของ/ครุภัณฑ์", 1, 0, Decimal(300), 0),
        ("แรงงาน", 1, 0, 0, Decimal(42)),
    ]
    assert [one[:2] for one in groups["ช่องทางที่ได้รับ"]] == [("ผ้าป่า", 2), ("ไม่ระบุ", 2)]
    assert [one[:2] for one in groups["หมู่บ้าน/ภาคีของผู้ให้"]] == [("บ้านดอน", 3), ("ไม่ระบุ", 1)]
    assert [one[:2] for one in groups["วัตถุประสงค์"]] == [("สร้างห้องสมุด", 1), ("ทั่วไป", 3)]
    assert [one[:2] for one in groups["เดือน"]] == [
        ("สิงหาคม 2569", 1),
        ("กันยายน 2569", 1),
        ("ตุลาคม 2569", 1),
        ("พฤษภาคม 2570", 1),
    ]


def test_every_group_agrees_with_the_whole(school, given):
    for year in (ACADEMIC, FISCAL, Year(YearKind.FISCAL, 2569)):
        report = report_of(school, year)
        whole = figures(report.total)[1:]
        for _heading, shares in report.groups:
            rows = [figures(one)[1:] for one in shares]
            assert tuple(map(sum, zip(*rows, strict=True))) == whole


def test_fiscal_year_ends_in_september(school, given):
    assert report_of(school, Year(YearKind.FISCAL, 2569)).total.money == Decimal("1000.25")
    assert report_of(school, FISCAL).total.money == 500


def test_screen_names_its_year(client, school, given):
    url = reverse("community:resource-report")

    shown = client.get(url, {"period": "academic-2569"})

    assert shown.context["report"].year == ACADEMIC
    assert "รายงานการระดมทรัพยากร ปีการศึกษา 2569" in shown.text
    assert client.get(url, {"period": "x"}).context["report"].year.kind == YearKind.FISCAL


def test_report_on_paper_keeps_the_measures(by, school, given):
    document = prepare("resource-report", {"school": school.code, "period": ACADEMIC.key}, user=by)

    assert_paper(document.pdf(), "report", html=document.html())
    text = "".join(pages(document.pdf()))
    assert "ปีการศึกษา๒๕๖๙" in text
    assert "(ยกเลิก๑รายการไม่นับรวม)" in text
    assert document.sheet().rows[-1] == ["ปีการศึกษา 2569", "รวม", 4, *_sums(document)]


def _sums(document):
    total = document.report.total
    return [total.money, total.other, total.total, total.hours]


def annexed(by, school, **asked):
    asked |= {"school": school.code, "period": FISCAL.key, "digits": "arabic"}
    return prepare("resource-report", asked, user=by)


def test_annex_lists_each_gift_and_names_who_agrees(by, school):
    shy = make_donor(school, "นางสาวลับ ไม่บอก", is_anonymous=True)
    day = {"received_on": date(2026, 10, 5)}
    make_gift(school, by, **day, receipt_book="12", receipt_number="034")
    make_gift(school, by, donor=shy, **day)
    things = make_gift(school, by, donor=shy, kind="things", value=None, **day)
    things.items.create(position=1, name="=HYPERLINK(1)", quantity=20, unit="เล่ม")
    resources.void(make_gift(school, by, donor=shy, **day), reason="ผิด", by=by)

    document = annexed(by, school)

    html, rows = document.html(), document.sheets()[1].rows
    assert [row[2] for row in rows] == ["นายสมหมาย ใจดี", *["ผู้ไม่ประสงค์ออกนาม"] * 2]
    kept = [row[4:7] for row in rows[1:]]
    assert kept == [["", 1000, None], ["=HYPERLINK(1) 20 เล่ม", None, None]]
    assert rows[0][8] == "12/034"
    shown = [words in html for words in ("บัญชีรายการทรัพยากรที่ได้รับ", "สมหมาย", "ลับ")]
    assert shown == [True, True, False]


@pytest.mark.parametrize(("annex", "is_listed"), [("unnamed", True), ("none", False)])
def test_annex_goes_without_names_or_not_at_all(by, school, annex, is_listed):
    make_gift(school, by, received_on=date(2026, 10, 5))

    document = annexed(by, school, annex=annex)

    html = document.html()
    assert ("บัญชีรายการทรัพยากรที่ได้รับ" in html, len(document.sheets()) == 2) == (is_listed, is_listed)
    assert "สมหมาย" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_annex_asks_the_same_for_any_number(by, school, rows, django_assert_num_queries):
    for number in range(rows):
        donor = make_donor(school, f"นาย{number}")
        gift = make_gift(school, by, donor=donor, kind="things", received_on=date(2026, 10, 5))
        gift.items.create(position=1, name="สมุด", quantity=1)
    document = annexed(by, school)

    with django_assert_num_queries(4):
        document.html()


def test_report_of_a_year_without_gifts_is_printed(by, school):
    html = prepare("resource-report", {"school": school.code}, user=by).html()

    assert "ไม่มีรายการ" in html
    assert "บัญชีรายการ" not in html


@pytest.fixture
def office(client, school):
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=school.district))
    return school.district


def hold(school, by, **fields):
    facts = {"year": 2569, "title": "ทำบุญ", "starts_on": date(2026, 8, 1), "made_by": by}
    facts |= {"ends_on": date(2026, 8, 1), "state": Activity.State.HELD}
    activity = Activity.objects.create(school=school, **facts | fields)
    activity.classes.create(label="ป.1", pupils=20)
    group = GuestGroup.objects.create(name=f"กลุ่ม{activity.pk}")
    activity.guests.create(group=group, people=15)
    return activity


def test_office_sees_sums_of_every_school_and_no_name(client, school, given, by, office):
    empty = make_school(district=office, name="ศูนย์ข้อมูล")
    make_gift(make_school(), by)
    hold(school, by)
    hold(school, by, state=Activity.State.PLANNED)
    hold(school, by, starts_on=date(2025, 8, 1), ends_on=date(2025, 8, 1))

    lines = {one.school.pk: one for one in district_report(office, ACADEMIC)}

    assert set(lines) == {school.pk, empty.pk}
    mine = lines[school.pk]
    assert figures(mine.gifts) == ("รวม", 4, Decimal("1500.25"), Decimal(300), Decimal(42))
    assert (mine.activities, mine.participants, mine.projects) == (1, 35, 0)
    assert (mine.is_empty, lines[empty.pk].is_empty) == (False, True)
    assert totals_of(lines.values()).gifts.money == Decimal("1500.25")
    shown = client.get(OVERVIEW, {"period": ACADEMIC.key})
    assert "ยังไม่มีข้อมูล" in shown.text
    assert "สมหมาย" not in shown.text


def test_office_narrows_and_orders_its_schools(client, school, given, by, office):
    rich = make_school(district=office, name="บ้านรวย")
    make_gift(rich, by, value=Decimal(99_999), received_on=date(2026, 8, 1))
    network = Network.objects.create(name="ก", district=office)
    empty = make_school(district=office, name="บ้านว่าง", network=network)

    def shown(**asked):
        rows = client.get(OVERVIEW, {"period": ACADEMIC.key} | asked).context["rows"]
        return [line.school for line, _cells in rows]

    assert set(shown()) == {school, rich, empty}
    assert shown(state="none") == shown(network=empty.network_id) == shown(q="ว่าง") == [empty]
    assert shown(order="money") == [rich, school, empty]
    assert set(shown(state="some", order="x", network="x")) == {school, rich}
    told = client.get(OVERVIEW, {"period": ACADEMIC.key, "state": "none"}).context
    assert (told["told"], told["sums"][1]) == ("2/3", ("เงิน (บาท)", Decimal("101499.25")))


def test_office_report_is_printed_without_names(school, given, office):
    make_school(district=office)
    asked = {"district": office.code, "period": ACADEMIC.key}
    document = prepare("community-report-district", asked, user=None)

    assert_paper(document.pdf(), "wide", html=document.html())
    text = "".join(pages(document.pdf()))
    assert "ยังไม่มีข้อมูล๑โรงเรียน" in text
    assert "สมหมาย" not in text
    rows = list(document.sheet().rows)
    assert len(rows) == 3
    assert rows[-1][:4] == ["", "รวม ปีการศึกษา 2569", 4, Decimal("1500.25")]


@pytest.mark.parametrize("schools", [1, 3])
def test_office_report_asks_the_same_for_any_number(
    client, office, schools, django_assert_num_queries
):
    for number in range(schools):
        network = Network.objects.create(name=f"กลุ่ม {number}", district=office)
        one = make_school(district=office, network=network)
        make_gift(one, keeper(one))
        hold(one, keeper(one))
    client.get(OVERVIEW)

    with django_assert_num_queries(7):
        client.get(OVERVIEW)


def test_teacher_and_another_office_see_nothing(client, school, given):
    stranger = make_school().district
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=stranger))
    shown = [line.school.district for line, _cells in client.get(OVERVIEW).context["rows"]]
    assert shown == [stranger]
    client.force_login(make_user(Role.TEACHER, school=school))
    assert client.get(OVERVIEW).status_code == 403


def test_office_where_one_only_administers_shows_no_sums(client, school):
    person = make_user(Role.DISTRICT_ADMIN, district=make_school().district)
    Membership.objects.create(user=person, district=school.district, role=Role.DISTRICT_OFFICER)
    client.force_login(person)

    assert client.get(OVERVIEW).status_code == 404
