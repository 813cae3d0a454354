"""`rotate_keys`: every encrypted column to the newest key, whatever model it is in."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db.models import TextField
from django.db.models.functions import Cast

from schoolcare import keys, rows
from students.models import Guardian
from tests.factories import make_school

pytestmark = pytest.mark.django_db

OLD, NEW, LOST = (Fernet.generate_key().decode() for _ in range(3))
ID = "1509900000014"


def make_guardian(settings, key, citizen_id=ID):
    settings.DATA_KEYS = [key]
    return Guardian.objects.create(school=make_school(), first_name="คำปัน", citizen_id=citizen_id)


def token_of(guardian):
    stored = Guardian.objects.annotate(stored=Cast("citizen_id", TextField()))
    return stored.get(pk=guardian.pk).stored


def rotate():
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue().strip()


def test_rotate_keys_writes_under_the_first_key(settings):
    guardian = make_guardian(settings, OLD)
    assert ID not in token_of(guardian)
    settings.DATA_KEYS = [NEW, OLD]

    assert rotate() == "rotated=1 kept=0 unreadable=0"

    assert Fernet(NEW).decrypt(token_of(guardian)).decode() == ID
    settings.DATA_KEYS = [NEW]
    guardian.refresh_from_db()
    assert guardian.citizen_id == ID


def test_rotate_keys_again_changes_nothing(settings):
    guardian = make_guardian(settings, NEW)
    make_guardian(settings, NEW, citizen_id="")
    before = token_of(guardian)

    assert rotate() == "rotated=0 kept=1 unreadable=0"
    assert token_of(guardian) == before


def test_rotate_keys_goes_on_past_what_no_key_reads(settings):
    lost = make_guardian(settings, LOST)
    before = token_of(lost)
    guardian = make_guardian(settings, OLD)
    settings.DATA_KEYS = [NEW, OLD]

    with pytest.raises(CommandError, match="missing old key"):
        rotate()

    assert token_of(lost) == before
    assert Fernet(NEW).decrypt(token_of(guardian)).decode() == ID


def test_rotate_keys_takes_more_rows_than_one_chunk(settings, monkeypatch):
    monkeypatch.setattr(keys, "CHUNK", 2)
    for _ in range(5):
        make_guardian(settings, OLD)
    settings.DATA_KEYS = [NEW, OLD]

    assert rotate() == "rotated=5 kept=0 unreadable=0"


def test_encrypted_columns_are_those_of_personal_ids():
    found = {f"{model._meta.label}.{field.name}" for model, field in rows.encrypted_columns()}

    assert found == {
        "committee.Member.citizen_id",
        "community.Donor.tax_id",
        "students.Identifier.value",
        "students.Guardian.citizen_id",
        "students.MergedStudent.kept",
        "students.Transfer.summary",
    }
