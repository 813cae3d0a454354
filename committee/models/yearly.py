"""The office's yearly report as it was issued."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schoolcare.access import ScopedQuerySet
from schoolcare.models import District, StoredFile


class YearlyReport(models.Model):
    """Figures and words of one academic year, frozen on the day the report was issued.

    Issued again, the newest one counts; the others stay. `figures` as committee/yearly/figures.py
    gives them, so that years can be compared.
    """

    DISTRICT_PATH = "district"
    SCHOOL_PATH = "district__schools"  # no school's role reaches it

    district = models.ForeignKey(District, models.CASCADE, related_name="yearly_reports")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    figures = models.JSONField("ตัวเลข")
    texts = models.JSONField("ข้อความ", default=dict, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="ไฟล์")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ออกรายงาน"
    )
    issued_at = models.DateTimeField("ออกเมื่อ", auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "รายงานประจำปีของหน่วยงาน"
        ordering = ["-year", "-pk"]
        indexes = [models.Index(fields=["district", "year"], name="yearly_report_office_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="yearly_report_buddhist"
            )
        ]

    def __str__(self) -> str:
        return f"รายงานประจำปีการศึกษา {self.year}"
