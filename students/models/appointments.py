"""What structure and teams share: people named on an order, its number, printed duties."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Ordered(models.Model):
    """What an order of the school appointed: its number and day."""

    order_number = models.CharField(
        "คำสั่งที่", max_length=50, blank=True, help_text="เช่น 45/2569 เว้นว่างได้"
    )
    ordered_on = models.DateField("ลงวันที่", null=True, blank=True)

    class Meta:
        abstract = True


class Named(models.Model):
    """A person by account, or somebody without one by name and position, as papers print them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="บุคลากร",
    )
    name = models.CharField("ชื่อ", max_length=150, blank=True)
    post = models.CharField("ตำแหน่ง", max_length=150, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return self.user.full_name if self.user else self.name

    @property
    def post_text(self) -> str:
        """What stands beside the name on paper: position and standing of an account."""
        if self.post or self.user is None:
            return self.post
        return f"{self.user.position}{self.user.academic_standing}".strip()


def one_name() -> Q:
    """For a constraint: an account or a name, never both and never neither."""
    return Q(user=None) & ~Q(name="") | Q(user__isnull=False, name="")


def duty_lines(text: str) -> list[str]:
    """A printed duty a line; empty lines say nothing."""
    return [line.strip() for line in text.splitlines() if line.strip()]
