"""Every box that the OBEC form has is on its paper: a tick changes the print."""

import pytest

from homevisits.definition import CURRENT, OBEC
from homevisits.models import VisitTick
from schoolcare.documents import prepare
from tests.factories import make_student
from tests.homevisits.making import make_draft

ASKED = [one for one in CURRENT.items(OBEC) if one.paper and (one.options or one.rows)]


@pytest.mark.parametrize("item", ASKED, ids=lambda item: item.code)
def test_form_shows_each_tick(classroom, teacher, item):
    visit = make_draft(make_student(classroom), teacher)
    asked = {"object": str(visit.pk)}
    empty = prepare("homevisit-form", asked, user=None).html()
    for code, _label in item.tick_codes():
        for option in item.options:
            tick = VisitTick.objects.create(visit=visit, item=code, option=option.code)
            assert prepare("homevisit-form", asked, user=None).html() != empty, (code, option)
            tick.delete()
