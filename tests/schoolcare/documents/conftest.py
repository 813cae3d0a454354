import pytest

from schoolcare import documents
from tests.schoolcare.documents.papers import (
    Batch,
    EitherSheet,
    Letter,
    Memo,
    OfficeLetter,
    OfficeSheet,
    Room,
    SchoolMemo,
    TermSheet,
)


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    """A catalogue of the test papers alone."""
    found = {
        one.slug: one
        for one in (
            *(Memo, Letter, TermSheet, Room, Batch),
            *(OfficeLetter, OfficeSheet, SchoolMemo, EitherSheet),
        )
    }
    monkeypatch.setattr(documents, "catalogue", documents.catalogue)
    for slug in list(documents.catalogue):
        monkeypatch.delitem(documents.catalogue, slug)
    for slug, document in found.items():
        monkeypatch.setitem(documents.catalogue, slug, document)


@pytest.fixture
def term(school):
    return school.terms.get()
