"""What the adviser of a year hands to the next one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class HandoverNote(models.Model):
    """Of one pupil and year: strengths first, what works, what to watch."""

    PARTS = ("strengths", "works", "watch")
    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="handover_notes")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    strengths = models.CharField("จุดแข็งและสิ่งที่ทำได้ดี", max_length=600, blank=True)
    works = models.CharField("วิธีที่ได้ผลกับนักเรียน", max_length=600, blank=True)
    watch = models.CharField("สิ่งที่ต้องดูแลต่อ", max_length=600, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "บันทึกส่งต่อครูที่ปรึกษา"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["student", "year"], name="handover_note_once"),
            models.CheckConstraint(
                condition=~Q(strengths="", works="", watch=""), name="handover_note_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.year}"
