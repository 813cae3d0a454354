"""Rows put together to boards: those of a school with the same last day are one.

A row without a last day joins the board whose term covers its first day; without either day, the
newest board of the school.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from committee.importing.known import Known, members_of
from committee.models import Board, Member, RuleSet, Seat
from committee.services.boards import end_of_term
from schoolcare.headings import Entry
from schoolcare.models import School
from schoolcare.thai import thai_date

Placed = tuple[Entry, School]


@dataclass(eq=False, slots=True)
class Panel:
    """One board of the file: as it is known or new, who sits on it, which rows are about it."""

    school: School
    board: Board
    entries: list[Entry] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)  # known ones
    found: dict[int, Member] = field(default_factory=dict)  # by the number of the row
    count_before: int | None = None  # pupils that an appointed board was made for

    @property
    def good(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.problems]

    @property
    def unmentioned(self) -> list[Member]:
        """Known members whom no row means."""
        mentioned = {member.pk for member in self.found.values()}
        return [member for member in self.members if member.pk not in mentioned]

    @property
    def starts_on(self) -> date | None:
        """The first day as known, else by the rows; the secretary's office may be older."""
        days = [one.get("starts_on") for one in self.entries if one.get("seat") != Seat.SECRETARY]
        return self.board.starts_on or min(filter(None, days), default=None)

    def covers(self, day: date) -> bool:
        end = self.board.ends_on
        return bool(end and (self.starts_on or day) <= day < end)


def put_together(placed: Iterable[Placed], known: Known) -> list[Panel]:
    """The boards that the rows are about; rows that had to be guessed at carry a warning."""
    by_school: dict[School, list[Entry]] = defaultdict(list)
    for entry, school in placed:
        by_school[school].append(entry)
    panels: list[Panel] = []
    for school, entries in by_school.items():
        panels += _Shelf(school, known).panels(entries)
    members = members_of({one.board.pk for one in panels if one.board.pk})
    for panel in panels:
        panel.board.school = panel.school
        panel.members = members.get(panel.board.pk, []) if panel.board.pk else []
        for member in panel.members:
            member.board = panel.board
    return panels


class _Shelf:
    """The boards of one school while rows are put on them."""

    def __init__(self, school: School, known: Known) -> None:
        self.school = school
        self.rules: RuleSet = known.rules_for(school)
        self.by_end = {
            board.ends_on: Panel(school, board) for board in known.boards.get(school.pk, [])
        }

    def panels(self, entries: Sequence[Entry]) -> list[Panel]:
        """Rows with an end first, then with a start, then secretaries, then rows without a day, so
        that a file means the same when its boards are known. The office of a secretary has no term:
        it opens no board that has nobody else.
        """

        def turn(entry: Entry) -> tuple[bool, bool, bool]:
            end, start = entry.get("ends_on", None), entry.get("starts_on", None)
            return not (end or start), entry.get("seat") == Seat.SECRETARY, end is None

        for entry in sorted(entries, key=turn):
            is_office = entry.get("seat") == Seat.SECRETARY
            place = self._place_office if is_office else self._place
            place(entry, entry.get("ends_on", None)).entries.append(entry)
        used = [(end, panel) for end, panel in self.by_end.items() if panel.entries]
        used.sort(key=lambda pair: pair[0] or date.max)  # ชุดที่ is given in this order
        return [panel for _end, panel in used]

    def _panel(self, end: date | None) -> Panel:
        if end not in self.by_end:
            board = Board(school=self.school, rule_set=self.rules, ends_on=end)
            self.by_end[end] = Panel(self.school, board)
        return self.by_end[end]

    def _dated(self) -> dict[date, Panel]:
        return {end: panel for end, panel in self.by_end.items() if end}

    def _covering(self, day: date | None) -> Panel | None:
        found = [panel for panel in self._dated().values() if day and panel.covers(day)]
        return max(found, key=lambda panel: panel.starts_on or date.min, default=None)

    def _place(self, entry: Entry, end: date | None) -> Panel:
        start = entry.get("starts_on", None)
        if end:
            return self._panel(end)
        if start is None:
            entry.warn("ends_on", "ไม่มีวันเริ่มและวันครบวาระ จึงลงในคณะกรรมการชุดล่าสุด")
            dated = self._dated()
            return dated[max(dated)] if dated else self._panel(None)
        if panel := self._covering(start):
            return panel
        years = self.rules.term_years
        end = end_of_term(start, years)
        entry.warn("ends_on", f"ไม่มีวันครบวาระ จึงคิด {years} ปีตามหลักเกณฑ์ เป็น {thai_date(end)}")
        return self._panel(end)

    def _place_office(self, entry: Entry, end: date | None) -> Panel:
        """The board of that last day, or that covers the first one, or that comes after it."""
        start = entry.get("starts_on", None)
        if end and end in self.by_end:
            return self.by_end[end]
        day = start or end
        later = [one for one in self._dated() if day and one > day]
        panel = self._covering(day) or (self.by_end[min(later)] if later else None)
        if panel is None:
            return self._place(entry, end)
        words = f"จึงลงในชุดที่ครบวาระ {thai_date(panel.board.ends_on)}"
        if end:
            entry.warn("ends_on", f"ไม่ตรงกับวาระของคณะกรรมการชุดใด {words}")
        elif day and not panel.covers(day):
            entry.warn("starts_on", f"เริ่มก่อนวาระของคณะกรรมการ {words}")
        return panel
