"""Editions of forms of screening: copied, edited as drafts, published, archived.

A published form never changes: who edits one edits its next version, which rounds opened later go
by. Every service raises ValidationError on what is no draft.
"""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import District, School, User
from students.models import Aspect, Criterion, ScreeningTemplate
from students.models.screening_forms import Level

Row = TypeVar("Row", Aspect, Criterion)
Office = School | District
MADE_FROM_ASPECT = ("order", "code", "name", "kind", "makes_special")
MADE_FROM_CRITERION = (
    *("level", "order", "code", "text", "is_danger"),
    *("measure", "least", "below"),
)
PUBLISHED = "ฉบับนี้ประกาศใช้แล้ว แก้ไขไม่ได้ กดทำฉบับใหม่เพื่อแก้ไข"


@transaction.atomic
def next_version(form: ScreeningTemplate, office: Office, *, by: User) -> ScreeningTemplate:
    """A draft of the school's or office's own, with every aspect and criterion of `form`.

    Where a draft of that form waits already, it is that one.
    """
    own = _owned(office)
    type(office)._default_manager.select_for_update().get(pk=office.pk)  # one draft, not two
    mine = ScreeningTemplate.objects.filter(code=form.code, **own)
    waiting = mine.filter(published_at=None).first()
    if waiting is not None:
        return waiting
    last = mine.aggregate(Max("version"))["version__max"]
    draft = ScreeningTemplate.objects.create(
        code=form.code,
        name=form.name,
        version=(last or 0) + 1,
        source=form.source or str(form),
        based_on=form,
        made_by=by,
        **own,
    )
    _copy(form, draft)
    _record("screening_form.create", draft, by=by, based_on=form.pk, version=draft.version)
    return draft


def _owned(office: Office) -> dict[str, Any]:
    return {"school": office} if isinstance(office, School) else {"district": office}


def _copy(form: ScreeningTemplate, draft: ScreeningTemplate) -> None:
    criteria: list[Criterion] = []
    for aspect in form.aspects.prefetch_related("criteria"):
        copied = Aspect.objects.create(template=draft, **_values(aspect, MADE_FROM_ASPECT))
        criteria += [
            Criterion(aspect=copied, **_values(one, MADE_FROM_CRITERION))
            for one in aspect.criteria.all()
        ]
    Criterion.objects.bulk_create(criteria)


def _values(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


@transaction.atomic
def rename(draft: ScreeningTemplate, *, by: User) -> ScreeningTemplate:
    """Write the name and source that its form has checked."""
    before = _locked(draft)
    changes = audit.differences(before, draft)
    if changes:
        draft.save(update_fields=["name", "source"])
        _record("screening_form.update", draft, by=by, **changes)
    return draft


@transaction.atomic
def publish(draft: ScreeningTemplate, *, by: User) -> ScreeningTemplate:
    """From now on new rounds may go by it. Raises ValidationError where something is missing."""
    form = _locked(draft)
    graded = form.aspects.exclude(kind=Aspect.Kind.PRESENCE)
    if not graded.exists():
        raise ValidationError("ต้องมีด้านที่ให้ระดับ ปกติ เสี่ยง มีปัญหา อย่างน้อยหนึ่งด้าน")
    for aspect in form.aspects.filter(kind=Aspect.Kind.GRADED).prefetch_related("criteria"):
        levels = {one.level for one in aspect.criteria.all()}
        missing = [str(one.label) for one in (Level.RISK, Level.PROBLEM) if one not in levels]
        if missing:
            raise ValidationError(f"{aspect.name} ยังไม่มีเกณฑ์ของระดับ {' และ '.join(missing)}")
    form.published_at = timezone.now()
    form.save(update_fields=["published_at"])
    _record("screening_form.publish", form, by=by, version=form.version)
    return form


@transaction.atomic
def archive(form: ScreeningTemplate, *, by: User) -> None:
    """New rounds go by it no more; rounds and results keep it. A draft that nobody used goes."""
    kept = ScreeningTemplate.objects.select_for_update().get(pk=form.pk)
    if kept.is_draft:
        _record("screening_form.drop", kept, by=by, version=kept.version)
        kept.delete()
    elif kept.archived_at is None:
        kept.archived_at = timezone.now()
        kept.save(update_fields=["archived_at"])
        _record("screening_form.archive", kept, by=by, version=kept.version)


@transaction.atomic
def restore(form: ScreeningTemplate, *, by: User) -> None:
    if form.archived_at is not None:
        form.archived_at = None
        form.save(update_fields=["archived_at"])
        _record("screening_form.restore", form, by=by, version=form.version)


@transaction.atomic
def save_row(row: Row, *, by: User) -> Row:
    """A new aspect or criterion at the end of its list, or one that was changed."""
    draft = _locked(_draft_of(row))
    noun = _noun(row)
    if row.pk is None:
        row.order = (siblings(row).aggregate(Max("order"))["order__max"] or 0) + 1
        row.code = row.code or _code(row)
        row.save()
        _record(f"{noun}.create", draft, by=by, code=row.code)
        return row
    before = type(row)._default_manager.get(pk=row.pk)
    changes = audit.differences(before, row)
    if changes:
        if isinstance(row, Criterion) and before.level != row.level:
            row.order = (siblings(row).aggregate(Max("order"))["order__max"] or 0) + 1
        row.save()
        _record(f"{noun}.update", draft, by=by, code=row.code, **changes)
    return row


@transaction.atomic
def remove_row(row: Row, *, by: User) -> None:
    draft = _locked(_draft_of(row))
    _record(f"{_noun(row)}.remove", draft, by=by, code=row.code)
    row.delete()


@transaction.atomic
def move_row(row: Row, *, up: bool, by: User) -> None:
    """One place up or down among its like."""
    draft = _locked(_draft_of(row))
    rows = list(siblings(row).order_by("order", "pk"))
    at = next(number for number, one in enumerate(rows) if one.pk == row.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        for number, one in enumerate(rows, start=1):
            one.order = number
        type(row)._default_manager.bulk_update(rows, ["order"])
        _record(f"{_noun(row)}.move", draft, by=by, code=row.code)


def siblings(row: Row) -> Any:
    """Among which a row has its place: aspects of a form, criteria of one level of an aspect."""
    if isinstance(row, Aspect):
        return Aspect.objects.filter(template=row.template_id)
    return Criterion.objects.filter(aspect=row.aspect_id, level=row.level)


def _draft_of(row: Row) -> ScreeningTemplate:
    return row.template if isinstance(row, Aspect) else row.aspect.template


def _noun(row: Row) -> str:
    return "screening_aspect" if isinstance(row, Aspect) else "screening_criterion"


def _code(row: Row) -> str:
    """A name for good of a row that a school has added: own1, own2 …"""
    if isinstance(row, Aspect):
        taken = set(Aspect.objects.filter(template=row.template_id).values_list("code", flat=True))
    else:
        taken = set(Criterion.objects.filter(aspect=row.aspect_id).values_list("code", flat=True))
    return next(
        f"own{number}" for number in range(1, len(taken) + 2) if f"own{number}" not in taken
    )


def _locked(draft: ScreeningTemplate) -> ScreeningTemplate:
    """The form itself, held until the end of the transaction. Raises where it is no draft."""
    form = ScreeningTemplate.objects.select_for_update().get(pk=draft.pk)
    if not form.is_draft:
        raise ValidationError(PUBLISHED)
    return form


def _record(action: str, form: ScreeningTemplate, *, by: User, **changes: Any) -> None:
    district = None if form.school_id else form.district_id
    audit.record(action, form, by=by, school_id=form.school_id, district_id=district, **changes)
