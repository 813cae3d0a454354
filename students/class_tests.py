"""PHQ-A and other tests of a class: of each pupil the newest result of each test, and its day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from schoolcare.models import User
from students.models import Enrolment, OtherScreen, PhqResponse


@dataclass
class TestRow:
    """A pupil of the class; what the results say in words stands on the pupil's own page."""

    __test__ = False  # no test of ours

    seat: Enrolment
    phq: PhqResponse | None = None
    screens: list[OtherScreen] = field(default_factory=list)

    @property
    def has_any(self) -> bool:
        return self.phq is not None or bool(self.screens)


def rows_of_class(seats: Iterable[Enrolment], user: User) -> list[TestRow]:
    """A row a seat, in their order, as `user` may see them; two queries and those of alerts."""
    rows = {seat.student_id: TestRow(seat) for seat in seats}
    phqs = PhqResponse.objects.filter(student__in=rows).order_by("answered_on", "pk")
    phq: Any  # of `seen_by`
    for phq in phqs.seen_by(user):
        if phq.is_veiled:
            phq.veil()
        rows[phq.student_id].phq = phq
    newest: dict[tuple[int, int], OtherScreen] = {}
    screens = OtherScreen.objects.filter(student__in=rows).select_related("kind")
    for one in screens.defer("result").order_by("taken_on", "pk"):
        newest[one.student_id, one.kind_id] = one
    for one in sorted(newest.values(), key=lambda one: (one.kind.position, one.kind_id)):
        rows[one.student_id].screens.append(one)
    return list(rows.values())
