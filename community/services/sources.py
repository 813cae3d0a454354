"""Keeping learning sources, their kinds, and who learnt there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from community.models import LearningSource, SourceKind, SourceUse
from schoolcare.keeping import keep, remove
from schoolcare.models import School, User
from schoolcare.text import normalize
from schoolcare.thai import academic_year


def kinds_of(school: School) -> "list[SourceKind]":
    """The shipped kinds and the school's own, in order."""
    return list(SourceKind.objects.filter(Q(school=None) | Q(school=school)))


@transaction.atomic
def save_source(source: LearningSource, *, new_kind: str = "", by: User) -> LearningSource:
    """Keep a source; `new_kind` names a kind that the school did not have. Raises ValidationError
    for a village that the school does not serve.
    """
    source.name = normalize(source.name)
    if name := normalize(new_kind):
        School.objects.select_for_update().get(pk=source.school_id)
        known = SourceKind.objects.filter(Q(school=None) | Q(school=source.school_id), name=name)
        source.kind = known.first() or SourceKind.objects.create(
            school_id=source.school_id, name=name, position=99
        )
    village = source.village
    if village and not village.schools.filter(pk=source.school_id).exists():
        raise ValidationError({"village": "หมู่บ้านนี้ไม่อยู่ในเขตบริการของโรงเรียน"})
    hidden = ("contact", "phone")
    return keep(source, "learning_source", school_id=source.school_id, by=by, hidden=hidden)


def save_use(use: SourceUse, *, by: User) -> SourceUse:
    """Keep that a class learnt there; the class keeps the name that it has now."""
    school = use.source.school_id
    if use.classroom:
        if use.classroom.school_id != school:
            raise ValidationError({"classroom": "กรุณาเลือกจากรายการ"})
        use.class_label = use.classroom.label
    use.year = academic_year(use.on)
    if use.pk is None:
        use.made_by = by
    return keep(use, "source_use", school_id=school, by=by)


def remove_use(use: SourceUse, *, by: User) -> None:
    remove(use, "source_use", school_id=use.source.school_id, by=by)
