"""Whatever is sent to an address of the care work, the answer is a page: nothing breaks."""

import re
from copy import copy

import pytest
from django.db import transaction
from django.urls import reverse

from tests import care_rows
from tests.access_place import make_place
from tests.urlconf import own_addresses

pytestmark = pytest.mark.django_db
JUNK = ("ก\x00ข", "9" * 5000, "ไม่ใช่ตัวเลข", "-1")
NAME = re.compile(r'name="([\w-]+)"')
# What addresses are asked with, and what stands in a form that only takes a post.
ASKED = "round classroom level show page on month semester state section sex year term student kind"
ASKED += " request"
SENT = "version key ids chosen reason value to name note status presence guardian which"
SENT += " identifier from_new"
ADDRESSES = {one.name: one for one in own_addresses()}
ROWS = care_rows.named("SCHOOL_ROWS") | care_rows.named("PUPIL_ROWS")


def names_in(module):
    """Its addresses, with what each is about: nothing, or a row that the module makes."""
    every = {name for names in module.RIGHTS.values() for name in names.split()}
    return [one for one in sorted(every) if one in ROWS or not ADDRESSES[one].converters]


def answers(client, url):
    """The statuses of a look and two posts whose fields are all wrong, each in its own way."""
    looked = client.get(url, dict.fromkeys(ASKED.split(), JUNK[1]))
    page = looked.getvalue().decode(errors="ignore")  # reads and closes what is streamed
    names = sorted({*NAME.findall(page), *ASKED.split(), *SENT.split()})
    found = [looked.status_code]
    for turn in range(2):
        typed = {name: JUNK[(at + turn) % len(JUNK)] for at, name in enumerate(names)}
        typed.pop("csrfmiddlewaretoken", None)
        found.append(client.post(url, typed).status_code)
    return found


@pytest.mark.parametrize("module", care_rows.MODULES, ids=lambda one: one.__name__.split("_")[-1])
def test_junk_is_answered_with_a_page(client, module):
    base = make_place()
    client.force_login(base.everybody)
    assert base.student
    found = {}
    for name in names_in(module):
        with transaction.atomic():
            kwargs = ROWS[name](copy(base)) if name in ROWS else None
            found[name] = answers(client, reverse(name, kwargs=kwargs))
            transaction.set_rollback(True)

    assert found
    assert {name: all_ for name, all_ in found.items() if max(all_) >= 500} == {}
