"""Links of invited people on paper: a QR code on a letter, a sheet of them to cut and hand out."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from committee.documents.meetings.papers import MeetingPaper
from committee.links import reply_link
from committee.models import Attendance
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.choices import Option
from schoolcare.signed_links import qr_data

QR = Option("qr", "คิวอาร์โค้ดสำหรับตอบรับ", (("", "ไม่พิมพ์"), ("yes", "พิมพ์ของแต่ละคน")))
NO_LINKS = "ยังไม่มีใครมีลิงก์ตอบรับ กดออกลิงก์ให้ทุกคนที่หน้าคำตอบและลิงก์ก่อน"


def qr_of(document: Document, person: Attendance) -> str:
    """The picture of one person's link, where this print asks for it; "" for who has no link.

    A link lets its holder answer: it is printed only for who may give it out.
    """
    user = document.user
    may_give = user is None or user.access.allows(Permission.MEETING_EDIT)
    if not may_give or not document.choices.options.get(QR.name):
        return ""
    address = reply_link(person)
    return qr_data(address) if address else ""


@register
class MeetingLinks(MeetingPaper):
    """A card a person, to cut apart."""

    slug = "meeting-links"
    title = "คิวอาร์โค้ดตอบรับการประชุม"
    short_title = "คิวอาร์โค้ดตอบรับ"
    permission = Permission.MEETING_EDIT
    template = "committee/print/meetings/links.html"
    page_class = "report"

    @cached_property
    def cards(self) -> list[tuple[Attendance, str]]:
        """Who has a link, and its picture."""
        found = [(one, reply_link(one)) for one in self.people]
        return [(one, qr_data(address)) for one, address in found if address]

    def check(self) -> None:
        if not self.cards:
            raise ValidationError(NO_LINKS)

    def pdf(self) -> bytes:
        self.check()
        return super().pdf()

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        given = {"attendances__reply_link__withdrawn_at": None}
        rows = cls.objects.standing().filter(attendances__reply_link__isnull=False, **given)
        found = rows.order_by("-held_on", "-pk").first()
        return {"object": str(found.pk)} if found else {}

    def context(self) -> dict[str, Any]:
        return self.named() | {"cards": self.cards}
