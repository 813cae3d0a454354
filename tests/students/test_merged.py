"""What a merge set aside is read by who may read that kind of record; values that lost too."""

import json
from datetime import date

import pytest
from django.apps import apps

from schoolcare import audit
from schoolcare.models import AuditEvent
from students.duplicates.kept import PLUMBING, READ_WITH, _label
from students.models import HandoverNote, SensitiveRecord
from students.services.duplicates import Wish, merge
from students.services.identifiers import set_identifier
from tests.factories import make_classroom, make_student
from tests.homevisits import making
from tests.students.filling import page
from tests.students.moving import make_note
from tests.students.pupil_files import citizen_id

pytestmark = pytest.mark.django_db
NAME = {"first_name": "น้ำผึ้ง", "last_name": "ใจดี", "birth_date": date(2017, 3, 5)}


@pytest.fixture
def kept(classroom):
    return make_student(classroom, code="701", nickname="หวาน", **NAME)


@pytest.fixture
def double(school):
    return make_student(make_classroom(school, room=2), code="702", nickname="ผึ้ง", **NAME)


def join(kept, double, by, *fields):
    return merge(kept, double, reason="นำเข้าซ้ำ", wish=Wish(frozenset(fields)), by=by)


def shown(client, user, merged):
    client.force_login(user)
    return client.get(page("merged-detail", merged.pk))


def facts(response):
    return {row.name: dict(row.facts) for row in response.context["kept"].rows}


def test_values_that_lost_are_shown(client, clerk, kept, double):
    number = citizen_id()
    double_key = double.pk
    set_identifier(double, number, by=clerk)

    response = shown(client, clerk, join(kept, double, clerk))

    assert facts(response)["ระเบียนที่รวมเข้ามา"]["รหัสนักเรียน"] == "702"
    assert facts(response)["ระเบียนที่รวมเข้ามา"]["ชื่อเล่น"] == "ผึ้ง"
    assert facts(response)["ระเบียนที่รวมเข้ามา"]["วันเกิด"] == "5 มี.ค. 2560"
    assert number not in response.text
    assert AuditEvent.objects.get(action="merged.view").changes == {"from_key": double_key}


def test_values_of_the_record_that_stays_are_kept_where_the_other_won(client, clerk, kept, double):
    merged = join(kept, double, clerk, "nickname", "code")

    first = json.loads(merged.kept)[0]
    assert first == {
        "model": "students.student",
        "pk": kept.pk,
        "fields": {"nickname": "หวาน", "code": "701"},
    }
    assert facts(shown(client, clerk, merged))["ค่าเดิมของระเบียนที่เก็บ"] == {
        "รหัสนักเรียน": "701",
        "ชื่อเล่น": "หวาน",
    }


def test_gap_that_was_filled_leaves_nothing(clerk, kept, double):
    kept.nickname = ""
    kept.save()

    merged = join(kept, double, clerk, "nickname")

    assert [one["pk"] for one in json.loads(merged.kept)] == [double.pk]


def test_record_of_a_kind_is_read_with_its_own_right(client, clerk, director, kept, double):
    make_note(kept, by=director)
    make_note(double, by=director, watch="เรื่องที่ต้องระวัง")
    merged = join(kept, double, clerk)

    of_clerk, of_director = shown(client, clerk, merged), shown(client, director, merged)

    name = HandoverNote._meta.verbose_name
    assert of_clerk.context["kept"].closed == {name: 1}
    assert "เรื่องที่ต้องระวัง" not in of_clerk.text
    assert "เรื่องที่ต้องระวัง" in facts(of_director)[name].values()
    assert of_director.context["kept"].closed == {}


def test_visits_are_told_by_their_number_alone(client, director, kept, double):
    round_ = making.make_round(kept.school)
    for one in (kept, double):
        making.make_visit(round_, one, director)

    found = shown(client, director, join(kept, double, director)).context["kept"]

    assert list(found.closed) == ["การเยี่ยมบ้าน"]


def test_sensitive_values_that_lost_are_shown_to_who_may_see_them(client, clerk, kept, double):
    SensitiveRecord.objects.create(student=kept, religion="พุทธ")
    SensitiveRecord.objects.create(student=double, religion="คริสต์")

    response = shown(client, clerk, join(kept, double, clerk))

    assert "คริสต์" in str(facts(response))


def test_log_of_the_old_key_stands_below(client, clerk, kept, double):
    audit.record("pupil.view", double, by=clerk, school_id=double.school_id, pupil_id=double.pk)

    response = shown(client, clerk, join(kept, double, clerk))

    labels = [line.label for line in response.context["events"]]
    assert labels == ["รวมระเบียนซ้ำของนักเรียน", "ดูนักเรียน"]


def test_page_and_history_of_the_pupil_lead_there(client, clerk, kept, double):
    merged = join(kept, double, clerk)
    client.force_login(clerk)

    pages = [client.get(page(name, kept.pk)).text for name in ("student-detail", "student-history")]

    assert [page("merged-detail", merged.pk) in html for html in pages] == [True, True]


def test_adviser_reads_that_it_happened_and_no_more(client, teacher, clerk, kept, double):
    merged = join(kept, double, clerk)
    client.force_login(teacher)

    html = client.get(page("student-detail", kept.pk)).text

    assert "รวมระเบียนซ้ำเข้ามา" in html
    assert page("merged-detail", merged.pk) not in html
    assert client.get(page("merged-detail", merged.pk)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same(client, clerk, kept, double, rows, django_assert_num_queries):  # noqa: PLR0917 -- fixtures
    merged = join(kept, double, clerk)
    merged.kept = json.dumps(json.loads(merged.kept) * rows)
    merged.save()
    client.force_login(clerk)

    with django_assert_num_queries(5):
        client.get(page("merged-detail", merged.pk))


def test_every_label_is_thai():
    """Of every field that a page may show; names of fields alone say nothing to a teacher."""
    found = [
        (name, one.name)
        for name in READ_WITH
        for one in apps.get_model("students", name)._meta.concrete_fields
        if one.name not in PLUMBING | {"id", "value_hash"} and _label(one).isascii()
    ]

    assert found == []
