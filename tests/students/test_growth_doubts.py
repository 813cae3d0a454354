"""What is asked back about figures that are hardly meant."""

from datetime import date
from decimal import Decimal

import pytest

from students.growth.doubts import doubts, is_impossible, rounded
from students.models import GrowthMeasure

DAY = date(2026, 11, 20)
AGE = 116  # months


def asked(weight, height, last=None, months=AGE):
    pair = [None if one is None else Decimal(one) for one in (weight, height)]
    found = doubts(*pair, months=months, on=DAY, last=last)
    return [(one.field, None if one.likely is None else str(one.likely)) for one in found]


def before(weight, height, on=date(2026, 6, 1)):
    return GrowthMeasure(weight_kg=Decimal(weight), height_cm=Decimal(height), measured_on=on)


@pytest.mark.parametrize(
    ("weight", "height", "expected"),
    [
        ("35.0", "142.0", []),
        ("350", "142", [("weight", "35.0")]),
        ("3.5", "142", [("weight", "35.0")]),
        ("35", "14.2", [("height", "142.0")]),
        ("35", "1.42", [("height", "142.0")]),
        ("35", "1420", [("height", "142.0")]),
        ("350", "1.42", [("weight", "35.0"), ("height", "142.0")]),
        ("142", "35", [("weight", "35"), ("height", "142")]),  # the boxes mixed up
        ("99", "118", [("weight", None)]),  # possible apart, not of one child
        (None, "142", []),
        ("35", None, []),
    ],
)
def test_slip_of_the_pen_is_asked_back_with_what_was_meant(weight, height, expected):
    assert asked(weight, height) == expected


@pytest.mark.parametrize(
    ("weight", "height", "expected"),
    [
        ("33", "140", []),
        ("53", "140", [("weight", None)]),
        ("19", "140", [("weight", None)]),
        ("33", "134", [("height", None)]),  # shrank
        ("33", "136.5", []),  # within the error of a tape
        ("33", "152", [("height", None)]),
    ],
)
def test_change_that_nobody_makes_is_asked_back(weight, height, expected):
    assert asked(weight, height, before("31", "137")) == expected


def test_likely_value_is_the_nearest_to_the_last():
    assert asked("2", "142", before("19", "140"))[0] == ("weight", "20.0")


@pytest.mark.parametrize(
    ("months", "height", "is_asked"), [(30, "85", False), (200, "85", True), (None, "85", False)]
)
def test_what_occurs_depends_on_the_age(months, height, is_asked):
    assert bool(asked(None, height, months=months)) == is_asked


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("weight", "300", False),
        ("weight", "300.1", True),
        ("weight", "0.5", True),
        ("height", "250", False),
        ("height", "14.2", True),
    ],
)
def test_figures_of_nobody(field, value, expected):
    assert is_impossible(field, Decimal(value)) is expected


@pytest.mark.parametrize(("typed", "kept"), [("35.25", "35.3"), ("142", "142.0"), ("1.42", "1.42")])
def test_figures_are_kept_to_a_tenth(typed, kept):
    assert str(rounded(Decimal(typed))) == kept
