"""What notes of behaviour say of screened aspects."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import QuerySet

from schoolcare.asked_together import Asked, Rows, facts
from schoolcare.registry import HintSource, ScreeningHint
from schoolcare.templatetags.ui import address
from students.models import BehaviourNote

OFTEN = 3  # from so many events of violence on


def _asks(pupils: QuerySet, year: int, semester: int) -> Asked:
    """Events of the year until this semester that the school takes for violence."""
    notes = BehaviourNote.objects.standing().filter(
        student__in=pupils,
        event__year=year,
        event__semester__lte=semester,
        event__is_violence=True,
    )
    return notes, facts("student")


def _tells(pupils: QuerySet, year: int, semester: int, rows: Rows) -> Iterator[ScreeningHint]:
    for student, times in Counter(row["student"] for row in rows).items():
        yield ScreeningHint(
            student,
            "violence",
            "problem" if times >= OFTEN else "risk",
            f"บันทึกพฤติกรรมรุนแรง {times} ครั้ง ปีการศึกษา {year}",
            url=address(student, "students:student-behaviour"),
        )


of_violence = HintSource(_asks, _tells)
