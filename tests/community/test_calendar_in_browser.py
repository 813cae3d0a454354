"""A year's calendar is made on a phone: from last year's, five lines changed, shown, printed."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from community.models import CalendarEntry, Movement, Span
from community.services import copying, entries
from community.services.copying import Pick
from schoolcare.access import Role
from tests.access_place import fill, make_place
from tests.community.making_calendar import YEAR, make_entry, shipped_area
from tests.community.rows_calendar import CALENDAR_POST_ONLY, CALENDAR_RIGHTS, CALENDAR_ROWS
from tests.factories import make_school, make_user
from tests.paper_measure import assert_paper
from tests.races import needs_row_locks, together
from tests.test_accessible import walk  # noqa: F401 -- a fixture
from tests.windows import PASSWORD, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
LAST = YEAR - 1


@pytest.fixture
def school():
    return make_school(name="บ้านห้วยน้ำริน")


@pytest.fixture
def clerk(school):
    clerk = make_user(Role.CLERK, school=school, username="clerk")
    clerk.set_password(PASSWORD)
    clerk.save()
    return clerk


def last_years(school):
    area = shipped_area()
    return [
        make_entry(school, title, on, area=area, year=LAST, position=at, movement=movement)
        for at, (title, on, movement) in enumerate(
            [
                ("โครงการเยี่ยมบ้าน", None, Movement.ALL_YEAR),
                ("พิธีไหว้ครู", date(2025, 6, 12), Movement.SAME_WEEKDAY),
                ("ลอยกระทง", date(2025, 11, 5), Movement.LUNAR),
                ("กีฬาสี", date(2025, 12, 19), Movement.SAME_WEEKDAY),
                ("ปอยหลวง", date(2026, 3, 20), Movement.LUNAR),
            ],
            start=1,
        )
    ]


CHANGES = {
    "โครงการเยี่ยมบ้าน": {"owner_text": "ครูประจำชั้น"},
    "พิธีไหว้ครู": {"place": "หอประชุม"},
    "ลอยกระทง": {"starts_on": "25/11/2569"},
    "กีฬาสี": {"title": "กีฬาภายใน"},
    "ปอยหลวง": {"starts_on": "๑๓ ก.พ."},
}


def change(window, title, typed):
    window.go("community:calendar-list")
    window.follow(title)
    window.follow("แก้ไข")
    window.fill(**typed)
    window.press("บันทึก")


def add_camp(window):
    """Over the end of the year, with no year typed; fields that do not count are not shown."""
    window.follow("เพิ่มรายการ")
    window.fill(title="ค่ายอาสา", starts_on="28/12")
    window.choose(area=str(shipped_area().pk))
    assert not window.page.locator('[name="ends_on"]').is_visible()  # a day ends on its day
    window.page.get_by_label("ช่วงวันที่", exact=True).check()
    window.fill(ends_on="3/1")
    window.press("บันทึก")
    window.shows("28 ธันวาคม 2569 - 3 มกราคม 2570")


@pytest.mark.browser
def test_calendar_is_made_from_last_years(log_in, school, clerk, time_machine):
    time_machine.move_to(date(2026, 11, 21))
    last_years(school)
    window = log_in("clerk", PHONE)

    window.go("community:calendar-year")
    window.follow("ใช้ของปีก่อน")
    window.press("นำรายการที่เลือกมาใช้")
    window.shows("นำมา 5 รายการ ในจำนวนนี้ 1 รายการรอกำหนดวัน")
    for title, typed in CHANGES.items():
        change(window, title, typed)
    window.shows("13 กุมภาพันธ์ 2570")
    window.go("community:calendar-year")
    add_camp(window)
    paper = window.pdf("annual-calendar", school=school.code, year=YEAR)

    assert list(CalendarEntry.objects.of(school, YEAR).values_list("title", flat=True)) == [
        *("โครงการเยี่ยมบ้าน", "พิธีไหว้ครู", "ลอยกระทง", "กีฬาภายใน", "ปอยหลวง", "ค่ายอาสา")
    ]
    assert_paper(paper, "report")
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
    told = ["ครูประจำชั้น", "๑๑ มิถุนายน ๒๕๖๙", "๒๕ พฤศจิกายน ๒๕๖๙", "กีฬาภายใน", "๑๓ กุมภาพันธ์ ๒๕๗๐"]
    assert [one for one in told if one not in words] == []


@pytest.mark.browser
def test_pages_of_the_calendar_are_accessible(walk):  # noqa: F811
    place = fill(make_place())
    make_entry(place.school, on=None)
    make_entry(place.school, "ปีก่อน", year=LAST)
    names = [name for names in CALENDAR_RIGHTS.values() for name in names.split()]
    shown = [name for name in names if name not in CALENDAR_POST_ONLY]
    rows = {name: CALENDAR_ROWS[name](place) if name in CALENDAR_ROWS else {} for name in shown}

    assert walk(place.everybody, [reverse(name, kwargs=rows[name]) for name in shown]) == []


@needs_row_locks
def test_two_copy_at_once_and_each_line_comes_once(school, clerk):
    picks = [Pick(one.pk, one.starts_on and date(2026, 6, 11)) for one in last_years(school)]

    results = together(*[lambda: copying.copy_entries(school, LAST, YEAR, picks, by=clerk)] * 2)

    assert sorted(len(one) for one in results) == [0, 5]
    assert CalendarEntry.objects.of(school, YEAR).count() == 5


@needs_row_locks
def test_two_add_at_once_and_each_has_a_place_of_its_own(school, clerk):
    area = shipped_area()

    def add():
        entry = CalendarEntry(
            school=school, year=YEAR, title="พร้อมกัน", area=area, span=Span.ALL_YEAR
        )
        return entries.save_entry(entry, [], by=clerk)

    together(add, add)

    assert [one.position for one in CalendarEntry.objects.of(school, YEAR)] == [1, 2]
