"""A school or office writes procedures of its own, or an edition of another one. All audited.

An edition is written as a draft and then used from an academic year on. In that first year it may
still be mended, but for steps that have results; from then on one writes a new edition.
"""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit, procedures
from schoolcare.editions import Office
from schoolcare.models import Procedure, ProcedureStep, School, StepRun, User

TEXTS = ("unit", "objective", "scope", "definitions", "forms", "references", "summary")
STEP_TEXTS = (
    *("number", "name", "owner", "method", "document", "standard", "periods"),
    *("precedes_year", "weeks", "question", "back_to", "evidence", "awaits"),
)
MOST_STEPS = 60
GONE = "ขั้นนี้ถูกลบไปแล้ว"


@transaction.atomic
def write_procedure(
    office: Office, name: str, *, level: str, source: Procedure | None = None, by: User
) -> Procedure:
    """A new draft of the school's or office's own, with the steps of another one or none."""
    return _draft(office, level, {"name": name}, source, by)


@transaction.atomic
def write_edition(office: Office, of: Procedure, *, by: User) -> Procedure:
    """A draft of the school's or office's own edition; the one it has, where it has one."""
    _locked(office)
    place = procedures.owner_of(office)
    root = of.root_id
    drafts = Procedure.objects.filter(family=root, level=of.level, is_active=False, **place)
    return drafts.first() or _draft(office, of.level, {"name": of.name, "family_id": root}, of, by)


def _draft(
    office: Office, level: str, facts: dict[str, Any], source: Procedure | None, by: User
) -> Procedure:
    if isinstance(office, School) and level != Procedure.Level.SCHOOL:
        raise ValidationError("โรงเรียนเขียนได้เฉพาะกระบวนงานของโรงเรียน")
    texts = {name: getattr(source, name) for name in TEXTS} if source else {}
    place = procedures.owner_of(office)
    made = Procedure(
        code=f"own-{secrets.token_hex(5)}", level=level, is_active=False, **place, **texts, **facts
    )
    made.full_clean()
    made.save()
    if source:
        ProcedureStep.objects.bulk_create(
            ProcedureStep(procedure=made, **{name: getattr(step, name) for name in STEP_TEXTS})
            for step in source.steps.all()
        )
    _record("procedure.create", made, by=by)
    return made


def may_change(procedure: Procedure, year: int) -> bool:
    """Whether its words may be mended in a year (พ.ศ.): a draft, or one in its first year."""
    return not procedure.is_active or (procedure.from_year or 0) >= year


@transaction.atomic
def keep_words(procedure: Procedure, *, year: int, by: User) -> Procedure:
    """Save what the manual says. Raises ValidationError for one that is past its first year."""
    before = _open(procedure, year)
    procedure.full_clean()
    if changes := audit.differences(before, procedure):
        procedure.save()
        _record("procedure.update", procedure, by=by, fields=changes)
    return procedure


@transaction.atomic
def keep_step(step: ProcedureStep, *, year: int, by: User) -> ProcedureStep:
    """Save a new step behind the others, or a changed one. Raises ValidationError where a result
    stands at it, or where there are too many.
    """
    _open(step.procedure, year)
    if step.pk is None:
        there = step.procedure.steps.count()
        if there >= MOST_STEPS:
            raise ValidationError(f"กระบวนงานหนึ่งมีได้ไม่เกิน {MOST_STEPS} ขั้น")
        step.number = there + 1
        step.full_clean()
        step.save()
        _record("procedure_step.create", step.procedure, by=by, number=step.number)
        return step
    before = _free(step)
    step.full_clean()
    if changes := audit.differences(before, step):
        step.save()
        _record("procedure_step.update", step.procedure, by=by, fields=changes)
    return step


@transaction.atomic
def move_step(step: ProcedureStep, by_places: int, *, year: int, by: User) -> None:
    """Change places with the step before (-1) or behind (1); at an end it stays.

    Raises ValidationError where the words may not be mended or somebody has deleted the step.
    """
    procedure = _open(step.procedure, year)
    order = list(procedure.steps.order_by("number").values_list("pk", flat=True))
    if step.pk not in order:
        raise ValidationError(GONE)
    at = order.index(step.pk)
    to = at + by_places
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        _number(procedure, order)
        _record("procedure_step.move", procedure, by=by, number=[at + 1, to + 1])


@transaction.atomic
def drop_step(step: ProcedureStep, *, year: int, by: User) -> None:
    """Take a step without results out; those behind it move up. Raises ValidationError."""
    procedure = _open(step.procedure, year)
    _free(step)
    _record("procedure_step.delete", procedure, by=by, number=step.number, name=step.name)
    step.runs.all().delete()  # they say nothing
    step.delete()
    _number(procedure, list(procedure.steps.order_by("number").values_list("pk", flat=True)))


def _number(procedure: Procedure, order: list[int]) -> None:
    """Number the steps anew; where a question leads back to moves with its step."""
    steps = {step.pk: step for step in procedure.steps.all()}
    moved = {steps[key].number: number for number, key in enumerate(order, start=1)}
    for number, key in enumerate(order, start=1):
        step = steps[key]
        step.number, step.back_to = number, moved.get(step.back_to or 0)
    far = len(order) + MOST_STEPS  # out of the way: a number stands once
    for aside in (far, 0):
        for step in steps.values():
            step.number += aside or -far
        ProcedureStep.objects.bulk_update(steps.values(), ["number", "back_to"])


@transaction.atomic
def use_from(procedure: Procedure, year: int, *, by: User) -> Procedure:
    """Go by it from an academic year on. Raises ValidationError for one without steps, or where
    the year has results already, which keep their edition.
    """
    row = _row(procedure)
    if not row.steps.exists():
        raise ValidationError("ยังไม่มีขั้นตอน เพิ่มขั้นตอนก่อนเริ่มใช้")
    newest = _results(row).order_by("-year").values_list("year", flat=True).first()
    if newest and newest >= year:
        raise ValidationError(
            f"ปีการศึกษา {newest} มีผลที่บันทึกไว้กับฉบับเดิมแล้ว ฉบับใหม่เริ่มใช้ได้ตั้งแต่ปีการศึกษา {newest + 1}"
        )
    row.is_active, row.from_year, row.until_year = True, year, None
    row.used_on = row.used_on or timezone.localdate()
    row.save()
    _record("procedure.use", row, by=by, year=year)
    return row


def _results(procedure: Procedure) -> Any:
    """What the owner has noted with other editions; those of its schools keep theirs anyway."""
    runs = StepRun.objects.saying().exclude(step__procedure=procedure)
    root = procedure.root_id
    runs = runs.filter(step__procedure__in=_family(root))
    return runs.filter(school=procedure.school_id, district=procedure.district_id)


def _family(root: int) -> Any:
    return Procedure.objects.filter(pk=root) | Procedure.objects.filter(family=root)


@transaction.atomic
def end_after(procedure: Procedure, year: int, *, by: User) -> Procedure:
    """Go by it no longer after a year; an edition gives way to the one before it.

    Raises ValidationError where a later year has results.
    """
    row = _row(procedure)
    later = StepRun.objects.saying().filter(step__procedure=row, year__gt=year)
    if later.exists():
        raise ValidationError({"year": f"มีผลที่บันทึกไว้หลังปีการศึกษา {year} แล้ว"})
    if row.from_year and year < row.from_year:
        row.is_active, row.from_year, row.until_year = False, None, None
    else:
        row.until_year = year
    row.save()
    _record("procedure.end", row, by=by, year=year)
    return row


@transaction.atomic
def drop(procedure: Procedure, *, by: User) -> None:
    """Delete a draft that nothing was noted with. Raises ValidationError; none where somebody has
    deleted it since.
    """
    row = Procedure.objects.select_for_update().filter(pk=procedure.pk).first()
    if row is None:
        return
    runs = StepRun.objects.filter(step__procedure=row)
    is_noted = any(run.says_something for run in runs.select_for_update(of=("self",)))
    if row.is_active or is_noted or row.editions.exists():
        raise ValidationError("ลบได้เฉพาะฉบับร่างที่ยังไม่มีผล")
    _record("procedure.delete", row, by=by, name=row.name)
    runs.delete()
    row.delete()


def _row(procedure: Procedure) -> Procedure:
    """As it is saved, locked. Raises ValidationError where somebody has deleted it since."""
    row = Procedure.objects.select_for_update().filter(pk=procedure.pk).first()
    if row is None:
        raise ValidationError("ฉบับร่างนี้ถูกลบไปแล้ว")
    return row


def _open(procedure: Procedure, year: int) -> Procedure:
    """The row as it is saved, locked, where its words may be mended."""
    row = _row(procedure)
    if not may_change(row, year):
        raise ValidationError("ฉบับนี้ใช้มาก่อนปีนี้แล้ว ทำฉบับใหม่แทน ผลของปีก่อนจะได้คงเดิม")
    return row


def _free(step: ProcedureStep) -> ProcedureStep:
    """The step as it is saved, where nothing was noted of it, nor can be until this is done."""
    if any(run.says_something for run in step.runs.select_for_update()):
        raise ValidationError("ขั้นนี้มีผลที่บันทึกไว้แล้ว จึงแก้หรือลบไม่ได้ ทำฉบับใหม่สำหรับปีถัดไปแทน")
    saved = ProcedureStep.objects.filter(pk=step.pk).first()
    if saved is None:
        raise ValidationError(GONE)
    return saved


def _locked(office: Office) -> None:
    type(office)._default_manager.select_for_update().get(pk=office.pk)


def _record(action: str, procedure: Procedure, *, by: User, **facts: Any) -> None:
    where = {"school_id": procedure.school_id, "district_id": procedure.district_id}
    audit.record(action, procedure, by=by, **where, **facts)
