"""The log of who did, saw, printed or took what. Rows outlive their subjects: no foreign keys."""

from typing import Any, NoReturn

from django.db import models

from schoolcare.access import ScopedQuerySet


class AppendOnlyError(RuntimeError):
    """Something tried to change or clear the log."""


class AuditQuerySet(ScopedQuerySet):
    """Rows are read and added; whoever tries more is a mistake in the program."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("the log is never changed or cleared")

    update = bulk_update = delete = _raw_delete = _update = _refuse


class AuditEvent(models.Model):
    """One event; written only by `schoolcare.audit.record`, never changed or deleted."""

    SCHOOL_PATH = "school_id"
    DISTRICT_PATH = "district_id"

    at = models.DateTimeField("เมื่อ", auto_now_add=True, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField("ผู้กระทำ", max_length=200, blank=True)
    action = models.CharField("การกระทำ", max_length=60)
    target_model = models.CharField("ชนิดข้อมูล", max_length=60, blank=True)
    target_id = models.CharField("รหัสข้อมูล", max_length=40, blank=True)
    school_id = models.BigIntegerField(null=True)
    district_id = models.BigIntegerField(null=True)
    pupil_id = models.BigIntegerField(null=True)
    changes = models.JSONField("รายละเอียด", default=dict)
    ip = models.GenericIPAddressField("IP", null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "บันทึกการใช้งาน"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["target_model", "target_id"], name="audit_target"),
            models.Index(fields=["school_id", "-id"], name="audit_school"),
            models.Index(fields=["district_id", "-id"], name="audit_district"),
            models.Index(
                fields=["district_id", "-id"],
                name="audit_office",
                condition=models.Q(school_id=None),
            ),
            models.Index(fields=["pupil_id", "-id"], name="audit_pupil"),
            models.Index(fields=["actor_id", "-id"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_model} {self.target_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("the log is never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("the log is never cleared")
