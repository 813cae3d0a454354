"""What the visits of a class found, counted for its paper; what means danger is never told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter

from homevisits.definition import CURRENT, Definition, Item, Kind, definition_of
from homevisits.definition.types import ONLY_SHORT
from homevisits.models import HomeVisit
from schoolcare import thai

MOST_LINES = 12  # an item with more options is told in one row, as a row of a grid is
POOR = Decimal(3000)  # baht a head and month: the line of the OBEC form
FOUND = "พบอย่างน้อยหนึ่งข้อ"  # all that is told of a sensitive item


@dataclass(frozen=True)
class Line:
    """One option: how many visited pupils, and their share with two decimals."""

    label: str
    count: int
    percent: str


@dataclass
class Group:
    """One item of the paper, or one row of a grid, with the pupils of each option."""

    number: str  # as on the OBEC form; "" for what it has no number for
    title: str
    place: tuple[int, ...]
    is_row: bool = False  # of a grid, or of very many options: they stand on one line
    counts: Counter[str] = field(default_factory=Counter)  # words of the option -> pupils

    def lines(self, visited: int) -> list[Line]:
        """Each option; of very many only those that somebody has."""
        counts = self.counts
        if len(counts) > MOST_LINES:
            counts = +counts or counts
        return [Line(word, count, percent(count, visited)) for word, count in counts.items()]


def percent(count: int, of: int) -> str:
    """Percent with two decimals; a dash where there is nobody."""
    return thai.percent(count, of) if of else "-"


def summary(visits: Sequence[HomeVisit], form: str) -> list[tuple[Group, list[Line]]]:
    """Groups of the items with their lines: the short form's own, those with a number on the OBEC
    form in its order, the rest in the definition's.

    Each visit (its ticks loaded) is counted under the items of its own version; options that have
    the same words under the same item are one line. Sensitive items are counted as a whole, a tick
    that means danger nowhere.
    """
    groups: dict[tuple[str, str], Group] = {}
    versions = {CURRENT.version: CURRENT}
    versions |= {one.definition: definition_of(one.definition) for one in visits}
    for version, definition in versions.items():
        own = [visit for visit in visits if visit.definition == version]
        for item in definition.items(form):
            if item.tick_codes() and not item.column:
                count(groups, item, definition, own)
    if any(item.kind is Kind.MEMBERS for item in CURRENT.items(form)):
        groups["3", ""] = incomes(visits)
    found = sorted(groups.values(), key=attrgetter("place"))
    return [(one, one.lines(len(visits))) for one in found]


def count(
    groups: dict[tuple[str, str], Group],
    item: Item,
    definition: Definition,
    visits: Iterable[HomeVisit],
) -> None:
    """Add the visits of one version to the groups of an item."""
    open_options = {
        one.code: one.label
        for one in item.options
        if (item.code, one.code) not in definition.danger_options
    }
    ticked = [
        [(tick.item, tick.option) for tick in visit.ticks.all() if not tick.is_danger]
        for visit in visits
    ]
    for code, label in item.tick_codes():
        title = f"{item.label}: {label}" if item.rows else item.label
        words = [FOUND] if item.sensitive else list(open_options.values())
        is_row = bool(item.rows) or len(words) > MOST_LINES
        new = Group(number_of(item), title, place(item), is_row)
        group = groups.setdefault((item.paper, code), new)
        group.counts.update(dict.fromkeys(words, 0))
        for ticks in ticked:
            own = [option for at, option in ticks if at == code]
            chosen = {open_options[option] for option in own if option in open_options}
            group.counts.update({FOUND} if item.sensitive and chosen else chosen)


def incomes(visits: Iterable[HomeVisit]) -> Group:
    """Households under and over the line, of those whose income was written down."""
    known = [one.income_per_head for one in visits if one.income_per_head is not None]
    under = sum(amount <= POOR for amount in known)
    group = Group("3", "รายได้เฉลี่ยต่อคนต่อเดือน", place(CURRENT.item("members")))
    group.counts = Counter({"ไม่เกิน 3,000 บาท": under, "เกิน 3,000 บาท": len(known) - under})
    return group


def number_of(item: Item) -> str:
    return item.paper if item.paper[:1].isdigit() else ""


def place(item: Item) -> tuple[int, ...]:
    """6.9 stands before 6.10; the short form's own come first, what has no number last."""
    if number := number_of(item):
        return (1, *(int(part) for part in number.split(".")))
    return (0,) if item.forms == ONLY_SHORT else (2,)
