"""The register of leavers: the school's list, what an office sees, who reads names."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.models import AbsenceCase, Leaver, LeaverCause, LeaverOfficer
from students.services import leavers
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.students.filling import page, send
from tests.students.moving import ON, make_leaver

pytestmark = pytest.mark.django_db
NAME = "สมหญิงลับ"


@pytest.fixture
def leaver(classroom, clerk):
    return make_leaver(make_student(classroom, first_name=NAME), by=clerk)


def appointed(officer, school):
    facts = {"district": school.district, "user": officer, "starts_on": ON}
    return LeaverOfficer.objects.create(**facts)


def test_list_is_logged_with_its_pupils(client, clerk, leaver):
    client.force_login(clerk)

    shown = client.get(page("leaver-list")).text

    assert NAME in shown
    event = AuditEvent.objects.get(action="leavers.view")
    assert event.changes == {"pupils": [leaver.student_id]}


def test_overdue_ones_stand_apart_and_on_the_home_page(client, clerk, leaver):
    client.force_login(clerk)
    before = client.get("/").text
    Leaver.objects.update(next_on=timezone.localdate() - timedelta(days=1))

    assert NAME in client.get(page("leaver-list"), {"show": "late"}).text
    assert "เกินกำหนดติดตามนักเรียนแขวนลอย" not in before
    assert "เกินกำหนดติดตามนักเรียนแขวนลอย" in client.get("/").text


def test_sheet_holds_the_register_and_is_logged(client, clerk, leaver):
    client.force_login(clerk)

    answer = client.get(page("leaver-sheet"))

    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert NAME in rows[1][2]
    assert AuditEvent.objects.filter(action="leavers.export").count() == 1
    assert NAME not in answer["Content-Disposition"]


def test_officer_without_appointment_sees_counts_alone(client, officer, leaver):
    client.force_login(officer)

    counts = client.get(page("leaver-counts"))

    assert NAME not in counts.text
    assert [(one.hanging, one.dropped) for one in counts.context["rows"]] == [(1, 0)]
    assert client.get(page("leaver-names")).status_code == 404
    assert client.get(page("leaver-names-sheet")).status_code == 404


def test_small_figures_of_a_cause_are_untold_above_the_school(client, officer, classroom, clerk):
    for _ in range(6):
        make_leaver(make_student(classroom), by=clerk)
    other = LeaverCause.objects.get(name="ความพิการ")
    make_leaver(make_student(classroom), by=clerk, cause=other)
    client.force_login(officer)

    causes = client.get(page("leaver-counts")).context["causes"]

    assert causes == [("การคมนาคมไม่สะดวก", "6"), ("ความพิการ", "น้อยกว่า 5")]


def test_appointed_officer_reads_names_of_the_office_and_is_logged(client, officer, leaver, school):
    elsewhere = make_classroom(make_school())
    by = make_user(Role.CLERK, school=elsewhere.school)
    foreign = make_leaver(make_student(elsewhere, first_name="คนอื่น"), by=by)
    appointed(officer, school)
    client.force_login(officer)

    shown = client.get(page("leaver-names")).text
    sheet = client.get(page("leaver-names-sheet"))

    assert NAME in shown
    assert foreign.student.first_name not in shown
    assert sheet.content[:2] == b"PK"
    events = AuditEvent.objects.filter(action__startswith="leavers.").order_by("pk")
    assert [(one.action, one.district_id, one.changes["pupils"]) for one in events] == [
        ("leavers.view", school.district_id, [leaver.student_id]),
        ("leavers.export", school.district_id, [leaver.student_id]),
    ]


def test_appointment_that_ended_counts_no_more(client, officer, leaver, school):
    row = appointed(officer, school)
    leavers.end_appointment(row, by=officer)
    client.force_login(officer)

    assert client.get(page("leaver-names")).status_code == 404


def test_office_appoints_its_own_people_once(client, officer, school):
    admin = make_user(Role.DISTRICT_ADMIN, district=school.district)
    client.force_login(admin)
    url = page("leaver-officer-add", school.district_id)

    send(client, url, user=officer.pk, order_text="12/2569")
    stranger = make_user(Role.DISTRICT_OFFICER, district=make_school().district)
    refused = send(client, url, user=stranger.pk)

    assert LeaverOfficer.objects.get().user == officer
    assert refused.context["form"].errors["user"] == ["กรุณาเลือกจากรายการ"]
    with pytest.raises(ValidationError, match="อยู่แล้ว"):
        leavers.appoint(
            LeaverOfficer(district=school.district, user=officer, starts_on=ON), by=admin
        )


def test_office_adds_a_cause_that_its_schools_choose_from(client, school, clerk, classroom):
    admin = make_user(Role.DISTRICT_ADMIN, district=school.district)
    client.force_login(admin)
    send(client, page("leaver-cause-add", school.district_id), name="ช่วยงานที่บ้าน")
    twice = send(client, page("leaver-cause-add", school.district_id), name="ความพิการ")

    client.force_login(clerk)
    form = client.get(page("status-change", make_student(classroom).pk)).context["form"]

    assert "มี “ความพิการ” แล้ว" in twice.text
    names = [str(one) for one in form.fields["cause"].queryset]
    assert names[-1] == "ช่วยงานที่บ้าน"
    assert len(names) == 20


def test_who_stays_away_long_is_suggested_until_looked_for(client, clerk, classroom):
    student = make_student(classroom, first_name=NAME)
    facts = {"classroom": classroom, "reason": AbsenceCase.Reason.values[0], "days": 9}
    AbsenceCase.objects.create(student=student, starts_on=ON, ends_on=ON, **facts)
    client.force_login(clerk)

    before = client.get(page("leaver-list"))
    make_leaver(student, by=clerk)
    after = client.get(page("leaver-list"))

    assert [one.student for one in before.context["absent"]] == [student]
    assert page("status-change", student.pk) in before.text
    assert after.context["absent"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_for_any_number(
    client, clerk, classroom, count, django_assert_num_queries
):
    for _ in range(count):
        make_leaver(make_student(classroom), by=clerk)
    client.force_login(clerk)

    with django_assert_num_queries(6):
        client.get(page("leaver-list"))
