"""Photos of a visit: several at once, a broken one refused with a reason and the rest kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from homevisits.models import HomeVisit, VisitPhoto
from schoolcare import audit, files
from schoolcare.models import User

FULL = f"ใส่ได้ไม่เกิน {VisitPhoto.MOST} รูป"
LOCKED = "การเยี่ยมนี้ส่งแล้ว แก้รูปได้เมื่อถูกส่งกลับ"


@dataclass
class Added:
    """Photos kept, and for each refused one its number in the upload (from 1) and the reason."""

    photos: list[VisitPhoto] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def add_photos(
    visit: HomeVisit, uploads: Iterable[File], *, kind: str, by: User, caption: str = ""
) -> Added:
    """Keep every sound picture, at most 12 a visit; ValidationError when the visit is handed in."""
    added = Added()
    for number, upload in enumerate(uploads, start=1):
        try:
            added.photos.append(_add(visit, upload, kind=kind, caption=caption, by=by))
        except ValidationError as error:
            added.refused.append((number, error.messages[0]))
    return added


@transaction.atomic
def _add(visit: HomeVisit, upload: File, *, kind: str, caption: str, by: User) -> VisitPhoto:
    _lock(visit)
    if visit.photos.count() >= VisitPhoto.MOST:
        raise ValidationError(FULL)
    if kind not in VisitPhoto.Kind.values:
        raise ValidationError("ไม่รู้ว่าเป็นรูปชนิดใด")
    stored = files.store_image(upload, school=visit.student.school, by=by)
    if visit.photos.filter(file__sha256=stored.sha256).exists():
        raise ValidationError("รูปนี้ใส่ไว้แล้ว")
    last = visit.photos.aggregate(place=Max("place", default=0))["place"]
    photo = visit.photos.create(file=stored, kind=kind, caption=caption[:200], place=last + 1)
    _record("photo.add", photo, by=by, kind=kind)
    return photo


@transaction.atomic
def describe_photo(photo: VisitPhoto, *, kind: str, caption: str, by: User) -> None:
    """Say what a photo shows; ValidationError for an unknown kind."""
    _lock(photo.visit)
    if kind not in VisitPhoto.Kind.values:
        raise ValidationError("ไม่รู้ว่าเป็นรูปชนิดใด")
    before = {"kind": photo.kind, "caption": photo.caption}
    photo.kind, photo.caption = kind, caption.strip()[:200]
    if before == {"kind": photo.kind, "caption": photo.caption}:
        return
    photo.save(update_fields=["kind", "caption"])
    _record("photo.change", photo, by=by, kind=kind)


@transaction.atomic
def put_first(photo: VisitPhoto, *, by: User) -> None:
    """Show a photo before the others of its kind; the form prints the first of each kind."""
    _lock(photo.visit)
    rest = [one for one in photo.visit.photos.all() if one.pk != photo.pk]
    for place, one in enumerate([photo, *rest], start=1):
        VisitPhoto.objects.filter(pk=one.pk).update(place=place)
    _record("photo.reorder", photo, by=by, kind=photo.kind)


@transaction.atomic
def remove_photo(photo: VisitPhoto, *, by: User) -> None:
    """Take a photo out; its bytes are cleaned up later."""
    _lock(photo.visit)
    _record("photo.remove", photo, by=by, kind=photo.kind)
    photo.delete()


def _lock(visit: HomeVisit) -> None:
    status = HomeVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not status.is_editable:
        raise ValidationError(LOCKED)


def _record(action: str, photo: VisitPhoto, *, by: User, **changes: str) -> None:
    visit = photo.visit
    audit.record(
        action,
        photo,
        by=by,
        school_id=visit.student.school_id,
        district_id=visit.student.school.district_id,
        pupil_id=visit.student_id,
        **changes,
    )
