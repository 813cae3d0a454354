"""What tracing, changes of status and transfers refuse; who holds a right elsewhere alone."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import Membership
from students import transfer_summary
from students.models import LeaverTrace, StatusChange, Transfer
from students.services import identifiers, leavers, status, transfers
from tests.factories import make_classroom, make_school, make_student, make_term, make_user
from tests.students.filling import errors, page, send
from tests.students.moving import ON, changed, make_leaver, make_transfer

NUMBER = "1101700230708"


@pytest.fixture
def pupil(classroom):
    return make_student(classroom, birth_date=date(2016, 6, 1))


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


def refused(call) -> str:
    with pytest.raises(ValidationError) as told:
        call()
    return " ".join(told.value.messages)


def traced(leaver, by, **fields):
    trace = LeaverTrace(leaver=leaver, on=ON, who="ครู", how="home", found="no", **fields)
    return leavers.add_trace(trace, next_on=None, by=by)


def test_closed_tracing_takes_no_attempt_and_no_second_end(pupil, clerk):
    leaver = make_leaver(pupil, by=clerk)
    early = {"on": ON - timedelta(days=1), "result": "returned", "by": clerk}
    assert "ก่อนวันที่ขาดหาย" in refused(lambda: leavers.close(leaver, **early))
    leavers.close(leaver, on=ON, result="returned", by=clerk)

    assert "ปิดการติดตาม" in refused(lambda: traced(leaver, clerk))
    assert "ปิดการติดตาม" in refused(lambda: leavers.close(leaver, **early))
    assert not LeaverTrace.objects.exists()


@pytest.mark.parametrize(("field", "days"), [("on", 1), ("next_on", -1)])
def test_attempt_lies_in_the_past_and_the_next_one_ahead(signed_in, clerk, pupil, field, days):
    leaver = make_leaver(pupil, by=clerk)
    day = timezone.localdate() + timedelta(days=days)
    said = {"on": str(timezone.localdate()), "who": "ครู", "how": "home", "found": "no"}
    said["result"] = "ไม่มีใครอยู่"

    answer = send(signed_in, page("leaver-trace", leaver.pk), **said | {field: str(day)})

    assert list(errors(answer)) == [field]
    assert not LeaverTrace.objects.exists()


@pytest.mark.parametrize(
    ("code", "fields", "wrong"),
    [
        ("move", {}, "place_to"),
        ("hanging", {"missing_from": "today"}, "missing_from"),
        ("resigned", {"on": "far"}, "on"),
    ],
)
def test_change_of_status_is_checked_at_its_field(signed_in, pupil, code, fields, wrong):
    today = timezone.localdate()
    days = {"today": today, "far": today + timedelta(days=60)}
    typed = {name: str(days[value]) for name, value in fields.items()}
    url = page("status-change", pupil.pk)
    form = signed_in.get(url).context["form"]
    reasons = {one.code: one.pk for one in form.fields["reason"].queryset}
    asked = {"reason": reasons[code], "on": str(today - timedelta(days=1))} | typed

    assert wrong in errors(send(signed_in, url, **asked))
    assert not StatusChange.objects.exists()


def test_change_that_was_traced_or_ended_in_a_transfer_is_not_taken_back(pupil, clerk, school):
    make_transfer(pupil, by=clerk)
    transfers.accept(Transfer.objects.get(), code="1", classroom=None, by=clerk)
    change = StatusChange.objects.get(student=pupil)
    assert "ย้ายไปโรงเรียนปลายทาง" in refused(lambda: status.take_back(change, by=clerk))

    other = make_student(make_classroom(school, room=2))
    cause = make_leaver(make_student(make_classroom(school, room=3)), by=clerk).cause
    change = changed(other, "hanging", by=clerk, cause=cause)
    traced(change.leavers.get(), clerk)
    assert "บันทึกการติดตาม" in refused(lambda: status.take_back(change, by=clerk))
    other.refresh_from_db()
    assert other.status == "hanging"


def test_transfer_of_who_left_or_to_the_own_school(pupil, clerk):
    assert "โรงเรียนอื่น" in refused(lambda: make_transfer(pupil, pupil.school, by=clerk))

    changed(pupil, "resigned", by=clerk)
    assert "ไม่ได้อยู่ในโรงเรียน" in refused(lambda: make_transfer(pupil, by=clerk))
    assert not Transfer.objects.exists()


def test_pupil_who_sits_there_already_is_not_taken_in_twice(pupil, clerk):
    there = make_school()
    transfer = make_transfer(pupil, there, by=clerk)
    transfer.summary = transfer_summary.dump(
        transfer_summary.load(transfer) | {"person": person(transfer, NUMBER)}
    )
    transfer.save()
    identifiers.set_identifier(make_student(make_classroom(there)), NUMBER, by=clerk)

    asked = {"code": "", "classroom": None, "by": clerk}
    assert "เรียนอยู่ในโรงเรียนของคุณแล้ว" in refused(lambda: transfers.accept(transfer, **asked))
    pupil.refresh_from_db()
    assert pupil.status == "studying"


def person(transfer, number):
    return transfer_summary.load(transfer)["person"] | {"identifier": number}


def test_day_of_a_transfer_is_within_a_year(signed_in, pupil):
    other = make_school(district=pupil.school.district)
    far = timezone.localdate() + timedelta(days=400)

    answer = send(
        signed_in, page("transfer-offer", pupil.pk), to_school=other.pk, moves_on=str(far)
    )

    assert list(errors(answer)) == ["moves_on"]


PLACES = [
    (Role.CLERK, "leaver-list"),
    (Role.CLERK, "leaver-sheet"),
    (Role.CLERK, "transfer-list"),
    (Role.CLERK, "parents-create"),
    (Role.DIRECTOR, "rollover-home"),
    (Role.DIRECTOR, "attendance-rule"),
    (Role.DIRECTOR, "behaviour-list"),
    (Role.DIRECTOR, "structure-begin"),
]


@pytest.mark.parametrize(("role", "name"), PLACES)
def test_right_of_one_school_opens_no_page_of_another(client, school, role, name):
    other = make_school(district=school.district)
    make_term(other)
    both = make_user(role, school=other)
    Membership.objects.create(user=both, role=Role.BOARD_MEMBER, school=school)
    client.force_login(both)
    found = {}

    for place in (school, other):
        client.post(reverse("workplace-switch"), {"school": place.pk, "next": "/"})
        found[place] = client.get(page(name)).status_code

    assert found[school] == 404
    assert found[other] in {200, 405}
