"""Who answers for a pupil of the file: father, mother, guardian. Brothers and sisters share them.

Nobody is removed: who is no longer the guardian stays, without being the first to be called.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schoolcare.fields import blind_index
from schoolcare.headings import Entry
from schoolcare.importing import Change
from students.importing.changes import overlay, words
from students.importing.known import Known, Pupil
from students.importing.writes import Writes
from students.models import Guardian, Guardianship, Student

FATHER, MOTHER, UNNAMED = "บิดา", "มารดา", "ผู้ปกครอง"
PARENTS = {"father": FATHER, "mother": MOTHER}
COLUMNS = {
    "title": "title",
    "first_name": "first",
    "last_name": "last",
    "phone": "phone",
    "occupation": "job",
    "income_month": "income",
    "citizen_id": "number",
}
HIDDEN = {"income_month", "citizen_id"}


@dataclass(slots=True)
class Person:
    """One person of a row; `role` says in which columns they stand."""

    role: str
    relation: str
    facts: dict[str, Any]
    is_primary: bool = False

    @property
    def name(self) -> tuple[str, str]:
        return self.facts["first_name"], self.facts.get("last_name", "")


class Families:
    """The guardians of the pupils in a file, old and new."""

    def __init__(self, known: Known, writes: Writes) -> None:
        self.known, self.writes = known, writes
        self.settled: set[int] = set()  # guardians whom a row of this file has spoken for
        self.at_home: dict[tuple, Guardian] = {}  # by house and name
        by_pk: dict[int, Guardian] = {}
        for pupil in known.pupils.values():
            for link in pupil.links:
                link.guardian = by_pk.setdefault(link.guardian_id, link.guardian)
                if pupil.student.household:
                    self.at_home.setdefault(_key(pupil.student, link.guardian), link.guardian)

    def change(self, pupil: Pupil, entry: Entry) -> list[Change]:
        """What the row changes of the pupil's family."""
        people, left = _people(entry), list(pupil.links)
        if people and not left and not any(person.is_primary for person in people):
            people[
                -1
            ].is_primary = True  # somebody must be called first: the mother, else the father
        changes: list[Change] = []
        for person in people:
            first = next((link for link in pupil.links if link.is_primary), None)
            link = _match(person, people, left)
            if link is None:
                changes.append(self._add(pupil.student, person, first))
                continue
            left.remove(link)
            changes += self._alter(link, person, entry)
            if person.is_primary and not link.is_primary:
                changes.append(
                    Change("ผู้ปกครองหลัก", str(first.guardian) if first else "", str(link.guardian))
                )
                self._hand_over(first, link)
        return changes

    def _add(self, student: Student, person: Person, first: Guardianship | None) -> Change:
        guardian = Guardian(school=self.known.school)
        list(overlay(guardian, person.facts))
        guardian = self.at_home.setdefault(_key(student, guardian), guardian)
        list(overlay(guardian, self._unsettled(guardian, person.facts)))
        _hash(guardian, person.facts)
        self.writes.guardians.note(guardian, *person.facts, "citizen_id_hash")
        link = Guardianship(
            student=student,
            guardian=guardian,
            relation=person.relation[:50],
            lives_with=person.is_primary and person.role == "guardian",
            may_be_contacted=not _is_dead(person, student),
        )
        replaced = first if person.is_primary else None
        if person.is_primary:
            self._hand_over(first, link)
        self.writes.guardianships.note(link)
        label = PARENTS.get(person.role, "ผู้ปกครอง")
        return Change(label, str(replaced.guardian) if replaced else "", str(guardian))

    def _alter(self, link: Guardianship, person: Person, entry: Entry) -> Iterator[Change]:
        guardian, label = link.guardian, entry.columns.label
        facts = self._unsettled(guardian, person.facts)
        if blind_index(facts.get("citizen_id", "")) == guardian.citizen_id_hash:
            facts.pop("citizen_id", None)
        for name, old, new in list(overlay(guardian, facts)):
            column = label(f"{person.role}_{COLUMNS[name]}")
            shown = ("", "") if name in HIDDEN else (words(guardian, name, old), str(new))
            self.writes.guardians.note(guardian, name)
            yield Change(column, *shown)
        if _hash(guardian, facts):
            self.writes.guardians.note(guardian, "citizen_id_hash")
        if person.role == "guardian" and person.relation not in {link.relation, UNNAMED}:
            yield Change(label("guardian_relation"), link.relation, person.relation)
            link.relation = person.relation[:50]
            self.writes.guardianships.note(link, "relation")

    def _unsettled(self, guardian: Guardian, facts: dict[str, Any]) -> dict[str, Any]:
        """The facts that may be set: all by the first row that names a person, then only blanks."""
        if id(guardian) not in self.settled:
            self.settled.add(id(guardian))
            return dict(facts)
        return {name: value for name, value in facts.items() if _is_blank(guardian, name)}

    def _hand_over(self, first: Guardianship | None, link: Guardianship) -> None:
        if first is not None:
            first.is_primary = False
            self.writes.guardianships.note(first, "is_primary")
        link.is_primary = True
        if link.pk:
            self.writes.guardianships.note(link, "is_primary")


def _people(entry: Entry) -> list[Person]:
    """The people of a row; a guardian who is a parent is one person with that parent."""
    people = [
        Person(role, relation, _facts(entry.values[role]))
        for role, relation in PARENTS.items()
        if role in entry.values
    ]
    if "guardian" not in entry.values:
        return people
    relation = entry.values["guardian"]["relation"] or UNNAMED
    guardian = Person("guardian", relation, _facts(entry.values["guardian"]), is_primary=True)
    for parent in people:
        if parent.name == guardian.name and relation in {parent.relation, UNNAMED}:
            parent.is_primary = True
            parent.facts = guardian.facts | parent.facts
            return people
    return [*people, guardian]


def _facts(values: dict[str, Any]) -> dict[str, Any]:
    """Only what is filled in: a blank never erases."""
    return {name: values[name] for name in COLUMNS if values[name] not in {"", None}}


def _match(person: Person, people: list[Person], left: list[Guardianship]) -> Guardianship | None:
    """The known guardian that a person of the row is: by name and relation, by name, or as the only
    father or mother there is, whose name was corrected.
    """
    same_name = [link for link in left if _name(link.guardian) == person.name]
    for link in same_name:
        if link.relation == person.relation:
            return link
    if same_name and person.role == "guardian":
        return same_name[0]
    names = {one.name for one in people}
    renamed = [
        link
        for link in left
        if link.relation == person.relation and _name(link.guardian) not in names
    ]
    return renamed[0] if person.role in PARENTS and len(renamed) == 1 else None


def _name(guardian: Guardian) -> tuple[str, str]:
    return guardian.first_name, guardian.last_name


def _key(student: Student, guardian: Guardian) -> tuple:
    """One person: the same name in the same house."""
    return (id(student.household or student), *_name(guardian))


def _is_blank(guardian: Guardian, name: str) -> bool:
    stored = "citizen_id_hash" if name == "citizen_id" else name
    return getattr(guardian, stored) in {"", None}


def _hash(guardian: Guardian, facts: dict[str, Any]) -> bool:
    """Bring the look-up hash of the id up to date; whether it changed."""
    if "citizen_id" not in facts:
        return False
    guardian.citizen_id_hash = blind_index(facts["citizen_id"])
    return True


def _is_dead(person: Person, student: Student) -> bool:
    """A parent whom สถานภาพสมรสของบิดามารดา calls dead is not offered for a call."""
    status = student.parents_status
    return f"{person.relation}เสียชีวิต" in status or (
        person.role in PARENTS and "เสียชีวิตทั้งคู่" in status
    )
