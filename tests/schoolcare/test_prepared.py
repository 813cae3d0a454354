"""Queries that are written once and asked with other values."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import DateField, OuterRef, Subquery

from schoolcare.models import School, Term
from schoolcare.prepared import Prepared, Slot
from tests.factories import make_school, make_term

pytestmark = pytest.mark.django_db


def test_other_values_give_other_rows(django_assert_num_queries):
    one, two = make_school(name="ก"), make_school(name="ข")
    named = Prepared(lambda: School.objects.filter(pk=Slot("school")).values_list("name"))

    with django_assert_num_queries(3):
        assert named.ask(school=one.pk) == [("ก",)]
        assert named.ask(school=two.pk) == [("ข",)]
        assert named.ask(school=0) == []


def test_a_query_without_slots_is_asked_alike():
    make_school(name="ก")
    named = Prepared(lambda: School.objects.values_list("name"))

    assert [named.ask(), named.ask()] == [[("ก",)]] * 2


def test_words_are_written_once():
    built = []

    def build():
        built.append(1)
        return School.objects.filter(pk=Slot("school")).values_list("pk")

    named = Prepared(build)
    keys = [make_school().pk for _ in range(3)]
    assert [named.ask(school=key) for key in keys] == [[(key,)] for key in keys]
    assert built == [1]


def test_slots_stand_in_ranges_and_in_queries_inside_others():
    school = make_school()
    term = make_term(school, semester=1)
    days = Slot("first", DateField()), Slot("last", DateField())
    terms = Term.objects.filter(school=OuterRef("pk"), starts_on__range=days).values("semester")
    rows = School.objects.filter(pk=Slot("school")).values_list(Subquery(terms))
    found = Prepared(lambda: rows)

    near = {"first": term.starts_on, "last": term.ends_on}
    assert found.ask(school=school.pk, **near) == [(1,)]
    assert found.ask(school=school.pk, first=date(2001, 1, 1), last=date(2001, 2, 1)) == [(None,)]


def test_a_slot_without_a_value_is_an_error():
    found = Prepared(lambda: School.objects.filter(pk=Slot("school")).values_list("pk"))

    with pytest.raises(KeyError):
        found.ask()


def test_a_session_with_postgresql_plans_it_once():
    school = make_school()
    named = Prepared(lambda: School.objects.filter(pk=Slot("school")).values_list("name"))
    before = len(_plans())

    assert named.ask(school=school.pk) == named.ask(school=school.pk) == [(school.name,)]
    assert len(_plans()) - before == (connection.vendor == "postgresql")


def test_behind_a_pooler_nothing_is_planned(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    school = make_school()
    before = _plans()

    named = Prepared(lambda: School.objects.filter(pk=Slot("school")).values_list("name"))
    assert named.ask(school=school.pk) == [(school.name,)]
    assert _plans() == before


def _plans():
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements ORDER BY name")
        return cursor.fetchall()


def test_records_come_with_what_is_selected_along(django_assert_num_queries):
    school = make_school()
    term = make_term(school)
    terms = Term.objects.filter(school=Slot("school")).select_related("school").defer("ends_on")
    found = Prepared(lambda: terms)

    with django_assert_num_queries(2):
        [read] = found.records(school=school.pk)
        assert (read, read.starts_on, read.school) == (term, term.starts_on, school)
        assert read.school.name == school.name
        assert read.ends_on == term.ends_on  # left out, hence read when it is asked for


def test_what_is_asked_once_is_not_planned():
    school = make_school()
    before = _plans()
    rows = School.objects.filter(pk=Slot("school")).values_list("name")

    assert Prepared(lambda: rows, is_planned=False).ask(school=school.pk) == [(school.name,)]
    assert _plans() == before
