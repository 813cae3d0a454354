"""What the kit keeps for every app: imports, edited paper texts, one-time keys."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from schoolcare.access import Permission, ScopedQuerySet
from schoolcare.models.accounts import User
from schoolcare.models.organization import District, School


class ImportBatchQuerySet(ScopedQuerySet):
    def reach(self, user: User, permission: Permission, *, within: Permission | None = None) -> Q:
        """The schools' batches as everywhere, and the office's own for who reaches it whole."""
        offices = user.access.grant(permission).districts
        return super().reach(user, permission, within=within) | Q(district__in=offices)


class ImportBatch(models.Model):
    """One upload of a spreadsheet: who, when, which file (by hash), what came of it.

    It belongs to the school whose records the file holds, or to the office of many schools.
    """

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    class State(models.TextChoices):
        PREVIEW = "preview", "ตรวจดูก่อนนำเข้า"
        COMMITTED = "committed", "นำเข้าแล้ว"
        REFUSED = "refused", "ไม่รับไฟล์"
        DROPPED = "dropped", "ยกเลิก"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30)
    school = models.ForeignKey(
        "schoolcare.School",
        models.CASCADE,
        null=True,
        related_name="imports",
        verbose_name="โรงเรียน",
    )
    district = models.ForeignKey(
        "schoolcare.District",
        models.CASCADE,
        null=True,
        related_name="imports",
        verbose_name="หน่วยงาน",
    )
    year = models.PositiveSmallIntegerField("ปีการศึกษา", null=True)
    semester = models.PositiveSmallIntegerField("ภาคเรียนที่", null=True)
    file = models.ForeignKey("schoolcare.StoredFile", models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField("ชื่อไฟล์", max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    created = models.PositiveIntegerField("ใหม่", default=0)
    updated = models.PositiveIntegerField("เปลี่ยน", default=0)
    unchanged = models.PositiveIntegerField("เหมือนเดิม", default=0)
    rejected = models.PositiveIntegerField("ผิด", default=0)
    detail = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "การนำเข้าข้อมูล"
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None, district__isnull=False)
                | Q(school__isnull=False, district=None),
                name="import_batch_one_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"

    @property
    def place(self) -> School | District:
        """Where the records belong; exactly one of the two is set."""
        found = self.school or self.district
        assert found is not None  # noqa: S101 -- the constraint import_batch_one_place
        return found


class DocumentText(models.Model):
    """The body of one letter, memo, order or narrative, as its author edited it before printing.

    It belongs to the school that sends the paper, or to the office where no school does.
    """

    slug = models.CharField(max_length=60)
    school = models.ForeignKey("schoolcare.School", models.CASCADE, null=True, related_name="+")
    district = models.ForeignKey("schoolcare.District", models.CASCADE, null=True, related_name="+")
    subject_key = models.CharField(max_length=100)
    body = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "ข้อความในเอกสาร"
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "school", "subject_key"], name="document_text_once"
            ),
            models.UniqueConstraint(
                fields=["slug", "district", "subject_key"], name="document_text_once_office"
            ),
            models.CheckConstraint(
                condition=models.Q(school=None, district__isnull=False)
                | models.Q(school__isnull=False, district=None),
                name="document_text_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.subject_key}"


class Submission(models.Model):
    """A one-time key of a form that creates something; a resend finds the first result."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()
    target_model = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="submission_once")]

    def __str__(self) -> str:
        return str(self.key)
