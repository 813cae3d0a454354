"""Pupils who were away too often: found after each check, written to, closed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from schoolcare import audit
from schoolcare.models import User
from students.absences import Excess, excess
from students.attendance import rule_of
from students.models import Absence, AbsenceCase, AbsenceLetter, AttendanceRule, Classroom

Step = AbsenceLetter.Step
CLOSED = "เรื่องนี้ปิดไปแล้ว"


@transaction.atomic
def follow(room: Classroom, pupils: Iterable[int], *, by: User | None) -> list[AbsenceCase]:
    """Open, bring up to date or take back the cases of pupils whose absences changed.

    What lies before a case that was closed is done with. A case without a letter goes when the
    absences that made it were corrected. Four queries beside those that write.
    """
    keys = sorted(pupils)
    if not keys:
        return []
    rule = rule_of(room.school)
    checked = list(room.class_days.order_by("on").values_list("on", flat=True))
    missed = _missed(room, keys, rule)
    open_cases, done = _cases(keys)
    found = []
    for key in keys:
        since = done.get(key, date.min)
        mine = [on for on in missed[key] if on > since]
        over = excess([on for on in checked if on > since], mine, rule)
        case = _settle(room, key, open_cases.get(key), over, by=by)
        found += [case] if case else []
    return found


def _missed(room: Classroom, keys: list[int], rule: AttendanceRule) -> dict[int, list[date]]:
    """The days of the year that count against each pupil, also those of another class."""
    rows = Absence.objects.filter(student__in=keys, kind__in=rule.counted)
    found: dict[int, list[date]] = defaultdict(list)
    for student, on in rows.filter(day__classroom__year=room.year).values_list(
        "student_id", "day__on"
    ):
        found[student].append(on)
    return found


def _cases(keys: list[int]) -> tuple[dict[int, AbsenceCase], dict[int, date]]:
    """The open case of each pupil, and the last day that a closed one is about."""
    rows = AbsenceCase.objects.filter(student__in=keys).prefetch_related("letters")
    open_cases: dict[int, AbsenceCase] = {}
    done: dict[int, date] = {}
    for case in rows:
        if case.closed_on is None:
            open_cases[case.student_id] = case
        else:
            done[case.student_id] = max(case.ends_on, done.get(case.student_id, case.ends_on))
    return open_cases, done


def _settle(
    room: Classroom, student: int, case: AbsenceCase | None, over: Excess | None, *, by: User | None
) -> AbsenceCase | None:
    """What becomes of one pupil's case."""
    where = {"school_id": room.school_id, "pupil_id": student}
    if over is None:
        if case and not case.letters.all():
            audit.record("absence_case.withdraw", case, by=by, **where)
            case.delete()
            return None
        return case
    if case is None:
        case = AbsenceCase.objects.create(student_id=student, classroom=room, **over.facts)
        audit.record("absence_case.open", case, by=by, **where, count=case.days)
    elif any(getattr(case, name) != value for name, value in over.facts.items()):
        for name, value in over.facts.items():
            setattr(case, name, value)
        case.save(update_fields=list(over.facts))
    return case


def next_step(case: AbsenceCase) -> AbsenceLetter.Step | None:
    """The letter that comes next; None once the school has written."""
    last = max((one.step for one in case.letters.all()), default=0)
    return Step(last + 1) if last < Step.SCHOOL else None


@transaction.atomic
def write_letter(letter: AbsenceLetter, *, by: User) -> AbsenceLetter:
    """Note the next letter of a case. Raises ValidationError out of order or of a closed case."""
    case = _locked(letter.case_id)
    last = case.letters.aggregate(step=Max("step"), on=Max("dated_on"))
    letter.step = (last["step"] or 0) + 1
    if letter.step > Step.SCHOOL:
        raise ValidationError("ออกหนังสือครบทั้งสี่ฉบับแล้ว บันทึกผลและปิดเรื่อง")
    if last["on"] and letter.dated_on < last["on"]:
        raise ValidationError({"dated_on": "ต้องไม่ก่อนวันที่ของหนังสือฉบับก่อน"})
    if letter.meet_on and letter.meet_on < letter.dated_on:
        raise ValidationError({"meet_on": "วันนัดต้องไม่ก่อนวันที่ของหนังสือ"})
    letter.made_by = by
    letter.save()
    return _record("absence_letter.create", letter, case, by=by)


@transaction.atomic
def answer_letter(letter: AbsenceLetter, *, by: User) -> AbsenceLetter:
    """Save how a letter went and what the guardian answered."""
    case = _locked(letter.case_id)
    letter.full_clean(exclude=["case", "made_by"])
    letter.save()
    return _record("absence_letter.update", letter, case, by=by)


@transaction.atomic
def close_case(case: AbsenceCase, *, by: User) -> AbsenceCase:
    """Close with an outcome, a result in words and a day; closed twice it is closed once."""
    found = AbsenceCase.objects.select_for_update().get(pk=case.pk)
    if found.closed_on:
        return found
    if case.closed_on is None or case.closed_on < found.starts_on:
        raise ValidationError({"closed_on": "วันที่ปิดเรื่องต้องไม่ก่อนวันแรกที่ขาด"})
    case.closed_by = by
    case.save(update_fields=["outcome", "result", "closed_on", "closed_by"])
    audit.record(
        "absence_case.close",
        case,
        by=by,
        school_id=case.student.school_id,
        pupil_id=case.student_id,
        outcome=case.outcome,
    )
    return case


def _locked(pk: int) -> AbsenceCase:
    """Kept for this transaction; raises ValidationError once it is closed."""
    case = AbsenceCase.objects.select_for_update(of=("self",)).select_related("student").get(pk=pk)
    if case.closed_on:
        raise ValidationError(CLOSED)
    return case


def _record(action: str, letter: AbsenceLetter, case: AbsenceCase, *, by: User) -> AbsenceLetter:
    school = case.student.school_id
    audit.record(
        action, letter, by=by, school_id=school, pupil_id=case.student_id, step=letter.step
    )
    return letter
