"""What of the monitoring rounds waits on the home page."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from committee.monitoring.cards import report_cards, round_cards
from schoolcare.middleware import Workplace
from tests.committee.monitored import make_report, make_round
from tests.factories import make_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def ask(source, user):
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    request.workplace = Workplace(request)
    assert request.workplace.schools is not None
    return request, lambda: [(one.title, one.count, one.state) for one in source(request)]


def cards(source, user):
    _request, found = ask(source, user)
    return [one for one in found() if one[1]]


@pytest.mark.parametrize(("days", "state"), [(5, "soon"), (0, "soon"), (-1, "late")])
def test_school_is_told_of_an_open_round(clerk, school, days, state):
    make_round(school.district, due_on=TODAY + timedelta(days=days))
    make_round(school.district, state="draft")
    make_round(make_school().district)

    assert cards(report_cards, clerk) == [("แบบติดตามรอรายงาน", 1, state)]


@pytest.mark.parametrize(
    ("state", "advice", "found"),
    [
        ("draft", "", [("แบบติดตามรอรายงาน", 1, "soon")]),
        ("sent", "", []),
        ("returned", "", [("แบบติดตามรอรายงาน", 1, "late")]),
        ("visited", "ประชุม", [("ข้อแนะนำรอรายงานผล", 1, "soon")]),
        ("visited", "", []),
        ("answered", "ประชุม", []),
    ],
)
def test_school_is_told_what_it_has_to_do_next(clerk, school, state, advice, found):
    make_report(school, state=state, advice=advice)

    assert cards(report_cards, clerk) == found


def test_closed_round_waits_for_nobody(clerk, officer, school):
    make_round(school.district, state="closed")

    assert (cards(report_cards, clerk), cards(round_cards, officer)) == ([], [])


@pytest.mark.parametrize(("days", "count"), [(31, 0), (30, 1), (-1, 1)])
def test_office_is_told_near_the_day_who_has_not_sent(officer, school, days, count):
    monitoring = make_round(school.district, due_on=TODAY + timedelta(days=days))
    make_report(make_school(district=school.district), monitoring, state="closed")

    titles = [(title, left) for title, left, _state in cards(round_cards, officer)]
    assert titles == [("โรงเรียนยังไม่ส่งแบบติดตาม", 1)] * count


def test_office_is_told_what_waits_for_it(officer, school):
    make_report(school, state="sent")
    make_report(make_school(), state="sent")  # another office's

    assert cards(round_cards, officer) == [("แบบติดตามรอหน่วยงานดำเนินการ", 1, "")]


@pytest.mark.parametrize("rounds", [1, 3])
def test_cards_cost_one_query(clerk, officer, school, rounds, django_assert_num_queries):
    for _ in range(rounds):
        make_report(school, make_round(school.district, due_on=TODAY), state="visited", advice="ก")

    for source, user in ((report_cards, clerk), (round_cards, officer)):
        request, found = ask(source, user)
        assert request.workplace.school == (school if user == clerk else None)
        with django_assert_num_queries(1):
            found()
