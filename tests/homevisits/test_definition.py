"""The questions: complete against the paper, sound in their codes."""

import pytest

from homevisits.definition import CURRENT, DEFINITIONS, Definition, Item, Kind, Step, definition_of
from homevisits.models import HomeVisit, VisitRound

PAPER = ["2", "3", "4.1", "4.2", "4.3", "4.4", "4.5"]
PAPER += [f"5.{number}" for number in range(1, 9)] + [f"6.{number}" for number in range(1, 12)]
PAPER += ["7"]


def test_obec_form_holds_every_number_of_the_paper():
    assert set(PAPER) <= {item.paper for item in CURRENT.items("obec")}


def test_obec_form_has_eight_steps_and_short_form_six():
    assert [step.code for step in CURRENT.steps_for("obec")] == [
        *("visit", "guardian", "income", "housing"),
        *("family", "risk", "agreement", "evidence"),
    ]
    assert [step.code for step in CURRENT.steps_for("short")] == [
        *("visit", "housing", "family", "risk", "agreement", "evidence")
    ]


def test_danger_is_abuse_sexual_abuse_self_harm_and_pregnancy():
    assert CURRENT.danger_options == {
        ("safety", "abused"),
        ("safety", "sexual_abuse"),
        ("violence", "self_harm"),
        ("sexual", "pregnant"),
    }


@pytest.mark.parametrize(
    ("code", "options"), [("safety", 11), ("games", 10), ("informant", 17), ("bonds", 5)]
)
def test_item_has_the_paper_s_options(code, options):
    assert len(CURRENT.item(code).options) == options


def test_eef_sections_of_the_household_are_all_asked():
    asked = {item.eef for item in CURRENT.items("obec")}

    assert {f"3.{number}" for number in range(1, 9)} | {"1", "2", "5", "6", "7"} <= asked


def test_row_of_a_grid_leads_to_its_item():
    assert CURRENT.item("bonds.father").code == "bonds"
    assert CURRENT.label("bonds.father", "distant") == "ห่างเหิน"


def test_label_of_an_option_nobody_knows_is_its_code():
    assert CURRENT.label("gone", "gone") == "gone"


def test_columns_of_choices_match_the_model():
    mode, reason = CURRENT.item("mode"), CURRENT.item("reason")

    assert [option.code for option in mode.options] == HomeVisit.Mode.values
    assert [option.code for option in reason.options] == HomeVisit.Reason.values
    assert {item for step in CURRENT.steps for item in step.forms} == set(VisitRound.Form.values)


def test_photos_and_agreements_are_never_carried():
    for code in ("photos", "guardian_signature", "agreed_school", "follow_up_on", "concern"):
        assert CURRENT.item(code).carried is False


def test_two_items_of_one_code_are_refused():
    item = Item("a", "ก", Kind.TEXT)

    with pytest.raises(ValueError, match="stands twice"):
        Definition("x", (Step("s", "ข", (item, item)),))


def test_versions_are_found_by_name():
    assert definition_of("2569-1") is CURRENT
    assert list(DEFINITIONS) == ["2569-1"]
