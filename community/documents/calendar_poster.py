"""A sheet for the notice board: the calendar's page as a QR code."""

from typing import Any

from django.core.exceptions import ValidationError

from community.feeds import office_of, page_address
from community.models import Audience, CalendarFeed
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import District, School
from schoolcare.signed_links import qr_data


@register
class CalendarPoster(Document):
    """Who reads it needs no account: only for links of what is public."""

    slug = "calendar-poster"
    title = "คิวอาร์โค้ดปฏิทินสำหรับติดบอร์ด"
    short_title = "แผ่นติดบอร์ด"
    permission = Permission.CALENDAR_EDIT
    needs = ("school", "district", "object")
    objects = CalendarFeed.objects
    template = "community/print/calendar_poster.html"
    page_class = "poster"

    @property
    def feed(self) -> CalendarFeed:
        feed: Any = self.subject.object
        return feed

    def check(self) -> None:
        if self.feed.revoked_at is not None:
            raise ValidationError("ลิงก์นี้ถูกยกเลิกแล้ว จึงไม่มีคิวอาร์โค้ดให้พิมพ์")
        if self.feed.audience != Audience.PUBLIC:
            raise ValidationError("ลิงก์นี้ให้เฉพาะบุคลากร แผ่นติดบอร์ดพิมพ์ได้จากลิงก์ที่เผยแพร่ต่อสาธารณะ")

    def context(self) -> dict[str, Any]:
        self.check()
        address = page_address(self.feed)
        office: School | District = office_of(self.feed)
        return {"office": office, "address": address, "qr": qr_data(address)}

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        feeds = CalendarFeed.objects.filter(revoked_at=None, audience=Audience.PUBLIC)
        feed = feeds.order_by("pk").first()
        return {"object": str(feed.pk)} if feed else {}
