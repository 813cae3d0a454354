"""What people type wrongly about people, and administrators about themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Role
from schoolcare.models import Membership, User
from tests.factories import make_user


@pytest.fixture
def admin(school):
    return make_user(Role.SCHOOL_ADMIN, school=school)


@pytest.fixture
def signed_in(client, admin):
    client.force_login(admin)
    return client


def person(school, **fields):
    typed = {"username": "suda", "first_name": "สุดา", "roles": ["teacher"]}
    return typed | {"place": f"school-{school.pk}"} | fields


def errors(response) -> dict[str, list[str]]:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("๐๘๑-๒๓๔ ๕๖๗๘", "0812345678"), ("053 123456", "053123456"), ("", "")],
)
def test_phone_is_kept_as_digits(signed_in, school, typed, kept):
    signed_in.post(reverse("person-add"), person(school, phone=typed))

    assert User.objects.get(username="suda").phone == kept


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("phone", "0812", "ใส่เบอร์โทรศัพท์ 9–10 หลัก เช่น 0812345678"),
        ("phone", "ไม่มี", "ใส่เบอร์โทรศัพท์ 9–10 หลัก เช่น 0812345678"),
        ("email", "TAKEN@school.example", "อีเมลนี้มีผู้ใช้แล้ว"),
        ("username", "TAKEN", "ชื่อผู้ใช้นี้มีแล้ว ถ้าเป็นคนเดียวกัน ใช้ เพิ่มคนที่มีบัญชีแล้ว"),
        ("username", "สุดา", "ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข จุด หรือขีด ไม่มีเว้นวรรค"),
        ("username", "a@b.example", "ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข จุด หรือขีด ไม่มีเว้นวรรค"),
        ("level", "", "เลือกระดับชั้นที่เป็นหัวหน้า"),
    ],
)
def test_person_add_says_what_is_wrong_at_the_field(signed_in, school, field, typed, words):
    make_user(school=school, username="taken", email="taken@school.example")
    roles = ["level_head"] if field == "level" else ["teacher"]

    response = signed_in.post(reverse("person-add"), person(school, roles=roles) | {field: typed})

    assert errors(response) == {field: [words]}
    assert not User.objects.filter(first_name="สุดา").exists()


@pytest.mark.parametrize("field", ["first_name", "roles", "username"])
def test_person_add_without_what_is_needed_keeps_the_rest(signed_in, school, field):
    typed = person(school, position="ครู")
    del typed[field]

    response = signed_in.post(reverse("person-add"), typed)

    assert list(errors(response)) == [field]
    assert 'value="ครู"' in response.content.decode()


def test_role_with_dates_the_wrong_way_round_is_refused(signed_in, school, teacher):
    typed = {"place": f"school-{school.pk}", "role": "clerk"}
    typed |= {"starts_on": "๑/๑๐/๒๕๖๙", "ends_on": "30/9/2026"}

    response = signed_in.post(reverse("membership-add", args=[teacher.pk]), typed)

    assert errors(response) == {"ends_on": ["วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"]}


# ---- the last administrator ---------------------------------------------------------------------


def change_own(client, admin, **days):
    """Give one's own administration dates, counted in days from today."""
    dates = {name: timezone.localdate() + timedelta(days=count) for name, count in days.items()}
    url = reverse("membership-edit", args=[admin.memberships.get().pk])
    typed = {name: f"{day:%d/%m}/{day.year + 543}" for name, day in dates.items()}
    return client.post(url, typed)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"ends_on": -1}, "สิ้นสุดบทบาทผู้ดูแลระบบของตนเองไม่ได้ ให้ผู้ดูแลระบบอีกคนทำให้"),
        ({"starts_on": 1}, "สิ้นสุดบทบาทผู้ดูแลระบบของตนเองไม่ได้ ให้ผู้ดูแลระบบอีกคนทำให้"),
        ({"ends_on": 30}, "หลังวันนั้นจะไม่มีผู้ดูแลระบบ ให้เพิ่มผู้ดูแลระบบอีกคนก่อน"),
    ],
)
def test_last_administrator_stays(signed_in, admin, days, words):
    response = change_own(signed_in, admin, **days)

    assert list(errors(response).values()) == [[words]]
    member = Membership.objects.get(user=admin)
    assert (member.starts_on, member.ends_on) == (None, None)


def test_administrator_may_leave_where_another_goes_on(signed_in, admin, school):
    make_user(Role.SCHOOL_ADMIN, school=school)

    response = change_own(signed_in, admin, ends_on=30)

    assert response.status_code == 302
    assert Membership.objects.get(user=admin).ends_on == timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize("verb", ["membership-end", "person-verb"])
def test_administrator_ends_nothing_of_their_own(signed_in, admin, verb):
    args = [admin.memberships.get().pk] if verb == "membership-end" else [admin.pk, "deactivate"]

    answer = signed_in.post(reverse(verb, args=args), follow=True)

    assert "ของตนเองไม่ได้" in answer.content.decode()
    admin.refresh_from_db()
    assert (admin.is_active, admin.memberships.get().ends_on) == (True, None)


def test_administrator_may_change_their_own_other_role(signed_in, admin, school):
    member = Membership.objects.create(user=admin, school=school, role=Role.TEACHER)

    signed_in.post(reverse("membership-end", args=[member.pk]))

    member.refresh_from_db()
    assert member.ends_on == timezone.localdate() - timedelta(days=1)
