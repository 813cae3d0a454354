"""The log: searched by those allowed, never changed by anybody."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare import audit, audit_trail
from schoolcare.access import Role
from schoolcare.models import AuditEvent
from schoolcare.models.audit import AppendOnlyError
from tests.factories import make_school, make_user


@pytest.fixture
def admin(school):
    return make_user(Role.SCHOOL_ADMIN, school=school, first_name="ผู้ดูแล")


@pytest.fixture
def signed_in(client, admin):
    client.force_login(admin)
    return client


def record(action, place, by, **changes):
    return audit.record(action, place, by=by, school_id=place.pk, **changes)


def keys(response) -> list[int]:
    return [line.pk for line in response.context["lines"]]


def test_log_holds_own_school_only_newest_first(signed_in, school, admin):
    first = record("school.change", school, admin)
    record("school.change", make_school(), admin)
    last = record("term.create", school, admin)

    assert keys(signed_in.get(reverse("audit-log"))) == [last.pk, first.pk]


def test_district_auditor_sees_every_school_of_the_office(client, school, admin):
    auditor = make_user(Role.AUDITOR, district=school.district)
    near, far = make_school(district=school.district), make_school()
    seen = [record("school.change", place, admin).pk for place in (school, near)]
    record("school.change", far, admin)
    client.force_login(auditor)

    assert keys(client.get(reverse("audit-log"))) == seen[::-1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [1, 0]),
        ({"noun": "term"}, [1]),
        ({"verb": "change"}, [0]),
        ({"actor": "ผู้ดูแล"}, [0]),
        ({"since": "2/6/2569"}, [1]),
        ({"until": "1/6/2569"}, [0]),
        ({"since": "1/6/2569", "until": "๒ มิ.ย. ๒๕๖๙"}, [1, 0]),
        ({"since": "พรุ่งนี้"}, []),
        ({"target": "987"}, []),
    ],
)
def test_log_search(signed_in, school, admin, clerk, time_machine, query, found):  # noqa: PLR0917 -- fixtures
    time_machine.move_to(datetime(2026, 6, 1, 23, 30, tzinfo=timezone.get_default_timezone()))
    rows = [record("school.change", school, admin)]
    time_machine.move_to(datetime(2026, 6, 2, 0, 30, tzinfo=timezone.get_default_timezone()))
    rows.append(record("term.create", school, clerk))

    shown = keys(signed_in.get(reverse("audit-log"), query))

    assert shown == [rows[at].pk for at in found]


def test_log_pages_by_key_without_counting(signed_in, school, admin, django_assert_num_queries):
    rows = [record("school.change", school, admin).pk for _ in range(60)]

    with django_assert_num_queries(2) as asked:
        first = signed_in.get(reverse("audit-log"))
    second = signed_in.get(reverse("audit-log") + first.context["older_url"])

    assert keys(first) == rows[:9:-1]
    assert keys(second) == rows[9::-1]
    assert second.context["older_url"] == ""
    assert "COUNT" not in " ".join(query["sql"] for query in asked.captured_queries)


@pytest.mark.parametrize("also", [None, Role.DIRECTOR])
def test_log_says_that_there_was_an_alert_but_not_what(signed_in, school, admin, also):
    """Whoever answers alerts may be excluded from this very one."""
    if also:
        admin.memberships.create(role=also, school=school)
    record("alert.raise", school, admin, kind="ความรุนแรง")

    page = signed_in.get(reverse("audit-log")).content.decode()

    assert "แจ้งเรื่องคุ้มครองเด็ก" in page
    assert "ความรุนแรง" not in page


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("visit.submit", "ส่งการเยี่ยมบ้าน"),
        ("user.reset", "ออกรหัสผ่านใหม่ให้ผู้ใช้"),
        ("visit.fly", "flyการเยี่ยมบ้าน"),
        ("dragon.fly", "dragon.fly"),
    ],
)
def test_action_in_words(action, words):
    assert audit_trail.label(action) == words


def test_history_tells_one_record_in_words(school, admin):
    record("school.change", school, admin, phone=["", "053"], thai_digits=[True, False])
    record("school.change", make_school(), admin)

    (line,) = audit_trail.history(school)

    assert (line.label, line.actor_name) == ("แก้ไขโรงเรียน", admin.full_name)
    assert line.details == "โทรศัพท์: – → 053, ใช้เลขไทยในเอกสารราชการ: ใช่ → ไม่ใช่"


@pytest.mark.parametrize(
    ("action", "facts", "words"),
    [
        ("document.print", {"slug": "class-list"}, "เอกสาร: รายชื่อนักเรียน"),
        ("membership.end", {"role": "school_admin"}, "บทบาท: ผู้ดูแลระบบของโรงเรียน"),
        ("school.change", {"kind": ["primary", "special"]}, "ประเภท: ประถมศึกษา → การศึกษาพิเศษ"),
        ("school.change", {"fields": ["phone", "kind"]}, "ช่องที่แก้: โทรศัพท์, ประเภท"),
        ("school.change", {"fields": {"phone": ["", "053"]}}, "โทรศัพท์: – → 053"),
        ("pupil.export", {"count": 40}, "จำนวน: 40"),
        ("school.change", {"term": [None, "2026-12-01"]}, "ภาคเรียน: – → 1 ธ.ค. 2569"),
        ("school.change", {"term": "2026-02-30"}, "ภาคเรียน: 2026-02-30"),
        ("school.change", {"unheard_of": None}, "unheard_of: –"),
        ("circular.submit", {"schools": [7, 9]}, "โรงเรียน: 2 แห่ง"),
        ("alert.assign", {"people": [3]}, "บุคคล: 1 คน"),
    ],
)
def test_history_tells_facts_and_codes_in_words(school, admin, action, facts, words):
    record(action, school, admin, **facts)

    assert audit_trail.history(school)[0].details == words


def test_log_is_never_changed_or_cleared(school, admin):
    event = record("school.change", school, admin)
    everything = AuditEvent.objects.all()
    event.action = "nothing"

    for attempt in (
        event.save,
        event.delete,
        everything.delete,
        lambda: everything.update(action="nothing"),
        lambda: AuditEvent.objects.bulk_update([event], ["action"]),
        lambda: AuditEvent.objects.update_or_create(pk=event.pk, defaults={"action": "x"}),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()

    assert AuditEvent.objects.get(pk=event.pk).action == "school.change"
