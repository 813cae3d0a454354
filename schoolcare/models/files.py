"""Private files: content-addressed, reached only through a view that asks for permission."""

import uuid

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """One stored file; the bytes lie under their SHA-256, so the same photo twice costs once."""

    class Kind(models.TextChoices):
        IMAGE = "image", "ภาพ"
        DOCUMENT = "document", "เอกสาร"
        SIGNATURE = "signature", "ลายมือชื่อ"
        RESULT = "result", "ผลงาน"
        UPLOAD = "upload", "แฟ้มนำเข้า"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schoolcare.School", models.CASCADE, null=True, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    sha256 = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ไฟล์"
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
