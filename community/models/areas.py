"""The kinds of work that calendars, projects and activities are ordered by."""

from django.db import models
from django.db.models import Q

from schoolcare.access import OfficeQuerySet
from schoolcare.models import District, School


class Mark(models.TextChoices):
    """How a kind of work looks in calendars: colour and shape together, four at most."""

    FIRST = "k1", "สี่เหลี่ยมสีเขียวน้ำเงิน"
    SECOND = "k2", "วงกลมสีม่วง"
    THIRD = "k3", "ข้าวหลามตัดสีเขียว"
    FOURTH = "k4", "สามเหลี่ยมสีน้ำตาล"


class WorkAreaQuerySet(OfficeQuerySet):
    def offered_to(self, office: School | District) -> "WorkAreaQuerySet":
        """The shipped ones and the office's own, in order."""
        place = "school" if isinstance(office, School) else "district"
        rows = self.filter(Q(school=None, district=None) | Q(**{place: office}))
        return rows.filter(is_active=True).order_by("division", "position", "pk")


class WorkArea(models.Model):
    """งาน within a ฝ่าย: the four of community relations are shipped (admin.md §3.1), others added.

    `division` is the ฝ่าย as the title of the annual calendar says it.
    """

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    district = models.ForeignKey(District, models.CASCADE, null=True, blank=True, related_name="+")
    division = models.CharField("ฝ่าย", max_length=150)
    name = models.CharField("งาน", max_length=150, db_collation="thai")
    mark = models.CharField("เครื่องหมาย", max_length=2, choices=Mark, default=Mark.FIRST)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    is_active = models.BooleanField("ใช้งาน", default=True)

    objects = WorkAreaQuerySet.as_manager()

    class Meta:
        verbose_name = "งานในฝ่าย"
        ordering = ["division", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school=None) | Q(district=None), name="work_area_one_place"
            ),
            models.UniqueConstraint(
                fields=["school", "division", "name"], name="work_area_once_school"
            ),
            models.UniqueConstraint(
                fields=["district", "division", "name"], name="work_area_once_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def shipped_areas() -> WorkAreaQuerySet:
    """The kinds of work that are everybody's, in order."""
    return WorkArea.objects.filter(school=None, district=None).order_by("position", "pk")
