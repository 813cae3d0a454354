"""Papers of an activity: its report, the sheet to sign."""

import pytest
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.documents import prepare
from tests.committee.papers import pages
from tests.community.making_activities import (
    TODAY,
    make_activity,
    make_guests,
    make_partner,
    make_photo,
)
from tests.factories import make_student, make_user
from tests.paper_measure import assert_paper

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(TODAY)]


@pytest.fixture
def activity(school, teacher, classroom):
    made = make_activity(school, teacher, result="ชุมชนร่วมมาก", advice="นัดวัดก่อน", state="held")
    made.classes.create(classroom=classroom, label="ป.4/1", pupils=25)
    make_guests(made, 40)
    make_guests(made, 9, "พระสงฆ์และสามเณร")
    made.partners.add(make_partner(school))
    made.staff.add(teacher)
    return made


def paper(slug, activity, user=None, **asked):
    return prepare(slug, {"object": str(activity.pk)} | asked, user=user)


def test_report_tells_facts_numbers_and_lesson_on_one_page(activity, teacher):
    shown = make_photo(activity, teacher, shows="nobody")
    hidden = make_photo(activity, teacher)

    html = paper("activity-report", activity, digits="arabic").html()

    for words in ("วันที่ 20 พฤศจิกายน 2569", "นักเรียน 25 คน", "พระสงฆ์และสามเณร 9 รูป", "นัดวัดก่อน"):
        assert words in html
    assert f"stored:{shown.file.sha256}" in html
    assert html.count("stored:") == 1
    assert hidden.file.sha256
    data = paper("activity-report", activity).pdf()
    assert len(pages(data)) == 1
    assert_paper(data, "report")


def test_report_of_an_empty_activity_prints(school, teacher):
    empty = make_activity(school, teacher, place="")

    html = paper("activity-report", empty, digits="arabic").html()

    assert "นักเรียน 0 คน" in html
    assert "สถานที่" not in html


@pytest.mark.parametrize(
    ("asked", "rows"), [({}, 20), ({"rows": "๓๕"}, 35), ({"rows": "999"}, 200)]
)
def test_sheet_for_the_community_has_rows_for_the_pen(activity, asked, rows):
    made = paper("activity-signin", activity, digits="arabic", **asked)

    assert made.html().count('<td class="c">') == rows


def test_sheet_names_staff_and_pupils_for_who_may_list_them(activity, teacher, classroom):
    pupil = make_student(classroom, first_name="น้ำผึ้ง")

    staff = paper("activity-signin", activity, teacher, who="staff", digits="arabic").html()
    pupils = paper("activity-signin", activity, teacher, who="pupils", digits="arabic").html()

    assert teacher.full_name in staff
    assert pupil.full_name in pupils
    assert pupil.full_name not in staff


def test_papers_of_another_school_are_not_found(client, activity, stranger):
    client.force_login(stranger)
    url = reverse("document-pdf", args=["activity-report"])

    assert client.get(url, {"object": activity.pk}).status_code == 404
    client.force_login(make_user(Role.DISTRICT_OFFICER, district=activity.school.district))
    assert client.get(url, {"object": activity.pk}).status_code == 403
