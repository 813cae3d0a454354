"""Who follows every link of the demo comes to a page, and no page asks more than it may."""

from itertools import islice

import pytest
from django.core.management import call_command

from schoolcare import bench
from schoolcare.documents import catalogue, prepare
from schoolcare.models import User
from schoolcare.paper import markup
from schoolcare.paper.subjects import SubjectError
from tests.paper_reading import lax_body, shape
from tests.walking import Walk

PEOPLE = ("director", "clerk", "adviser", "carehead", "officer", "supervisor", "districtadmin")
MOST = 8  # queries of a page, whatever its rows
MORE = {
    "home": 12,  # each card asks once
    # A school's whole board: rules, members, checks, words of the office, what was changed.
    "committee:registry": 12,
    "committee:board-detail": 12,
    "committee:school-registry": 11,
    # Of one pupil everything that tests have told, and all aspects with what other records say.
    "students:assessment-detail": 9,
    "students:screening-entry": 9,
}
# What still asks more than it may: a year of a whole office, and one query too many each.
MORE |= {
    "committee:yearly": 11,
    "students:screening-class": 9,
    "students:screening-cell": 9,
    "community:partner-detail": 9,
    "community:activity-update": 9,
}


@pytest.mark.django_db
def test_every_link_leads_somewhere_and_no_page_asks_too_much():
    call_command("demo", verbosity=0)
    walks = [Walk(User.objects.get(username=name)).go() for name in PEOPLE]

    measured = {figure.name for figure in bench.pages(2)}  # raises where a page does not answer
    assert {"log-in form", "adviser: SDQ answer", "director: note", "officer: home"} <= measured
    assert [one for walk in walks for one in walk.dead] == []
    assert [slug for slug, paper in catalogue.items() if not _has_example(paper)] == []
    assert [slug for slug, paper in catalogue.items() if not _is_strict(paper)] == []
    assert sum(len(walk.queries) for walk in walks) > 350
    asked = {name: max(walk.queries.get(name, 0) for walk in walks) for name in _names(walks)}
    assert {name: count for name, count in asked.items() if count > MORE.get(name, MOST)} == {}


def _has_example(paper):
    """Whether `print_document --demo` finds what to print."""
    try:
        prepare(paper.slug, paper.demo_params(), user=None)
    except SubjectError:
        return False
    return True


def _is_strict(paper):
    """Whether its example is read strictly, to the same tree as any other way."""
    document = prepare(paper.slug, paper.demo_params(), user=None)
    made = [part.html() for part in islice(document.parts(), 5)]
    return all(shape(markup.tree(html).find("body")) == lax_body(html) for html in made)


def _names(walks):
    return {name for walk in walks for name in walk.queries}
