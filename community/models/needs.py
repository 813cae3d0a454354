"""What the community asks of the school (3S, admin.md §3.2), and what answered it.

For others: a training or other activity that answers a need is tied to it by
`community.services.needs.answer(need, activity=activity, by=user)`; the need is then `MET` once the
activity was held. Needs that wait: `Need.objects.for_user(...).open()`. Whoever matches experts or
plans trainings offers those, and shows `need.activity` where it is set.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse

from community.models.activities import Activity
from community.models.experts import Branch, Expert
from community.models.partners import Partner
from schoolcare.access import ScopedQuerySet
from schoolcare.models import School, Village


class NeedQuerySet(ScopedQuerySet):
    def open(self) -> "NeedQuerySet":
        """Neither met nor turned down."""
        return self.filter(state__in=[Need.State.OPEN, Need.State.PLANNED])


class Need(models.Model):
    """One thing that a village or partner wants: knowledge, help, a place, a service.

    `source` says where it was heard; `asked_by` in words who said it (a role, seldom a name).
    """

    class Kind(models.TextChoices):
        TRAINING = "training", "อบรม/ความรู้"
        PLACE = "place", "สถานที่/อุปกรณ์"
        HELP = "help", "แรงงาน/ความช่วยเหลือ"
        PUPILS = "pupils", "การดูแลนักเรียน"
        OTHER = "other", "อื่น ๆ"

    class Source(models.TextChoices):
        TALK = "talk", "พูดคุย/เยี่ยมบ้าน"
        MEETING = "meeting", "ประชุม/ประชาคม"
        SURVEY = "survey", "แบบสำรวจ"
        LETTER = "letter", "หนังสือ"
        OTHER = "other", "อื่น ๆ"

    class State(models.TextChoices):
        OPEN = "open", "รอดำเนินการ"
        PLANNED = "planned", "วางแผนแล้ว"
        MET = "met", "ตอบสนองแล้ว"
        DECLINED = "declined", "ทำไม่ได้"

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(School, models.CASCADE, related_name="needs")
    village = models.ForeignKey(
        Village,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="หมู่บ้าน/ชุมชน",
    )
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="needs", verbose_name="ภาคี"
    )
    kind = models.CharField("ลักษณะ", max_length=10, choices=Kind, default=Kind.TRAINING)
    branch = models.ForeignKey(
        Branch,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ภูมิปัญญาด้าน",
    )
    text = models.CharField("ต้องการอะไร", max_length=500)
    asked_on = models.DateField("วันที่ทราบ")
    asked_by = models.CharField("จากใคร", max_length=200, blank=True)
    source = models.CharField("ทราบจาก", max_length=8, choices=Source, default=Source.TALK)
    state = models.CharField("สถานะ", max_length=8, choices=State, default=State.OPEN)
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name="กิจกรรมที่ตอบสนอง",
    )
    outcome = models.TextField("ทำอะไรไปแล้ว", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = "ความต้องการของชุมชน"
        ordering = ["-asked_on", "-pk"]
        indexes = [models.Index(fields=["school", "state", "-asked_on"], name="need_school_state")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("community:need-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.OPEN, self.State.PLANNED}


class NeedExpert(models.Model):
    """That a local expert was asked to help with a need, and what the expert answered."""

    class State(models.TextChoices):
        ASKED = "asked", "รอคำตอบ"
        AGREED = "agreed", "ตกลงช่วย"
        DECLINED = "declined", "ไม่สะดวก"

    SCHOOL_PATH = "need__school"
    DISTRICT_PATH = "need__school__district"

    need = models.ForeignKey(Need, models.CASCADE, related_name="asked")
    expert = models.ForeignKey(Expert, models.CASCADE, related_name="asked")
    asked_on = models.DateField("ขอเมื่อ")
    state = models.CharField("คำตอบ", max_length=8, choices=State, default=State.ASKED)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ผู้รู้ที่ขอให้ช่วย"
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["need", "expert"], name="need_expert_once"),
        ]

    def __str__(self) -> str:
        return str(self.expert)
