"""What a visit found out goes back into the registry, as far as the adviser leaves the ticks."""

import pytest
from django.urls import reverse

from homevisits.definition import CURRENT
from homevisits.services import drafts, visits
from homevisits.services.write_back import FARES, TOGETHER, questions, updates
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from students.models import Guardian, Guardianship, Student
from tests.factories import make_student, make_user
from tests.homevisits.making import complete, make_draft, save

SAID = {
    "guardian_name": "นางบัวคำ  ใจดี",
    "guardian_phone": "๐๘๑-๒๓๔๕๖๗๘",
    "guardian_occupation": "รับจ้าง",
}


@pytest.fixture
def link(school, classroom):
    person = {"title": "นาง", "first_name": "บัวคำ", "last_name": "ใจดี", "occupation": "ค้าขาย"}
    guardian = Guardian.objects.create(school=school, **person)
    student = make_student(classroom)
    return Guardianship.objects.create(
        student=student, guardian=guardian, relation="มารดา", is_primary=True
    )


@pytest.fixture
def visit(link, teacher):
    visit = complete(make_draft(link.student, teacher), teacher)
    save(visit, "guardian", texts=SAID)
    visit.refresh_from_db()
    return visit


def test_updates_name_what_differs(visit, teacher):
    found = [(one.field, one.old, one.new) for one in updates(visit, by=teacher)]
    assert found == [
        ("guardian.phone", "", "0812345678"),
        ("guardian.occupation", "ค้าขาย", "รับจ้าง"),
    ]


def test_submission_writes_what_stayed_ticked(client, visit, link, teacher):
    client.force_login(teacher)
    page = client.get(reverse("homevisits:visit-summary", args=[visit.pk]))
    shown = page.context["updates"]
    client.post(reverse("homevisits:visit-submit", args=[visit.pk]), {"update": shown[0].key})

    link.guardian.refresh_from_db()
    assert (link.guardian.phone, link.guardian.occupation) == ("0812345678", "ค้าขาย")
    event = AuditEvent.objects.get(action="guardian.change")
    assert event.changes == {"visit": visit.pk, "phone": ["", "0812345678"]}


def test_field_edited_since_it_was_shown_is_left_alone(visit, link, teacher):
    keys = [one.key for one in updates(visit, by=teacher)]
    Guardian.objects.update(occupation="ทำสวน")
    visits.submit_visit(visit, by=teacher, updates=keys)

    link.guardian.refresh_from_db()
    assert (link.guardian.phone, link.guardian.occupation) == ("0812345678", "ทำสวน")


def test_another_guardian_in_the_form_changes_nobody(visit, teacher):
    save(visit, "guardian", texts=SAID | {"guardian_name": "นายคำ ใจดี"})
    visit.refresh_from_db()
    assert updates(visit, by=teacher) == []


def test_distance_of_both_ways_becomes_metres_of_one(visit, link, teacher):
    save(visit, "risk", texts={"distance_km": "3.5", "travel_minutes": "20"})
    visit.refresh_from_db()
    keys = [one.key for one in updates(visit, by=teacher)]
    visits.submit_visit(visit, by=teacher, updates=keys)

    link.student.refresh_from_db()
    assert (link.student.distance_m, link.student.travel_minutes) == (1750, 20)


def test_who_may_not_edit_the_pupil_changes_nothing(visit, school):
    assert updates(visit, by=make_user(Role.SCHOOL_ADMIN, school=school)) == []


@pytest.mark.parametrize(
    ("known", "ticked"),
    [("พาหนะไม่เสียค่าโดยสาร", []), ("พาหนะเสียค่าโดยสาร", ["bus"]), ("เดินเท้า", ["walk"])],
)
def test_way_to_school_opens_with_what_the_registry_knows(visit, known, ticked):
    visit.student.travel_mode = known
    items = [CURRENT.item("travel_mode")]
    found = drafts.carried(items, None, visit)
    assert [option for _item, option in found.ticks] == ticked


def updates_of(visit, ticks, **known):
    Student.objects.update(**known)
    for item, option in ticks.items():
        visit.ticks.create(item=item, option=option)
    found = updates(visit, by=visit.author)
    return [(one.field, one.old, one.new) for one in found if "guardian" not in one.field]


@pytest.mark.parametrize(
    ("item", "option", "words"),
    [
        ("travel_mode", "walk", "เดินเท้า"),
        ("travel_mode", "bicycle", "จักรยาน"),
        ("parents_status", "apart", "แยกกันอยู่"),
        ("parents_status", "divorced", "หย่าร้าง"),
        ("parents_status", "both_lost", "เสียชีวิตทั้งคู่"),
        ("parents_status", "abandoned", "ทอดทิ้ง"),
    ],
)
def test_tick_with_one_partner_is_written_in_the_words_of_the_registry(
    visit, teacher, item, option, words
):
    assert updates_of(visit, {item: option}) == [(f"student.{item}", "", words)]
    keys = [one.key for one in updates(visit, by=teacher)]
    visits.submit_visit(visit, by=teacher, updates=keys)

    assert Student.objects.values_list(item, flat=True).get() == words
    event = AuditEvent.objects.get(action="student.update")
    assert event.changes == {"visit": visit.pk, item: ["", words]}


@pytest.mark.parametrize(
    ("item", "option", "words"),
    [
        *(("travel_mode", one, FARES) for one in ("parent", "bus", "motorcycle", "school_bus")),
        ("travel_mode", "other", ()),
        ("parents_status", "together", TOGETHER),
        ("parents_status", "father_lost", ("บิดาเสียชีวิต",)),
        ("parents_status", "mother_lost", ("มารดาเสียชีวิต",)),
    ],
)
def test_tick_that_the_registry_tells_apart_is_a_question(visit, item, option, words):
    assert updates_of(visit, {item: option}) == [(f"student.{item}", "", word) for word in words]
    asked = questions(updates(visit, by=visit.author))
    assert [[one.new for one in some] for some in asked] == ([[*words]] if words else [])


def test_answer_to_a_question_is_written_and_no_answer_changes_nothing(client, visit, teacher):
    updates_of(visit, {"parents_status": "together", "travel_mode": "car"}, travel_mode="เดินเท้า")
    client.force_login(teacher)
    page = client.get(reverse("homevisits:visit-summary", args=[visit.pk]))
    assert "แบบเยี่ยม: รถยนต์ · ทะเบียน: เดินเท้า" in page.content.decode()
    [parents, _travel] = page.context["questions"]
    asked = {"update": [parents[1].key, ""]}
    client.post(reverse("homevisits:visit-submit", args=[visit.pk]), asked)

    student = Student.objects.get()
    assert (student.parents_status, student.travel_mode) == (TOGETHER[1], "เดินเท้า")


@pytest.mark.parametrize(
    ("item", "option", "known", "new"),
    [
        ("travel_mode", "walk", "เดิน", []),
        ("travel_mode", "bicycle", "จักรยานยนต์", ["จักรยาน"]),
        ("parents_status", "apart", "แยกกันอยู่", []),
        ("parents_status", "divorced", "อยู่ด้วยกันจดทะเบียนสมรส", ["หย่าร้าง"]),
        ("parents_status", "together", "อยู่ด้วยกันไม่ได้จดทะเบียนสมรส", []),
        ("parents_status", "father_lost", "บิดาเสียชีวิต", []),
        ("travel_mode", "school_bus", "พาหนะเสียค่าโดยสาร", []),
        ("travel_mode", "parent", "ผู้ปกครองมาส่ง", []),
    ],
)
def test_tick_that_says_what_the_registry_knows_is_not_offered(visit, item, option, known, new):
    found = updates_of(visit, {item: option}, **{item: known})
    assert [words for _field, _old, words in found] == new


def test_way_to_school_that_the_short_form_does_not_ask_is_not_offered(visit):
    visit.round.form = "short"
    assert updates_of(visit, {"travel_mode": "walk"}) == []
