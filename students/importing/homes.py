"""Where a pupil of the file lives. Brothers and sisters share a house.

A house that several pupils share follows the first of their rows in the file; the others fill its
blanks. When all of them move, the house does; who moves alone gets a house of their own.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from schoolcare.headings import Entry
from schoolcare.importing import Change
from students.importing.changes import fit, words
from students.importing.known import Known, Pupil, dwellers
from students.importing.writes import Writes
from students.models import Household, Student

ADDRESS = ("house_no", "moo", "tambon", "amphoe", "province")
PLACE = ADDRESS[1:]  # what tells the village
FIELDS = (
    *(*ADDRESS, "has_no_number", "cluster", "street", "postcode"),
    *("phone", "home_language", "dormitory"),
)
LABELS = {"phone": "home_phone", "dormitory": "boarding", "has_no_number": "house_no"}


class Homes:
    """The houses of the pupils in a file, old and new, found again by address and family name."""

    def __init__(
        self, known: Known, writes: Writes, pairs: Iterable[tuple[Pupil | None, Entry]]
    ) -> None:
        self.known, self.writes = known, writes
        self.settled: set[int] = set()  # houses that a row of this file has spoken for
        self.by_key: dict[tuple[str, ...], Household] = {}
        by_pk: dict[int, Household] = {}
        for student in (pupil.student for pupil in known.pupils.values()):
            if home := student.household:
                home = student.household = by_pk.setdefault(home.pk, home)
                if key := _key(home, student.last_name):
                    self.by_key.setdefault(key, home)
        counts = dwellers(by_pk)
        self.dwellers = {id(home): counts[home.pk] for home in by_pk.values()}
        self.moving = self._moving(pairs)

    def change(self, student: Student, entry: Entry) -> list[Change]:
        """What the row changes of the pupil's house; nothing where it names no address."""
        wanted = {name: entry.values[name] for name in FIELDS if name in entry.values}
        if "house_no" in wanted:
            wanted["has_no_number"] = False
        elif wanted.get("has_no_number"):
            wanted["house_no"] = ""
        if not wanted:
            return []
        home = student.household
        if home is None:
            return [Change("ที่อยู่", "", self._move(student, wanted).address)]
        differing = _differing(home, wanted)
        blanks = all(not getattr(home, name) for name in differing)
        if blanks or id(home) in self.moving - self.settled:
            return self._alter(home, differing, student, entry)
        if set(differing) & set(ADDRESS):
            facts = {name: getattr(home, name) for name in FIELDS} | wanted
            return [Change("ที่อยู่", home.address, self._move(student, facts).address)]
        if id(home) in self.settled:
            return []
        return self._alter(home, differing, student, entry)

    def _moving(self, pairs: Iterable[tuple[Pupil | None, Entry]]) -> set[int]:
        """Houses of which every dweller is in the file, all at one address."""
        asked = defaultdict(list)
        for pupil, entry in pairs:
            if pupil and (home := pupil.student.household):
                address = [entry.values.get(name, getattr(home, name)) for name in ADDRESS]
                asked[id(home)].append(tuple(address))
        return {
            home
            for home, places in asked.items()
            if len(places) == self.dwellers[home] and len(set(places)) == 1
        }

    def _alter(
        self, home: Household, differing: dict[str, Any], student: Student, entry: Entry
    ) -> list[Change]:
        self.settled.add(id(home))
        if not differing:
            return []
        if (key := _key(home, student.last_name)) and self.by_key.get(key) is home:
            del self.by_key[key]
        changes, has_moved = [], any(getattr(home, name) for name in PLACE if name in differing)
        for name, value in differing.items():
            label = entry.columns.label(LABELS.get(name, name))
            old = words(home, name, getattr(home, name))
            changes.append(Change(label, old, words(home, name, value)))
            setattr(home, name, value)
        village = self.known.villages.of(home) if set(PLACE) & set(differing) else None
        if village or has_moved:  # else one that was picked by hand stays
            home.village = village
        self.writes.households.note(home, *differing, "village")
        if key := _key(home, student.last_name):
            self.by_key.setdefault(key, home)
        return [change for change in changes if change.old or change.new]

    def _move(self, student: Student, wanted: dict[str, Any]) -> Household:
        """Into the family's house at that address, or into a new one."""
        home = Household(school=self.known.school)
        for name, value in wanted.items():
            setattr(home, name, fit(home, name, value))
        home.village = self.known.villages.of(home)
        key = _key(home, student.last_name)
        home = self.by_key.setdefault(key, home) if key else home
        if home.pk is None:
            self.writes.households.note(home)
        if student.household:
            self.dwellers[id(student.household)] -= 1
        self.dwellers[id(home)] = self.dwellers.get(id(home), 0) + 1
        self.settled.add(id(home))
        student.household = home
        self.writes.students.note(student, "household")
        return home


def _key(home: Household, last_name: str) -> tuple[str, ...] | None:
    """What brothers and sisters have in common: a numbered house and the family name."""
    if not (home.house_no and last_name):
        return None
    return (*(getattr(home, name) for name in ADDRESS), last_name)


def _differing(home: Household, wanted: dict[str, Any]) -> dict[str, Any]:
    fitted = {name: fit(home, name, value) for name, value in wanted.items()}
    return {name: value for name, value in fitted.items() if getattr(home, name) != value}
