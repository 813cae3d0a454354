"""Where the pupils of finishing classes go: the grid of a class, the report."""

import pytest

from schoolcare.documents import prepare
from schoolcare.models import AuditEvent, Level
from schoolcare.paper.subjects import SubjectError
from students.models import Destination
from tests.factories import YEAR, make_adviser, make_classroom, make_student
from tests.students.filling import errors, opened, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(school):
    return make_classroom(school, level=Level.P6)


@pytest.fixture
def pupils(room):
    return [make_student(room, sex=sex) for sex in "MF"]


@pytest.fixture
def adviser(room, client):
    user = make_adviser(room)
    client.force_login(user)
    return user


def test_grid_keeps_what_was_noted(client, adviser, room, pupils):
    one, two = pupils
    typed = {f"kind{one.pk}": "study", f"plan{one.pk}": "lower", f"place{one.pk}": "โรงเรียนบ้านดง"}

    send(client, page("destination-class", room.pk), **typed, **{f"kind{two.pk}": "unknown"})

    found = Destination.objects.order_by("student").values_list("student", "kind", "plan", "place")
    assert list(found) == [
        (one.pk, "study", "lower", "โรงเรียนบ้านดง"),
        (two.pk, "unknown", "", ""),
    ]
    event = AuditEvent.objects.get(action="destinations.save")
    assert event.changes == {"count": 2, "pupils": [one.pk, two.pk]}


def test_grid_sent_again_changes_nothing(client, adviser, room, pupils):
    send(client, page("destination-class", room.pk), **{f"kind{pupils[0].pk}": "work"})

    send(client, page("destination-class", room.pk))

    assert Destination.objects.get().kind == "work"
    assert AuditEvent.objects.filter(action="destinations.save").count() == 1


def test_place_without_a_kind_is_told_and_kept_on_the_page(client, adviser, room, pupils):
    key = pupils[0].pk

    typed = {f"place{key}": "ร้านซ่อมรถ", f"plan{key}": "upper"}
    answer = send(client, page("destination-class", room.pk), **typed)

    assert errors(answer) == {f"kind{key}": ["เลือกว่าหลังจบทำอะไร"]}
    assert "ร้านซ่อมรถ" in answer.text
    assert not Destination.objects.exists()


def test_plan_of_who_works_is_refused(client, adviser, room, pupils):
    key = pupils[0].pk
    typed = {f"kind{key}": "work", f"plan{key}": "upper"}

    answer = send(client, page("destination-class", room.pk), **typed)

    assert errors(answer) == {f"plan{key}": ["แผนการเรียนใช้เมื่อศึกษาต่อ"]}


def test_two_people_see_both_values(client, adviser, room, pupils):
    url, key = page("destination-class", room.pk), pupils[0].pk
    held = opened(client, url)
    Destination.objects.create(student=pupils[0], year=YEAR, kind="work", noted_by=adviser)

    answer = client.post(url, held | {f"kind{key}": "study"})

    assert answer.context["form"].differences[0]["saved"] == "ประกอบอาชีพ"
    assert Destination.objects.get().kind == "work"


def test_class_that_does_not_finish_has_no_grid(client, adviser, school):
    other = make_classroom(school, level=Level.P5)
    other.advisers.create(user=adviser)

    assert client.get(page("destination-class", other.pk)).status_code == 404


def test_list_counts_what_is_noted(client, adviser, room, pupils):
    Destination.objects.create(student=pupils[0], year=YEAR, kind="work", noted_by=adviser)

    rooms = client.get(page("destination-list")).context["rooms"]

    assert [(one.label, one.noted, one.pupils) for one in rooms] == [("ป.6/1", 1, 2)]


def test_report_counts_by_level_kind_and_sex(school, room, pupils, director):
    facts = {"year": YEAR, "noted_by": director}
    Destination.objects.create(
        student=pupils[0], kind="study", plan="lower", place="ร.ร.ดง", **facts
    )
    asked = {"school": school.code, "year": str(YEAR)}

    paper = prepare("graduate-destination", asked, user=director)

    (level,) = paper.levels
    assert level["label"] == "ป.6"
    assert level["rows"] == [("ศึกษาต่อ: ม.ต้น", 1, 0, 1, "50.0"), ("ยังไม่บันทึก", 0, 1, 1, "50.0")]
    assert level["total"] == ("รวม", 1, 1, 2, "100.0")
    assert "ร.ร.ดง" in paper.html()
    assert [row[-1] for row in paper.sheet().rows] == ["ร.ร.ดง", ""]
    assert len(paper.sheets()) == 2


def test_report_of_a_school_without_finishing_classes_says_so(school, director):
    asked = {"school": school.code, "year": str(YEAR)}

    assert "ไม่มีนักเรียนชั้นที่จบ" in prepare("graduate-destination", asked, user=director).html()


def test_report_of_the_school_is_not_an_advisers(school, room, pupils):
    asked = {"school": school.code, "year": str(YEAR)}

    with pytest.raises(SubjectError):
        prepare("graduate-destination", asked, user=make_adviser(room))


@pytest.mark.parametrize("count", [1, 3])
def test_grid_asks_the_same_for_any_class(client, adviser, room, count, django_assert_num_queries):
    for _ in range(count):
        make_student(room)

    with django_assert_num_queries(6):
        client.get(page("destination-class", room.pk))
