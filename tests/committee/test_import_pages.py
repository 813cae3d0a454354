"""Boards imported on screen: an officer's whole office, a school's own, nothing for strangers."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from committee.models import Board, Member
from schoolcare import import_batches, jobs
from schoolcare.access import Role
from schoolcare.models import AuditEvent, ImportBatch, Job
from tests.committee.board_files import CODE, FIRST, LAST, SEAT, board_file, board_rows, chair, row
from tests.factories import make_district, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_district()


@pytest.fixture
def school(office):
    return make_school(district=office)


@pytest.fixture
def officer(office):
    return make_user(Role.DISTRICT_OFFICER, district=office)


@pytest.fixture
def clerk(school):
    return make_user(Role.CLERK, school=school)


def page(name, *args):
    return reverse(f"committee:import-{name}", args=args)


def send(client, *rows, **answer):
    file = SimpleUploadedFile("boards.xlsx", board_file(*rows).getvalue())
    return client.post(page("upload"), {"file": file} | answer)


def states(client, batch):
    shown = client.get(page("detail", batch.pk)).context["rows"]
    return [(one["number"], str(one["state"])) for one in shown]


@pytest.mark.parametrize("role", [Role.CLERK, Role.DIRECTOR, Role.DEPUTY])
def test_school_looks_and_imports_its_own(client, school, role):
    client.force_login(make_user(role, school=school))
    response = send(client, *board_rows(school), row({LAST: ""}))
    batch = ImportBatch.objects.get()
    assert response.headers["Location"] == page("detail", batch.pk)
    assert states(client, batch)[0] == (11, "bad")
    assert not Board.objects.exists()

    client.post(page("commit", batch.pk))

    assert (Member.objects.count(), Board.objects.get().by_office) == (9, False)
    assert (batch.place, AuditEvent.objects.filter(action="import.commit").count()) == (school, 1)


def test_officer_imports_for_every_school_of_the_office(client, office, officer, school):
    second, stranger = make_school(district=office), make_school()
    client.force_login(officer)
    send(client, *(chair(school=one) for one in (school, second, stranger)))
    batch = ImportBatch.objects.get()

    client.post(page("commit", batch.pk))

    batch.refresh_from_db()
    assert (batch.place, batch.created, batch.rejected) == (office, 2, 1)
    assert set(Board.objects.values_list("school", "by_office")) == {
        (school.pk, True),
        (second.pk, True),
    }
    event = AuditEvent.objects.get(action="import.commit")
    assert (event.district_id, event.school_id) == (office.pk, None)


def test_school_s_file_that_names_another_school(client, school, clerk):
    other = make_school(district=school.district)
    client.force_login(clerk)

    send(client, chair(), chair(school=other), chair({CODE: "00000001"}))

    lines = ImportBatch.objects.get().detail["lines"]
    assert [line["problems"] for line in lines] == [
        [["รหัสโรงเรียน", "เป็นรหัสของโรงเรียนอื่น"]],
        [["รหัสโรงเรียน", "ไม่มีโรงเรียนรหัส 00000001"]],
        [],
    ]


def test_batch_of_an_office_is_hidden_from_its_schools(client, officer, school, clerk):
    client.force_login(officer)
    send(client, chair(school=school), row({LAST: ""}, school=school))
    batch = ImportBatch.objects.get()

    for user in (clerk, make_user(Role.DISTRICT_OFFICER, district=make_district())):
        client.force_login(user)
        assert client.get(page("detail", batch.pk)).status_code == 404
        assert client.get(page("rejected", batch.pk)).status_code == 404
        assert client.post(page("commit", batch.pk)).status_code == 404
        assert client.post(page("drop", batch.pk)).status_code == 404
        assert client.get(page("list")).context["rows"] == []


def test_batch_of_a_school_is_hidden_from_another_and_seen_by_its_office(
    client, officer, school, clerk
):
    client.force_login(clerk)
    send(client, chair())
    batch = ImportBatch.objects.get()
    found = {}
    for user in (officer, make_user(Role.CLERK, school=make_school(district=school.district))):
        client.force_login(user)
        found[user] = client.get(page("detail", batch.pk)).status_code

    assert list(found.values()) == [200, 404]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.COMMUNITY_HEAD, Role.BOARD_MEMBER])
def test_others_of_the_school_import_nothing(client, school, role):
    client.force_login(make_user(role, school=school))

    assert [client.get(page(name)).status_code for name in ("list", "upload")] == [403, 403]


def test_supervisor_imports_nothing(client, office):
    client.force_login(make_user(Role.SUPERVISOR, district=office))

    assert client.get(page("upload")).status_code == 403


def test_clerk_elsewhere_imports_nothing_here(client, school):
    both = make_user(Role.TEACHER, school=school)
    both.memberships.create(role=Role.CLERK, school=make_school())
    client.force_login(both)
    client.post(reverse("workplace-switch"), {"school": school.pk, "next": "/"})

    assert client.get(page("upload")).status_code == 404


@pytest.mark.parametrize("choice", [0, 1])
def test_who_works_at_both_picks_the_place(client, office, school, officer, choice):
    officer.memberships.create(role=Role.CLERK, school=school)
    client.force_login(officer)

    send(client, chair(school=school), place=choice)

    assert ImportBatch.objects.get().place == [school, office][choice]


def test_bad_rows_are_downloaded_with_their_reason(client, officer, school):
    client.force_login(officer)
    bad = row({LAST: "", FIRST: "-1+2"}, school=school)
    send(client, chair(school=school), bad)
    batch = ImportBatch.objects.get()

    for _ in ("preview", "committed"):
        content = BytesIO(client.get(page("rejected", batch.pk)).content)
        last = [cell.value for cell in list(load_workbook(content).active.iter_rows())[-1]]
        assert last[2:] == [
            *list(bad.values())[2:3],
            None,
            *list(bad.values())[4:],
            "สกุล: ไม่มีนามสกุล ถ้าไม่มีจริงให้ใส่ -",
        ]
        client.post(page("commit", batch.pk))


def test_template_is_offered_by_its_name(client, clerk):
    client.force_login(clerk)

    response = client.get(page("template"))

    assert "%E0%B9%81%E0%B8%9A%E0%B8%9A" in response.headers["Content-Disposition"]
    assert load_workbook(BytesIO(response.content)).sheetnames == ["คณะกรรมการ", "คำอธิบาย"]


def test_large_file_of_an_office_goes_through_jobs(client, officer, school, monkeypatch):
    monkeypatch.setattr(import_batches, "LARGE_FILE", 100)
    monkeypatch.setattr(import_batches, "LARGE_PLAN", 1)
    client.force_login(officer)
    send(client, *board_rows(school))
    batch = ImportBatch.objects.get()
    jobs.run_job.func(str(Job.objects.get().pk))
    client.post(page("commit", batch.pk))
    writing = Job.objects.get(kind="import-commit")

    jobs.run_job.func(str(writing.pk))

    writing.refresh_from_db()
    assert (writing.state, writing.result_url) == ("done", page("detail", batch.pk))
    assert (Member.objects.count(), Board.objects.get().by_office) == (9, True)


def test_unknown_headers_open_the_page_of_columns(client, clerk, school):
    client.force_login(clerk)
    response = send(client, row({"ชื่อวัด": "วัดหนึ่ง", "กรุ๊ปเลือด": "O"}))
    batch = ImportBatch.objects.get()
    assert response.headers["Location"] == page("columns", batch.pk)
    form = client.get(page("columns", batch.pk)).context["form"]
    assert (form.unknown, ("seat", "ผู้แทน") in form.fields["column-0"].choices) == (
        ["ชื่อวัด", "กรุ๊ปเลือด"],
        False,
    )

    answer = {"column-0": "organization", "column-1": ""}
    client.post(page("columns", batch.pk), answer)
    shown = client.get(page("detail", batch.pk)).context
    client.post(page("commit", batch.pk))

    assert (shown["columns_url"], shown["rows"][0]["warnings"]) == ("", [])
    assert Member.objects.get().organization == "วัดหนึ่ง"


def test_one_field_is_not_two_columns(client, clerk, school):
    client.force_login(clerk)
    send(client, row({"ชื่อวัด": "วัดหนึ่ง", "กรุ๊ปเลือด": "O"}))
    address = page("columns", ImportBatch.objects.get().pk)

    response = client.post(address, {"column-0": "note", "column-1": "note"})

    assert response.context["form"].errors["__all__"] == ["เลือกข้อมูลเดียวกันให้สองคอลัมน์ไม่ได้"]


def test_columns_of_a_file_that_is_done_are_not_matched_again(client, clerk, school):
    client.force_login(clerk)
    send(client, row({"ชื่อวัด": "วัดหนึ่ง"}))
    batch = ImportBatch.objects.get()
    client.post(page("commit", batch.pk))

    client.post(page("columns", batch.pk), {"column-0": "organization"})

    batch.refresh_from_db()
    assert (batch.state, batch.detail["mapping"], Member.objects.get().organization) == (
        "committed",
        {},
        "",
    )


def test_records_changed_since_the_preview_are_looked_at_again(client, clerk, school):
    client.force_login(clerk)
    one = row({SEAT: "ครู"})
    send(client, one)
    batch = ImportBatch.objects.get()
    send(client, one | {LAST: "อื่น"})
    client.post(page("commit", ImportBatch.objects.exclude(pk=batch.pk).get().pk))

    client.post(page("commit", batch.pk))

    batch.refresh_from_db()
    assert (batch.state, batch.created, batch.updated) == ("preview", 0, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_for_many(client, office, officer, count, django_assert_num_queries):
    for number in range(count):
        facts = {"kind": "committee", "file_name": "b.xlsx", "sha256": str(number)}
        ImportBatch.objects.create(district=office, asked_by=officer, **facts)
    client.force_login(officer)

    with django_assert_num_queries(3):
        shown = client.get(page("list"))

    assert len(shown.context["rows"]) == count
