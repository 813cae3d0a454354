"""Scores of the Strengths and Difficulties Questionnaire (care.md §2.4): pure functions.

Answers are 25, one an item: 0, 1, 2 or None for one that was left out. Which items make a scale and
which of them are reversed belongs to the instrument and is the same in all its versions; where the
bands lie is data (`SdqNormSet`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ITEMS = 25
ANSWERS = (0, 1, 2)
MOST = max(ANSWERS)
PER_SCALE = 5
ENOUGH = 3  # answers that a scale needs (publisher's scoring sheet, 2014)

SCALES: dict[str, tuple[int, ...]] = {
    "emotional": (3, 8, 13, 16, 24),
    "conduct": (5, 7, 12, 18, 22),
    "hyperactivity": (2, 10, 15, 21, 25),
    "peer": (6, 11, 14, 19, 23),
    "prosocial": (1, 4, 9, 17, 20),
}
DIFFICULTIES = ("emotional", "conduct", "hyperactivity", "peer")
REVERSED = {7, 11, 14, 21, 25}
SCORES = (*SCALES, "total", "impact")
HIGHEST = dict.fromkeys(SCALES, 10) | {"total": 40, "impact": 10}

# The supplement of impact (page 2), each 0 to 3: all that is asked, and what of it is scored.
OVERALL = "difficulty"
ASKED: dict[str, tuple[str, ...]] = {
    "teacher": (OVERALL, "duration", "distress", "friends", "classroom", "burden"),
    "parent": (
        *(OVERALL, "duration", "distress", "home", "friends", "classroom", "leisure"),
        "burden",
    ),
}
ASKED["self"] = ASKED["parent"]
SCORED: dict[str, tuple[str, ...]] = {
    "teacher": ("distress", "friends", "classroom"),
    "parent": ("distress", "home", "friends", "classroom", "leisure"),
}
SCORED["self"] = SCORED["parent"]
IMPACT_ANSWERS = (0, 1, 2, 3)
IMPACT_POINTS = {0: 0, 1: 0, 2: 1, 3: 2}

NORMAL, RISK, PROBLEM = "normal", "risk", "problem"
STRENGTH, NO_STRENGTH = "strength", "none"
SEVERITY = (NORMAL, RISK, PROBLEM)
APART = 2  # steps between the groups of two informants that are worth a talk

Answers = Sequence[int | None]


@dataclass(frozen=True)
class Band:
    """Where เสี่ยง and มีปัญหา begin, or from where on prosocial is a strength; None: not known."""

    risk_min: int | None = None
    problem_min: int | None = None
    strength_min: int | None = None


def points(number: int, answer: int) -> int:
    """What an answer counts in its scale."""
    return MOST - answer if number in REVERSED else answer


def answered(answers: Answers, items: Iterable[int]) -> list[int]:
    """The items of these that have an answer."""
    return [number for number in items if answers[number - 1] is not None]


def scale_score(answers: Answers, scale: str) -> int | None:
    """0 to 10; from three answers on what is missing is made up for, a half rounded up."""
    given = answered(answers, SCALES[scale])
    if len(given) < ENOUGH:
        return None
    found = sum(points(number, answers[number - 1] or 0) for number in given)
    return (2 * PER_SCALE * found + len(given)) // (2 * len(given))


def impact_score(informant: str, said: Mapping[str, int | None]) -> int | None:
    """0 to 10, of a teacher 0 to 6; no difficulty at all is 0, and nothing else was asked then."""
    if said.get(OVERALL) == 0:
        return 0
    given = [said.get(name) for name in SCORED[informant]]
    known = [IMPACT_POINTS[one] for one in given if one is not None]
    return sum(known) if len(known) == len(given) else None


def scores(
    answers: Answers, informant: str, impact: Mapping[str, int | None] | None = None
) -> dict[str, int | None]:
    """Every scale, the total of the four difficulties (prosocial is none of them), the impact."""
    found = {scale: scale_score(answers, scale) for scale in SCALES}
    parts = [found[scale] for scale in DIFFICULTIES]
    known = [one for one in parts if one is not None]
    found["total"] = sum(known) if len(known) == len(parts) else None
    found["impact"] = impact_score(informant, impact or {})
    return found


def group(score: int | None, band: Band | None) -> str:
    """normal, risk or problem; of prosocial strength or none; "" where it cannot be said."""
    if score is None or band is None:
        return ""
    if band.strength_min is not None:
        return STRENGTH if score >= band.strength_min else NO_STRENGTH
    if band.problem_min is None:
        return ""
    if score >= band.problem_min:
        return PROBLEM
    if band.risk_min is None:
        return ""
    return RISK if score >= band.risk_min else NORMAL


def groups(found: Mapping[str, int | None], bands: Mapping[str, Band]) -> dict[str, str]:
    """The group of each score, by the bands of one kind of informant."""
    return {name: group(found[name], bands.get(name)) for name in SCORES}


def is_complete(found: Mapping[str, int | None]) -> bool:
    """Every scale has enough answers."""
    return all(found[scale] is not None for scale in SCALES)


def is_prorated(answers: Answers) -> bool:
    """Some scale was computed from three or four answers."""
    counts = [len(answered(answers, items)) for items in SCALES.values()]
    return any(ENOUGH <= count < PER_SCALE for count in counts)


def lacking(answers: Answers) -> list[str]:
    """The scales with too few answers."""
    return [scale for scale in SCALES if scale_score(answers, scale) is None]


def worst(found: Iterable[str]) -> str:
    """The worst of several groups; "" where none is known."""
    known = [SEVERITY.index(one) for one in found if one in SEVERITY]
    return SEVERITY[max(known)] if known else ""


def are_apart(found: Iterable[str]) -> bool:
    """Whether two informants' groups lie two steps from each other (ปกติ and มีปัญหา)."""
    known = [SEVERITY.index(one) for one in found if one in SEVERITY]
    return bool(known) and max(known) - min(known) >= APART
