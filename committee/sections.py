"""The places of the board's area, shown as one row above its list pages."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from schoolcare.access import Access, Permission


@dataclass(frozen=True)
class Section:
    """One place; it is offered to whoever holds one of the permissions."""

    label: str
    url_name: str
    permissions: tuple[Permission, ...]


SECTIONS = (
    Section("ทะเบียน", "committee:registry", (Permission.BOARD_VIEW,)),
    Section("การประชุม", "committee:meeting-list", (Permission.MEETING_VIEW,)),
    Section("ทะเบียนมติ", "committee:resolution-list", (Permission.MEETING_VIEW,)),
    Section("คำสั่ง", "committee:order-list", (Permission.ORDER_MAKE,)),
    Section("หนังสือทวง", "committee:chase-list", (Permission.BOARD_REVIEW,)),
    Section("เครือข่าย", "committee:network-list", (Permission.BOARD_REVIEW,)),
    Section("การอบรม", "committee:training-list", (Permission.BOARD_REVIEW,)),
    Section("ชั่วโมงอบรม", "committee:trained-list", (Permission.BOARD_VIEW,)),
    Section("แบบติดตาม", "committee:monitoring-list", (Permission.MONITOR_VISIT,)),
    Section("แบบติดตาม", "committee:report-list", (Permission.MONITOR_REPORT,)),
    Section("รายงานประจำปี", "committee:yearly", (Permission.BOARD_REVIEW,)),
)


def segments(access: Access, path: str) -> list[dict[str, Any]]:
    """The places of a person, for components/segments.html; nothing where there is only one.

    The current one is where `path` is, by the longest address that it begins with.
    """
    held = [one for one in SECTIONS if any(access.allows(asked) for asked in one.permissions)]
    places = [(one.label, reverse(one.url_name)) for one in held]
    here = max((url for _label, url in places if path.startswith(url)), key=len, default="")
    found = [{"label": label, "url": url, "current": url == here} for label, url in places]
    return found if len(found) > 1 else []
