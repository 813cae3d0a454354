"""The school's rules of conduct, version by version."""

import re
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schoolcare.access import ScopedQuerySet
from schoolcare.models import School

NUMBERED = re.compile(
    r"ข้อ\s*(\d{1,3})[.)]?\s+"
)  # how a clause begins that is typed with its number


class ConductQuerySet(ScopedQuerySet):
    def known_to(self, school: School) -> Self:
        """The school's own, the newest first, then the shipped text."""
        rows = self.filter(Q(school=school) | Q(school=None))
        return rows.order_by(F("school").desc(nulls_last=True), "-version")


class ConductRules(models.Model):
    """One version of the rules; without a school it is the shipped text to begin from.

    A line that begins with หมวด is a heading; others are clauses. Editing makes the next version.
    """

    SCHOOL_PATH = "school"
    DISTRICT_PATH = "school__district"

    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="conduct_rules"
    )
    version = models.PositiveSmallIntegerField("ฉบับที่")
    name = models.CharField("ว่าด้วย", max_length=200, default="ความประพฤติของนักเรียน")
    text = models.TextField("ข้อความ", max_length=20_000)
    announced_on = models.DateField("ประกาศเมื่อ", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ConductQuerySet.as_manager()

    class Meta:
        verbose_name = "ระเบียบความประพฤติ"
        ordering = ["-version", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "version"], name="conduct_rules_version"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(school=None), name="conduct_rules_shipped_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="conduct_rules_text"),
            models.CheckConstraint(
                condition=Q(school=None)
                | Q(announced_on__isnull=False, made_by__isnull=False, school__isnull=False),
                name="conduct_rules_announced",
            ),
        ]

    def __str__(self) -> str:
        return f"ฉบับที่ {self.version}" if self.school_id else "ข้อความเริ่มต้นที่มากับระบบ"

    def get_absolute_url(self) -> str:
        return reverse("students:conduct-version", args=[self.pk])

    @property
    def clauses(self) -> list[tuple[int, str]]:
        """Its lines, each with the number of the clause, typed or counted on; 0 for a heading."""
        found: list[tuple[int, str]] = []
        number = 0
        for line in filter(None, (one.strip() for one in self.text.splitlines())):
            is_heading = line.startswith("หมวด")
            number += not is_heading
            if typed := NUMBERED.match(line):
                number, line = int(typed[1]), line[typed.end() :]  # noqa: PLW2901 -- without its number
            found.append((0 if is_heading else number, line))
        return found
