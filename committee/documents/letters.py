"""Letters of the office to schools that lag: one text, a sheet a school with what it lacks."""

from collections.abc import Iterable
from typing import Any

from committee.models import Chase
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Register
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, BodyField
from schoolcare.paper.letterhead import post
from schoolcare.paper.packs import Part
from schoolcare.thai import thai_date_full

ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")


class ChaseLetter(Document):
    """A circular, mail-merged: the same number on every sheet."""

    permission = Permission.BOARD_REVIEW
    needs = ("district", "object")
    template = "committee/print/chase_letter.html"
    body_fields = (NUMBER, SUBJECT, TEXT, ENDING)
    register = Register.SENT
    is_circular = True
    is_signed = True
    is_batch = True

    @property
    def chase(self) -> Any:
        return self.subject.object

    def parts(self) -> Iterable[Part]:
        """By network and name: a pile for each network."""
        lines = self.chase.lines.select_related("school")
        for line in lines.order_by("school__network__name", "school__name", "pk"):
            yield self.part(line)

    def part(self, line: Any) -> Part:
        shown = {"to": post(line.school), "reasons": line.reasons}
        common = (self.body, self.choices.asked, self.uses_thai_digits, str(self.signer))
        content = repr((self.slug, self.letter_number, shown, common))
        return Part(lambda: self.render(self.template, shown), content=content)

    @property
    def office_name(self) -> str:
        return str(self.chase.district.name)

    @property
    def wanted_by(self) -> str:
        day = self.chase.answer_by
        return f"ภายในวันที่ {thai_date_full(day)}" if day else "โดยเร็ว"

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        manager: Any = cls.objects
        found = manager.all().order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class ReminderLetter(ChaseLetter):
    slug = "reminder-letter"
    title = "หนังสือทวงทะเบียนคณะกรรมการสถานศึกษา"
    short_title = "หนังสือทวง"
    objects: Any = Chase.objects.filter(kind=Chase.Kind.REGISTRY)

    def default_body(self) -> dict[str, str]:
        return {
            "subject": "ขอให้จัดทำและยืนยันทะเบียนคณะกรรมการสถานศึกษาขั้นพื้นฐาน",
            "text": (
                f"ด้วย{self.office_name} ได้ตรวจสอบทะเบียนคณะกรรมการสถานศึกษาขั้นพื้นฐาน"
                "ของสถานศึกษาในสังกัดแล้ว พบว่าทะเบียนของโรงเรียนของท่านยังมีรายการที่ต้องดำเนินการ ดังนี้"
            ),
            "ending": (
                f"จึงเรียนมาเพื่อโปรดดำเนินการให้ครบถ้วนและยืนยันข้อมูลในระบบ {self.wanted_by} "
                "หากดำเนินการแล้วต้องขออภัยมา ณ โอกาสนี้"
            ),
        }


@register
class ExpiryNotice(ChaseLetter):
    slug = "expiry-notice"
    title = "หนังสือแจ้งครบวาระคณะกรรมการสถานศึกษา"
    short_title = "หนังสือแจ้งครบวาระ"
    objects: Any = Chase.objects.filter(kind=Chase.Kind.EXPIRY)

    def default_body(self) -> dict[str, str]:
        return {
            "subject": "การครบวาระของคณะกรรมการสถานศึกษาขั้นพื้นฐาน",
            "text": (
                f"ด้วย{self.office_name} ได้ตรวจสอบวาระการดำรงตำแหน่งของ"
                "คณะกรรมการสถานศึกษาขั้นพื้นฐานของสถานศึกษาในสังกัดแล้ว สำหรับโรงเรียนของท่าน พบว่า"
            ),
            "ending": (
                "จึงเรียนมาเพื่อโปรดดำเนินการสรรหาคณะกรรมการสถานศึกษาขั้นพื้นฐานชุดใหม่ "
                f"และเสนอรายชื่อเพื่อแต่งตั้ง {self.wanted_by}"
            ),
        }


LETTERS: dict[str, type[ChaseLetter]] = {
    Chase.Kind.REGISTRY: ReminderLetter,
    Chase.Kind.EXPIRY: ExpiryNotice,
}
