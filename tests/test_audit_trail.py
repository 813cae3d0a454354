"""Every create, change, delete, print, export and sensitive look stands in the log, in words."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from schoolcare.audit_words import FACTS, NOUNS, VERBS
from schoolcare.models import AuditEvent
from tests import care_rows
from tests.access_place import make_place
from tests.access_rows import ROWS
from tests.audit_rows import LOOKS, NO_TRAIL, WRITES, nothing
from tests.test_access import GUARDED, POST_ONLY, url_of

APPS = ("schoolcare", "students", "homevisits", "committee", "community")
WHO_AND_WHERE = {"by", "school_id", "district_id", "pupil_id"}
OF_THE_OFFICE = {"tax_rule", "district", "network", "chase", "head"} | {"monitoring", "yearly"}
OF_THE_OFFICE |= {"circular", "board_network", "rules", "training"}
OF_THE_OFFICE |= {"leaver_officer", "leaver_cause"}
OF_EITHER = {"meeting", "attendance", "order", "procedure", "step"}  # a school's or an office's own
OF_EITHER |= {"entry", "holiday", "procedure_step", "work_area", "import", "growth_reference"}
OF_EITHER |= {"project", "project_budget", "project_indicator", "project_task", "spending"}
OF_A_PUPIL = {"student", "sensitive", "circumstances", "identifier", "enrolment", "note"} | {
    *("guardian", "household", "consent"),
    *("visit", "photo", "follow_up", "alert"),
}
OF_A_PUPIL |= care_rows.listed("OF_A_PUPIL")
PAPERS = {"document-print"}  # a text that was edited: tests/schoolcare/documents


def shown(client, url: str) -> dict:
    """What the form of a page would send back untouched."""
    page = client.get(url)
    page.getvalue()  # reads and closes what is streamed
    form = (page.context or {}).get("form")
    if form is None:
        return {}
    values = {bound.html_name: sent(bound) for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "", False, [])}


def sent(bound):
    """A field's value as a browser sends it."""
    value = bound.value()
    if isinstance(value, list | tuple | set):
        return [getattr(one, "pk", one) for one in value]
    value = getattr(value, "pk", value)
    return bound.field.widget.format_value(value) if isinstance(value, date) else value


def actions(place) -> list[str]:
    found = AuditEvent.objects.filter(actor_id=place.everybody.pk).order_by("pk")
    return list(found.values_list("action", flat=True))


def astray(place) -> list[str]:
    """Events of the person that the school's log or the pupil's history would not find."""
    events = AuditEvent.objects.filter(actor_id=place.everybody.pk)
    named = [(event, event.action.partition(".")[0]) for event in events]
    return [
        event.action
        for event, noun in named
        if ((event.school_id is None) != (noun in OF_THE_OFFICE) and noun not in OF_EITHER)
        or event.district_id is None
        or (event.pupil_id is None) == (noun in OF_A_PUPIL)
    ]


@pytest.mark.parametrize("name", sorted(WRITES))
def test_write_stands_in_the_log(client, db, name):
    place, trail = make_place(), WRITES[name]
    client.force_login(place.everybody)
    row = trail.row or ROWS.get(name, nothing)
    url = url_of(name, row(place))
    fields = ({} if name in POST_ONLY else shown(client, url)) | trail.fields(place)
    before = len(actions(place))

    response = client.post(url, fields)

    form = response.context and response.context.get("form")
    assert trail.action in actions(place)[before:], form and form.errors
    assert astray(place) == []


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_look_stands_in_the_log(client, db, name):
    place, look = make_place(), LOOKS[name]
    client.force_login(place.everybody)
    kwargs = look.kwargs or ROWS.get(name, nothing)(place)

    client.get(reverse(name, kwargs=kwargs, query=look.query(place))).getvalue()

    assert actions(place)[-1:] == [look.action]
    assert astray(place) == []


def test_every_address_that_takes_a_post_leaves_a_trail(client, db):
    """An address that refuses POST answers 405 whatever it is about."""
    client.force_login(make_place().everybody)

    takes = {name for name in GUARDED if client.post(url_of(name)).status_code != 405}

    assert takes == set(WRITES) | NO_TRAIL | PAPERS


def recorded(path: Path) -> set[str]:
    """The actions that a module records by name."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    named = (call for call in calls if "record" in ast.unparse(call.func) and call.args)
    firsts = (call.args[0] for call in named)
    return {one.value for one in firsts if isinstance(one, ast.Constant) and "." in str(one.value)}


def told(path: Path) -> set[str]:
    """The facts that a module records beside the action."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    named = (call for call in calls if "record" in ast.unparse(call.func) and call.args)
    events = (call for call in named if "." in str(getattr(call.args[0], "value", "")))
    return {one.arg for call in events for one in call.keywords if one.arg} - WHO_AND_WHERE


def modules() -> list[Path]:
    return [path for app in APPS for path in Path(settings.BASE_DIR, app).rglob("*.py")]


def test_every_fact_has_thai_words():
    found = set().union(*(told(path) for path in modules()))

    assert found - set(FACTS) == set()
    assert len(found) > 20


def test_every_action_has_thai_words():
    found = set().union(*(recorded(path) for path in modules()))

    found |= {trail.action for trail in WRITES.values()} | {look.action for look in LOOKS.values()}
    parts = {action: action.partition(".") for action in found}
    unknown = {a for a, (noun, _, verb) in parts.items() if not (noun in NOUNS and verb in VERBS)}
    assert unknown == set()
    assert len(found) > 50
