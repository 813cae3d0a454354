"""Who or what the school works with no more: still on record, with the day and the reason."""

from django.db import models


class Archivable(models.Model):
    """Beside `is_active` of the model; both are empty while it is true, and for old rows."""

    archived_on = models.DateField("เลิกเมื่อ", null=True, blank=True, editable=False)
    archived_reason = models.CharField("เหตุที่เลิก", max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True
