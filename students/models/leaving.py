"""How pupils leave, stay away and come back: reasons the law knows, changes with their papers.

care.md §5.8.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from schoolcare.models import School
from students.models.people import Student
from students.models.scoping import PupilScopedQuerySet


class LeavingReason(models.Model):
    """Why a pupil's status changes; each leads to one status. Shipped, not a school's own."""

    code = models.CharField("รหัส", max_length=20, unique=True)
    name = models.CharField("เหตุ", max_length=200)
    status = models.CharField("สถานะที่ได้", max_length=12, choices=Student.Status)
    hint = models.CharField("เงื่อนไข", max_length=300, blank=True)
    is_legal = models.BooleanField("เหตุจำหน่ายตามกฎหมาย", default=False)
    needs_age = models.PositiveSmallIntegerField("อายุครบ (ปี)", null=True, blank=True)
    position = models.PositiveSmallIntegerField("ลำดับ", default=100)
    is_active = models.BooleanField("ใช้งาน", default=True)

    class Meta:
        verbose_name = "เหตุที่สถานะเปลี่ยน"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Student.Status.values), name="leaving_reason_status"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StatusChange(models.Model):
    """One change of a pupil's status, its day and its papers; the latest says where they are.

    `reason` is empty where the register was merely put right. `seat` is the class that closed by
    it, so that a change noted by mistake can be taken back.
    """

    PAPERS = ("bk21", "bk27", "bk29")
    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"
    PUPIL_PATH = "student"

    student = models.ForeignKey(Student, models.CASCADE, related_name="status_changes")
    from_status = models.CharField("จากสถานะ", max_length=12, choices=Student.Status)
    to_status = models.CharField("เป็นสถานะ", max_length=12, choices=Student.Status)
    reason = models.ForeignKey(
        LeavingReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="เหตุ"
    )
    on = models.DateField("วันที่มีผล")
    seat = models.ForeignKey(
        "students.Enrolment", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    school_to = models.ForeignKey(
        School,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="โรงเรียนปลายทางในระบบนี้",
    )
    place_to = models.CharField("โรงเรียนหรือสถานที่ปลายทาง", max_length=200, blank=True)
    bk21_number = models.CharField("เลขที่ บค.21", max_length=50, blank=True)
    bk21_on = models.DateField("วันที่ของ บค.21", null=True, blank=True)
    bk27_number = models.CharField("เลขที่ บค.27", max_length=50, blank=True)
    bk27_on = models.DateField("วันที่ของ บค.27", null=True, blank=True)
    bk29_number = models.CharField("เลขที่ บค.29", max_length=50, blank=True)
    bk29_on = models.DateField("วันที่ของ บค.29", null=True, blank=True)
    note = models.CharField("หมายเหตุ", max_length=500, blank=True)
    rollover = models.ForeignKey(
        "students.Rollover",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="status_changes",
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PupilScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "การเปลี่ยนสถานะ"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["student", "-on"], name="status_change_student")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    from_status__in=Student.Status.values, to_status__in=Student.Status.values
                ),
                name="status_change_known",
            ),
            models.CheckConstraint(
                condition=~Q(from_status=models.F("to_status")), name="status_change_differs"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_to_status_display()} {self.on}"

    @property
    def papers(self) -> list[tuple[str, str, object]]:
        """The papers of the change that have a number or a date."""
        found = []
        for name in self.PAPERS:
            number, on = getattr(self, f"{name}_number"), getattr(self, f"{name}_on")
            if number or on:
                found.append((f"บค.{name[2:]}", number, on))
        return found
