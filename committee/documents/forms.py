"""Forms of the selection: consent to serve, nomination."""

from typing import Any

from committee.checks import age_on
from committee.documents.members import MemberPaper
from committee.listing import stands_for
from committee.models import Board, Member, Seat
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.identity import format_citizen_id
from schoolcare.paper.choices import Option

# The chair is elected later, among the experts; the director sits by office (admin.md §1.4).
OPEN_SEATS = [one for one in Seat if one not in (Seat.CHAIR, Seat.SECRETARY)]
SEATS = tuple((str(one.value), str(one.label)) for one in OPEN_SEATS)
SEAT = Option("seat", "ผู้แทนที่เสนอ", (("", "เว้นไว้ให้เลือก"), *SEATS))


@register
class ConsentToServe(MemberPaper):
    """Who may not see ids and homes prints the name and the seat; the pen fills in the rest."""

    slug = "consent-to-serve"
    title = "หนังสือยินยอมรับการเป็นกรรมการสถานศึกษา"
    short_title = "หนังสือยินยอม"
    permission = Permission.BOARD_VIEW
    template = "committee/print/consent.html"
    page_class = "sheets"  # each is an article of its own, and the first page of its own

    def context(self) -> dict[str, Any]:
        return {"sheets": [self.sheet_of(one) for one in self.members] or [None]}

    def sheet_of(self, member: Member) -> dict[str, Any]:
        is_expert = member.seat in (Seat.CHAIR, Seat.EXPERT)
        facts = {"name": member.full_name, "stands_for": stands_for(member), "is_expert": is_expert}
        if not self.sees_person:
            return facts
        return facts | {
            "age": member.birth_date and age_on(member.birth_date, self.choices.date),
            "number": format_citizen_id(member.citizen_id),
            "address": member.full_address,
            "phone": member.phone,
            "occupation": member.occupation,
        }


@register
class NominationForm(Document):
    """Always empty but for the school and, when chosen, the seat."""

    slug = "nomination-form"
    title = "ใบเสนอชื่อกรรมการสถานศึกษา"
    short_title = "ใบเสนอชื่อ"
    permission = Permission.BOARD_VIEW
    needs = ("school",)
    template = "committee/print/nomination.html"
    page_class = "form"
    options = (SEAT,)
    can_be_blank = True

    def context(self) -> dict[str, Any]:
        chosen = self.choices.options.get(SEAT.name, "")
        ticks = {True: "☑", False: "☐"}
        return {"seats": [(ticks[str(one.value) == chosen], one.label) for one in OPEN_SEATS]}

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        board = Board.objects.appointed().select_related("school").order_by("pk").first()
        return {"school": board.school.code} if board else {}
