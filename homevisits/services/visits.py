"""Writing a visit: start it, save a step, submit it. Whoever writes names themselves in `by`."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from homevisits.answers import Checked, StepAnswers, Tick, check
from homevisits.definition import CURRENT, definition_of
from homevisits.models import (
    TRANSITIONS,
    HomeVisit,
    Status,
    VisitRevision,
    VisitRound,
)
from homevisits.services import drafts
from homevisits.services.alerts import raise_alert
from homevisits.services.complete import Missing, missing
from homevisits.services.follow_ups import keep_agreed
from homevisits.services.review import may_see_danger
from homevisits.services.snapshot import snapshot
from homevisits.services.write_back import write_back
from schoolcare import audit
from schoolcare.models import User
from students.models import Enrolment, Student

DRAFT, DONE, SKIP = "draft", "done", "skip"  # how a step is left
__all__ = ["DONE", "DRAFT", "SKIP", "Clash", "Missing", "Saved", "is_asked", "missing"]
__all__ += ["save_step", "start_visit", "submit_visit"]


class Clash(Exception):  # noqa: N818 -- no fault: two people, one step
    """Somebody saved this step after the version that was opened; nothing was written."""


@dataclass
class Saved:
    """A visit after a save, what was wrong by control name, and whether anything changed."""

    visit: HomeVisit
    errors: dict[str, str]
    changed: bool


def is_asked(round_: VisitRound, student: Student) -> bool:
    """Whether the round is about this pupil."""
    if round_.who == VisitRound.Who.CHOSEN:
        return round_.chosen.filter(pk=student.pk).exists()
    if round_.who == VisitRound.Who.NEW:
        return not student.enrolments.filter(year__lt=round_.term.year).exists()
    return True


@transaction.atomic
def start_visit(round_: VisitRound, student: Student, *, by: User) -> HomeVisit:
    """The pupil's visit in this round, made when there is none yet.

    Raises ValidationError for a closed round, a pupil of another school, without a class in the
    round's year, or whom the round does not ask for.
    """
    found = HomeVisit.objects.filter(round=round_, student=student).first()
    if found:
        return found
    if round_.closed_at:
        raise ValidationError("รอบเยี่ยมบ้านนี้ปิดแล้ว")
    enrolment = Enrolment.objects.filter(
        student=student, year=round_.term.year, ends_on=None, classroom__school=round_.school_id
    ).first()
    if enrolment is None:
        raise ValidationError("นักเรียนคนนี้ไม่อยู่ในชั้นเรียนของปีการศึกษานี้")
    if not is_asked(round_, student):
        raise ValidationError("รอบนี้ไม่ได้เยี่ยมนักเรียนคนนี้")
    made, is_new = HomeVisit.objects.get_or_create(
        round=round_,
        student=student,
        defaults={
            "classroom_id": enrolment.classroom_id,
            "author": by,
            "definition": CURRENT.version,
            "visited_on": timezone.localdate(),
        },
    )
    if is_new:
        _record("visit.start", made, by=by, round=round_.pk)
    return made


@transaction.atomic
def save_step(
    visit: HomeVisit, code: str, answers: StepAnswers, *, by: User, version: int, leave: str = DRAFT
) -> Saved:
    """Keep a step as it was typed; wrong texts stay as they are and are named in `errors`.

    `version` is the visit's when the step was opened. Raises Clash when this step was changed
    since, ValidationError when the visit may not be changed. A danger tick raises an alert at once.
    """
    visit = _locked(visit)
    step = definition_of(visit.definition).step(code, visit.round.form)
    if step is None:
        raise ValidationError("ไม่มีขั้นนี้ในแบบบันทึก")
    items = drafts.items_of(visit, step)
    before = drafts.stored(visit, items)
    checked = check(items, StepAnswers(answers.texts, answers.ticks | _unseen(visit, before, by)))
    changed = checked.answers.values() != before.values()
    if changed and visit.step_versions.get(code, 0) > version:
        raise Clash
    state = _states(visit)
    _leave(visit, code, DRAFT if checked.errors and leave == DONE else leave)
    if changed or (code not in visit.step_versions and leave != SKIP):
        _write(visit, code, items, checked, by=by)
        names = [item.code for item in items if before.of(item) != checked.answers.of(item)]
        _record("visit.save", visit, by=by, step=code, items=names)
    elif state == _states(visit):
        return Saved(visit, checked.errors, changed=False)
    visit.save()
    return Saved(visit, checked.errors, changed=True)


def _locked(visit: HomeVisit) -> HomeVisit:
    fresh = (
        HomeVisit.objects.select_for_update(of=("self",))
        .select_related("round__term", "student__household", "student__school")
        .get(pk=visit.pk)
    )
    if not fresh.is_editable:
        raise ValidationError("การเยี่ยมนี้ส่งแล้ว แก้ได้เมื่อถูกส่งกลับ")
    return fresh


def _unseen(visit: HomeVisit, before: StepAnswers, by: User) -> set[Tick]:
    """Stored danger ticks that `by` was not shown, and so cannot have taken back."""
    danger = before.ticks & definition_of(visit.definition).danger_options
    return danger if danger and not may_see_danger(visit, by) else set()


def _states(visit: HomeVisit) -> tuple[list[str], list[str]]:
    return list(visit.steps_done), list(visit.steps_skipped)


def _leave(visit: HomeVisit, code: str, leave: str) -> None:
    done, skipped = set(visit.steps_done), set(visit.steps_skipped)
    if leave == DONE:
        done, skipped = done | {code}, skipped - {code}
    elif leave == SKIP and code not in done:
        skipped |= {code}
    visit.steps_done, visit.steps_skipped = sorted(done), sorted(skipped)


def _write(visit: HomeVisit, code: str, items: tuple, checked: Checked, *, by: User) -> None:
    drafts.write(visit, items, checked, by=by)
    visit.version += 1
    visit.step_versions[code] = visit.version
    raise_alert(visit, by=by)


@transaction.atomic
def submit_visit(visit: HomeVisit, *, by: User, updates: Collection[str] = ()) -> HomeVisit:
    """Hand a visit in: complete by its definition, frozen in a revision, follow-up opened.

    `updates` are keys of what goes back into the registry (homevisits/services/write_back.py).
    Raises ValidationError when something required is missing or the state does not allow it.
    """
    visit = _locked(visit)
    if Status.SUBMITTED not in TRANSITIONS[Status(visit.status)]:
        raise ValidationError("การเยี่ยมนี้ส่งแล้ว")
    if missing(visit):
        raise ValidationError("ยังมีข้อที่ต้องกรอกก่อนส่ง")
    visit.status, visit.submitted_at = Status.SUBMITTED, timezone.now()
    visit.reviewed_by = visit.reviewed_at = None
    visit.version += 1
    visit.save()
    keep_agreed(visit, by=by)
    write_back(visit, updates, by=by)
    VisitRevision.objects.create(
        visit=visit,
        number=visit.revisions.count() + 1,
        action=Status.SUBMITTED,
        data=snapshot(visit),
        by=by,
    )
    _record("visit.submit", visit, by=by, mode=visit.mode)
    return visit


def _record(action: str, visit: HomeVisit, *, by: User, **changes: object) -> None:
    audit.record(
        action,
        visit,
        by=by,
        school_id=visit.student.school_id,
        district_id=visit.student.school.district_id,
        pupil_id=visit.student_id,
        **changes,
    )
