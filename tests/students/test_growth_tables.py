"""The tables of growth on screen: what a school goes by, an office's import, shared by offices."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schoolcare.access import Role
from schoolcare.models import AuditEvent, ImportBatch
from schoolcare.spreadsheet import read_rows
from students.growth.bands import shown
from students.growth.reference_importer import SHARED, GrowthReferenceImporter
from students.models import GrowthReference, GrowthRow
from tests.factories import make_district, make_user
from tests.students.measured import BY_AGE, DAY, bring_tables, make_pupil, measure

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-22T05:00:00Z")]
HEADER = "sex,age_months,-2,-1.5,median,1.5,2"
GOOD = "M,100,20,25,30,35,40"
SOURCE = {"reason": "กรมอนามัย พ.ศ. 2564"}


@pytest.fixture
def office(client, school):
    """Its administrator is signed in."""
    client.force_login(make_user(Role.DISTRICT_ADMIN, district=school.district))
    return school.district


def upload(client, *lines):
    file = SimpleUploadedFile("t.csv", "\n".join([HEADER, *lines]).encode(), "text/csv")
    return client.post(reverse("students:growth-table-upload"), {"file": file})


def commit(client, **sent):
    batch = ImportBatch.objects.get()
    return client.post(reverse("students:growth-table-commit", args=[batch.pk]), sent, follow=True)


def test_table_is_previewed_and_written_with_its_source(client, office):
    upload(client, GOOD, "X,101,20,25,30,35,40")

    assert not GrowthRow.objects.exists()
    batch = ImportBatch.objects.get()
    assert (batch.created, batch.rejected) == (1, 1)
    commit(client, **SOURCE)

    assert GrowthRow.objects.get().bounds["-2.0"] == "20"
    assert GrowthReference.objects.get().source == SOURCE["reason"]
    event = AuditEvent.objects.get(action="growth_reference.import")
    assert (event.district_id, event.changes["counts"]) == (
        *(office.pk,),
        "created=1 updated=0 unchanged=0 rejected=0",
    )


def test_source_is_kept_in_one_spelling(client, office):
    upload(client, GOOD)

    commit(client, reason=" กรม\x00อนามัย  2564 ")

    assert GrowthReference.objects.get().source == "กรมอนามัย 2564"


def test_nothing_is_written_without_a_source(client, office):
    upload(client, GOOD)

    answer = commit(client)

    assert "กรุณากรอกที่มาของตารางก่อนนำเข้า" in answer.content.decode()
    assert not GrowthRow.objects.exists()


def test_bad_rows_come_back_with_their_reason(client, office):
    upload(client, GOOD, "X,101,20,25,30,35,40", "M,102,20,25,20,35,40")
    batch = ImportBatch.objects.get()

    answer = client.get(reverse("students:growth-table-rejected", args=[batch.pk]))

    rows = read_rows(BytesIO(answer.getvalue())).rows
    assert [row.texts[1] for row in rows[1:]] == ["101", "102"]
    assert "เพศต้องเป็น M หรือ F" in rows[1].texts[-1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,room\na,b\n", "ไม่พบหัวตาราง"),
        (HEADER.encode() + b"\n", "ไฟล์นี้มีแต่หัวตาราง"),
        (b"\x89PNG\r\n\x1a\n", "รูป"),
    ],
)
def test_file_that_is_no_table_is_refused(client, office, content, words):
    file = SimpleUploadedFile("t.csv", content, "text/csv")

    answer = client.post(reverse("students:growth-table-upload"), {"file": file})

    assert words in str(answer.context["form"].errors["file"])
    assert ImportBatch.objects.get().state == ImportBatch.State.REFUSED


def test_changed_values_in_use_make_a_new_edition(client, office, classroom):
    bring_tables(BY_AGE)
    measure(make_pupil(classroom))
    upload(client, "M,100,21,25,30,35,40")

    commit(client, **SOURCE)

    assert [str(one.starts_on) for one in GrowthReference.objects.all()] == ["None", "2026-11-22"]


def test_one_of_several_offices_adds_and_changes_nothing(client, office):
    bring_tables(BY_AGE)
    make_district()
    before = GrowthRow.objects.count()
    upload(client, "M,100,21,25,30,35,40", "M,1,2,3,4,5,6")

    batch = ImportBatch.objects.get()

    assert (batch.created, batch.updated, batch.rejected) == (1, 0, 1)
    assert SHARED in str(batch.detail["lines"][0]["problems"])
    commit(client, **SOURCE)
    assert GrowthRow.objects.count() == before + 1


def test_the_same_file_changes_nothing_the_second_time(client, office):
    upload(client, GOOD)
    commit(client, **SOURCE)
    ImportBatch.objects.all().delete()

    upload(client, GOOD)

    batch = ImportBatch.objects.get()
    assert (batch.created, batch.unchanged) == (0, 1)


@pytest.mark.parametrize("role", [Role.HEALTH_TEACHER, Role.CARE_HEAD, Role.DISTRICT_OFFICER])
def test_who_sets_nothing_for_the_office_imports_no_table(client, school, role):
    is_above = role == Role.DISTRICT_OFFICER
    place = {"district": school.district} if is_above else {"school": school}
    client.force_login(make_user(role, **place))

    assert upload(client, GOOD).status_code == 403
    assert not ImportBatch.objects.exists()


def test_school_reads_what_its_pupils_are_judged_by(client, care_head):
    bring_tables(BY_AGE)
    client.force_login(care_head)

    page = client.get(reverse("students:growth-tables")).content.decode()

    assert "ใช้อยู่" in page
    for words in ("ต่ำกว่า −2 S.D.", "ตั้งแต่ −1.5 ถึง +1.5 S.D.", "เกิน +1.5 ถึง +2 S.D.", "เกิน +3"):
        assert words in page
    assert "ชาย 36 แถว" in page
    assert reverse("students:growth-table-upload") not in page


def test_edition_of_later_days_is_not_yet_on():
    GrowthReference.objects.create(number=2, starts_on="2027-05-16")

    found = shown(DAY)

    assert [(one.reference.number, one.is_on) for one in found] == [(2, False), (1, True)]


def test_template_asks_for_what_the_categories_need():
    _name, content = GrowthReferenceImporter.template()

    header = read_rows(BytesIO(content)).rows[0].texts

    assert list(header) == [
        *("index", "sex", "age_months", "height_cm"),
        *("-2.0", "-1.5", "median", "1.5", "2.0", "3.0"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_for_many_editions(client, office, rows, django_assert_num_queries):
    for number in range(2, rows + 1):
        GrowthReference.objects.create(number=number, starts_on=DAY)
    url = reverse("students:growth-office", args=[office.pk])
    client.get(url)

    with django_assert_num_queries(5):
        client.get(url)
