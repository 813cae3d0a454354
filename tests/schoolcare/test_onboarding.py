"""`add_school`: the first step of a real installation, safe to repeat."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.forms import model_to_dict

from schoolcare.models import AuditEvent, District, Membership, School, Term, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_november_2569")]


@pytest.fixture
def _november_2569():
    with time_machine.travel("2026-11-21T09:00:00+07:00", tick=False):
        yield


def add_school(*arguments, **options):
    out = StringIO()
    call_command("add_school", *arguments, stdout=out, **options)
    return out.getvalue()


def trail() -> set[str]:
    """What the log of the school's office tells."""
    events = AuditEvent.objects.filter(district_id=District.objects.get().pk)
    return set(events.values_list("action", flat=True))


def test_add_school_makes_school_office_and_terms_on_legal_dates():
    add_school("58019901", "บ้านห้วยน้ำริน", "--district", "5801")

    school = School.objects.get()
    assert (school.code, school.name, school.kind) == ("58019901", "บ้านห้วยน้ำริน", "expanded")
    assert (school.district.code, school.district.name) == ("5801", "5801")
    assert list(
        school.terms.order_by("semester").values_list("year", "semester", "starts_on", "ends_on")
    ) == [
        (2569, 1, date(2026, 5, 16), date(2026, 10, 11)),
        (2569, 2, date(2026, 11, 1), date(2027, 4, 1)),
    ]
    assert trail() == {"school.create", "district.create"}


@pytest.mark.parametrize(
    ("kind", "office"),
    [
        ("primary", "esa_primary"),
        ("expanded", "esa_primary"),
        ("special", "esa_primary"),
        ("secondary", "esa_secondary"),
        ("municipal", "local"),
    ],
)
def test_add_school_gives_new_office_the_kind_of_the_school(kind, office):
    add_school("1", "ทดสอบ", "--district", "9", "--kind", kind)

    assert (School.objects.get().kind, District.objects.get().kind) == (kind, office)


def test_add_school_without_district_uses_the_only_office():
    add_school("1", "หนึ่ง", "--district", "9")
    add_school("2", "สอง")

    assert set(School.objects.values_list("district__code", flat=True)) == {"9"}


def test_add_school_without_district_among_several_makes_one_under_its_code():
    add_school("1", "หนึ่ง", "--district", "8")
    add_school("2", "สอง", "--district", "9")
    add_school("3", "สาม")

    assert School.objects.get(code="3").district.code == "3"


def test_add_school_makes_administrator_with_one_time_password(client):
    output = add_school("1", "หนึ่ง", "--admin", "somsri")

    password = output.split("one-time password: ")[1].strip()
    user = User.objects.get()
    assert (user.username, user.must_change_password) == ("somsri", True)
    assert user.check_password(password)
    member = Membership.objects.get()
    assert (member.user, member.school.code, member.role) == (user, "1", "school_admin")
    assert trail() >= {"user.create", "membership.create"}


def test_add_school_repeated_changes_nothing():
    arguments = ("1", "หนึ่ง", "--district", "9", "--kind", "primary", "--admin", "somsri")
    add_school(*arguments)
    models = (School, District, Term, User, Membership, AuditEvent)
    before = [[model_to_dict(row) for row in model.objects.all()] for model in models]

    output = add_school(*arguments)

    assert [[model_to_dict(row) for row in model.objects.all()] for model in models] == before
    assert "already" in output
    assert "password" not in output


def test_add_school_known_code_keeps_what_was_edited():
    add_school("1", "หนึ่ง", "--district", "9")
    School.objects.update(name="ชื่อใหม่")
    Term.objects.filter(semester=1).update(starts_on=date(2026, 5, 18))

    add_school("1", "หนึ่ง", "--district", "8", "--kind", "municipal")

    school = School.objects.get()
    assert (school.name, school.kind, school.district.code) == ("ชื่อใหม่", "expanded", "9")
    assert school.terms.get(semester=1).starts_on == date(2026, 5, 18)


def test_add_school_gives_known_person_the_role_only():
    add_school("1", "หนึ่ง", "--admin", "somsri")
    before = User.objects.get().password

    output = add_school("2", "สอง", "--admin", "somsri")

    assert "has an account already" in output
    assert User.objects.get().password == before
    assert Membership.objects.count() == 2


@pytest.mark.parametrize("arguments", [("1" * 21, "x"), ("", "x"), ("1", "x", "--admin", "a b")])
def test_add_school_refuses_impossible_values(arguments):
    with pytest.raises(CommandError):
        add_school(*arguments)
    assert (School.objects.count(), District.objects.count(), User.objects.count()) == (0, 0, 0)
