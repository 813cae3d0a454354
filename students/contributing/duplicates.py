"""Doubles: words of the log, and that two records became one, in the chronology."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts, moment, nested
from schoolcare.audit_words import FACTS, NOUNS, VERBS
from schoolcare.registry import Event, EventSource, chronology
from schoolcare.requests import Request
from students.chronology import later_first, name_of, names_of
from students.models import MergedStudent, Student

NOUNS |= {"merged": "ระเบียนที่รวมแล้ว"}
VERBS |= {"merge": "รวมระเบียนซ้ำของ", "distinct": "ระบุว่าเป็นคนละคนกับ"}
FACTS |= {"from_key": "จากระเบียน", "into_key": "เข้าระเบียน", "other": "อีกระเบียน"}


def _asks(pupil: Any, kept_out: Any) -> Asked:
    said = ("old_code", "reason", "moved", "merged_by", "merged_at")
    return MergedStudent.objects.filter(student=pupil), facts(*said, **names_of("merged_by"))


def _tells(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    may_open = student.school_id in request.user.access.grant(Permission.PUPIL_MERGE).schools
    for row in later_first(rows):
        moved = ", ".join(f"{name} {number}" for name, number in nested(row["moved"]).items())
        told = f"รหัสเดิม {row['old_code'] or '–'} · {row['reason']}"
        if moved:
            told += f"\nย้ายมา: {moved}"
        if row["merged_by"]:
            told += f"\n{name_of(row)}"
        day = timezone.localdate(moment(row["merged_at"]))
        url = reverse("students:merged-detail", args=[row["pk"]]) if may_open else ""
        yield Event(day, "รวมระเบียนซ้ำเข้ามา", told, url, "ดูสิ่งที่เก็บไว้", icon="copy")


chronology.append(EventSource(_asks, _tells))
