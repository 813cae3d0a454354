"""Where the pupils of a finishing class went."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from schoolcare import audit
from schoolcare.models import Level, User
from students.models import Classroom, Destination

FINISHING = (Level.P6, Level.M3, Level.M6, Level.V3)


@transaction.atomic
def save_destinations(room: Classroom, rows: Mapping[int, Destination | None], *, by: User) -> int:
    """Each pupil's destination of the class's year, None for one that is not known any more.

    Only what changed is written; how many that were.
    """
    Classroom.objects.select_for_update().get(pk=room.pk)
    held = {
        one.student_id: one
        for one in Destination.objects.filter(student__in=list(rows), year=room.year)
    }
    new, changed, gone = [], [], []
    for student, wanted in rows.items():
        old = held.get(student)
        if wanted is None:
            gone += [old.pk] if old else []
        elif old is None:
            new.append(wanted)
        elif (old.kind, old.plan, old.place) != (wanted.kind, wanted.plan, wanted.place):
            old.kind, old.plan, old.place = wanted.kind, wanted.plan, wanted.place
            changed.append(old)
    for one in (*new, *changed):
        one.noted_by = by
    Destination.objects.bulk_create(new)
    for one in changed:
        one.save()
    Destination.objects.filter(pk__in=gone).delete()
    count = len(new) + len(changed) + len(gone)
    if count:
        pupils = [one.student_id for one in (*new, *changed)]
        where: dict[str, Any] = {"by": by, "school_id": room.school_id}
        audit.record("destinations.save", room, **where, count=count, pupils=pupils)
    return count
