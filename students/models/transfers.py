"""A pupil moves between two schools of the house: offered with a summary, accepted, refused."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schoolcare.access import Permission, ScopedQuerySet
from schoolcare.fields import EncryptedTextField
from schoolcare.models import School, User
from students.models.leaving import StatusChange
from students.models.people import Student


class TransferQuerySet(ScopedQuerySet):
    """Two schools see one row; each its own side of it."""

    def reach(self, user: User, permission: Permission, *, within: Permission | None = None) -> Q:
        schools = user.access.grant(permission).schools
        return Q(from_school__in=schools) | Q(to_school__in=schools)

    def for_sender(self, user: User, permission: Permission) -> "TransferQuerySet":
        return self.filter(from_school__in=user.access.grant(permission).schools)

    def for_receiver(self, user: User, permission: Permission) -> "TransferQuerySet":
        return self.filter(to_school__in=user.access.grant(permission).schools)


class Transfer(models.Model):
    """What one school offers another: the summary as it was sent, nothing else of the pupil.

    `summary` is encrypted JSON: whoever reads the row reads what the receiver was shown.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "รอโรงเรียนปลายทาง"
        ACCEPTED = "accepted", "รับย้ายแล้ว"
        REFUSED = "refused", "ไม่รับ"
        WITHDRAWN = "withdrawn", "ถอนแล้ว"

    SCHOOL_PATH = "from_school"
    DISTRICT_PATH = "from_school__district"

    student = models.ForeignKey(Student, models.CASCADE, related_name="transfers")
    from_school = models.ForeignKey(School, models.PROTECT, related_name="+")
    to_school = models.ForeignKey(
        School, models.PROTECT, related_name="+", verbose_name="โรงเรียนปลายทาง"
    )
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.OFFERED)
    moves_on = models.DateField("วันที่ย้าย")
    parts = models.JSONField("ส่วนที่ส่ง", default=list, blank=True)
    summary = EncryptedTextField("สรุปที่ส่ง")
    note = models.CharField("ข้อความถึงโรงเรียนปลายทาง", max_length=500, blank=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField("เหตุผล", max_length=500, blank=True)
    arrived = models.ForeignKey(Student, models.SET_NULL, null=True, blank=True, related_name="+")
    change = models.ForeignKey(
        StatusChange, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "การย้ายระหว่างโรงเรียน"
        ordering = ["-offered_at", "-pk"]
        indexes = [models.Index(fields=["to_school", "state"], name="transfer_to")]
        constraints = [
            models.UniqueConstraint(
                fields=["student"], condition=Q(state="offered"), name="transfer_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(from_school=F("to_school")), name="transfer_two_schools"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at=None)
                | (~Q(state="offered") & Q(answered_at__isnull=False)),
                name="transfer_answered_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_school} → {self.to_school}"

    def get_absolute_url(self) -> str:
        return reverse("students:transfer-detail", args=[self.pk])
