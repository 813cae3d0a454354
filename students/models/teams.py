"""ทีมนำ, ทีมประสาน, ทีมทำ: who carries the care work of a year, by order of the school."""

from django.db import models
from django.db.models import Prefetch, Q

from schoolcare.access import ScopedQuerySet
from students.models.appointments import Named, Ordered, duty_lines, one_name


class CareTeamQuerySet(ScopedQuerySet):
    def whole(self) -> "CareTeamQuerySet":
        return self.prefetch_related(Prefetch("members", TeamMember.objects.select_related("user")))


class CareTeam(Ordered):
    """ทีมนำ, ทีมประสาน, ทีมทำ of a year's care work; gives nobody a right."""

    class Kind(models.IntegerChoices):
        LEAD = 1, "ทีมนำ"
        COORDINATE = 2, "ทีมประสาน"
        ACT = 3, "ทีมทำ"

    SCHOOL_PATH = "structure__school"
    DISTRICT_PATH = "structure__school__district"

    structure = models.ForeignKey("students.Structure", models.CASCADE, related_name="teams")
    kind = models.PositiveSmallIntegerField("ทีม", choices=Kind)
    name = models.CharField("ชื่อคณะกรรมการ", max_length=150)
    duties = models.TextField("หน้าที่", blank=True, help_text="บรรทัดละข้อ ไม่ต้องใส่เลขข้อ")

    objects = CareTeamQuerySet.as_manager()

    class Meta:
        verbose_name = "ทีมระบบดูแล"
        ordering = ["structure", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["structure", "kind"], name="care_team_once"),
            models.CheckConstraint(condition=Q(kind__in=[1, 2, 3]), name="care_team_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.name})"

    @property
    def duty_lines(self) -> list[str]:
        return duty_lines(self.duties)


class TeamMember(Named):
    class Role(models.IntegerChoices):
        CHAIR = 1, "ประธานกรรมการ"
        VICE = 2, "รองประธานกรรมการ"
        MEMBER = 3, "กรรมการ"
        SECRETARY = 4, "กรรมการและเลขานุการ"
        ASSISTANT = 5, "กรรมการและผู้ช่วยเลขานุการ"

    SCHOOL_PATH = "team__structure__school"
    DISTRICT_PATH = "team__structure__school__district"

    team = models.ForeignKey(CareTeam, models.CASCADE, related_name="members")
    role = models.PositiveSmallIntegerField("หน้าที่ในคณะ", choices=Role, default=Role.MEMBER)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "กรรมการในทีม"
        ordering = ["team", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"], condition=Q(user__isnull=False), name="team_member_once"
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(role=1), name="team_member_one_chair"
            ),
            models.CheckConstraint(condition=Q(role__in=[1, 2, 3, 4, 5]), name="team_member_role"),
            models.CheckConstraint(condition=one_name(), name="team_member_one_name"),
        ]
