"""Photos of activities: which may leave the school follows from what the families said."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from community.models.activities import Activity
from schoolcare.access import ScopedQuerySet
from schoolcare.models import StoredFile
from students.models import PublicationConsent, Student


class ActivityPhotoQuerySet(ScopedQuerySet):
    def fit(self) -> "ActivityPhotoQuerySet":
        """Fit for the public: no pupil can be recognised, or the family of each has consented.

        Of each pupil the newest answer counts, and no answer is none. What nobody has looked at, or
        a photo with pupils whom nobody named, stays inside.
        """
        answers = PublicationConsent.objects.filter(student=OuterRef("student"))
        newest = Subquery(answers.order_by("-on", "-pk").values("decision")[:1])
        shown = ActivityPhoto.pupils.through.objects.filter(activityphoto=OuterRef("pk"))
        given = Q(answer=PublicationConsent.Decision.GIVEN)
        lacking = shown.annotate(answer=newest).filter(~given | Q(answer=None))
        shows = ActivityPhoto.Shows
        nobody = Q(shows__in=[shows.NOBODY, shows.BLURRED])
        return self.filter(nobody | (Q(shows=shows.NAMED) & Exists(shown) & ~Exists(lacking)))

    def with_fit(self) -> "ActivityPhotoQuerySet":
        """Each with `is_fit`: whether it is among `fit`."""
        fit = ActivityPhoto.objects.fit().filter(pk=OuterRef("pk"))
        return self.annotate(is_fit=Exists(fit))


class ActivityPhoto(models.Model):
    """One photo; `pupils` are those who can be recognised, as far as they were named."""

    class Shows(models.TextChoices):
        UNKNOWN = "", "ยังไม่ระบุ"
        NOBODY = "nobody", "ไม่มีนักเรียนในภาพ"
        BLURRED = "blurred", "มีนักเรียน แต่ดูไม่ออกว่าเป็นใคร"
        NAMED = "named", "ดูออกว่าเป็นนักเรียนคนใด"

    MOST = 20
    SCHOOL_PATH = "activity__school"
    DISTRICT_PATH = "activity__school__district"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = models.CharField("คำบรรยาย", max_length=200, blank=True)
    shows = models.CharField("ในภาพ", max_length=8, choices=Shows, blank=True)
    pupils = models.ManyToManyField(
        Student, blank=True, related_name="+", verbose_name="นักเรียนที่ดูออก"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ใส่รูป"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ActivityPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "รูปกิจกรรม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "file"], name="activity_photo_once"),
        ]

    def __str__(self) -> str:
        return self.caption or "รูปที่ไม่มีคำบรรยาย"
