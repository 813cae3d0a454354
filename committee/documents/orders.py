"""คำสั่ง of the appointing authority: a whole board, a vacancy filled, a correction, a removal.

One school's names stand in the order itself; those of several in lists at its end, a list a school.
Form and words are admin.md §4.4 and §1.11; an order that was issued says what was signed.
"""

from datetime import date
from functools import cached_property
from typing import Any

from committee.models import Order, OrderKind
from committee.services.orders import lines_of
from committee.wording import Draft, Wording, kept_with
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Register
from schoolcare.paper.body import SUBJECT, TEXT, BodyField
from schoolcare.paper.letterhead import Signer
from schoolcare.thai import buddhist_year

ORDERED = BodyField("ordered", "จึงมีคำสั่ง (ต่อจากอำนาจตามกฎหมาย)")
DUTIES = BodyField("duties", "หน้าที่ บรรทัดละข้อ")
ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
# Columns beside the number: heading and width in mm.
COLUMNS: dict[str, tuple[tuple[str, int], ...]] = {
    OrderKind.BOARD: (("ชื่อ - สกุล", 60), ("ผู้แทน", 50), ("ตำแหน่ง", 38)),
    OrderKind.VACANCY: (("ชื่อ - สกุล", 50), ("ตำแหน่ง (ผู้แทน)", 53), ("แทน", 45)),
    OrderKind.CORRECTION: (("รายการ", 52), ("ข้อความเดิม", 48), ("แก้เป็น", 48)),
    OrderKind.REMOVAL: (("ชื่อ - สกุล", 48), ("ตำแหน่ง (ผู้แทน)", 45), ("พ้นตั้งแต่วันที่และเหตุ", 55)),
}


@register
class CommitteeOrder(Document):
    slug = "committee-order"
    title = "คำสั่งเกี่ยวกับคณะกรรมการสถานศึกษา"
    short_title = "คำสั่ง"
    permission = Permission.ORDER_MAKE
    needs = ("district", "object")
    objects: Any = Order.objects.select_related("district")
    template = "committee/print/order.html"
    body_fields = (SUBJECT, TEXT, ORDERED, DUTIES, ENDING)
    register = Register.ORDER
    is_signed = True

    @property
    def order(self) -> Order:
        return self.subject.object

    @cached_property
    def wording(self) -> Wording:
        order = self.order
        drafted = Draft(order, list(lines_of(order)), self.choices.date)
        return kept_with(order) or drafted.wording()

    @cached_property
    def signers(self) -> list[Signer]:  # type: ignore[override]
        """The appointing authority of the boards' rule set."""
        return list(self.wording.signers) or super().signers

    @property
    def is_text_old(self) -> bool:
        """What was signed does not follow the records any more."""
        return not self.order.wording and super().is_text_old

    @property
    def edited_fields(self) -> tuple[BodyField, ...]:
        """Nothing of what was signed."""
        return () if self.order.wording else super().edited_fields

    @property
    def body(self) -> dict[str, str]:
        return super().body | (dict(self.wording.texts) if self.order.wording else {})

    @property
    def dated_on(self) -> date:
        return self.order.dated_on or self.choices.date

    @property
    def number(self) -> str:
        """The order's own, else that of the register; empty for the pen."""
        return self.order.number or (self.number_entry.text if self.number_entry else "")

    def context(self) -> dict[str, Any]:
        order, sections = self.order, self.wording.sections
        columns = COLUMNS[order.kind]
        is_removal = order.kind == OrderKind.REMOVAL
        return {
            "order": order,
            "number": self.number,
            "year": buddhist_year(self.dated_on.year),
            "office": self.wording.office,
            "basis": order.legal_basis,
            "headings": [heading for heading, _ in columns],
            "widths": [width for _, width in columns],
            "sections": sections,
            "is_annexed": len(sections) > 1,
            "has_roster": order.kind == OrderKind.BOARD and len(sections) == 1,
            "duties": self.body["duties"].splitlines(),
            # Who is removed goes on a day of their own, which stands beside the name.
            "effective_on": None if is_removal else order.effective_on or self.dated_on,
            "dated_on": self.dated_on,
        }

    def default_body(self) -> dict[str, str]:
        return dict(self.wording.texts)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Order.objects.filter(lines__isnull=False).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}
