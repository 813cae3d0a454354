"""นำเข้านักเรียน: DMC's two shapes and our own template, on screen and from the shell."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare.headings import Entry
from schoolcare.identity import id_kind, long_title
from schoolcare.importing import Importer, Line, Plan, State, register
from schoolcare.models import District, Level, School, User
from schoolcare.spreadsheet import Sheet
from schoolcare.thai import academic_year
from students.importing import changes, template
from students.importing.columns import Columns, recognise
from students.importing.families import Families
from students.importing.homes import Homes
from students.importing.known import Known, Pupil
from students.importing.reading import is_of_other_school, is_total, read_entry
from students.importing.rolls import settle_rolls
from students.importing.writes import Writes
from students.models import Identifier, SensitiveRecord, Student
from students.services.circumstances import keep_of_import
from students.services.duplicates import keep_apart
from students.services.growth import judge_again
from students.services.identifiers import ELSEWHERE
from students.services.pupils import JUDGED_BY
from students.twins import MAY_BE, Sign, likely_twins, not_told_apart, sign_of, words

LEFT = "อ่านเฉพาะแผ่น “{}” ยังมีรายชื่อในแผ่น {} ที่ไม่ได้อ่าน กรุณารวมเป็นแผ่นเดียว หรือส่งทีละแผ่น"


@register
class StudentImporter(Importer):
    """Pupils of one school and year, with class, id, house, family and sensitive record."""

    kind = "students"
    title = "นำเข้านักเรียน"
    counted = "คน"
    shown = ("รหัส", "ชื่อ-สกุล", "ชั้น")
    numbers = ("รหัส", "ชั้น")
    urls = "students:import"
    files = (
        "ไฟล์รายชื่อนักเรียนจากระบบ DMC ทั้งแบบย่อและแบบเต็ม ไม่ต้องแก้หัวตาราง",
        "ไม่มี DMC ใช้แบบนำเข้าของเรา",
    )
    advice = f"{Importer.advice} ถ้าย้ายหรือออกแล้ว กรุณาปรับสถานะทีละคน"
    asks_why = "มีแถวใหม่ที่อาจซ้ำกับนักเรียนที่มีอยู่"
    why = (
        "ดูแถวที่ควรตรวจด้านล่าง ถ้าเป็นคนเดียวกัน ให้แก้ไฟล์ใส่รหัสนักเรียนเดิมแล้วส่งใหม่ "
        "ถ้าเป็นคนละคน บอกเหตุผลแล้วนำเข้า",
        "เหตุผลที่เป็นคนละคน",
        "เช่น ฝาแฝด หรือชื่อพ้องกัน เทียบทะเบียนแล้ว",
    )
    takes_year = True
    year: int

    def __init__(self, place: School | District, year: int | None) -> None:
        super().__init__(place, year)
        if not isinstance(place, School) or year is None:
            raise LookupError("pupils are imported into a school and an academic year")
        self.school = place
        self.today = timezone.localdate()
        self.writes = Writes()

    @classmethod
    def needs_reason(cls, detail: Mapping[str, Any]) -> bool:
        """Where a new row may be somebody of the school already, or another row."""
        new = [line for line in detail.get("lines", []) if line["state"] == State.NEW]
        return any(text.startswith(MAY_BE) for line in new for _column, text in line["warnings"])

    def plan(self, sheets: Sequence[Sheet]) -> Plan:
        columns, entries, note = self._read(sheets)
        _refuse_twins(entries)
        known = Known(self.school, self.year, entries, self.today)
        found = [self._find(known, entry) for entry in entries]
        good = [pair for pair in zip(found, entries, strict=True) if not pair[1].problems]
        settle_rolls(good, self.school, self.year)
        _warn_of_twins([entry for pupil, entry in good if pupil is None], self.school)
        self.writes = Writes()
        homes, families = Homes(known, self.writes, good), Families(known, self.writes)
        lines = [
            self._line(entry, pupil, known, homes, families)
            for entry, pupil in zip(entries, found, strict=True)
        ]
        missing = [
            (one.student.code, one.student.short_name, one.classroom.label)
            for one in known.missing()
        ]
        return Plan(columns.header.texts, lines, missing, note=note)

    def write(self, plan: Plan, *, by: User | None) -> dict[str, list[int]]:
        self.writes.write(self.today)
        keep_of_import(self.writes.with_lists(), self.school, self.year)
        if JUDGED_BY & self.writes.students.fields:
            judge_again(list(self.writes.students.changed))
        if self.reason and by:
            self._keep_apart(by)
        written: dict[str, list[int]] = {"created": [], "updated": []}
        for line in plan.lines:
            if line.state == State.NEW:
                written["created"].append(line.target.pk)
            elif line.state == State.CHANGED:
                written["updated"].append(line.target.pk)
        return written

    def _keep_apart(self, by: User) -> None:
        """Somebody says that new pupils are others than those of their name and birth date."""
        new = [(one, _sign_of(one)) for one in self.writes.students.new.values()]
        signed = [(one, sign) for one, sign in new if sign]
        here = Student.objects.filter(school=self.school)
        found = likely_twins(here, (sign for _one, sign in signed))
        for student, sign in signed:
            if others := [one for one in found[sign] if one.pk != student.pk]:
                keep_apart(student, others, reason=self.reason, by=by)

    @classmethod
    def template(cls) -> tuple[str, bytes]:
        return template.NAME, template.build()

    def _read(self, sheets: Sequence[Sheet]) -> tuple[Columns, list[Entry], str]:
        """The rows of the first sheet with a header, and a note where others have one too; refuses
        a file that cannot be meant.
        """
        lists = [(one.title, found) for one in sheets if (found := recognise(one.rows))]
        if not lists:
            message = "ไม่พบหัวตาราง ต้องมีคอลัมน์ “ชื่อ” และ “ชั้น” อย่างในไฟล์ DMC หรือแบบนำเข้า"
            raise ValidationError(message, code="no_header")
        columns, rows = lists[0][1]
        rows = [row for row in rows if not is_total(row)]
        if not rows:
            raise ValidationError("ไฟล์นี้มีแต่หัวตาราง ไม่มีรายชื่อ", code="file_empty")
        entries = [read_entry(row, columns, self.school, self.today) for row in rows]
        if all(is_of_other_school(entry, self.school) for entry in entries):
            message = f"ทุกแถวเป็นของโรงเรียนอื่น โรงเรียนนี้คือ {self.school.code}"
            raise ValidationError(message, code="other_school")
        left = [title for title, (_columns, below) in lists[1:] if below]
        return columns, entries, LEFT.format(lists[0][0], ", ".join(left)) if left else ""

    def _find(self, known: Known, entry: Entry) -> Pupil | None:
        if known.is_enrolled_elsewhere(entry):
            entry.refuse("number", ELSEWHERE)
            return None
        try:
            return known.find(entry)
        except ValueError as error:
            if not entry.problems:
                entry.refuse("code" if entry.get("code") else "first_name", str(error))
            return None

    def _line(
        self,
        entry: Entry,
        found: Pupil | None,
        known: Known,
        homes: Homes,
        families: Families,
    ) -> Line:
        line = Line(entry.row.number, entry.row.texts, _shown(entry))
        line.problems, line.warnings = entry.problems, entry.warnings
        if line.problems:
            return line
        pupil = found or self._new_pupil(entry)
        line.is_new, line.target = found is None, pupil.student
        is_now = self.year >= academic_year(self.today)
        made = changes.change_student(pupil.student, entry, self.writes, is_now=is_now)
        made += changes.change_number(pupil, entry, known, self.writes)
        made += changes.change_class(pupil, entry, known, self.writes)
        made += homes.change(pupil.student, entry)
        made += changes.change_sensitive(pupil.student, entry, self.writes)
        made += families.change(pupil, entry)
        if line.is_new:
            line.note = _note(entry)
        else:
            line.changes = made
        return line

    def _new_pupil(self, entry: Entry) -> Pupil:
        student = Student(school=self.school, code=entry.get("code"))
        student.sensitive = SensitiveRecord(student=student)
        self.writes.students.note(student)
        self.writes.sensitive.note(student.sensitive)
        return Pupil(student)


def _refuse_twins(entries: Sequence[Entry]) -> None:
    """An id or a code stands on one row only; without both, a name and birthday does."""
    _refuse_alike(entries, "number", lambda entry: entry.get("number"))
    _refuse_alike(entries, "code", lambda entry: entry.get("code"))
    _refuse_alike(entries, "first_name", _bare_name)


def _warn_of_twins(entries: Sequence[Entry], school: School) -> None:
    """New rows that may be somebody of the school already, or another new row; one query."""
    signed = [(sign, entry) for entry in entries if (sign := _sign(entry))]
    found = likely_twins(Student.objects.filter(school=school), (sign for sign, _entry in signed))
    for sign, entry in signed:
        if twins := not_told_apart(found.get(sign, ()), entry.get("number")):
            entry.warn("first_name", words(twins))
    groups: dict[Sign, list[Entry]] = defaultdict(list)
    for sign, entry in signed:
        groups[sign].append(entry)
    for group in groups.values():
        _warn_of_each_other(group)


def _warn_of_each_other(group: list[Entry]) -> None:
    bare = [entry for entry in group if not _has_13(entry)]
    for entry in group:
        pool = bare if _has_13(entry) else group
        others = islice((str(one.row.number) for one in pool if one is not entry), 5)
        if rows := ", ".join(others):
            entry.warn("first_name", f"{MAY_BE}แถว {rows} ชื่อและวันเกิดตรงกัน กรุณาตรวจก่อนบันทึก")


def _has_13(entry: Entry) -> bool:
    return id_kind(entry.get("number")) in Identifier.THIRTEEN_DIGITS


def _sign(entry: Entry) -> Sign | None:
    return sign_of(entry.get("first_name"), entry.get("last_name"), entry.get("birth_date", None))


def _sign_of(student: Student) -> Sign | None:
    return sign_of(student.first_name, student.last_name, student.birth_date)


def _bare_name(entry: Entry) -> Hashable:
    if entry.get("number") or entry.get("code") or not entry.get("first_name"):
        return None
    return entry.get("first_name"), entry.get("last_name"), entry.get("birth_date", None)


def _refuse_alike(entries: Sequence[Entry], field: str, value: Callable[[Entry], Hashable]) -> None:
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        if value(entry):
            groups[value(entry)].append(entry)
    for group in groups.values():
        for entry in group if len(group) > 1 else ():
            others = [str(one.row.number) for one in group if one is not entry]
            entry.refuse(field, f"ซ้ำกับแถว {', '.join(others[:5])}")


def _shown(entry: Entry) -> tuple[str, str, str]:
    """Code, name and class as the preview shows them, or as typed where they cannot be read."""
    short = {"เด็กชาย": "ด.ช.", "เด็กหญิง": "ด.ญ.", "นางสาว": "น.ส."}
    title = long_title(entry.get("title"))
    name = f"{short.get(title, title)}{entry.get('first_name')} {entry.get('last_name')}".strip()
    if "level" not in entry.values:
        return entry.get("code"), name, entry.text("level")
    room = entry.get("room") or entry.text("room") or "1"
    return entry.get("code"), name, f"{Level(entry.values['level']).label}/{room}"


def _note(entry: Entry) -> str:
    number = entry.get("number")
    if not number:
        return "เพิ่มนักเรียน (ไม่มีเลขประจำตัว)"
    return "เพิ่มนักเรียน รหัส G (ไม่มีเลข 13 หลัก)" if number.startswith("G") else "เพิ่มนักเรียน"
