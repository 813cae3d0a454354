"""A school asks for a pupil whose number is enrolled in another one; it is shown nothing of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from schoolcare.access import Permission, ScopedQuerySet
from schoolcare.models import School, User
from schoolcare.text import normalize
from students.models.people import Student
from students.models.transfers import Transfer


class TransferRequestQuerySet(ScopedQuerySet):
    """Two schools see one row: the one that has the pupil, and the one that asks."""

    def reach(self, user: User, permission: Permission, *, within: Permission | None = None) -> Q:
        schools = user.access.grant(permission).schools
        return Q(student__school__in=schools) | Q(to_school__in=schools)

    def for_owner(self, user: User, permission: Permission) -> "TransferRequestQuerySet":
        return self.filter(student__school__in=user.access.grant(permission).schools)

    def for_asker(self, user: User, permission: Permission) -> "TransferRequestQuerySet":
        return self.filter(to_school__in=user.access.grant(permission).schools)

    def waiting(self) -> "TransferRequestQuerySet":
        return self.filter(state=TransferRequest.State.ASKED)

    def unread(self) -> "TransferRequestQuerySet":
        """Refused, or sent and taken back, and nobody of the school that asked has looked since."""
        taken_back = Q(transfer__state=Transfer.State.WITHDRAWN)
        return self.filter(Q(state=TransferRequest.State.REFUSED) | taken_back, seen_at=None)


class TransferRequest(models.Model):
    """What the asking school wrote itself, and the answer. The summary travels as a `Transfer`.

    Pages of the asking school show `name_given` alone, never the pupil or the school.
    """

    class State(models.TextChoices):
        ASKED = "asked", "รอโรงเรียนเดิม"
        ANSWERED = "answered", "โรงเรียนเดิมส่งเรื่องแล้ว"
        REFUSED = "refused", "โรงเรียนเดิมยังไม่ส่ง"
        WITHDRAWN = "withdrawn", "ถอนแล้ว"

    SCHOOL_PATH = "student__school"
    DISTRICT_PATH = "student__school__district"

    student = models.ForeignKey(Student, models.CASCADE, related_name="transfer_requests")
    to_school = models.ForeignKey(School, models.PROTECT, related_name="+")
    name_given = models.CharField("ชื่อ - สกุลที่แจ้ง", max_length=200)
    note = models.CharField("ข้อความถึงโรงเรียนเดิม", max_length=500, blank=True)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField("เหตุผล", max_length=500, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)  # first look at the answer by who asked
    transfer = models.OneToOneField(
        Transfer, models.SET_NULL, null=True, blank=True, related_name="request"
    )

    objects = TransferRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "คำขอย้ายเข้า"
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["to_school", "state"], name="transfer_request_to")]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "to_school"],
                condition=Q(state="asked"),
                name="transfer_request_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="transfer_request_answered_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="transfer_request_reason"
            ),
            models.CheckConstraint(condition=~Q(name_given=""), name="transfer_request_name"),
            models.CheckConstraint(
                condition=Q(seen_at=None) | ~Q(state="asked"), name="transfer_request_seen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("students:transfer-request-detail", args=[self.pk])

    @property
    def is_taken_back(self) -> bool:
        """The school sent the pupil's summary and withdrew it again."""
        return self.transfer is not None and self.transfer.state == Transfer.State.WITHDRAWN

    @property
    def is_unread(self) -> bool:
        """As `unread` of the queryset."""
        return self.seen_at is None and (self.state == self.State.REFUSED or self.is_taken_back)

    @property
    def is_same_name(self) -> bool:
        """Whether what the asking school wrote holds the pupil's names."""
        given = normalize(self.name_given)
        return all(one in given for one in (self.student.first_name, self.student.last_name))
