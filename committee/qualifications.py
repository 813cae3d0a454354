"""What a member must be and must not be, and what the records here say of it (admin.md §1.3).

The words rest on the regulation of 2546 and general knowledge: a paper shows them to be checked by
people. Nothing here stops anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from committee.checks import age_on, findings_of_member
from committee.models import Board, Check, Member, RuleSet, Seat
from committee.terms import served_before, terms_of
from schoolcare.access import Role
from schoolcare.models import Membership
from schoolcare.thai import thai_date
from students.models import Guardianship, Student

Finding = tuple[bool | None, str]  # met, not met, not known here; and the words for it
UNKNOWN: Finding = (None, "")
NOT_STAFF = "ไม่เป็นครู เจ้าหน้าที่ ลูกจ้าง หรือที่ปรึกษาซึ่งมีสัญญาจ้างกับสถานศึกษานี้"
GENERAL = {
    "age": "มีอายุไม่ต่ำกว่า {age} ปีบริบูรณ์ นับถึงวันแต่งตั้ง",
    "bankrupt": "ไม่เป็นบุคคลล้มละลาย",
    "capable": "ไม่เป็นคนไร้ความสามารถหรือคนเสมือนไร้ความสามารถ",
    "sentenced": "ไม่เคยได้รับโทษจำคุกโดยคำพิพากษาถึงที่สุดให้จำคุก เว้นแต่ความผิดโดยประมาทหรือลหุโทษ",
    "contract": "ไม่เป็นคู่สัญญากับ{offices} (หากเป็น ต้องเลิกภายใน 15 วันนับแต่วันแต่งตั้ง)",
    "terms": "ไม่เป็นกรรมการสถานศึกษาแห่งนี้เกิน {terms} วาระ{consecutive}",
}
OF_SEAT: dict[Seat, dict[str, str]] = {
    Seat.CHAIR: {
        "boards": "ไม่เป็นกรรมการสถานศึกษาเกิน {boards} แห่งในเวลาเดียวกัน",
        "staff": NOT_STAFF,
    },
    Seat.PARENT: {
        "child": "เป็นผู้ปกครองตามทะเบียนนักเรียน ของนักเรียนที่กำลังศึกษาอยู่ในสถานศึกษานี้",
        "staff": NOT_STAFF,
    },
    Seat.TEACHER: {"teaches": "เป็นครูหรือครูผู้ช่วยซึ่งสอนอยู่ในสถานศึกษานี้"},
    Seat.COMMUNITY: {
        "body": "เป็นสมาชิกขององค์กรชุมชน",
        "lives": "อยู่ในเขตบริการของสถานศึกษาหรือพื้นที่ใกล้เคียง ไม่น้อยกว่า 1 ปี",
        "staff": NOT_STAFF,
    },
    Seat.LOCALGOV: {
        "nominated": "ได้รับการเสนอชื่อจากองค์กรปกครองส่วนท้องถิ่นที่สถานศึกษาตั้งอยู่",
        "staff": NOT_STAFF,
    },
    Seat.ALUMNI: {"studied": "เคยศึกษาหรือสำเร็จการศึกษาจากสถานศึกษานี้", "staff": NOT_STAFF},
    Seat.RELIGION: {"religious": "เป็นพระภิกษุ หรือเป็นผู้แทนองค์กรศาสนาอื่นในพื้นที่"},
    Seat.EXPERT: {
        "boards": "ไม่เป็นกรรมการสถานศึกษาเกิน {boards} แห่งในเวลาเดียวกัน",
        "staff": NOT_STAFF,
    },
    Seat.SECRETARY: {"directs": "เป็นผู้อำนวยการสถานศึกษา หรือผู้รักษาการในตำแหน่ง"},
}
# What the pen has to fill in where the records are silent.
ASKED = {
    "nominated": "ตามหนังสือที่",
    "studied": "รุ่น / ปีการศึกษา",
    "body": "ชื่อองค์กร",
}
AREA = "สำนักงานเขตพื้นที่การศึกษาหรือสถานศึกษาในเขตพื้นที่"
OWN_OFFICE = "หน่วยงานต้นสังกัดหรือสถานศึกษาในสังกัด"  # a municipal school belongs to no area
USUAL = {"age": 20, "boards": 3}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the check: `is_met` None where the records cannot tell; `asks` for the pen."""

    text: str
    is_met: bool | None = None
    known: str = ""
    asks: str = ""

    @property
    def boxes(self) -> tuple[str, str]:
        """The boxes under ใช่ and ไม่ใช่."""
        ticks = {True: "☑", False: "☐"}
        return ticks[self.is_met is True], ticks[self.is_met is False]


def limits_of(board: Board | None) -> dict[str, str]:
    """The numbers of the rule set that the lines name."""
    values = dict(USUAL)
    terms, consecutive = 2, True
    if board is not None:
        rules = board.rule_set.checks.filter(check_code__in=(Check.AGE, Check.EXPERT_BOARDS))
        found = {one.check_code: one.value for one in rules if one.value}
        values["age"] = found.get(Check.AGE, values["age"])
        values["boards"] = found.get(Check.EXPERT_BOARDS, values["boards"])
        terms, consecutive = board.rule_set.max_terms, board.rule_set.is_consecutive_only
    words = {name: str(value) for name, value in values.items()}
    by_area = board is None or board.rule_set.appointed_by == RuleSet.Appointing.AREA_DIRECTOR
    words["offices"] = AREA if by_area else OWN_OFFICE
    return words | {"terms": str(terms), "consecutive": "ติดต่อกัน" if consecutive else ""}


def blank_groups() -> list[tuple[str, list[Requirement]]]:
    """(whose, lines) of every seat, for a form without anybody; the general ones first."""
    limits = limits_of(None)
    groups = [("คุณสมบัติทั่วไป", GENERAL)]
    groups += [(f"เฉพาะ{seat.label}", lines) for seat, lines in OF_SEAT.items()]
    return [
        (
            label,
            [
                Requirement(text.format(**limits), asks=ASKED.get(key, ""))
                for key, text in lines.items()
            ],
        )
        for label, lines in groups
    ]


def groups_of(member: Member, day: date) -> list[tuple[str, list[Requirement]]]:
    """The lines that concern one member, with what is known on `day`; board and rules at hand."""
    limits = limits_of(member.board)
    seat = Seat(member.seat)
    general = {key: text for key, text in GENERAL.items() if key != "terms"}
    if seat != Seat.SECRETARY:
        general = GENERAL
    records = Records(
        member, day, {name: int(value) for name, value in limits.items() if value.isdigit()}
    )
    return [
        (label, [records.requirement(key, text.format(**limits)) for key, text in lines.items()])
        for label, lines in (("คุณสมบัติทั่วไป", general), (f"เฉพาะ{seat.label}", OF_SEAT[seat]))
    ]


class Records:
    """What the records say of one member; the count of other boards never names them."""

    def __init__(self, member: Member, day: date, limits: dict[str, int]) -> None:
        self.member, self.day, self.limits = member, day, limits
        self.board = member.board

    def requirement(self, key: str, text: str) -> Requirement:
        look: Callable[[], Finding] | None = getattr(self, f"find_{key}", None)
        is_met, known = look() if look else UNKNOWN
        return Requirement(text, is_met, known, "" if known else ASKED.get(key, ""))

    def find_age(self) -> Finding:
        born = self.member.birth_date
        if born is None:
            return UNKNOWN
        day = self.member.starts_on or self.board.starts_on or self.day
        years = age_on(born, day)
        return years >= self.limits["age"], f"อายุ {years} ปี ณ {thai_date(day)}"

    def find_terms(self) -> Finding:
        """What the checks find on this and earlier boards; else the term as the school states it.

        Our boards alone prove no first term: the school may be older than its registry here.
        """
        found = {one.check: one for one in findings_of_member(self.member, self.day)}
        if one := found.get(Check.TERM_LIMIT):
            return (False if one.blocks else None), one.text
        if one := found.get(Check.TERM_NUMBER):
            return None, one.text
        if number := self.member.term_number:
            return number <= self.limits["terms"], f"วาระที่ {number}"
        terms = terms_of(self.member, self.board, served_before([self.board])[self.board.pk])
        return None, f"ทะเบียนนับได้ {terms}"

    def find_child(self) -> Finding:
        """How many, never who."""
        if self.member.guardian_id is None:
            return UNKNOWN
        ties = Guardianship.objects.filter(
            guardian=self.member.guardian_id,
            student__school=self.board.school_id,
            student__status__in=Student.IN_SCHOOL,
        )
        count = ties.values("student").distinct().count()
        return count > 0, f"นักเรียนในปกครอง {count} คน"

    def find_boards(self) -> Finding:
        """Boards of schools here on which the holder of the same id sits, this one included."""
        if not self.member.citizen_id_hash:
            return UNKNOWN
        sitting = Member.objects.seated(self.day).filter(
            citizen_id_hash=self.member.citizen_id_hash,
            board__in=Board.objects.covering(self.day),
        )
        others = sitting.exclude(board__school=self.board.school_id)
        count = 1 + others.values("board__school").distinct().count()
        return count <= self.limits["boards"], f"ในระบบนี้ {count} แห่ง"

    def _posts(self) -> list[Membership]:
        held = Membership.objects.on(self.day).filter(
            user=self.member.user_id, school=self.board.school_id, user__is_active=True
        )
        return list(held.exclude(role=Role.BOARD_MEMBER)) if self.member.user_id else []

    def find_staff(self) -> Finding:
        """A tie to the staff tells that somebody is staff; without one nothing is known."""
        return (False, "อยู่ในรายชื่อบุคลากร") if self._posts() else UNKNOWN

    def find_teaches(self) -> Finding:
        return (True, "อยู่ในรายชื่อบุคลากร") if self._posts() else UNKNOWN

    def find_directs(self) -> Finding:
        posts = [one for one in self._posts() if one.role == Role.DIRECTOR]
        return (True, posts[0].get_acting_display()) if posts else UNKNOWN

    def find_religious(self) -> Finding:
        return (True, "พระภิกษุ") if self.member.is_monk else (None, self.member.organization)

    def find_body(self) -> Finding:
        return None, self.member.organization

    def find_nominated(self) -> Finding:
        return None, self.member.organization

    def find_lives(self) -> Finding:
        return None, self.member.full_address
