"""What the visits of a class found, counted for its paper."""

from dataclasses import replace

import pytest

from homevisits.definition import CURRENT, DEFINITIONS
from homevisits.models import HomeVisit
from homevisits.services import visits
from homevisits.summaries import summary
from tests.factories import make_student
from tests.homevisits.making import complete, make_draft


@pytest.fixture
def visit(classroom, teacher):
    visit = complete(make_draft(make_student(classroom), teacher), teacher)
    return visits.submit_visit(visit, by=teacher)


def lines_of(found, number):
    return {
        one.label: one.count for group, lines in found if group.number == number for one in lines
    }


def test_summary_counts_an_older_version_in_its_own_words(visit, monkeypatch):
    old = replace(CURRENT, version="2560-1", steps=tuple(_renamed(one) for one in CURRENT.steps))
    monkeypatch.setitem(DEFINITIONS, "2560-1", old)
    before = HomeVisit.objects.get(pk=visit.pk)
    before.definition = "2560-1"
    before.ticks.create(item="way", option="walk")

    found = summary([visit, before], "obec")

    assert lines_of(found, "6.3")["เดิน"] == 1
    assert lines_of(found, "4.2")["บ้านตนเอง"] == 2
    titles = [group.title for group, lines in found if group.number == "6.3"]
    assert titles == ["วิธีเดินทางมาโรงเรียน", "วิธีเดินทางมาโรงเรียน"]


def _renamed(step):
    items = [replace(one, code="way") if one.code == "travel_mode" else one for one in step.items]
    return replace(step, items=tuple(items))


def test_summary_stands_in_the_order_of_the_paper(visit):
    numbers = [group.number for group, _lines in summary([visit], "obec")]
    assert numbers[:4] == ["2", "3", "4.1", "4.2"]
    assert [number for number in numbers if number][-3:] == ["6.10", "6.11", "7"]


def test_summary_counts_what_the_paper_has_no_number_for_last(visit):
    for item, option in (("water", "rain"), ("opinion", "help")):
        visit.ticks.create(item=item, option=option)
    after = [group for group, _lines in summary([visit], "obec")][-10:]
    counts = {group.title: +group.counts for group in after if not group.number}
    assert counts["น้ำดื่ม"] == {"น้ำฝน/ประปาภูเขา/ลำธาร": 1}
    assert counts["ความเห็นของผู้เยี่ยม"] == {"ควรช่วยเหลือ": 1}


def test_short_summary_asks_no_income_and_tells_many_options_in_one_row(visit):
    found = {group.number: (group, lines) for group, lines in summary([visit], "short")}
    informant, lines = found["7"]
    assert "3" not in found
    assert informant.is_row
    assert [(line.label, line.count, line.percent) for line in lines] == [("ย่า", 1, "100.00")]
    assert len(found["4.2"][1]) == 4
