"""Work in the background: what was asked, how far it is, where the result lies."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, user) -> "JobQuerySet":
        """Jobs are private to who asked, and only while that person still works at the place."""
        places = user.access.memberships
        at_school = Q(school__in={place.school_id for place in places if place.school_id})
        above = Q(school__district__in={place.district_id for place in places if place.district_id})
        mine = self.filter(Q(school=None) | at_school | above, asked_by=user)
        return mine.select_related("result")

    def active(self) -> "JobQuerySet":
        return self.filter(state__in=ACTIVE)

    def ended(self) -> "JobQuerySet":
        return self.exclude(state__in=ACTIVE)

    def silent_since(self, moment: datetime) -> "JobQuerySet":
        """Active jobs that gave no sign of life after `moment`."""
        return self.active().filter(heartbeat_at__lt=moment)


class Job(models.Model):
    """One background job; the task queue carries its id, this row carries everything people see."""

    class State(models.TextChoices):
        QUEUED = "queued", "รอคิว"
        RUNNING = "running", "กำลังทำ"
        DONE = "done", "เสร็จแล้ว"
        FAILED = "failed", "ไม่สำเร็จ"
        CANCELLED = "cancelled", "ยกเลิก"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=50)
    title = models.CharField("งาน", max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name="ผู้สั่ง"
    )
    school = models.ForeignKey("schoolcare.School", models.CASCADE, null=True, related_name="+")
    params = models.JSONField(default=dict)
    state = models.CharField("สถานะ", max_length=10, choices=State, default=State.QUEUED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    result = models.ForeignKey(
        "schoolcare.StoredFile", models.SET_NULL, null=True, related_name="+"
    )
    result_name = models.CharField(max_length=100, blank=True)
    result_url = models.CharField(max_length=200, blank=True)
    task_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "งานเบื้องหลัง"
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(fields=["asked_by", "-created_at"], name="job_owner"),
            models.Index(fields=["state", "heartbeat_at"], name="job_sweep"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed", "cancelled"]),
                name="job_state_known",
            ),
            models.CheckConstraint(
                condition=Q(total=0) | Q(done__lte=F("total")), name="job_done_within_total"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("job-detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def seconds_left(self) -> int | None:
        """An estimate from the pace so far; None until there is a pace."""
        if self.state != self.State.RUNNING or not self.started_at or not self.done:
            return None
        spent = (self.heartbeat_at - self.started_at).total_seconds()
        return round(spent * (self.total - self.done) / self.done)

    @property
    def time_left(self) -> str:
        """The estimate in words, never more exact than it is."""
        seconds = self.seconds_left
        if seconds is None:
            return ""
        if seconds < 60:
            return "เหลือไม่ถึง 1 นาที"
        return f"เหลือประมาณ {round(seconds / 60)} นาที"

    @property
    def status(self) -> dict[str, str]:
        """Colour, word and icon of the state, as the badge wants them."""
        kind, icon = LOOKS[self.State(self.state)]
        return {"kind": kind, "word": self.get_state_display(), "icon": icon}

    @property
    def is_downloadable(self) -> bool:
        return self.result_id is not None and (
            self.expires_at is None or self.expires_at > timezone.now()
        )


ACTIVE = {Job.State.QUEUED, Job.State.RUNNING}
LOOKS = {
    Job.State.QUEUED: ("none", "clock"),
    Job.State.RUNNING: ("info", "refresh"),
    Job.State.DONE: ("ok", "ok"),
    Job.State.FAILED: ("bad", "bad"),
    Job.State.CANCELLED: ("none", "x"),
}


class DailyRun(models.Model):
    """A daily task taken up on a day; the constraint lets only one worker take it."""

    day = models.DateField()
    name = models.CharField(max_length=80)
    attempts = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "name"], name="daily_run_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class WorkerBeat(models.Model):
    """The last sign of life of a worker process."""

    worker = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.worker


class BackupRun(models.Model):
    """A backup that was written and read back."""

    finished_at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveBigIntegerField()
    files = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-finished_at"]

    def __str__(self) -> str:
        return f"{self.finished_at:%Y-%m-%d %H:%M}"
