"""What of SDQ `manage.py bench` measures: the classes, one class, one answer of the grid."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.registry import BenchPage
from students.models import Classroom, Enrolment, Informant, ScreeningRound, SdqResponse
from students.models.sdq import as_list


def measured_pages(user: User) -> Iterable[BenchPage]:
    """As far as the person may; the round is the newest open one of the class's school."""
    if user.access.allows(Permission.SDQ_VIEW):
        yield BenchPage("SDQ classes", reverse("students:sdq-list"))
    if not user.access.allows(Permission.SDQ_WRITE):
        return
    rooms = Classroom.objects.for_user(user, Permission.SDQ_WRITE).order_by("-year", "-level")
    room = rooms.first()
    rounds = ScreeningRound.objects.filter(school=room.school_id).is_open() if room else None
    round_ = rounds.order_by("-opens_on").first() if rounds is not None else None
    if room is None or round_ is None:
        return
    yield BenchPage("SDQ class", reverse("students:sdq-class", args=[room.pk]))
    seats = Enrolment.objects.for_user(user, Permission.SDQ_WRITE).on_roster()
    seat = seats.filter(classroom=room).order_by("pk").first()
    if seat is not None:
        yield BenchPage("SDQ answer", reverse("students:sdq-cell"), _answers(round_, seat))


def _answers(round_: ScreeningRound, seat: Enrolment) -> Callable[[], dict[str, str]]:
    """Another answer of the same item with every press."""

    def posted() -> dict[str, str]:
        same = {"round": round_, "student": seat.student_id, "informant": Informant.TEACHER}
        found = SdqResponse.objects.filter(**same).first()
        was = as_list(found.answers)[0] if found else None
        return {
            "round": str(round_.pk),
            "student": str(seat.student_id),
            "informant": "teacher",
            "number": "1",
            "answer": "1" if was == 0 else "0",
            "was": "" if was is None else str(was),
        }

    return posted
