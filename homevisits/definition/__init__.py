"""The questions of a home visit: one versioned definition drives steps, checks, draft and paper."""

from homevisits.definition.types import BOTH, OBEC, SHORT, Definition, Item, Kind, Option, Step
from homevisits.definition.v2569_1 import V2569_1

__all__ = ["BOTH", "CURRENT", "DEFINITIONS", "OBEC", "SHORT", "Definition", "Item", "Kind"]
__all__ += ["Option", "Step", "definition_of"]

DEFINITIONS: dict[str, Definition] = {one.version: one for one in (V2569_1,)}
CURRENT: Definition = V2569_1


def definition_of(version: str) -> Definition:
    """The version a visit was answered under; KeyError for one that never was."""
    return DEFINITIONS[version]
