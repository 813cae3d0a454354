"""Networks of boards (admin.md §1.7, §1.10): boards of several schools that work together."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from committee.models.boards import Member
from schoolcare.access import ScopedQuerySet
from schoolcare.models import District, Network, School


class BoardNetwork(models.Model):
    """One network: the boards of its schools, and who leads it.

    `source` is the กลุ่มเครือข่าย of schools that it was made from, where there is one.
    """

    class Level(models.TextChoices):
        CLUSTER = "cluster", "กลุ่มเครือข่าย"
        AMPHOE = "amphoe", "อำเภอ"
        OFFICE = "office", "เขต"

    SCHOOL_PATH = "schools"
    DISTRICT_PATH = "district"

    district = models.ForeignKey(District, models.CASCADE, related_name="board_networks")
    name = models.CharField("ชื่อเครือข่าย", max_length=200, db_collation="thai")
    level = models.CharField("ระดับ", max_length=10, choices=Level, default=Level.CLUSTER)
    schools = models.ManyToManyField(
        School, related_name="board_networks", verbose_name="โรงเรียนสมาชิก"
    )
    source = models.ForeignKey(
        Network,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="board_networks",
        verbose_name="จากกลุ่มเครือข่าย",
    )
    chair = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ประธานเครือข่าย",
    )
    contact = models.CharField("ผู้ประสานงาน", max_length=150, blank=True)
    phone = models.CharField("โทรศัพท์ผู้ประสานงาน", max_length=30, blank=True)
    founded_on = models.DateField("วันที่จัดตั้ง", null=True, blank=True)
    is_active = models.BooleanField("ดำเนินการอยู่", default=True)
    note = models.CharField("หมายเหตุ", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "เครือข่ายคณะกรรมการ"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="board_network_name_once"),
            models.CheckConstraint(
                condition=Q(level__in=["cluster", "amphoe", "office"]),
                name="board_network_level_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("committee:network-detail", args=[self.pk])

    @property
    def body(self) -> str:
        """What its meetings are called on paper."""
        own = "เครือข่ายคณะกรรมการ"
        return self.name if self.name.startswith(own) else f"{own}สถานศึกษา {self.name}"
