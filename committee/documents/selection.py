"""ประกาศ of a school that a board is to be found: seats, who may stand, when and where."""

from typing import Any

from committee.completeness import size_of
from committee.models import Board, Check, Seat, Selection, Severity
from committee.progress import TURNS, plan_of
from committee.qualifications import GENERAL, OF_SEAT, limits_of
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Register
from schoolcare.paper.body import SUBJECT, TEXT, BodyField
from schoolcare.thai import thai_date_full

BOARD = "คณะกรรมการสถานศึกษาขั้นพื้นฐาน"
MUST = BodyField("must", "คุณสมบัติและลักษณะต้องห้าม บรรทัดละข้อ")
DAYS = BodyField("days", "กำหนดการ บรรทัดละข้อ")
ENDING = BodyField("ending", "ย่อหน้าปิดท้าย")
BINDING = "(ต้องเป็นไปตามนี้จึงเสนอแต่งตั้งได้)"
# The check of the rule set that weighs a line; other lines nobody checks but people.
CHECKS = {
    "age": Check.AGE,
    "terms": Check.TERM_LIMIT,
    "boards": Check.EXPERT_BOARDS,
    "child": Check.PARENT_CHILD,
}


@register
class SelectionAnnouncement(Document):
    slug = "selection-announcement"
    title = "ประกาศสรรหากรรมการสถานศึกษา"
    short_title = "ประกาศสรรหา"
    permission = Permission.BOARD_VIEW
    needs = ("school", "object")
    objects: Any = Board.objects.select_related("school__district", "rule_set")
    template = "committee/print/selection_announcement.html"
    body_fields = (SUBJECT, TEXT, MUST, DAYS, ENDING)
    register = Register.ANNOUNCEMENT
    is_signed = True

    @property
    def board(self) -> Board:
        return self.subject.object

    def context(self) -> dict[str, Any]:
        kept = Selection.objects.filter(board=self.board).first()
        rules = self.board.rule_set
        size = size_of(rules, rules.seats.all(), self.board.student_count)
        return {
            "plan": plan_of(size),
            "total": size.total if size and not size.is_free else None,
            "must": self.body["must"].splitlines(),
            "days": self.body["days"].splitlines(),
            "announced_on": (kept and kept.announced_on) or self.choices.date,
            "number": self.number_entry.text if self.number_entry else "",
        }

    def default_body(self) -> dict[str, str]:
        name, rules = self.board.school.full_name, self.board.rule_set
        by_rules = rules.name if rules.name.startswith("กฎกระทรวง") else "หลักเกณฑ์ที่ใช้บังคับ"
        return {
            "subject": f"การสรรหา{BOARD} {name}",
            "text": f"ด้วย{name} จะดำเนินการสรรหา{BOARD} ชุดใหม่ ตาม{by_rules} "
            "จึงประกาศให้ผู้ปกครอง ครู องค์กรชุมชน องค์กรปกครองส่วนท้องถิ่น ศิษย์เก่า วัดและองค์กรศาสนา "
            "และผู้สนใจทราบ ดังต่อไปนี้",
            "must": "\n".join(self._requirements()),
            "days": "\n".join(self._schedule()),
            "ending": "คุณสมบัติข้ออื่นโรงเรียนจะตรวจสอบกับหลักเกณฑ์ที่ใช้บังคับอยู่ก่อนเสนอแต่งตั้ง "
            f"สอบถามรายละเอียดได้ที่{name}{self._telephone()} ในวันและเวลาราชการ",
        }

    def _telephone(self) -> str:
        return f" โทร. {self.board.school.phone}" if self.board.school.phone else ""

    def _requirements(self) -> list[str]:
        """General ones, then those of each seat; what blocks by the rule set is marked so."""
        limits = limits_of(self.board)
        rules = self.board.rule_set.checks.filter(severity=Severity.BLOCK)
        blocking = set(rules.values_list("check_code", flat=True))

        def words(key: str, text: str) -> str:
            mark = f" {BINDING}" if CHECKS.get(key) in blocking else ""
            return f"{text.format(**limits)}{mark}"

        found = [words(key, text) for key, text in GENERAL.items()]
        for seat in TURNS:
            if seat not in {Seat.CHAIR, Seat.SECRETARY}:
                own = " และ".join(words(key, text) for key, text in OF_SEAT[seat].items())
                found.append(f"{seat.label} {own}")
        return found

    def _schedule(self) -> list[str]:
        """The days that are set; one that is not stays for the pen."""
        kept = Selection.objects.filter(board=self.board).first() or Selection()
        until = thai_date_full(kept.apply_until) or "………………………"
        period = f"ถึงวันที่ {until}"
        if kept.apply_from:
            period = f"ตั้งแต่วันที่ {thai_date_full(kept.apply_from)} {period}"
        meeting = thai_date_full(kept.meeting_on) or "………………………"
        places = [f" ณ {one}" if one else "" for one in (kept.apply_at, kept.meeting_at)]
        return [
            f"รับใบสมัครหรือใบเสนอชื่อ {period}{places[0]}",
            f"ประชุมคัดเลือก วันที่ {meeting}{places[1]}",
        ]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        states = (Board.State.SELECTING, Board.State.RETURNED, Board.State.PROPOSED)
        found = Board.objects.filter(state__in=states).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}
