"""Letters to guardians: prompted by lost points, sent or not sent with a reason."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit
from schoolcare.models import School, User
from students.behaviour_points import Period, balances, period_of
from students.models import BehaviourLetter, BehaviourScale, BehaviourThreshold, Student

State = BehaviourLetter.State


def lock(students: Iterable[int]) -> None:
    """So that two who change a pupil's points prompt one letter."""
    rows = Student.objects.select_for_update(of=("self",)).filter(pk__in=list(students))
    list(rows.order_by("pk").values_list("pk", flat=True))


def prompt(scale: BehaviourScale, year: int, semester: int, students: Iterable[int]) -> None:
    """Bring what waits into line with the points of some pupils; one letter waits at most.

    The highest threshold reached counts, where none as high was dealt with in the period. Called
    in the transaction that changes points, after `lock`.
    """
    period, keys = period_of(scale, year, semester), list(students)
    thresholds = list(scale.thresholds.order_by("points"))
    lost = {key: one.lost for key, one in balances(scale, period, keys).items()}
    known: dict[int, list[BehaviourLetter]] = {key: [] for key in keys}
    for letter in _letters(period).filter(student__in=keys):
        known[letter.student_id].append(letter)
    new: list[BehaviourLetter] = []
    old: list[int] = []
    for key in keys:
        wanted = _wanted(thresholds, lost[key], known[key])
        waiting = [one for one in known[key] if one.state == State.DUE]
        old += [one.pk for one in waiting if wanted is None or one.points != wanted.points]
        if wanted and all(one.points != wanted.points for one in known[key]):
            new.append(_due(key, period, wanted))
    BehaviourLetter.objects.filter(pk__in=old).delete()
    BehaviourLetter.objects.bulk_create(new)


def _letters(period: Period):  # type: ignore[no-untyped-def]
    return BehaviourLetter.objects.filter(year=period.year, semester=period.semester or 0)


def _wanted(
    thresholds: list[BehaviourThreshold], lost: int, known: list[BehaviourLetter]
) -> BehaviourThreshold | None:
    reached = [one for one in thresholds if one.points <= lost]
    settled = max((one.points for one in known if one.state != State.DUE), default=0)
    return reached[-1] if reached and reached[-1].points > settled else None


def _due(student: int, period: Period, threshold: BehaviourThreshold) -> BehaviourLetter:
    return BehaviourLetter(
        student_id=student,
        year=period.year,
        semester=period.semester or 0,
        points=threshold.points,
        title=threshold.title,
    )


@transaction.atomic
def settle(
    letter: BehaviourLetter, *, state: str, on: date, remark: str, today: date, by: User
) -> BehaviourLetter:
    """Say that the guardian was told, or why not. Raises ValidationError where that was said
    before, for a day to come, and for not telling without a reason.
    """
    now = BehaviourLetter.objects.select_for_update(of=("self",)).filter(pk=letter.pk).first()
    if now is None:
        raise ValidationError("คะแนนเปลี่ยนแล้ว จึงไม่ต้องแจ้งเรื่องนี้")
    if now.state != State.DUE:
        raise ValidationError(f"บันทึกไปแล้วว่า{now.get_state_display()}")
    if on > today:
        raise ValidationError({"on": "วันที่ต้องไม่อยู่ในอนาคต"})
    if state == State.DROPPED and not remark:
        raise ValidationError({"remark": "กรุณากรอกเหตุผลที่ไม่แจ้ง"})
    now.state, now.settled_on, now.settled_by, now.remark = state, on, by, remark
    now.save(update_fields=["state", "settled_on", "settled_by", "remark"])
    audit.record(
        "behaviour_letter.settle",
        now,
        by=by,
        school_id=letter.student.school_id,
        pupil_id=now.student_id,
        state=state,
    )
    return now


def prompt_all(school: School, scale: BehaviourScale, year: int, semester: int) -> None:
    """After a new scale: everybody who has lost points in the period that it makes of today."""
    period = period_of(scale, year, semester)
    lost = Student.objects.filter(school=school, behaviour_notes__event__year=period.year)
    keys = set(lost.values_list("pk", flat=True).distinct())
    keys |= set(_letters(period).filter(student__school=school).values_list("student", flat=True))
    lock(keys)
    prompt(scale, year, semester, sorted(keys))
