"""What schools thank each other for: lessons of activities that they share in their district."""

from django.conf import settings
from django.db import models

from community.models.activities import Activity
from schoolcare.models import School


class LessonThanks(models.Model):
    """One person's thanks for a shared lesson, from the school they work at."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="thanks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "คำขอบคุณ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "user"], name="lesson_thanks_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"
