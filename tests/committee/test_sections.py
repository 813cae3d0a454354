"""The row of places above the list pages of the board's area."""

from committee.sections import segments
from schoolcare.access import Permission

OFFICER = {Permission.BOARD_VIEW, Permission.BOARD_REVIEW}


class Holding:
    def __init__(self, *held):
        self.held = held

    def allows(self, permission):
        return permission in self.held


def test_segments_of_officer_names_chases_current():
    found = segments(Holding(*OFFICER), "/committee/chases/")
    current = [one["label"] for one in found if one["current"]]
    assert current == ["หนังสือทวง"]
    assert "ทะเบียน" in {one["label"] for one in found}


def test_segments_with_one_place_shows_nothing():
    assert segments(Holding(Permission.MONITOR_REPORT), "/committee/") == []
