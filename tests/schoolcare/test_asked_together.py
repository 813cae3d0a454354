"""Rows of several tables in one query."""

import pytest

from schoolcare.asked_together import asked_together
from schoolcare.models import School, Term
from tests.factories import make_school, make_term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_of_all_tables_come_with_one_query(rows, django_assert_num_queries):
    schools = [make_school() for _ in range(rows)]
    term = make_term(schools[0], semester=1)
    here = School.objects.filter(pk__in=[one.pk for one in schools]).order_by("name")
    asked = {
        "schools": (here, {"key": "pk", "name": "name"}),
        "terms": (Term.objects.order_by("-year"), {"opens": "starts_on", "of": "school__name"}),
        "none": (School.objects.filter(pk=0), {"key": "pk"}),
    }

    with django_assert_num_queries(1):
        found = asked_together(asked)

    names = {one.pk: one.name for one in schools}
    assert {one["key"]: one["name"] for one in found["schools"]} == names
    assert found["terms"] == [{"opens": term.starts_on.isoformat(), "of": schools[0].name}]
    assert found["none"] == []


def test_nothing_asked_is_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert asked_together({}) == {}
