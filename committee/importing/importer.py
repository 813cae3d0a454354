"""นำเข้าคณะกรรมการ: one sheet, one row a member, of one school or of a whole office's schools."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from committee.importing import changes, template
from committee.importing.columns import Columns, recognise
from committee.importing.doubts import doubt
from committee.importing.known import Known, Schools, bare_name, name_of
from committee.importing.panels import Panel, put_together
from committee.importing.people import settle
from committee.importing.reading import read_entry
from committee.importing.writes import Writes
from committee.models import Board, Member, Seat
from committee.services.locks import PROPOSED
from schoolcare.headings import Entry
from schoolcare.importing import Change, Importer, Line, Plan, State, register
from schoolcare.models import District, School, User
from schoolcare.spreadsheet import Row, Sheet
from students.importing.reading import is_total


@register
class CommitteeImporter(Importer):
    """Boards of schools with their members; an officer's file names each row's school."""

    kind = "committee"
    title = "นำเข้าคณะกรรมการ"
    counted = "คน"
    shown = ("โรงเรียน", "ชื่อ-สกุล", "ผู้แทน")
    urls = "committee:import"
    files = (
        "ตารางหนึ่งแผ่น หนึ่งแถวต่อกรรมการหนึ่งคน สลับหรือขาดคอลัมน์ได้",
        "แถวที่มีวันครบวาระเดียวกันคือคณะกรรมการชุดเดียวกัน",
    )
    advice = f"{Importer.advice} ถ้าพ้นแล้ว กรุณาบันทึกวันพ้นทีละคน"
    fields = Columns.names
    takes_offices = True

    def __init__(self, place: School | District, year: int | None = None) -> None:
        super().__init__(place, year)
        self.today: date = timezone.localdate()
        self.writes = Writes()

    def plan(self, sheets: Sequence[Sheet]) -> Plan:
        columns, entries = self._read(sheets)
        schools = Schools(self.place, {entry.text("school_code") for entry in entries})
        found = [(entry, _school_of(entry, schools)) for entry in entries]
        placed = [(entry, school) for entry, school in found if school and not entry.problems]
        known = Known({school.pk for _entry, school in placed})
        panels = put_together(placed, known)
        for panel in panels:
            self._refuse_proposed(panel)
            settle(panel)
        self.writes = Writes()
        done: dict[int, tuple[Member, list[Change]]] = {}
        for panel in panels:
            self._settle(panel, known, done)
        doubt([panel for panel in panels if panel.good], known, self.today)
        names = {entry.row.number: school.short_name for entry, school in found if school}
        lines = [_line(entry, names, done) for entry in entries]
        unknown = [header for header in columns.unknown if header not in self.mapping]
        if unknown:
            taken = next((one for one in entries if not one.problems), entries[0])
            headers = ", ".join(unknown[:10])
            taken.warn("first_name", f"ไม่รู้จักหัวคอลัมน์ {headers} จึงไม่อ่านคอลัมน์นั้น")
        free = [field for field in self.fields if field not in columns.places]
        missing = self._missing(panels, entries)
        return Plan(columns.header.texts, lines, missing, unknown, free)

    def write(self, plan: Plan, *, by: User | None) -> dict[str, list[int]]:
        reopened = self.writes.write(by=by)
        return {
            "created": _keys(plan, State.NEW),
            "updated": _keys(plan, State.CHANGED),
            "boards_created": [board.pk for board in self.writes.boards.new.values()],
            "boards_updated": sorted(self.writes.boards.changed),
            "reopened": reopened,
        }

    @classmethod
    def template(cls) -> tuple[str, bytes]:
        return template.NAME, template.build()

    def _read(self, sheets: Sequence[Sheet]) -> tuple[Columns, list[Entry]]:
        """The rows of the first sheet with a header; refuses a file that cannot be meant."""
        columns, rows = find_header(sheets, self.mapping)
        if isinstance(self.place, District) and "school_code" not in columns.places:
            message = "ไม่มีคอลัมน์ “รหัสโรงเรียน” จึงไม่รู้ว่าแถวใดเป็นของโรงเรียนใด"
            raise ValidationError(message, code="no_header")
        rows = [row for row in rows if not is_total(row)]
        if not rows:
            raise ValidationError("ไฟล์นี้มีแต่หัวตาราง ไม่มีรายชื่อ", code="file_empty")
        return columns, [read_entry(row, columns, self.today) for row in rows]

    def _settle(
        self, panel: Panel, known: Known, done: dict[int, tuple[Member, list[Change]]]
    ) -> None:
        """Board, members and who came in whose place, of the rows that hold together."""
        if not (good := panel.good):
            return
        self.writes.open_chairs |= {
            one.pk for one in panel.members if one.seat == Seat.CHAIR and one.left_on is None
        }
        lead = changes.lead_of(panel)
        board_changes = changes.settle_board(panel, known, self.writes, self.today)
        for entry in good:
            member, made = changes.settle_member(panel, entry, self.writes)
            done[entry.row.number] = member, made + (board_changes if entry is lead else [])
        members = [done[entry.row.number][0] for entry in good]
        changes.link_replacements(panel, members, [one for one in members if one.pk is None])

    def _refuse_proposed(self, panel: Panel) -> None:
        """A board that lies at the office is closed to its school, but for the order itself."""
        is_closed = panel.board.state == Board.State.PROPOSED and isinstance(self.place, School)
        if is_closed and not any(one.get("order_number") for one in panel.entries):
            for entry in panel.entries:
                entry.refuse("seat", PROPOSED)

    def _missing(self, panels: Sequence[Panel], entries: Sequence[Entry]) -> list[list[str]]:
        """Members of the file's boards who sit today and whom no row names."""
        named = {name_of(entry) for entry in entries}
        missing = []
        for panel in panels:
            mentioned = {member.pk for member in panel.found.values()}
            for one in panel.members:
                is_named = bare_name(one.first_name, one.last_name) in named
                if one.pk not in mentioned and one.is_seated(self.today) and not is_named:
                    school = panel.school.short_name
                    missing.append([school, one.full_name, Seat(one.seat).label])
        return missing


def find_header(sheets: Sequence[Sheet], mapping: Mapping[str, str]) -> tuple[Columns, list[Row]]:
    """Columns and rows of the first sheet with a header; ValidationError where none has one."""
    found = next(filter(None, (recognise(sheet.rows, mapping) for sheet in sheets)), None)
    if found is None:
        message = "ไม่พบหัวตาราง ต้องมีคอลัมน์ “ชื่อ” และ “ผู้แทน” อย่างในแบบนำเข้า"
        raise ValidationError(message, code="no_header")
    return found


def _school_of(entry: Entry, schools: Schools) -> School | None:
    """The school of a row, refused where the importer's place has none such."""
    code, own = entry.text("school_code"), schools.own()
    if not code and own:
        return own
    if not code:
        if not entry.is_spoiled("school_code"):
            entry.refuse("school_code", "ไม่มีรหัสโรงเรียน")
        return None
    school = schools.named(code)
    if school is None:
        entry.refuse("school_code", f"ไม่มีโรงเรียนรหัส {code}")
    elif not schools.reaches(school):
        words = "เป็นรหัสของโรงเรียนอื่น" if own else "เป็นรหัสของโรงเรียนในหน่วยงานอื่น"
        entry.refuse("school_code", words)
        return None
    return school


def _line(
    entry: Entry, names: dict[int, str], done: dict[int, tuple[Member, list[Change]]]
) -> Line:
    line = Line(entry.row.number, entry.row.texts, _shown(entry, names))
    line.problems, line.warnings = entry.problems, entry.warnings
    if line.problems:
        return line
    line.target, made = done[entry.row.number]
    line.is_new = line.target.pk is None
    if line.is_new:
        line.note = "เพิ่มกรรมการ"
    else:
        line.changes = made
    return line


def _shown(entry: Entry, names: dict[int, str]) -> tuple[str, str, str]:
    """School, name and seat as the preview shows them, or as typed where they cannot be read."""
    school = names.get(entry.row.number) or entry.text("school_code")
    last = entry.get("last_name").strip("-")
    name = f"{entry.get('title')}{entry.get('first_name')} {last}".strip()
    seat = entry.get("seat", None)
    return school, name, Seat(seat).label if seat else entry.text("seat") or entry.text("position")


def _keys(plan: Plan, state: State) -> list[int]:
    return [line.target.pk for line in plan.lines if line.state == state]
