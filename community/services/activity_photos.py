"""Photos of an activity: kept, described, and which of them may leave the school."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from community.models import Activity, ActivityPhoto
from schoolcare import audit, files
from schoolcare.models import User
from students.models import Student

FULL = f"ใส่ได้ไม่เกิน {ActivityPhoto.MOST} รูป"
Shows = ActivityPhoto.Shows


@dataclass
class Added:
    """Photos kept, and for each refused one its number in the upload (from 1) and the reason."""

    photos: list[ActivityPhoto] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def add_photos(activity: Activity, uploads: Iterable[File], *, by: User) -> Added:
    """Keep every sound picture; one that is none, too large or there already is refused alone."""
    added = Added()
    for number, upload in enumerate(uploads, start=1):
        try:
            added.photos.append(_add(activity, upload, by=by))
        except ValidationError as error:
            added.refused.append((number, error.messages[0]))
    return added


@transaction.atomic
def _add(activity: Activity, upload: File, *, by: User) -> ActivityPhoto:
    Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.photos.count() >= ActivityPhoto.MOST:
        raise ValidationError(FULL)
    stored = files.store_image(upload, school=activity.school, by=by)
    if activity.photos.filter(file__sha256=stored.sha256).exists():
        raise ValidationError("รูปนี้ใส่ไว้แล้ว")
    photo = activity.photos.create(file=stored, added_by=by)
    _record("activity_photo.add", photo, by=by)
    return photo


@transaction.atomic
def describe_photo(photo: ActivityPhoto, *, pupils: Iterable[Student], by: User) -> ActivityPhoto:
    """Say what it shows, and which pupils can be recognised; they count where it shows some.

    Raises ValidationError for a pupil of another school.
    """
    chosen = list(pupils) if photo.shows == Shows.NAMED else []
    if any(one.school_id != photo.activity.school_id for one in chosen):
        raise ValidationError({"pupils": "เลือกได้เฉพาะนักเรียนของโรงเรียนนี้"})
    photo.save(update_fields=["caption", "shows"])
    photo.pupils.set(chosen)
    _record("activity_photo.update", photo, by=by)
    return photo


@transaction.atomic
def remove_photo(photo: ActivityPhoto, *, by: User) -> None:
    """Take a photo out; its bytes are cleaned up later."""
    _record("activity_photo.remove", photo, by=by)
    photo.delete()


def photos_for_papers(activity: Activity, most: int = 6) -> QuerySet[ActivityPhoto]:
    """The photos that may leave the school with a paper: the first `most` that are fit."""
    return activity.photos.fit().select_related("file").order_by("pk")[:most]


def pupils_of(activity: Activity, user: User, permission: str) -> QuerySet[Student]:
    """Who may be in its photos: the pupils of the classes that took part, within one's reach."""
    rows = Student.objects.for_user(user, permission)  # type: ignore[arg-type]
    rooms = activity.classes.exclude(classroom=None).values("classroom")
    seated = rows.filter(enrolments__classroom__in=rooms, enrolments__ends_on=None)
    return seated.distinct()


def _record(action: str, photo: ActivityPhoto, *, by: User) -> None:
    audit.record(action, photo, by=by, school_id=photo.activity.school_id)
