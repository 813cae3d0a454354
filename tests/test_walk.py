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
MOST = 10  # queries of a page, whatever its rows
# Whole pages that stand together from many records, and the home page, where each card asks once.
MORE = {
    "home": 13,
    "committee:board-detail": 13,  # where the office's remarks are open; else 12
    "committee:registry": 13,
    "committee:school-registry": 11,
    "committee:member-update": 11,
    "committee:yearly": 11,
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
