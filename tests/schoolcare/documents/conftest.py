from datetime import date

import pytest

from schoolcare import documents
from schoolcare.access import Role
from schoolcare.models import Term
from tests.schoolcare.documents.papers import (
    Batch,
    Letter,
    Memo,
    Room,
    TermSheet,
    make_person,
    make_school,
)


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    for document in (Memo, Letter, TermSheet, Room, Batch):
        monkeypatch.setitem(documents.catalogue, document.slug, document)


@pytest.fixture
def school():
    return make_school("5801")


@pytest.fixture
def director(school):
    names = {"title": "นาย", "first_name": "วิทยา", "last_name": "ตัวอย่างดี"}
    return make_person(school, Role.DIRECTOR, **names)


@pytest.fixture
def stranger():
    return make_person(make_school("9999"), Role.DIRECTOR)


@pytest.fixture
def term(school):
    dates = {"starts_on": date(2026, 11, 1), "ends_on": date(2027, 4, 1)}
    return Term.objects.create(school=school, year=2569, semester=2, **dates)
