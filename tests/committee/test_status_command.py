"""`committee_status`: a line a school for scripts, the office's percent at the end."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from committee.models import Seat
from committee.services import boards
from schoolcare.access import Role
from tests.committee.making import SMALL_BOARD, make_board
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db


def printed(*args):
    out = StringIO()
    call_command("committee_status", *args, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def office():
    return make_district(code="5801")


def test_every_school_has_a_line_and_the_last_one_no_tab(office):
    full = make_board(make_school(code="58010001", district=office))
    short = make_school(code="58010002", district=office)
    make_board(short, seats=[one for one in SMALL_BOARD if one != Seat.ALUMNI])
    make_school(code="58010003", district=office)
    make_board(make_school(code="58010004", district=office), student_count=None)
    boards.confirm(full, by=make_user(Role.DIRECTOR, school=full.school))

    assert printed() == [
        "58010001\tครบ\t9/9\t2029-05-31\tยืนยันแล้ว",
        "58010002\tไม่ครบ\t8/9\t2029-05-31\tยังไม่ยืนยัน",
        "58010003\tไม่มีข้อมูล\t0/-\t\tยังไม่ยืนยัน",
        "58010004\tข้อมูลไม่สมบูรณ์\t0/-\t2029-05-31\tยังไม่ยืนยัน",
        "ครบร้อยละ 25.0 (1/4 โรงเรียน)",
    ]


def test_one_office_alone_and_schools_in_use_alone(office):
    make_school(code="58010001", district=office)
    make_school(code="58010002", district=office, is_active=False)
    make_school(code="58020001")

    assert [line.split("\t")[0] for line in printed("--district", "๕๘๐๑")][:-1] == ["58010001"]


def test_unknown_office_is_refused():
    with pytest.raises(CommandError, match="ไม่มีหน่วยงานรหัส 9999"):
        printed("--district", "9999")
