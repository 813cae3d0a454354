"""ทะเบียนคณะกรรมการสถานศึกษา of one school, on paper and as a spreadsheet (admin.md §1.9)."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from committee.listing import Listing, Row, listings, with_rules
from committee.models import Board, Confirmation
from committee.reports import school_boards
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import School, User
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from schoolcare.thai import academic_year, thai_date_full

PERSON = Option(
    "person",
    "ที่อยู่และโทรศัพท์",
    (("", "พิมพ์เท่าที่คุณมีสิทธิ์เห็น"), ("no", "ไม่พิมพ์")),
)
LEFT = Option("left", "กรรมการที่พ้นจากตำแหน่ง", (("", "ไม่พิมพ์"), ("yes", "พิมพ์ต่อท้าย พร้อมวันและเหตุที่พ้น")))
BLANK_ROWS = 15
COLUMNS = ["ที่", "ชื่อ-สกุล", "ตำแหน่งในคณะกรรมการ", "ผู้แทนจาก"]
PERSON_COLUMNS = ["ที่อยู่", "โทรศัพท์"]
TERM_COLUMNS = ["วันเริ่มวาระ", "วันครบวาระ", "หมายเหตุ"]
BY_OFFICE = "ตามตำแหน่ง"


@dataclass(frozen=True, slots=True)
class Section:
    """What the registry says of one school's board, in plain words: alike for like contents."""

    school: str
    office: str
    network: str
    facts: tuple[str, ...]  # order, term, pupils, where the board stands
    listing: Listing
    number: int | None = None
    has_board: bool = True


def section_of(school: School, board: Board | None, listing: Listing, day: date) -> Section:
    """A school (with district and network) and the board that its registry shows, if any."""
    return Section(
        school=school.full_name,
        office=school.district.name,
        network=school.network.name if school.network else "",
        facts=tuple(filter(None, facts_of(board, day))) if board else (),
        listing=listing,
        number=board.number if board else None,
        has_board=board is not None,
    )


def facts_of(board: Board, day: date) -> list[str]:
    """Order, term, size and state of a board, each in words or ""."""
    order = f"ตามคำสั่งที่ {board.order_number}" if board.order_number else ""
    if board.ordered_on:
        order = f"{order or 'ตามคำสั่ง'} ลงวันที่ {thai_date_full(board.ordered_on)}"
    term = ""
    if board.ends_on:
        start = thai_date_full(board.starts_on) if board.starts_on else "(ไม่ทราบวันเริ่ม)"
        term = f"วาระ {start} ถึง {thai_date_full(board.ends_on)}"
    size = ""
    if board.student_count is not None:
        counted = f" (ข้อมูล {thai_date_full(board.counted_on)})" if board.counted_on else ""
        size = f"นักเรียน {board.student_count:,} คน{counted}"
    state = board.state_on(day)
    is_in_force = board.state == Board.State.APPOINTED and not board.is_over(day)
    return [order, term, size, "" if is_in_force else f"สถานะ {state}"]


def sees_person(user: User | None, schools: Any) -> bool:
    """Whether `user` may see home and telephone of the members of all these schools."""
    if user is None:
        return True
    theirs = School.objects.for_user(user, Permission.BOARD_PERSON)
    return not schools.exclude(pk__in=theirs.values("pk")).exists()


def wants(document: Document, option: Option) -> str:
    return document.choices.options.get(option.name, "")


def headers(*, has_person: bool) -> list[str]:
    return [*COLUMNS, *(PERSON_COLUMNS if has_person else []), *TERM_COLUMNS]


def cells(number: int | None, row: Row, *, has_person: bool) -> list[Any]:
    """One row of the spreadsheet, in the order of `headers`."""
    person = [row.address, row.phone] if has_person else []
    ends = "" if row.is_vacant else (BY_OFFICE if row.follows_office else row.ends_on)
    return [
        *(number, row.name or "ว่าง", row.position, row.stands_for),
        *person,
        *(row.starts_on, ends, row.remark),
    ]


@register
class Registry(Document):
    """The board named, else the one that counts on the day of the paper, else the newest draft."""

    slug = "committee-registry"
    title = "ทะเบียนคณะกรรมการสถานศึกษา"
    short_title = "ทะเบียน"
    permission = Permission.BOARD_VIEW
    needs = ("school", "object")
    objects = Board.objects
    takes_school_alone = True
    template = "committee/print/registry.html"
    page_class = "wide"
    options = (PERSON, LEFT)
    is_signed = True
    can_be_blank = True

    def __str__(self) -> str:
        school = self.subject.school
        return f"{self.title} {school.full_name}" if school else self.title

    @cached_property
    def board(self) -> Board | None:
        if self.subject.is_blank:
            return None
        boards = with_rules(Board.objects.all())
        if self.subject.object:
            return boards.get(pk=self.subject.object.pk)
        school: Any = self.subject.school
        [line] = school_boards(School.objects.filter(pk=school.pk), self.choices.date)
        if line.board:
            return boards.get(pk=line.board.pk)
        drafts = boards.filter(school=school).exclude(state=Board.State.CANCELLED)
        return drafts.order_by("-pk").first()

    @cached_property
    def section(self) -> Section:
        school: Any = self.subject.school
        found = listings([self.board], self.choices.date) if self.board else {}
        listing = found.get(self.board.pk, Listing()) if self.board else Listing()
        return section_of(school, self.board, listing, self.choices.date)

    @cached_property
    def has_person(self) -> bool:
        """A blank form has the columns: there is nobody in them."""
        if self.subject.is_blank:
            return True
        school: Any = self.subject.school
        is_wanted = wants(self, PERSON) != "no"
        return is_wanted and sees_person(self.user, School.objects.filter(pk=school.pk))

    @property
    def confirmed(self) -> Confirmation | None:
        """This year's word of the school, while it holds."""
        if self.board is None:
            return None
        year = academic_year(self.choices.date)
        return self.board.confirmations.filter(year=year, state__in=Confirmation.CONFIRMED).first()

    def context(self) -> dict[str, Any]:
        return {
            "section": self.section,
            "has_person": self.has_person,
            "shows_left": wants(self, LEFT) == "yes",
            "confirmed": self.confirmed,
            "blank_rows": range(1, BLANK_ROWS + 1),
        }

    def sheet(self) -> Page:
        how = {"has_person": self.has_person}
        listing = self.section.listing
        rows = [cells(number, row, **how) for number, row in enumerate(listing.rows, 1)]
        if wants(self, LEFT) == "yes":
            rows += [cells(None, row, **how) for row in listing.left]
        return Page("ทะเบียนคณะกรรมการ", headers(**how), rows)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        board = Board.objects.appointed().order_by("-student_count", "pk").first()
        return {"object": str(board.pk)} if board else {}
