"""นำเข้าการมาเรียนทั้งเดือน: a row a pupil, a column a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare.importing import Change, Importer, Line, Plan, Remark, State, register
from schoolcare.models import District, School, Term, User
from schoolcare.spreadsheet import Page, Row, Sheet, write_pages
from schoolcare.thai import thai_date
from students.attendance import days_off
from students.importing.attendance_columns import DayColumns, find_days, read_mark
from students.importing.reading import is_total
from students.importing.values import read_code
from students.models import Absence, ClassDay, Classroom, Enrolment
from students.services.attendance import Mark, import_days

CAME = "มา"
WORDS = dict(Absence.Kind.choices)
Key = tuple[int, date]  # class, day


@register
class AttendanceImporter(Importer):
    """Days of a school's classes; a pupil is found by the code, the class by the day."""

    kind = "attendance"
    title = "นำเข้าการมาเรียน"
    counted = "คน"
    shown = ("รหัส", "ชื่อ-สกุล", "ห้อง")
    numbers = ("รหัส",)
    urls = "students:attendance-import"
    files = (
        "หนึ่งแถวต่อนักเรียนหนึ่งคน หนึ่งคอลัมน์ต่อวัน หัวคอลัมน์เป็นวันที่ เช่น 3/11/2569 "
        "หรือเลขวันที่ 1–31 โดยเขียนเดือนและปีไว้เหนือหัวตาราง",
        "/ มา  ข ขาด  ป ลาป่วย  ก ลากิจ  ส สาย (หรือเขียนเต็มคำ) ช่องว่างในวันที่ห้องนั้นเช็กแล้วถือว่ามา",
        "แบบที่มีรายชื่อนักเรียนอยู่แล้ว ดาวน์โหลดจากหน้าการมาเรียนรายเดือนของแต่ละห้อง",
        "วันที่ว่างทั้งห้องไม่ถูกอ่าน นำเข้าซ้ำได้ ค่าที่ต่างจากเดิมถูกแก้ไขและบอกไว้ในประวัติ",
    )
    advice = "อยู่ในห้องแต่ไม่อยู่ในไฟล์ วันที่เช็กใหม่ถือว่ามาเรียน"

    def __init__(self, place: School | District, year: int | None = None) -> None:
        super().__init__(place, year)
        if not isinstance(place, School):
            raise LookupError("attendance is imported into a school")
        self.school = place
        self.days: dict[Key, dict[int, Mark | None]] = {}
        self.rooms: dict[int, Classroom] = {}
        self.off: dict[date, list[str]] = {}

    def plan(self, sheets: Sequence[Sheet]) -> Plan:
        columns = find_days(sheets)
        rows = [row for row in columns.rows if row.text(columns.code).strip() and not is_total(row)]
        if not rows:
            raise ValidationError("ไฟล์นี้มีแต่หัวตาราง ไม่มีรายชื่อ", code="file_empty")
        self._refuse_days(columns, rows)
        seats = self._seats(columns)
        filled = self._filled(columns, rows, seats)
        known, checked = self._known(filled)
        self.days = {key: {} for key in filled}
        self.off = days_off(self.school, min(columns.days.values()), max(columns.days.values()))
        seen: dict[str, int] = {}
        lines = []
        for row in rows:
            line = Line(row.number, row.texts)
            self._read(line, row, columns, seats, seen)
            if not line.problems:
                self._settle(line, known, checked)
            lines.append(line)
        return Plan(columns.header.texts, lines, self._missing(seats, lines))

    def write(self, plan: Plan, *, by: User | None) -> dict[str, list[int]]:
        days = {key: marks for key, marks in self.days.items() if marks}
        made = import_days(self.rooms, days, by=by)
        return {
            "created": [line.target[0] for line in plan.lines if line.state == State.NEW],
            "updated": [line.target[0] for line in plan.lines if line.state == State.CHANGED],
            "days": made,
        }

    @classmethod
    def template(cls) -> tuple[str, bytes]:
        today = timezone.localdate()
        days = [f"{number}/{today.month}/{today.year + 543}" for number in range(1, 32)]
        hints = [
            ("รหัสนักเรียน", "รหัสที่โรงเรียนใช้ จำเป็น"),
            ("ชื่อ - สกุล", "ไว้ดูประกอบ ระบบหานักเรียนจากรหัส"),
            ("วันที่", "เปลี่ยนหัวคอลัมน์เป็นวันที่ต้องการ คอลัมน์ที่ว่างทั้งห้องไม่ถูกอ่าน"),
            ("ในช่อง", "/ มา ข ขาด ป ลาป่วย ก ลากิจ ส สาย"),
        ]
        headers = ["รหัสนักเรียน", "ชื่อ - สกุล", *(days[:28])]
        pages = [
            Page("การมาเรียน", headers, [], [14, 34, *([11] * 28)], as_text=True),
            Page("คำอธิบาย", ["คอลัมน์", "วิธีกรอก"], hints, widths=[24, 60]),
        ]
        return "แบบนำเข้าการมาเรียน.xlsx", write_pages(pages)

    def _refuse_days(self, columns: DayColumns, rows: Iterable[Row]) -> None:
        """Columns with marks must be school days of a term that are not to come."""
        terms = list(Term.objects.filter(school=self.school))
        marked = {at for row in rows for at in columns.days if row.text(at).strip()}
        if not marked:
            raise ValidationError("ยังไม่มีเครื่องหมายในคอลัมน์วันที่ใดเลย", code="file_empty")
        today, bad = timezone.localdate(), []
        for at in sorted(marked):
            on = columns.days[at]
            if on > today or not any(one.starts_on <= on <= one.ends_on for one in terms):
                bad.append(thai_date(on))
        if bad:
            days = ", ".join(bad[:10])
            words = f"วันที่ยังมาไม่ถึงหรืออยู่นอกภาคเรียน: {days} ลบคอลัมน์นี้หรือแก้หัวคอลัมน์ แล้วส่งใหม่"
            raise ValidationError(words, code="days")

    def _seats(self, columns: DayColumns) -> dict[str, list[Enrolment]]:
        """The seats of the school's pupils in the years of the days, by the pupil's code."""
        first, last = min(columns.days.values()), max(columns.days.values())
        terms = Term.objects.filter(school=self.school, starts_on__lte=last, ends_on__gte=first)
        rows = Enrolment.objects.filter(
            classroom__school=self.school, year__in=terms.values("year")
        ).select_related("student", "classroom__school")
        found: dict[str, list[Enrolment]] = defaultdict(list)
        for seat in rows:
            self.rooms[seat.classroom_id] = seat.classroom
            found[seat.student.code].append(seat)
        return found

    def _filled(
        self, columns: DayColumns, rows: Iterable[Row], seats: dict[str, list[Enrolment]]
    ) -> set[Key]:
        """The classes and days in which anybody has a mark."""
        found: set[Key] = set()
        for row in rows:
            mine = seats.get(_code(row, columns), [])
            for at, on in columns.days.items():
                seat = _seat_on(mine, on)
                if seat and row.text(at).strip():
                    found.add((seat.classroom_id, on))
        return found

    def _known(self, filled: set[Key]) -> tuple[dict[tuple[Key, int], Mark], set[Key]]:
        """What is saved of those days, and which of them are checked."""
        days = ClassDay.objects.filter(
            classroom__in={room for room, _on in filled}, on__in={on for _room, on in filled}
        )
        keys = {one.pk: (one.classroom_id, one.on) for one in days}
        rows = Absence.objects.filter(day__in=keys)
        known = {(keys[one.day_id], one.student_id): Mark(one.kind, one.note) for one in rows}
        return known, set(keys.values())

    def _read(
        self,
        line: Line,
        row: Row,
        columns: DayColumns,
        seats: dict[str, list[Enrolment]],
        seen: dict[str, int],
    ) -> None:
        """The marks of one pupil, or what is wrong with the row."""
        code = _code(row, columns)
        name = row.text(columns.name) if columns.name is not None else ""
        mine = seats.get(code, [])
        seat = mine[-1] if mine else None
        line.shown = (code, name, "")
        if seat:
            line.shown = (code, seat.student.short_name, str(seat.classroom))
        header = columns.header.texts
        if seat is None:
            line.problems.append(Remark(header[columns.code], "ไม่พบรหัสนี้ในห้องเรียนของปีนั้น"))
            return
        if (first := seen.setdefault(code, row.number)) != row.number:
            line.problems.append(Remark(header[columns.code], f"ซ้ำกับแถว {first}"))
        line.target = seat.student_id, self._marks(line, row, columns, mine)

    def _marks(
        self, line: Line, row: Row, columns: DayColumns, mine: Iterable[Enrolment]
    ) -> dict[Key, Mark | None]:
        """By class and day that anybody has a mark in; None for who came."""
        marks: dict[Key, Mark | None] = {}
        for at, on in columns.days.items():
            here, text = _seat_on(mine, on), row.text(at).strip()
            if here is None and text:
                words = "วันนั้นนักเรียนไม่ได้อยู่ในห้องใด"
                line.problems.append(Remark(columns.header.texts[at], words))
            if here is None or (here.classroom_id, on) not in self.days:
                continue
            try:
                kind = read_mark(text) if text else None
            except ValueError as error:
                line.problems.append(Remark(columns.header.texts[at], str(error)))
                continue
            marks[here.classroom_id, on] = Mark(kind.value) if kind else None
        return marks

    def _settle(self, line: Line, known: dict[tuple[Key, int], Mark], checked: set[Key]) -> None:
        """New, changed or the same; a cause that is saved stays where the kind does."""
        student, marks = line.target
        for key, said in marks.items():
            saved = known.get((key, student))
            mark = saved if said and saved and said.kind == saved.kind else said
            self.days[key][student] = mark
            column, is_new = thai_date(key[1]), key not in checked
            line.is_new |= is_new
            if is_new and key[1] in self.off:
                line.warnings.append(Remark(column, f"เป็นวันหยุด ({', '.join(self.off[key[1]])})"))
            old = "" if is_new else WORDS[saved.kind] if saved else CAME
            new = WORDS[mark.kind] if mark else CAME
            if old != new and not (is_new and mark is None):
                line.changes.append(Change(column, old, new))
        missed = sum(mark is not None for mark in marks.values())
        if line.is_new:
            line.note = f"{len(marks)} วัน ไม่มาหรือสาย {missed} วัน"

    def _missing(self, seats: dict[str, list[Enrolment]], lines: Iterable[Line]) -> list[list[str]]:
        """Pupils of the file's classes whom no row names."""
        named = {line.shown[0] for line in lines}
        rooms = {room for room, _on in self.days}
        return [
            [code, mine[-1].student.short_name, str(mine[-1].classroom)]
            for code, mine in seats.items()
            if code not in named and mine[-1].ends_on is None and mine[-1].classroom_id in rooms
        ]


def _code(row: Row, columns: DayColumns) -> str:
    try:
        return str(read_code(row.text(columns.code), row.flags.get(columns.code)))
    except ValueError:
        return row.text(columns.code).strip()


def _seat_on(seats: Iterable[Enrolment], on: date) -> Any:
    """Where a pupil sat on a day; None for nowhere."""
    for seat in seats:
        begun = seat.starts_on is None or seat.starts_on <= on
        over = seat.ends_on is not None and seat.ends_on < on
        if begun and not over:
            return seat
    return None
