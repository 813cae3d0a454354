"""Doubles: words of the log, and that two records became one, in the chronology."""

from collections.abc import Iterator

from django.utils import timezone

from schoolcare.audit_words import FACTS, VERBS
from schoolcare.registry import Event, chronology
from schoolcare.requests import Request
from students.models import Student

VERBS |= {"merge": "รวมระเบียนซ้ำของ", "distinct": "ระบุว่าเป็นคนละคนกับ"}
FACTS |= {"from_key": "จากระเบียน", "into_key": "เข้าระเบียน", "other": "อีกระเบียน"}


def of_merges(request: Request, student: Student) -> Iterator[Event]:
    found = student.merged.select_related("merged_by").defer("kept").order_by()
    for one in sorted(found, key=lambda each: -each.pk):
        moved = ", ".join(f"{name} {number}" for name, number in one.moved.items())
        told = f"รหัสเดิม {one.old_code or '–'} · {one.reason}"
        if moved:
            told += f"\nย้ายมา: {moved}"
        if one.merged_by:
            told += f"\n{one.merged_by.full_name}"
        day = timezone.localdate(one.merged_at)
        yield Event(day, "รวมระเบียนซ้ำเข้ามา", text=told, icon="copy")


chronology.append(of_merges)
