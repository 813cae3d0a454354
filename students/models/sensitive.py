"""What only some may see of a pupil, and what of it belongs to a term."""

from django.db import models

from schoolcare.models import Term
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class SensitiveRecord(models.Model):
    """What PDPA ม.26 protects; asked for with its own permission, every look logged."""

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.OneToOneField(Student, models.CASCADE, related_name="sensitive")
    religion = models.CharField("ศาสนา", max_length=50, blank=True)
    ethnicity = models.CharField("เชื้อชาติ", max_length=50, blank=True)
    blood_group = models.CharField("หมู่โลหิต", max_length=5, blank=True)
    disabilities = models.JSONField("ความพิการ", default=list, blank=True)
    disadvantages = models.JSONField("ความด้อยโอกาส", default=list, blank=True)
    shortages = models.JSONField("ความขาดแคลน", default=list, blank=True)
    health_note = models.TextField("สุขภาพ", blank=True)
    weight_kg = models.DecimalField(
        "น้ำหนัก (กก.)", max_digits=5, decimal_places=1, null=True, blank=True
    )
    height_cm = models.DecimalField(
        "ส่วนสูง (ซม.)", max_digits=5, decimal_places=1, null=True, blank=True
    )

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ข้อมูลอ่อนไหว"

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.student_id}"


class Circumstances(models.Model):
    """Disability, disadvantage and shortage of one term; the record repeats the newest."""

    LISTS = ("disabilities", "disadvantages", "shortages")
    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="circumstances")
    term = models.ForeignKey(Term, models.CASCADE, related_name="+", verbose_name="ภาคเรียน")
    disabilities = models.JSONField("ความพิการ", default=list, blank=True)
    disadvantages = models.JSONField("ความด้อยโอกาส", default=list, blank=True)
    shortages = models.JSONField("ความขาดแคลน", default=list, blank=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "สภาพของภาคเรียน"
        ordering = ["-term__starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["student", "term"], name="circumstances_once_a_term")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.student_id}"
