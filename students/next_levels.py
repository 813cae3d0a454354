"""Which level follows which, and with which a school ends (care.md §5.1, §5.8)."""

from collections.abc import Collection
from itertools import pairwise

from schoolcare.models import Level, School

CHAINS = (
    [level for level in Level if level < Level.V1],
    [level for level in Level if level >= Level.V1],
)
NEXT = {before: after for chain in CHAINS for before, after in pairwise(chain)}
K = School.Kind
LAST_OF_KIND = {K.PRIMARY: Level.P6, K.EXPANDED: Level.M3}


def graduating_levels(school: School, taught: Collection[int]) -> list[int]:
    """The levels after which pupils leave, from the school's kind and the levels it teaches.

    A school that teaches beyond the last level of its kind ends where its teaching ends.
    """
    basic = max((one for one in taught if one < Level.V1), default=None)
    vocational = max((one for one in taught if one >= Level.V1), default=None)
    found = [Level.M6] if basic == Level.M6 else []
    if basic is not None and basic < Level.M6:
        found = [_last_basic(school, Level(basic))]
    return [*found, *([Level.V3] if vocational else [])]


def _last_basic(school: School, highest: Level) -> Level:
    kind = School.Kind(school.kind)
    if kind == School.Kind.SECONDARY:
        return Level.M6 if highest > Level.M3 else Level.M3
    return max(LAST_OF_KIND.get(kind, highest), highest)
