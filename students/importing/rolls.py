"""Roll numbers of a file: each once in a class, also while pupils swap theirs."""

from collections.abc import Iterable

from schoolcare.headings import Entry
from schoolcare.identity import room_key
from schoolcare.models import School
from students.importing.known import Pupil
from students.models import Enrolment

Pair = tuple[Pupil | None, Entry]
Place = tuple[int, str, int]  # level, room, roll number


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


def _keepers(pairs: list[Pair], school: School, year: int) -> dict[Place, int]:
    """Who holds a number now and does not leave it for another one of the file."""
    leaving = {pupil.student.pk: _place(entry) for pupil, entry in pairs if pupil}
    held = Enrolment.objects.filter(classroom__school=school, year=year, ends_on=None)
    keepers = {}
    for one in held.exclude(roll_number=None).select_related("classroom"):
        room = room_key(one.classroom.room_text)
        place = (one.classroom.level, room, one.roll_number or 0)
        if leaving.get(one.student_id, place) == place:
            keepers[place] = one.student_id
    return keepers


def _place(entry: Entry) -> Place:
    room = room_key(entry.get("room", None) or "1")
    return entry.values["level"], room, entry.values["roll_number"]
