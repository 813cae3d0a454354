"""How far an office's schools are with their duties, as last counted."""

from django.db import models

from schoolcare.models import District


class BoardCount(models.Model):
    """One table of an office's figures; what `found` holds is said in students/board_counts.py."""

    class By(models.TextChoices):
        SCHOOL = "school", "รายโรงเรียน"
        GROUP = "group", "รายชั้นและเพศ"

    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    semester = models.PositiveSmallIntegerField("ภาคเรียนที่")
    by = models.CharField("แยกตาม", max_length=10, choices=By)
    duties = models.JSONField("งานที่นับ")
    found = models.JSONField("จำนวน")
    counted_at = models.DateTimeField("นับเมื่อ", db_index=True)

    class Meta:
        verbose_name = "จำนวนบนกระดานของหน่วยงาน"
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "semester", "by"], name="one_count_of_a_table"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_by_display()} {self.semester}/{self.year}"
