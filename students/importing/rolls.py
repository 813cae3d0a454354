"""Roll numbers of a file: each once in a class, also while pupils swap theirs."""

from collections.abc import Iterable

from schoolcare.models import School
from students.importing.known import Pupil
from students.importing.reading import Entry
from students.models import Enrolment

Pair = tuple[Pupil | None, Entry]


def settle_rolls(pairs: Iterable[Pair], school: School, year: int) -> None:
    """Drop, with a warning, every roll number of the file that somebody else keeps or claimed."""
    pairs = [pair for pair in pairs if pair[1].get("roll_number")]
    if not pairs:
        return
    keepers = _keepers(pairs, school, year)
    for pupil, entry in pairs:
        place, claimant = _place(entry), pupil.student.pk if pupil else -entry.row.number
        if keepers.setdefault(place, claimant) != claimant:
            entry.warn("roll_number", f"เลขที่ {place[2]} ในห้องนี้มีคนใช้แล้ว จึงเว้นไว้")
            del entry.values["roll_number"]


def _keepers(pairs: list[Pair], school: School, year: int) -> dict[tuple[int, int, int], int]:
    """Who holds a number now and does not leave it for another one of the file."""
    leaving = {pupil.student.pk: _place(entry) for pupil, entry in pairs if pupil}
    held = Enrolment.objects.filter(classroom__school=school, year=year, ends_on=None)
    keepers = {}
    for one in held.exclude(roll_number=None).select_related("classroom"):
        place = (one.classroom.level, one.classroom.room, one.roll_number or 0)
        if leaving.get(one.student_id, place) == place:
            keepers[place] = one.student_id
    return keepers


def _place(entry: Entry) -> tuple[int, int, int]:
    return entry.values["level"], entry.get("room", None) or 1, entry.values["roll_number"]
