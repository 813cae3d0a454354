"""Queries of the list that are written once find what those written anew find."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Role
from students import pupil_rows
from students.models import Adviser
from students.pupil_rows import PAGE, PupilRow, PupilRows
from students.templatetags.pupils import pupil_rows as pupil_rows_of
from tests.factories import make_adviser, make_classroom, make_school, make_student, make_user

pytestmark = pytest.mark.django_db
ROW = {"pk": 1, "level": 14, "room": 1, "room_name": "<room_name>"}
ROW |= {"roll_number": 1, "status_then": "studying"}
YEAR = 2569
WANTED = [
    {},
    {"q": "ดาว"},
    {"q": "ด.ญ.ดาว เรือง"},
    {"q": "ไม่มีใคร"},
    {"q": "100%_"},
    {"level": 14},
    {"level": 15},
    {"status": "all"},
    {"status": "moved"},
    {"q": "ดาว", "level": 14, "status": "suspended"},
    {"q": "ก ข ค ง จ"},
]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-11-21T03:00:00Z")
    pupil_rows.written.cache_clear()


@pytest.fixture
def pupils(school, classroom):
    """Of two classes, without one, who left, of an earlier year; and of another school."""
    other = make_classroom(school, level=15)
    for number in range(3):
        make_student(classroom, title="เด็กหญิง", first_name=f"ดาว{number}", last_name="เรือง")
    make_student(classroom, first_name="ดาว", status="suspended", nickname="ดาว<b>")
    make_student(other, first_name="เดือน", last_name="ดาว", code="100%_")
    make_student(school=school, first_name="ไร้ห้อง")
    make_student(classroom, first_name="ดาวย้าย", status="moved")
    make_student(make_classroom(school, year=YEAR - 1), first_name="ปีก่อน")
    make_student(make_classroom(make_school()), first_name="ดาวโรงเรียนอื่น")


def _asked(user, school, wanted, year=YEAR):
    rows = PupilRows(user, school=school, year=year, wanted=wanted)
    return rows.count(), rows[0:PAGE]


def _plain(user, school, wanted, monkeypatch, year=YEAR):
    """As before: the query is built for this person, with what they may see in it."""
    with monkeypatch.context() as patch:
        patch.setattr(PupilRows, "_asked", None)
        return _asked(user, school, wanted, year)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.DIRECTOR, Role.COUNSELLOR, Role.TEACHER, Role.CARE_HEAD]
)
@pytest.mark.usefixtures("pupils")
def test_same_rows_for_who_knows_all_names(school, role, wanted, monkeypatch):
    user = make_user(role, school=school)

    is_long = wanted.get("q", "").count(" ") > 3
    assert is_long == (PupilRows(user, school=school, year=YEAR, wanted=wanted)._asked is None)
    assert _asked(user, school, wanted) == _plain(user, school, wanted, monkeypatch)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
@pytest.mark.usefixtures("pupils")
def test_an_adviser_opens_their_own_alone(school, teacher, wanted, monkeypatch):
    found = _asked(teacher, school, wanted)

    assert found == _plain(teacher, school, wanted, monkeypatch)
    if not wanted:
        opened = {row.first_name for row in found[1] if row.may_open}
        assert opened == {"ดาว0", "ดาว1", "ดาว2", "ดาว"}
        assert len(found[1]) > len(opened)


@pytest.mark.usefixtures("pupils")
def test_the_next_adviser_opens_none_of_the_first(school, teacher):
    other = make_adviser(make_classroom(school, level=16))
    assert any(row.may_open for row in _asked(teacher, school, {})[1])

    assert not any(row.may_open for row in _asked(other, school, {})[1])


@pytest.mark.usefixtures("pupils")
def test_who_advises_no_more_opens_none_the_next_day(school, teacher, time_machine):
    Adviser.objects.filter(user=teacher).update(ends_on=timezone.localdate())
    assert any(row.may_open for row in _asked(teacher, school, {})[1])

    time_machine.shift(timedelta(days=1))
    assert not any(row.may_open for row in _asked(teacher, school, {})[1])


@pytest.mark.usefixtures("pupils")
def test_the_next_school_sees_its_own(school, clerk, stranger):
    mine = _asked(clerk, school, {})[1]
    elsewhere = stranger.access.memberships[0].school

    assert _asked(stranger, school, {}) == (0, [])
    others = _asked(stranger, elsewhere, {})[1]
    assert {row.pk for row in mine} & {row.pk for row in others} == set()


@pytest.mark.usefixtures("pupils")
def test_class_and_level_may_stand_together(school, classroom, clerk, monkeypatch):
    wanted = {"classroom": classroom.pk, "level": classroom.level}

    found = _asked(clerk, school, wanted)
    assert found == _plain(clerk, school, wanted, monkeypatch)
    assert found[0] == 4


@pytest.mark.usefixtures("pupils")
def test_a_year_that_is_over_and_heads_of_levels_are_asked_anew(school, clerk):
    head = make_user(Role.LEVEL_HEAD, school=school)

    assert PupilRows(clerk, school=school, year=YEAR - 1, wanted={})._asked is None
    assert PupilRows(clerk, school=None, year=YEAR, wanted={})._asked is None
    rows = PupilRows(head, school=school, year=YEAR, wanted={})
    assert rows._asked is None
    assert rows.count() == len(rows[0:PAGE])
    assert {row.level for row in rows[0:PAGE] if row.level} == {14, 15}
    assert {row.level for row in rows[0:PAGE] if row.level and row.may_open} == {14}


def test_later_pages_go_on_where_the_first_ends(school, clerk):
    for number in range(PAGE + 2):
        make_student(school=school, first_name=f"ก{number:03}")
    rows = PupilRows(clerk, school=school, year=YEAR, wanted={})

    names = [row.first_name for part in (slice(0, PAGE), slice(PAGE, 52)) for row in rows[part]]
    assert names == [f"ก{number:03}" for number in range(PAGE + 2)]
    assert rows.count() == PAGE + 2


@pytest.mark.usefixtures("pupils")
def test_what_was_typed_is_text_on_the_page(client, clerk):
    client.force_login(clerk)

    page = client.get(reverse("students:student-list")).content.decode()
    assert "ดาว&lt;b&gt;" in page
    assert "ดาว<b>" not in page


@pytest.mark.parametrize("may_open", [True, False])
def test_every_word_of_a_row_is_text(may_open):
    texts = {name: f"<{name}>" for name in ("title", "first_name", "last_name", "nickname", "code")}
    row = PupilRow(**texts, **ROW | {"may_open": may_open})

    html = pupil_rows_of([row], may_note=True, may_see_health=True)
    assert {name for name in [*texts, "room_name"] if f"&lt;{name}&gt;" in html} == {
        *texts,
        "room_name",
    }
    assert {name for name in [*texts, "room_name"] if f"<{name}>" in html} == set()


@pytest.mark.usefixtures("pupils")
def test_a_filter_that_cannot_be_read_finds_nobody(client, clerk):
    client.force_login(clerk)
    address = reverse("students:student-list")
    assert client.get(address).context["page_obj"].object_list

    page = client.get(address, {"level": "99"})
    assert list(page.context["page_obj"].object_list) == []
    assert page.context["form"].errors["level"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same(client, clerk, classroom, rows, django_assert_num_queries):
    for number in range(rows):
        make_student(classroom, first_name=f"ก{number}")
        make_classroom(classroom.school, level=15, room=number + 1)
    client.force_login(clerk)
    client.get(reverse("students:student-list"))

    with django_assert_num_queries(4):  # who asks, classes, count, rows
        client.get(reverse("students:student-list"))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans by itself")
def test_a_search_is_planned_for_its_word(school, clerk):
    """A plan for all words would look a short one up in the index of letters, in vain."""
    with CaptureQueriesContext(connection) as asked:
        _asked(clerk, school, {"q": "ก"})
        searches = [one["sql"] for one in asked]
        _asked(clerk, school, {})

    assert [sql[:7] for sql in searches if "search" in sql] == ["SELECT "] * 2
    assert [one["sql"][:7] for one in asked][-2:] == ["EXECUTE"] * 2
