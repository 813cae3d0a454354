"""Roll numbers of a file: each once in a class, also while pupils swap theirs."""

from collections.abc import Iterable

from schoolcare.models import School
from students.importing.reading import Entry
from students.models import Enrolment, Student

Pair = tuple[Student | None, Entry]


def settle_rolls(pairs: Iterable[Pair], school: School, year: int) -> None:
    """Drop, with a warning, every roll number of the file that somebody else keeps or claimed."""
    pairs = [pair for pair in pairs if pair[1].get("roll_number")]
    if not pairs:
        return
    keepers = _keepers(pairs, school, year)
    for student, entry in pairs:
        place = _place(entry)
        holder = keepers.setdefault(place, student.pk if student else id(entry))
        if holder != (student.pk if student else id(entry)):
            entry.warn("roll_number", f"เลขที่ {place[2]} ในห้องนี้มีคนใช้แล้ว จึงเว้นไว้")
            del entry.values["roll_number"]


def _keepers(pairs: list[Pair], school: School, year: int) -> dict[tuple[int, int, int], int]:
    """Who holds a number now and does not leave it for another one of the file."""
    leaving = {student.pk: _place(entry) for student, entry in pairs if student}
    held = Enrolment.objects.filter(classroom__school=school, year=year, ends_on=None)
    held = held.exclude(roll_number=None)
    keepers = {}
    for level, room, roll, pupil in held.values_list(
        "classroom__level", "classroom__room", "roll_number", "student_id"
    ):
        if leaving.get(pupil, (level, room, roll)) == (level, room, roll):
            keepers[level, room, roll] = pupil
    return keepers


def _place(entry: Entry) -> tuple[int, int, int]:
    return entry.values["level"], entry.get("room", None) or 1, entry.values["roll_number"]
