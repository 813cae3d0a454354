"""แผนร่วมกับชุมชน: what school and community want together, and who does what (admin.md §3.2)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.models.partners import Partner
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, Village


class CommonPlan(models.Model):
    """The plan of one academic year (พ.ศ.), agreed at a meeting with partners and villages."""

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, related_name="common_plans")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    vision = models.TextField("วิสัยทัศน์ร่วม", blank=True)
    met_on = models.DateField("วันประชุมทำแผน", null=True, blank=True)
    place = models.CharField("สถานที่ประชุม", max_length=200, blank=True)
    partners = models.ManyToManyField(
        Partner, blank=True, related_name="plans", verbose_name="ภาคีที่ร่วมทำแผน"
    )
    villages = models.ManyToManyField(
        Village, blank=True, related_name="+", verbose_name="หมู่บ้านที่ร่วมทำแผน"
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "แผนร่วมกับชุมชน"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year"],
                name="common_plan_once",
                violation_error_message="มีแผนร่วมของปีการศึกษานี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2400, year__lte=2700), name="common_plan_year_buddhist"
            ),
        ]

    def __str__(self) -> str:
        return f"แผนร่วมกับชุมชน ปีการศึกษา {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("community:plan-detail", args=[self.pk])

    @property
    def next_year(self) -> int:
        return self.year + 1


class PlanGoal(models.Model):
    SCHOOL_PATH = "plan__school"
    DISTRICT_PATH = "plan__school__district"

    plan = models.ForeignKey(CommonPlan, models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    text = models.CharField("เป้าหมาย", max_length=500)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "เป้าหมายของแผนร่วม"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class PlanAction(models.Model):
    """What is done for a goal: who of the school, who of the community, when, and what came of it.

    `when` is in words (ตลอดปี, พ.ย.–ธ.ค.): plans with the community seldom name days.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "ยังไม่เริ่ม"
        RUNNING = "running", "กำลังทำ"
        DONE = "done", "ทำแล้ว"
        DROPPED = "dropped", "ไม่ได้ทำ"

    SCHOOL_PATH = "goal__plan__school"
    DISTRICT_PATH = "goal__plan__school__district"

    goal = models.ForeignKey(PlanGoal, models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    text = models.CharField("สิ่งที่จะทำ", max_length=500)
    school_owner = models.CharField("ผู้รับผิดชอบฝ่ายโรงเรียน", max_length=200, blank=True)
    partner_owner = models.CharField("ผู้รับผิดชอบฝ่ายชุมชน", max_length=200, blank=True)
    when = models.CharField("เมื่อใด", max_length=100, blank=True)
    state = models.CharField("สถานะ", max_length=8, choices=State, default=State.PLANNED)
    result = models.TextField("ผล", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "กิจกรรมของแผนร่วม"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
