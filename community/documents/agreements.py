"""บันทึกข้อตกลงความร่วมมือ between a school and a partner, to be signed by both (admin.md §3.2)."""

from typing import Any

from community.models import Agreement
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.body import BodyField
from schoolcare.thai import thai_date_full

OPENING = BodyField("opening", "ความนำ")
PURPOSE = BodyField("purpose", "วัตถุประสงค์ บรรทัดละข้อ")
SCHOOL = BodyField("school_duties", "ข้อตกลงฝ่ายโรงเรียน บรรทัดละข้อ")
PARTNER = BodyField("partner_duties", "ข้อตกลงฝ่ายภาคี บรรทัดละข้อ")
TERM = BodyField("term", "ระยะเวลาและการบอกเลิก")
ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")

DOTS = "." * 40


@register
class AgreementPaper(Document):
    """Two copies, one for each side; the duties are those on record unless edited here."""

    slug = "agreement"
    title = "บันทึกข้อตกลงความร่วมมือ"
    short_title = "บันทึกข้อตกลง"
    permission = Permission.PARTNER_VIEW
    needs = ("school", "object")
    objects: Any = Agreement.objects.select_related("partner__school__district", "partner__village")
    template = "community/print/agreement.html"
    body_fields = (OPENING, PURPOSE, SCHOOL, PARTNER, TERM, ENDING)
    is_signed = True

    @property
    def agreement(self) -> Any:
        return self.subject.object

    def context(self) -> dict[str, Any]:
        body = self.body
        parts = [
            ("วัตถุประสงค์", body["purpose"].splitlines()),
            (
                f"{self.agreement.partner.school.full_name} ตกลงจะ",
                body["school_duties"].splitlines(),
            ),
            (f"{self.agreement.partner.name} ตกลงจะ", body["partner_duties"].splitlines()),
        ]
        shown = [(title, [one for one in lines if one.strip()]) for title, lines in parts]
        return {"agreement": self.agreement, "parts": [one for one in shown if one[1]]}

    def default_body(self) -> dict[str, str]:
        agreement = self.agreement
        partner, school = agreement.partner, agreement.partner.school
        place = f" {school.full_address}" if school.full_address else ""
        day = agreement.signed_on
        made = (
            f"เมื่อวันที่ {thai_date_full(day)}" if day else "เมื่อวันที่ .................................."
        )
        return {
            "opening": f"บันทึกข้อตกลงฉบับนี้ทำขึ้น ณ {school.full_name}{place} {made} "
            f"ระหว่าง {school.full_name} ซึ่งต่อไปในบันทึกข้อตกลงนี้เรียกว่า “โรงเรียน” ฝ่ายหนึ่ง "
            f"กับ {partner.name} ซึ่งต่อไปในบันทึกข้อตกลงนี้เรียกว่า “ภาคี” อีกฝ่ายหนึ่ง "
            "ทั้งสองฝ่ายตกลงร่วมมือกัน ดังต่อไปนี้",
            "purpose": agreement.purpose,
            "school_duties": agreement.school_duties,
            "partner_duties": agreement.partner_duties,
            "term": f"{self._term()} การแก้ไขเพิ่มเติมให้ทำเป็นหนังสือโดยความเห็นชอบของทั้งสองฝ่าย "
            "ฝ่ายใดประสงค์จะยกเลิกให้แจ้งอีกฝ่ายเป็นหนังสือล่วงหน้าไม่น้อยกว่าสามสิบวัน",
            "ending": "บันทึกข้อตกลงนี้ทำขึ้นเป็นสองฉบับ มีข้อความถูกต้องตรงกัน ทั้งสองฝ่ายได้อ่านและเข้าใจ"
            "ข้อความโดยตลอดแล้ว จึงลงลายมือชื่อไว้เป็นสำคัญต่อหน้าพยาน และยึดถือไว้ฝ่ายละหนึ่งฉบับ",
        }

    def _term(self) -> str:
        start = thai_date_full(self.agreement.starts_on)
        if self.agreement.ends_on is None:
            return f"บันทึกข้อตกลงนี้มีผลตั้งแต่วันที่ {start} เป็นต้นไป จนกว่าจะมีการยกเลิก"
        return f"บันทึกข้อตกลงนี้มีผลตั้งแต่วันที่ {start} ถึงวันที่ {thai_date_full(self.agreement.ends_on)}"

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Agreement.objects.exclude(partner_duties="").order_by("pk").first()
        return {"object": str(found.pk)} if found else {}
