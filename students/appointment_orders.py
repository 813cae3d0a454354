"""Number and day of an order: as typed with the record, else as the register gave them."""

from dataclasses import dataclass
from datetime import date

from schoolcare.models import Numbering
from schoolcare.numbering import number_of
from schoolcare.thai import thai_date
from students.models import CareTeam, Structure

CARE_ORDER, ADVISER_ORDER = "care-order", "adviser-order"


@dataclass(frozen=True)
class OrderFacts:
    number: str = ""
    dated_on: date | None = None

    @property
    def words(self) -> str:
        """คำสั่งที่ 45/2569 ลงวันที่ 1 พ.ค. 2569; "" while nothing is known."""
        if not self.number and self.dated_on is None:
            return ""
        day = f" ลงวันที่ {thai_date(self.dated_on)}" if self.dated_on else ""
        return f"คำสั่งที่ {self.number or '–'}{day}"


def order_of_teams(structure: Structure) -> OrderFacts:
    """That of the first team with one, else the number that the paper took."""
    for team in structure.teams.all():
        if team.order_number or team.ordered_on:
            return OrderFacts(team.order_number, team.ordered_on)
    return _from_register(structure, CARE_ORDER)


def order_of_advisers(structure: Structure) -> OrderFacts:
    if structure.adviser_order_number or structure.adviser_ordered_on:
        return OrderFacts(structure.adviser_order_number, structure.adviser_ordered_on)
    return _from_register(structure, ADVISER_ORDER)


def order_of_structure(structure: Structure) -> OrderFacts:
    return OrderFacts(structure.order_number, structure.ordered_on)


def order_of_team(team: CareTeam, common: OrderFacts) -> OrderFacts:
    """A team's own where it differs from that of all."""
    own = OrderFacts(team.order_number, team.ordered_on)
    return own if own.words and own != common else OrderFacts()


def _from_register(structure: Structure, slug: str) -> OrderFacts:
    school = structure.school
    if school.numbering != Numbering.REGISTER:
        return OrderFacts()
    entry = number_of(school, slug, f"{structure.year}///")
    return OrderFacts(entry.text, entry.dated_on) if entry else OrderFacts()
