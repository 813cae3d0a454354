"""The four penalties, letters at thresholds, counts, hints for screening."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from schoolcare.access import Role
from schoolcare.asked_together import told_together
from schoolcare.documents import prepare
from schoolcare.thai import thai_digits
from students.behaviour_hints import of_violence
from students.behaviour_points import Period, balances
from students.models import BehaviourLetter, Penalty, Student
from students.services import behaviour, letters, penalties
from students.services.behaviour import Seen, scale_of
from tests.factories import make_adviser, make_classroom, make_guardian, make_student, make_user
from tests.students.making_behaviour import (
    kind_of,
    make_behaviour,
    make_letter,
    make_penalty,
)

KEY = "77777777-7777-4777-8777-777777777777"


def page(name: str, *args, **query) -> str:
    return reverse(f"students:{name}", args=args, query=query or None)


def note(student, by, name):
    """Today, through the service, which prompts letters."""
    seen = Seen(timezone.localdate())
    return behaviour.note_behaviour(student.school, [student], kind_of(name), seen, by=by)


def due() -> list[int]:
    return list(BehaviourLetter.objects.due().values_list("points", flat=True))


def post(client, student, kind: str, **fields):
    today = timezone.localdate().isoformat()
    facts = {"key": KEY, "reason": "ฟังคำชี้แจงแล้ว", "decided_on": today}
    return client.post(page("penalty-create", student.pk, kind=kind), facts | fields)


@pytest.fixture
def deciding(client, director):
    client.force_login(director)
    return client


def test_four_penalties_and_no_other(classroom, director):
    student = make_student(classroom)

    assert [one.value for one in Penalty.Kind] == ["warning", "bond", "points", "activity"]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_penalty(student, director, kind="stick")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("warning", {}),
        ("bond", {"terms": "ไม่ทะเลาะวิวาท", "until": "31/3/2590"}),
        ("points", {"points": "๑๐"}),
        ("activity", {"activity": "ช่วยงานห้องสมุด", "hours": "4"}),
    ],
)
def test_penalty_is_decided_with_its_notes(client, director, classroom, kind, fields):
    student = make_student(classroom)
    event = make_behaviour(student, by=director, name="ทะเลาะวิวาท")
    client.force_login(director)
    more = {"supervisor": director.pk} if kind == "activity" else {}

    post(client, student, kind, notes=[event.notes.get().pk], **fields, **more)

    penalty = Penalty.objects.get()
    assert (penalty.kind, penalty.made_by, penalty.semester) == (kind, director, penalty.semester)
    assert list(penalty.notes.all()) == list(event.notes.all())
    assert penalty.is_waiting == (kind in {"bond", "activity"})


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("warning", {"reason": ""}, "กรุณากรอกเหตุผล"),
        ("warning", {"decided_on": "1/1/2600"}, "วันที่ต้องไม่อยู่ในอนาคต"),
        ("bond", {}, "กรุณากรอกเงื่อนไขทัณฑ์บน"),
        ("bond", {"terms": "ไม่ทะเลาะ", "until": "1/1/2569"}, "ต้องไม่มาก่อนวันที่พิจารณา"),
        ("points", {"points": "0"}, "ต้องไม่น้อยกว่า 1"),
        ("activity", {"activity": "งาน", "hours": "-1"}, "ต้องมากกว่า 0"),
    ],
)
def test_bad_penalty_is_refused(deciding, classroom, kind, fields, words):

    answer = post(deciding, make_student(classroom), kind, **fields)

    assert words in answer.text
    assert Penalty.objects.count() == 0


def test_note_of_another_pupil_is_no_reason(director, classroom):
    student, other = make_student(classroom), make_student(classroom)
    theirs = make_behaviour(other, by=director).notes.all()
    penalty = Penalty(student=student, kind="warning", reason="เหตุ")
    penalty.decided_on = timezone.localdate()

    with pytest.raises(ValidationError, match="เฉพาะบันทึกของนักเรียนคนนี้"):
        penalties.decide(penalty, theirs, today=penalty.decided_on, by=director)


def test_points_penalty_counts_until_it_is_called_off(client, director, classroom):
    student = make_student(classroom)
    penalty = make_penalty(student, director, kind="points", points=15)
    scale, period = scale_of(classroom.school), Period(2569, 2)
    before = balances(scale, period, [student.pk])[student.pk]
    client.force_login(director)

    client.post(page("penalty-void", penalty.pk), {"reason": "พิจารณาใหม่"})

    assert before.lost == 15
    assert balances(scale, period, [student.pk])[student.pk].lost == 0
    assert client.get(page("penalty-void", penalty.pk)).status_code == 404


def test_supervisor_alone_among_teachers_writes_the_result(client, director, classroom, school):
    by, other = (make_user(Role.TEACHER, school=school) for _ in range(2))
    penalty = make_penalty(make_student(classroom), director, kind="activity", supervisor=by)
    typed = {"result": "ทำครบสี่ชั่วโมง", "result_on": timezone.localdate().isoformat()}
    url = page("penalty-outcome", penalty.pk)
    client.force_login(other)
    refused = client.post(url, typed)
    client.force_login(by)

    assert "กิจกรรมปรับพฤติกรรมที่คุณดูแล" in client.get("/").text
    client.post(url, typed)

    penalty.refresh_from_db()
    assert (refused.status_code, client.get(url).status_code) == (404, 404)  # not theirs; finished
    assert (penalty.result, penalty.is_waiting) == (typed["result"], False)


def test_bond_names_pupil_and_guardian_for_the_pen(classroom, director):
    student = make_student(classroom)
    guardian = make_guardian(student)
    event = make_behaviour(student, by=director, name="ทะเลาะวิวาท", words="กับเด็กชายอีกคน")
    bond = make_penalty(student, director, kind="bond", terms="ไม่ใช้กำลัง")
    bond.notes.set(event.notes.all())

    paper = prepare("probation-bond", {"object": str(bond.pk)}, user=director)
    html = paper.html()

    assert thai_digits(student.first_name) in html
    assert str(guardian) in html
    assert "ไม่ใช้กำลัง" in html
    assert "กับเด็กชายอีกคน" not in html
    student.guardianships.update(may_be_contacted=False)
    assert str(guardian) not in prepare("probation-bond", paper.asked, user=director).html()


@pytest.mark.parametrize("slug", ["probation-bond", "behaviour-letter"])
def test_blank_paper_names_nobody(school, director, classroom, slug):
    make_penalty(make_student(classroom, first_name="ลับ"), director, kind="bond")

    paper = prepare(slug, {"school": school.code, "blank": "1"}, user=director)

    assert "ลับ" not in paper.html()
    assert paper.pdf()[:4] == b"%PDF"


def test_threshold_prompts_one_letter_for_the_highest(classroom, director):
    student = make_student(classroom)

    note(student, director, "ไม่เข้าเรียน")
    first = due()
    note(student, director, "ออกนอกโรงเรียน")
    second = due()
    note(student, director, "พกพาอาวุธ")

    assert (first, second, due()) == ([], [20], [60])


def test_letter_goes_when_the_points_come_back(classroom, director):
    student = make_student(classroom)
    event = note(student, director, "ลักทรัพย์")
    assert due() == [20]

    behaviour.withdraw(event, event.notes.all(), reason="จำผิดคน", by=director)

    assert due() == []


def test_told_guardian_is_not_told_the_same_again(classroom, director):
    student = make_student(classroom)
    note(student, director, "ลักทรัพย์")
    letter, today = BehaviourLetter.objects.get(), timezone.localdate()
    letters.settle(letter, state="sent", on=today, remark="", today=today, by=director)

    note(student, director, "มาโรงเรียนสาย")
    assert due() == []
    note(student, director, "เล่นการพนัน")

    assert due() == [40]


def test_adviser_says_the_guardian_was_told_but_not_that_none_is(client, teacher, classroom):
    letter = make_letter(make_student(classroom))
    client.force_login(teacher)
    url, today = page("letter-settle", letter.pk), timezone.localdate().isoformat()

    refused = client.post(url, {"state": "dropped", "on": today, "remark": "ไม่จำเป็น"})
    client.post(url, {"state": "sent", "on": today, "remark": "แม่รับทราบทางโทรศัพท์"})

    letter.refresh_from_db()
    assert "กรุณาเลือกจากรายการ" in refused.text
    assert (letter.state, letter.settled_by) == ("sent", teacher)


def test_adviser_of_another_class_settles_nothing(client, school, classroom):
    letter = make_letter(make_student(classroom))
    client.force_login(make_adviser(make_classroom(school, room=2)))

    assert client.get(page("letter-settle", letter.pk)).status_code == 404


def test_card_counts_own_classes_for_an_adviser(client, teacher, director, classroom, school):
    make_letter(make_student(classroom))
    make_letter(make_student(make_classroom(school, room=2)))

    found = {}
    for who in (teacher, director):
        client.force_login(who)
        cards = client.get("/").context["cards"]
        found[who] = [one.count for one in cards if one.title == "ต้องแจ้งผู้ปกครอง"]

    assert found == {teacher: [1], director: [2]}


def test_letter_tells_of_one_pupil_alone(classroom, director):
    student, other = make_student(classroom), make_student(classroom, first_name="คนอื่น")
    event = make_behaviour(student, other, by=director, name="ทะเลาะวิวาท", words="กับคนอื่น")
    letter = make_letter(student)

    html = prepare("behaviour-letter", {"object": str(letter.pk)}, user=director).html()

    assert event.name in html
    assert "รวม ๒๐ คะแนน" in html
    assert "คนอื่น" not in html


def test_statistics_count_without_names(client, director, classroom):
    student = make_student(classroom, first_name="สมชายดี")
    make_behaviour(student, by=director)
    make_behaviour(student, by=director, name="เก็บของได้")
    make_penalty(student, director)
    client.force_login(director)

    shown = client.get(page("behaviour-statistics"))
    book = client.get(page("behaviour-statistics", **{"as": "xlsx", "semester": 2}))

    assert "สมชายดี" not in shown.text
    kinds, levels, rooms, months, sexes = shown.context["tables"]
    assert [(one.label, one.good, one.mend) for one in levels.lines] == [("ป.4", 1, 1)]
    assert [(one.label, one.good, one.mend) for one in rooms.lines] == [("ป.4/1", 1, 1)]
    assert [one.label for one in months.lines] == ["พฤศจิกายน 2569"]
    assert {one.label for one in kinds.lines} == {"มาโรงเรียนสาย", "เก็บของได้แล้วส่งคืน"}
    assert [(one.label, one.pupils) for one in sexes.lines] == [("ชาย", 1)]
    workbook = load_workbook(BytesIO(book.content))
    assert workbook.sheetnames[-1] == "บทลงโทษ"
    assert workbook["บทลงโทษ"]["B2"].value == 1


def test_violence_is_a_hint_for_screening(classroom, director):
    calm, once, often = (make_student(classroom) for _ in range(3))
    make_behaviour(calm, by=director)
    for student, times in ((once, 1), (often, 3)):
        for _ in range(times):
            make_behaviour(student, by=director, name="ทะเลาะวิวาท")

    pupils = Student.objects.order_by().values("pk")
    told = told_together([of_violence], pupils, 2569, 2)
    hints = {one.student_id: (one.aspect, one.level) for one in told}

    assert hints == {once.pk: ("violence", "risk"), often.pk: ("violence", "problem")}
    assert list(told_together([of_violence], pupils, 2569, 1)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same(client, director, classroom, rows, django_assert_num_queries):
    for _ in range(rows):
        student = make_student(classroom)
        make_letter(student)
        penalty = make_penalty(student, director, kind="activity", supervisor=director)
    client.force_login(director)

    counts = {
        page("penalty-list"): 4,
        page("penalty-detail", penalty.pk): 5,
        page("letter-list"): 4,
        page("behaviour-statistics"): 8,
    }
    for url, most in counts.items():
        with django_assert_num_queries(most):
            client.get(url)
