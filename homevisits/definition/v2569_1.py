"""Version 2569-1: the OBEC form of four pages, the short form, EEF's own answers."""

from homevisits.definition.child import AGREEMENT, EVIDENCE, FAMILY
from homevisits.definition.home import GUARDIAN, INCOME, VISIT
from homevisits.definition.housing import HOUSING
from homevisits.definition.risk import RISK
from homevisits.definition.types import Definition

V2569_1 = Definition(
    "2569-1", (VISIT, GUARDIAN, INCOME, HOUSING, FAMILY, RISK, AGREEMENT, EVIDENCE)
)
