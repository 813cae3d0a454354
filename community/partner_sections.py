"""The places of the area "ภาคีและชุมชน", shown as one row above its list pages."""

from typing import Any

from django.urls import reverse

PLACES = (
    ("ภาคี", "community:partner-list"),
    ("ข้อตกลง", "community:agreement-list"),
    ("เขตบริการ", "community:village-list"),
    ("แหล่งเรียนรู้", "community:source-list"),
    ("ภูมิปัญญาท้องถิ่น", "community:expert-list"),
    ("แผนร่วม", "community:plan-list"),
    ("ความต้องการ", "community:need-list"),
    ("แผนที่", "community:place-list"),
)


def segments(path: str) -> list[dict[str, Any]]:
    """For components/segments.html; the current one is where `path` is."""
    places = [(label, reverse(name)) for label, name in PLACES]
    return [{"label": label, "url": url, "current": path.startswith(url)} for label, url in places]
