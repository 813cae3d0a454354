"""Scores of the SDQ: the vectors of its scoring sheet, and what holds for any answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students import sdq_scoring as sdq
from students.sdq_scoring import Band

ANSWER = st.sampled_from([None, 0, 1, 2])
SHEET = st.lists(ANSWER, min_size=25, max_size=25)
FULL = st.lists(st.sampled_from([0, 1, 2]), min_size=25, max_size=25)
TEACHER_A = {
    "emotional": Band(4, 5),
    "conduct": Band(4, 5),
    "hyperactivity": Band(6, 7),
    "peer": Band(6, 7),
    "total": Band(16, 18),
    "prosocial": Band(strength_min=4),
    "impact": Band(1, 3),
}


def of(answers, informant="teacher"):
    found = sdq.scores(answers, informant)
    return [found[name] for name in ("emotional", "conduct", "hyperactivity", "peer", "prosocial")]


@pytest.mark.parametrize(
    ("every", "scales", "total"),
    [
        (0, [0, 2, 4, 4, 0], 10),
        (1, [5, 5, 5, 5, 5], 20),
        (2, [10, 8, 6, 6, 10], 30),
    ],
)
def test_same_answer_everywhere(every, scales, total):
    assert of([every] * 25) == scales
    assert sdq.scores([every] * 25, "self")["total"] == total


def test_every_item_belongs_to_one_scale():
    items = sorted(number for scale in sdq.SCALES.values() for number in scale)

    assert items == list(range(1, 26))


@pytest.mark.parametrize(
    ("given_answers", "score"),
    [
        ([2, 1, 1], 7),  # 4 points on 3 items: 6.67, the published example
        ([1, 1, 0], 3),  # 3.33
        ([1, 1, 1, 0], 4),  # 3.75
        ([1, 1, 0, 0], 3),  # 2.5 is rounded up, not to the even number
        ([2, 2, 2, 0], 8),  # 7.5
        ([2, 2], None),
        ([], None),
    ],
)
def test_missing_answers_are_made_up_for_from_three_on(given_answers, score):
    answers = [None] * 25
    for number, answer in zip(sdq.SCALES["emotional"], given_answers, strict=False):
        answers[number - 1] = answer

    assert sdq.scale_score(answers, "emotional") == score


def test_total_is_missing_with_a_difficulty_and_never_with_prosocial():
    without_prosocial = [None if n in sdq.SCALES["prosocial"] else 1 for n in range(1, 26)]
    without_peer = [None if n in sdq.SCALES["peer"] else 1 for n in range(1, 26)]

    assert sdq.scores(without_prosocial, "parent")["total"] == 20
    assert sdq.scores(without_prosocial, "parent")["prosocial"] is None
    assert sdq.scores(without_peer, "parent")["total"] is None
    assert sdq.scores(without_peer, "parent")["emotional"] == 5


@pytest.mark.parametrize(
    ("informant", "said", "score"),
    [
        ("parent", {"difficulty": 0}, 0),
        ("parent", {"difficulty": 0, "distress": 3}, 0),
        ("parent", {}, None),
        ("parent", {"difficulty": 1, "distress": 3}, None),
        ("teacher", {"difficulty": 3, "distress": 3, "friends": 3, "classroom": 3}, 6),
        ("teacher", {"difficulty": 2, "distress": 1, "friends": 2, "classroom": 0}, 1),
        ("teacher", {"difficulty": 2, "distress": 1, "friends": 2, "home": 3}, None),
        ("self", dict.fromkeys(sdq.ASKED["self"], 3), 10),
        ("self", dict.fromkeys(sdq.ASKED["self"], 1), 0),
    ],
)
def test_impact_by_informant(informant, said, score):
    assert sdq.impact_score(informant, said) == score


@pytest.mark.parametrize(
    ("score", "name", "expected"),
    [
        (15, "total", "normal"),
        (16, "total", "risk"),
        (17, "total", "risk"),
        (18, "total", "problem"),
        (None, "total", ""),
        (3, "prosocial", "none"),
        (4, "prosocial", "strength"),
        (0, "impact", "normal"),
        (2, "impact", "risk"),
        (3, "impact", "problem"),
    ],
)
def test_group_at_the_edges(score, name, expected):
    assert sdq.group(score, TEACHER_A[name]) == expected


def test_group_without_a_lower_bound_is_said_only_for_problem():
    only_total = Band(problem_min=19)

    assert [sdq.group(score, only_total) for score in (18, 19, 40)] == ["", "problem", "problem"]
    assert sdq.group(18, None) == ""


def test_informants_are_apart_by_two_steps_alone():
    assert sdq.are_apart(["normal", "problem", ""])
    assert not sdq.are_apart(["normal", "risk"])
    assert not sdq.are_apart(["risk", "problem", ""])
    assert not sdq.are_apart(["", "problem"])
    assert sdq.worst(["", "risk", "normal"]) == "risk"
    assert sdq.worst(["", ""]) == ""


@given(SHEET)
def test_scores_stay_within_their_ranges(answers):
    found = sdq.scores(answers, "self")

    assert all(one is None or 0 <= one <= sdq.HIGHEST[name] for name, one in found.items())


@given(SHEET)
def test_scale_is_missing_exactly_below_three_answers(answers):
    for scale, items in sdq.SCALES.items():
        count = sum(answers[number - 1] is not None for number in items)
        assert (sdq.scale_score(answers, scale) is None) == (count < 3)
    parts = [sdq.scale_score(answers, scale) for scale in sdq.DIFFICULTIES]
    total = sdq.scores(answers, "self")["total"]
    assert total == (None if None in parts else sum(parts))


@given(SHEET)
def test_missing_answers_count_as_the_mean_of_the_others(answers):
    for scale, items in sdq.SCALES.items():
        given_points = [
            2 - answers[n - 1] if n in sdq.REVERSED else answers[n - 1]
            for n in items
            if answers[n - 1] is not None
        ]
        if len(given_points) >= 3:
            exact = 5 * sum(given_points) / len(given_points)
            assert -0.5 < sdq.scale_score(answers, scale) - exact <= 0.5


@given(FULL)
def test_turning_every_answer_round_turns_the_scores_round(answers):
    turned = [2 - one for one in answers]

    assert [10 - one for one in of(answers)] == of(turned)
    assert not sdq.is_prorated(answers)
    assert sdq.is_complete(sdq.scores(answers, "self"))


@given(SHEET, st.dictionaries(st.sampled_from(sdq.ASKED["parent"]), st.integers(0, 3)))
def test_groups_are_empty_exactly_where_scores_are_missing(answers, said):
    found = sdq.scores(answers, "teacher", said)

    grouped = sdq.groups(found, TEACHER_A)

    assert {name for name, one in found.items() if one is None} == {
        name for name, one in grouped.items() if not one
    }


@given(SHEET, st.integers(0, 24))
def test_a_worse_answer_never_lowers_a_full_scale(answers, place):
    number = place + 1
    [scale] = [name for name, items in sdq.SCALES.items() if number in items]
    least, most = list(answers), list(answers)
    least[place], most[place] = (2, 0) if number in sdq.REVERSED else (0, 2)

    lower, higher = sdq.scale_score(least, scale), sdq.scale_score(most, scale)

    assert (lower is None) == (higher is None)
    assert lower is None or lower <= higher
