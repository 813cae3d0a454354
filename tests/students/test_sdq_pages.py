"""Keying on screen: one pupil, the class grid with and without a script, checking, importing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schoolcare.models import Level
from students.models import SdqResponse, SdqRevision
from tests.factories import make_adviser, make_classroom, make_student
from tests.students.filling import errors, send
from tests.students.screened import make_screening_round
from tests.students.sdq_files import as_csv, sheet
from tests.students.sdq_making import make_sheet

pytestmark = pytest.mark.django_db
ONES = {f"item_{number}": "1" for number in range(1, 26)} | {"answered_on": "20/11/2569"}


@pytest.fixture
def pupils(classroom):
    found = [make_student(classroom) for _ in range(3)]
    for number, seat in enumerate(classroom.enrolments.order_by("pk"), start=1):
        seat.roll_number = number
        seat.save()
    return found


@pytest.fixture
def round_(school):
    return make_screening_round(school)


@pytest.fixture
def adviser(client, teacher):
    client.force_login(teacher)
    return client


def page_of(student, informant="teacher"):
    return reverse(f"students:sdq-{informant}", args=[student.pk])


def words(response):
    return [str(message) for message in response.wsgi_request._messages]


def test_saving_leads_to_the_next_pupil_without_a_sheet_and_then_to_the_class(
    adviser, pupils, round_, classroom
):
    make_sheet(pupils[1], round_=round_)

    first = adviser.post(page_of(pupils[0]), ONES)
    last = adviser.post(page_of(pupils[2]), ONES)

    assert first.url == f"{page_of(pupils[2])}?round={round_.pk}"
    assert last.url == f"{reverse('students:sdq-class', args=[classroom.pk])}?round={round_.pk}"
    assert SdqResponse.objects.filter(is_complete=True).count() == 3


def test_thai_digits_and_blanks_are_kept_and_too_few_answers_warned_of(adviser, pupils, round_):
    typed = ONES | {"item_1": "๒", "item_3": "", "item_8": "-", "item_13": " "}

    response = adviser.post(page_of(pupils[0]), typed)

    saved = SdqResponse.objects.get(student=pupils[0])
    assert saved.answers[0] == "2"
    assert saved.answers[2] == "-"
    assert not saved.is_complete
    assert any("ยังไม่ครบ" in one for one in words(response))


@pytest.mark.usefixtures("round_")
def test_answer_outside_zero_to_two_is_refused_at_its_box_and_nothing_lost(adviser, pupils):
    response = adviser.post(page_of(pupils[0]), ONES | {"item_4": "3"})

    form = response.context["form"]
    assert form.errors["item_4"] == ["“3” ไม่ใช่คำตอบ ใช้ 0 ถึง 2 หรือเว้นว่าง"]
    assert form["item_25"].value() == "1"
    assert not SdqResponse.objects.exists()


@pytest.mark.usefixtures("round_")
def test_empty_sheet_is_no_sheet(adviser, pupils):
    response = adviser.post(page_of(pupils[0]), dict.fromkeys(ONES, "") | {"rater": "แม่"})

    assert errors(response) == {"__all__": ["ยังไม่ได้ใส่คำตอบสักข้อ"]}
    assert response.context["form"]["rater"].value() == "แม่"
    assert not SdqResponse.objects.exists()


def test_two_who_key_the_same_paper_see_both_values(adviser, pupils, round_):
    seen = adviser.get(page_of(pupils[0])).context["form"]["seen"].value()
    make_sheet(pupils[0], answers=2, round_=round_)

    refused = adviser.post(page_of(pupils[0]), ONES | {"seen": seen})
    again = refused.context["form"]["seen"].value()
    adviser.post(page_of(pupils[0]), ONES | {"seen": again})

    assert len(refused.context["form"].differences) >= 25
    assert SdqResponse.objects.get().answers == "1" * 25
    assert SdqRevision.objects.get().answers == "2" * 25


@pytest.mark.usefixtures("round_")
def test_self_report_under_eleven_is_warned_of_before_and_after(adviser, pupils):
    pupils[0].birth_date = "2017-01-01"
    pupils[0].save()

    page = adviser.get(page_of(pupils[0], "self"))
    saved = adviser.post(page_of(pupils[0], "self"), ONES)

    assert "อายุยังไม่ถึง 11 ปี" in page.content.decode()
    assert any("อายุยังไม่ถึง 11 ปี" in one for one in words(saved))
    assert SdqResponse.objects.get().informant == "self"


def test_second_teacher_goes_over_the_first_and_a_day_outside_the_round_is_warned_of(
    adviser, pupils, round_, classroom
):
    url = page_of(pupils[0])
    adviser.post(url, ONES | {"rater": "ครูหนึ่ง"})
    adviser.force_login(make_adviser(classroom))

    saved = send(adviser, url, item_1="2", answered_on="5/5/2569", rater="ครูสอง")

    assert any("วันที่ประเมินอยู่นอกช่วงของรอบ" in one for one in words(saved))
    kept, before = SdqResponse.objects.get(), SdqRevision.objects.get()
    assert (kept.answers, kept.rater, kept.answered_on) == (
        "2" + "1" * 24,
        "ครูสอง",
        date(2026, 5, 5),
    )
    assert (before.answers, before.rater) == ("1" * 25, "ครูหนึ่ง")
    shown = adviser.get(reverse("students:assessment-detail", args=[pupils[0].pk])).text
    assert "ครูหนึ่ง" in shown


def test_who_may_only_look_is_led_to_the_results(client, pupils, round_, director):
    client.force_login(director)

    for ask in (client.get, client.post):
        answer = ask(page_of(pupils[0]), ONES)
        assert answer.url == reverse("students:assessment-detail", args=[pupils[0].pk])
    assert not SdqResponse.objects.exists()


def test_keying_twice_alike_is_noted_and_differences_are_named(adviser, pupils, round_, teacher):
    saved = make_sheet(pupils[0], round_=round_)
    url = reverse("students:sdq-check", args=[saved.pk])

    different = adviser.post(url, ONES | {"item_7": "2"})
    adviser.post(url, ONES)

    assert different.context["differing"] == [{"number": 7, "first": 1, "now": 2}]
    saved.refresh_from_db()
    assert (saved.checked_by, saved.answers) == (teacher, "1" * 25)


def cell(client, student, round_, **said):
    fields = {"round": round_.pk, "student": student.pk, "informant": "teacher", "number": 1}
    return client.post(reverse("students:sdq-cell"), fields | {"answer": 2, "was": ""} | said)


def test_cell_is_saved_by_itself(adviser, pupils, round_):
    answer = cell(adviser, pupils[0], round_)

    assert answer.json() == {"answer": 2, "kind": "warn", "word": "ยังไม่ครบ (1/25)"}
    assert SdqResponse.objects.get().answers == "2" + "-" * 24


def test_cell_that_is_no_answer_is_refused_and_a_taken_one_told(adviser, pupils, round_):
    cell(adviser, pupils[0], round_)

    bad = cell(adviser, pupils[0], round_, answer=3)
    taken = cell(adviser, pupils[0], round_, answer=0, was=1)

    assert bad.status_code == 400
    assert "ไม่ใช่คำตอบ" in bad.json()["message"]
    assert (taken.status_code, taken.json()["answer"]) == (409, 2)
    assert SdqResponse.objects.get().answers[0] == "2"


def test_cell_of_a_pupil_or_round_elsewhere_is_not_found(adviser, pupils, round_, stranger):
    other = make_student(make_classroom(round_.school, room=2))
    far = make_screening_round(stranger.memberships.first().school)

    assert cell(adviser, other, round_).status_code == 404
    assert cell(adviser, pupils[0], far).status_code == 404
    assert not SdqResponse.objects.exists()


def test_saving_a_cell_asks_few_queries(adviser, pupils, round_, django_assert_max_num_queries):
    cell(adviser, pupils[0], round_)

    with django_assert_max_num_queries(18):
        cell(adviser, pupils[0], round_, number=2)


def grid(classroom, informant="teacher"):
    return reverse("students:sdq-grid", args=[classroom.pk, informant])


def test_grid_without_a_script_saves_what_was_changed_alone(adviser, pupils, round_, classroom):
    make_sheet(pupils[0], answers=1, round_=round_)
    page = adviser.get(grid(classroom))
    make_sheet(pupils[1], answers=2, round_=round_)  # somebody else, meanwhile
    names = [name for row in page.context["rows"] for _, name, _, _ in row["boxes"]]
    kept = {name: "1" if name.startswith(f"a{pupils[0].pk}-") else "" for name in names}
    typed = kept | {f"a{pupils[2].pk}-5": "0"}

    adviser.post(
        grid(classroom), typed | {"shown": page.context["shown"], "answered_on": "20/11/2569"}
    )

    found = {one.student_id: one.answers for one in SdqResponse.objects.all()}
    assert found == {
        pupils[0].pk: "1" * 25,
        pupils[1].pk: "2" * 25,
        pupils[2].pk: "----0" + "-" * 20,
    }


def test_grid_names_the_wrong_box_and_saves_nothing(adviser, pupils, round_, classroom):
    typed = {f"a{pupils[0].pk}-1": "1", f"a{pupils[1].pk}-2": "9", "shown": "{}"}

    page = adviser.post(grid(classroom), typed | {"answered_on": "20/11/2569"})

    [error] = page.context["form"].non_field_errors()
    assert error.startswith(f"{pupils[1].short_name} ข้อ 2")
    assert page.context["rows"][0]["boxes"][0][2] == "1"
    assert not SdqResponse.objects.exists()


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize("shown", ["[]", "{", ""])
def test_grid_that_does_not_know_what_it_showed_saves_nothing(adviser, pupils, classroom, shown):
    typed = {f"a{pupils[0].pk}-1": "1", "shown": shown, "answered_on": "20/11/2569"}

    response = adviser.post(grid(classroom), typed)

    assert list(errors(response)) == ["shown"]
    assert response.context["rows"][0]["boxes"][0][2] == "1"
    assert not SdqResponse.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["sdq-class", "sdq-grid"])
def test_pages_of_a_class_ask_the_same_for_more_pupils(
    client, school, name, count, django_assert_num_queries
):
    room = make_classroom(school, level=Level.P5)
    for _ in range(count):
        make_sheet(make_student(room))
    client.force_login(make_adviser(room))
    args = [room.pk] + (["teacher"] if name == "sdq-grid" else [])

    with django_assert_num_queries({"sdq-class": 7, "sdq-grid": 6}[name]):
        client.get(reverse(f"students:{name}", args=args))


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_classes_asks_the_same_for_more(client, school, count, django_assert_num_queries):
    adviser = None
    for number in range(count):
        room = make_classroom(school, room=number + 1)
        make_sheet(make_student(room))
        adviser = adviser or make_adviser(room)
        room.advisers.get_or_create(user=adviser)
    client.force_login(adviser)

    with django_assert_num_queries(4):
        page = client.get(reverse("students:sdq-list"))

    assert [line["counts"][0] for line in page.context["lines"]] == [("teacher", 1)] * count


def test_file_is_looked_at_and_then_imported_on_screen(client, pupils, care_head, round_):
    client.force_login(care_head)
    data = as_csv(sheet(pupils[0].code), sheet(pupils[1].code, n3=5))
    upload = SimpleUploadedFile("sdq.csv", data, "text/csv")
    asked = {"file": upload, "year": "2569", "semester": "2"}

    preview = client.post(reverse("students:sdq-import-upload"), asked, follow=True)
    batch = preview.context["batch"]
    assert (batch.created, batch.rejected) == (1, 1)
    assert not SdqResponse.objects.exists()
    assert "11111" not in str(batch.detail)

    client.post(reverse("students:sdq-import-commit", args=[batch.pk]))
    saved = SdqResponse.objects.get()
    assert (saved.student, saved.round, saved.keyed_by) == (pupils[0], round_, care_head)
