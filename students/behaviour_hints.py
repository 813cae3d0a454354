"""What notes of behaviour say of screened aspects."""

from collections.abc import Iterator

from django.db.models import Count, QuerySet

from schoolcare.registry import ScreeningHint
from schoolcare.templatetags.ui import address
from students.models import BehaviourNote

OFTEN = 3  # from so many events of violence on


def of_violence(pupils: QuerySet, year: int, semester: int) -> Iterator[ScreeningHint]:
    """Pupils with events of the year until this semester that the school takes for violence."""
    notes = BehaviourNote.objects.standing().filter(
        student__in=pupils,
        event__year=year,
        event__semester__lte=semester,
        event__is_violence=True,
    )
    rows = notes.order_by().values("student").annotate(times=Count("pk"))
    for row in rows:
        yield ScreeningHint(
            row["student"],
            "violence",
            "problem" if row["times"] >= OFTEN else "risk",
            f"บันทึกพฤติกรรมรุนแรง {row['times']} ครั้ง ปีการศึกษา {year}",
            url=address(row["student"], "students:student-behaviour"),
        )
