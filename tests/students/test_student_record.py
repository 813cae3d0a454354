"""The record of a pupil and the records of a class: who reads what, what is logged, measures."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schoolcare import files
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.jobs import run_job
from schoolcare.models import AuditEvent, Job
from schoolcare.paper.choices import OWN
from schoolcare.text import thai_digits
from students.models import Enrolment, Guardianship, PublicationConsent, Student
from tests.factories import make_adviser, make_classroom, make_guardian, make_student, make_user
from tests.homevisits.making import picture
from tests.paper_measure import assert_paper
from tests.paper_reading import readers
from tests.students.papers import CITIZEN_ID, make_class, make_known_student, page, pages

pytestmark = pytest.mark.django_db


def record(student, user=None, **options):
    return prepare("student-record", {"object": str(student.pk)} | options, user=user)


def blank(school):
    return prepare("student-record", {"school": school.code, "blank": "1"}, user=None)


def test_record_shows_everything_to_those_who_may(classroom, clerk):
    student = make_known_student(classroom)

    html = record(student, clerk, digits="arabic").html()

    assert '<span class="id"><i>1</i><i>2345</i><i>67890</i><i>12</i><i>1</i></span>' in html
    for shown in ("☑ ไม่มีบ้านเลขที่", "หย่อมบ้านบนดอย", "ศาสนา&ensp;<b>พุทธ", "☑ การได้ยิน", "☑ หูตึง"):
        assert shown in html
    assert "☐ ไม่พิการ" in html
    assert "☑ ไม่ด้อยโอกาส" in html
    assert "แสดงเฉพาะผู้มีสิทธิ์" not in html


def test_record_hides_what_the_reader_may_not_see(classroom, school):
    student = make_known_student(classroom)
    deputy = make_user(Role.DEPUTY, school=school)

    html = record(student, deputy).html()

    assert "x-xxxx-xxxx0-12-x" in html
    assert html.count("(แสดงเฉพาะผู้มีสิทธิ์)") == 2
    for secret in (CITIZEN_ID, "67890", thai_digits("67890"), "พุทธ", "การได้ยิน", "หอบหืด"):
        assert secret not in html


def test_record_hides_what_the_reader_may_see_of_another_class_alone(classroom, school):
    student = make_known_student(classroom)
    both = make_adviser(make_classroom(school, room=2))
    both.memberships.create(role=Role.DEPUTY, school=school)

    html = record(student, both).html()

    assert html.count("(แสดงเฉพาะผู้มีสิทธิ์)") == 2
    assert [word for word in (CITIZEN_ID, "67890", "พุทธ", "หอบหืด") if word in html] == []


def test_record_shows_welfare_its_own_part(classroom, school):
    student = make_known_student(classroom)

    html = record(student, make_user(Role.WELFARE, school=school)).html()

    assert "☑ การได้ยิน" in html
    for secret in ("67890", thai_digits("67890"), "พุทธ", "หอบหืด"):
        assert secret not in html


def test_record_can_leave_sensitive_values_out(classroom, clerk):
    html = record(make_known_student(classroom), clerk, sensitive="no").html()

    assert html.count("(ผู้พิมพ์เลือกไม่พิมพ์)") == 2
    assert "x-xxxx-xxxx0-12-x" in html
    assert "พุทธ" not in html


def test_record_tells_whom_not_to_call(classroom, clerk):
    student = make_known_student(classroom)
    make_guardian(student, "บิดา", first_name="ห้ามโทร", phone="0899999999")
    Guardianship.objects.filter(relation="บิดา").update(may_be_contacted=False)

    html = record(student, clerk, digits="arabic").html()

    assert "0811111111" in html
    assert "ห้ามติดต่อ" in html
    assert "0899999999" not in html


def test_record_tells_years_and_how_they_ended(school, classroom):
    student = make_student(make_classroom(school, year=2567))
    rooms = [make_classroom(school, year=2568, room=room) for room in (1, 2)]
    for room, ends in zip(rooms, (date(2025, 8, 1), None), strict=True):
        Enrolment.objects.create(student=student, classroom=room, year=2568, ends_on=ends)
    Enrolment.objects.create(student=student, classroom=classroom, year=2569)

    told = [(one["year"], one["status"]) for one in record(student).record.years]

    assert told == [
        (2569, "กำลังศึกษา"),
        (2568, "เรียนจนสิ้นปี"),
        (2568, "ย้ายห้อง"),
        (2567, "เรียนจนสิ้นปี"),
    ]


def test_record_tells_the_last_seat_of_who_left(classroom):
    student = make_student(classroom, status=Student.Status.MOVED)
    student.enrolments.update(ends_on=date(2026, 8, 1))

    paper = record(student)

    assert [one["status"] for one in paper.record.years] == ["ย้ายสถานศึกษา"]
    assert paper.record.seat is None


def test_record_tells_answers_newest_first(classroom, clerk):
    student = make_student(classroom)
    for day, decision in ((1, "given"), (2, "refused")):
        PublicationConsent.objects.create(
            student=student,
            decision=decision,
            given_by="นางสมใจ",
            relation="มารดา",
            on=date(2026, 6, day),
            text_version="2569-1",
            recorded_by=clerk,
        )

    told = record(student).record.consents

    assert [(one["answer"], one["on"]) for one in told] == [
        ("ไม่ยินยอม", "2 มิ.ย. 2569"),
        ("ยินยอม", "1 มิ.ย. 2569"),
    ]
    assert (told[0]["by"], told[0]["version"]) == ("นางสมใจ (มารดา)", "2569-1")


def test_record_is_signed_in_the_right_form(classroom, teacher, school):
    acting = make_user(school=school, position="ครูชำนาญการ")
    acting.memberships.create(role=Role.DIRECTOR, school=school, acting="acting")

    html = record(make_student(classroom), digits="arabic").html()

    assert f"({teacher.full_name})" in html
    assert f"({acting.full_name})" in html
    assert "<p>ครูชำนาญการ รักษาการในตำแหน่ง</p>" in html
    assert f"<p>ผู้อำนวยการ{school.full_name}</p>" in html


def test_record_keeps_the_measures(classroom, clerk):
    school = classroom.school
    school.form_codes = {"student-record": "ทบ.1"}
    school.save()
    paper = record(make_known_student(classroom), clerk)

    data = paper.pdf()

    assert_paper(data, "form", html=paper.html())
    assert len(pages(data)) == 2
    assert all("ทบ.1" in text for text in pages(data))
    assert all(CITIZEN_ID in text for text in readers(data).values())


def test_record_of_nothing_known_keeps_the_measures(classroom):
    paper = record(make_student(classroom, sex="", last_name="", code=""))

    data = paper.pdf()

    assert_paper(data, "form", html=paper.html())
    assert len(pages(data)) == 2
    for said in ("ยังไม่มีข้อมูลผู้ปกครอง", "ยังไม่ได้ถาม ถือว่าไม่ยินยอม", "ไม่มี</b>"):
        assert said in paper.html()


def test_record_of_long_values_stays_on_two_sheets(classroom, clerk):
    student = make_known_student(classroom)
    student.sensitive.health_note = "แพ้ยาและอาหารทะเล " * 30
    student.sensitive.save()
    for year in range(2560, 2569):
        room = make_classroom(classroom.school, year=year)
        Enrolment.objects.create(student=student, classroom=room, year=year)
    for relation in ("บิดา", "ยาย", "ป้า"):
        make_guardian(student, relation, last_name="ณ เชียงใหม่อยุธยาบุรีรัมย์พัฒนา")

    data = record(student, clerk).pdf()

    assert_paper(data, "form")
    assert len(pages(data)) == 2


def test_record_blank_is_empty(school):
    paper = blank(school)

    data = paper.pdf()

    assert_paper(data, "form", html=paper.html())
    assert len(pages(data)) == 2
    assert not {"☑", "◉", "✓", "แสดงเฉพาะ"} & set(paper.html())
    assert "ผู้ให้ข้อมูล" in paper.html()


def test_record_digits_follow_the_switch_but_the_boxes(classroom, clerk):
    html = record(make_known_student(classroom), clerk).html()

    assert "๐๘๑๑๑๑๑๑๑๑" in html
    assert "<i>67890</i>" in html


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("G123456789012", "<i>G</i><i>1234</i>"),
        ("AB1234567", '<b class="latin">AB1234567</b>'),
    ],
)
def test_record_shows_other_numbers(classroom, number, shown):
    assert shown in record(make_known_student(classroom, number)).html()


def test_record_carries_photo_and_own_signature(classroom, director):
    student = make_student(classroom)
    student.photo = files.store_image(picture("red"), school=student.school, by=director)
    student.save()
    director.signature = files.store_image(picture("blue"), school=None, by=director)
    director.save()
    signer = director.memberships.get().pk

    paper = record(student, director, signer=str(signer), signature=OWN)

    html = paper.html()
    assert f'src="stored:{student.photo.sha256}.600"' in html
    assert f'<p class="ink"><img src="stored:{director.signature.sha256}"' in html
    assert_paper(paper.pdf(), "form")


def test_record_print_page_leads_back_to_the_pupil(client, clerk, classroom):
    student = make_student(classroom)
    client.force_login(clerk)

    response = client.get(page("document-print", "student-record", object=student.pk))

    back = reverse("students:student-detail", args=[student.pk])
    assert (student.full_name, back) in response.context["crumbs"]


@pytest.mark.parametrize("count", [1, 3])
def test_record_queries(classroom, clerk, count, django_assert_num_queries):
    student = make_known_student(classroom)
    for relation in ("บิดา", "ยาย")[: count - 1]:
        make_guardian(student, relation)
        room = make_classroom(classroom.school, year=2560 + len(relation))
        Enrolment.objects.create(student=student, classroom=room, year=room.year)
    assert clerk.access

    # pupil, school; record, ids, seats, advisers, guardians, answers; reach; signers, office
    with django_assert_num_queries(11):
        record(student, clerk).html()


def test_record_of_another_class_is_404(client, teacher, school):
    other = make_student(make_classroom(school, room=2))
    client.force_login(teacher)

    assert client.get(page("document-pdf", "student-record", object=other.pk)).status_code == 404


def test_record_of_another_school_is_404(client, stranger, classroom):
    student = make_student(classroom)
    client.force_login(stranger)

    assert client.get(page("document-pdf", "student-record", object=student.pk)).status_code == 404


def test_record_without_permission_is_403(client, school, classroom):
    student = make_student(classroom)
    client.force_login(make_user(Role.TEACHER, school=school))

    assert client.get(page("document-pdf", "student-record", object=student.pk)).status_code == 403


def test_record_print_logs_what_was_read(client, clerk, classroom):
    student = make_known_student(classroom)
    client.force_login(clerk)

    client.get(page("document-pdf", "student-record", object=student.pk))

    events = AuditEvent.objects.filter(pupil_id=student.pk, actor_id=clerk.pk).order_by("pk")
    assert [(one.action, one.changes) for one in events] == [
        ("document.print", {"slug": "student-record"}),
        ("sensitive.view", {"slug": "student-record"}),
        ("identifier.reveal", {"slug": "student-record"}),
    ]


def test_record_print_without_sensitive_values_logs_the_print_alone(client, school, classroom):
    student = make_known_student(classroom)
    deputy = make_user(Role.DEPUTY, school=school)
    client.force_login(deputy)

    client.get(page("document-pdf", "student-record", object=student.pk))

    assert AuditEvent.objects.get(actor_id=deputy.pk).action == "document.print"


# ---- student-records ----------------------------------------------------------------------------


def records(classroom, user=None):
    return prepare("student-records", {"classroom": str(classroom.pk)}, user=user)


def test_records_are_one_file_made_by_a_job(client, teacher, classroom):
    pupils = [make_known_student(classroom, CITIZEN_ID), make_student(classroom)]
    make_student(classroom, status=Student.Status.MOVED)
    client.force_login(teacher)
    url = page("document-print", "student-records", classroom=classroom.pk)

    client.post(url, {"version": 0, "date": "21/11/2569", "signer": "pen"})
    job = Job.objects.get()
    run_job.call(str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.done) == (Job.State.DONE, 2)
    looks = AuditEvent.objects.filter(action="sensitive.view").order_by("pk")
    assert list(looks.values_list("pupil_id", flat=True)) == [one.pk for one in pupils]
    assert AuditEvent.objects.filter(action="document.print").count() == 1


def test_records_leave_out_pupils_the_reader_may_not_see(teacher, classroom):
    mine, gone = make_student(classroom), make_student(classroom)
    later = make_classroom(classroom.school, year=2570)
    Enrolment.objects.create(student=gone, classroom=later, year=2570)

    assert [one.student for one in records(classroom, teacher).records] == [mine]


@pytest.mark.parametrize("count", [1, 3])
def test_records_queries(classroom, teacher, count, django_assert_num_queries):
    make_class(classroom, count)
    paper = records(classroom, teacher)

    # pupils with ids, seats, advisers, guardians, answers; the roll; reach; signers, office
    with django_assert_num_queries(10):
        list(paper.parts())


def test_records_of_nobody_fail_with_a_reason(classroom, teacher):
    with pytest.raises(ValidationError, match="ไม่มีนักเรียนที่พิมพ์ได้ในห้องนี้"):
        list(records(classroom, teacher).parts())
