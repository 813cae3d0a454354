"""แบบตรวจสอบคุณสมบัติ: what a member must be, with what the records say filled in."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from committee.documents.members import MemberPaper
from committee.listing import stands_for
from committee.models import Member
from committee.qualifications import blank_groups, groups_of
from schoolcare.access import Permission
from schoolcare.documents import register
from schoolcare.identity import citizen_id_ok, clean_id, format_citizen_id
from schoolcare.thai import thai_date_full

EMPTY: Mapping[str, Any] = defaultdict(str)  # every answer of nobody


@register
class QualificationCheck(MemberPaper):
    slug = "qualification-check"
    title = "แบบตรวจสอบคุณสมบัติกรรมการสถานศึกษา"
    short_title = "แบบตรวจคุณสมบัติ"
    permission = Permission.BOARD_PERSON
    template = "committee/print/qualification.html"
    page_class = "form"
    is_signed = True

    def context(self) -> dict[str, Any]:
        if self.subject.is_blank:
            return {"sheets": [defaultdict(str, person=EMPTY, groups=blank_groups())]}
        return {"sheets": [self.sheet_of(one) for one in self.members]}

    def sheet_of(self, member: Member) -> dict[str, Any]:
        return {
            "person": member,
            "stands_for": stands_for(member),
            "born": thai_date_full(member.birth_date),
            "boxed": clean_id(member.citizen_id) if citizen_id_ok(member.citizen_id) else "",
            "number": format_citizen_id(member.citizen_id),
            "groups": groups_of(member, self.choices.date),
        }
