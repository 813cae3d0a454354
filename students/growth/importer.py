"""นำเข้าน้ำหนักส่วนสูง: our own form, or the sheet of a class as it is printed and filled in."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare import headings
from schoolcare.headings import SEARCHED, Entry, Headings
from schoolcare.importing import Change, Importer, Line, Plan, State, register
from schoolcare.models import District, School, Term, User
from schoolcare.spreadsheet import Page, Sheet, write_pages
from schoolcare.text import arabic_digits
from schoolcare.thai import thai_date
from students.growth.doubts import doubts, is_impossible, rounded
from students.growth.judging import months_on
from students.growth.rounds import Round
from students.importing.values import read_code, read_date
from students.models import GrowthMeasure, Student
from students.models.growth import ROUNDS
from students.services.growth import Figures, save_measures

HEADERS: dict[str, tuple[str, ...]] = {
    "code": ("รหัสนักเรียน", "รหัส", "เลขประจำตัวนักเรียน", "รหัสประจำตัว"),
    "name": ("ชื่อ - สกุล", "ชื่อ-สกุล", "ชื่อ", "ชื่อ-นามสกุล"),
    "measured_on": ("วันที่ชั่งวัด", "วันที่", "วันที่วัด", "วันที่ชั่งน้ำหนักวัดส่วนสูง"),
    "round": ("ครั้งที่",),
    "weight": ("น้ำหนัก (กก.)", "น้ำหนัก", "น้ำหนัก(กิโลกรัม)"),
    "height": ("ส่วนสูง (ซม.)", "ส่วนสูง", "ส่วนสูง(เซนติเมตร)"),
}
UNITS = {"weight": "กก.", "height": "ซม."}
MOST = 10_000  # digits beyond which nobody meant a figure
CHUNK = 900  # SQLite takes about a thousand values in one query
_HEADINGS = Headings(HEADERS)

Key = tuple[int, int]  # term, round


class Columns(headings.Columns):
    names = {field: headers[0] for field, headers in HEADERS.items()}


@register
class GrowthImporter(Importer):
    """Measures of one school; the day tells the term. A pupil is found by the school's code."""

    kind = "growth"
    title = "นำเข้าน้ำหนักส่วนสูง"
    counted = "คน"
    shown = ("รหัส", "ชื่อ-สกุล", "รอบ")
    numbers = ("รหัส", "รอบ")
    urls = "students:growth-import"
    files = (
        "แบบกรอกน้ำหนักส่วนสูงของห้องที่ดาวน์โหลดจากหน้าห้อง หรือแบบนำเข้าเปล่า",
        "ต้องมีรหัสนักเรียน วันที่ชั่งวัด และน้ำหนักหรือส่วนสูง ไม่มีคอลัมน์ครั้งที่ให้ถือเป็นครั้งที่ 1",
    )

    def __init__(self, place: School | District, year: int | None = None) -> None:
        super().__init__(place, year)
        if not isinstance(place, School):
            raise LookupError("measures are imported into a school")
        self.school = place
        self.today = timezone.localdate()
        self.figures: dict[Key, dict[Student, Figures]] = {}

    def plan(self, sheets: Sequence[Sheet]) -> Plan:
        columns, entries = _recognise(sheets)
        terms = list(Term.objects.filter(school=self.school).order_by("starts_on"))
        for entry in entries:
            self._read(entry, terms)
        pupils = self._pupils([entry.get("code") for entry in entries])
        known = _measures(pupils.values())
        seen: dict[tuple[int, Key], int] = {}
        self.figures = {}
        lines = [self._line(entry, pupils, known, seen) for entry in entries]
        return Plan(columns.header.texts, lines)

    def write(self, plan: Plan, *, by: User | None) -> dict[str, list[int]]:
        written: dict[str, list[int]] = {"created": [], "updated": []}
        kept: dict[tuple[int, Key], int] = {}
        for (term, number), figures in self.figures.items():
            where = Term.objects.get(pk=term)
            for one in save_measures(where, number, figures, by=by):
                kept[one.student_id, (term, number)] = one.pk
        for line in plan.lines:
            if line.state in {State.NEW, State.CHANGED}:
                word = "created" if line.state == State.NEW else "updated"
                written[word].append(kept[line.target])
        return written

    @classmethod
    def template(cls) -> tuple[str, bytes]:
        hints = [
            ("รหัสนักเรียน", "รหัสที่โรงเรียนใช้ จำเป็น"),
            ("ชื่อ - สกุล", "ไว้ดูประกอบ ระบบหานักเรียนจากรหัส"),
            ("วันที่ชั่งวัด", "วัน/เดือน/ปี พ.ศ. เช่น 20/11/2569 จำเป็น"),
            ("ครั้งที่", "1 หรือ 2 ของภาคเรียน เว้นว่างคือครั้งที่ 1"),
            ("น้ำหนัก (กก.)", "เช่น 35.0"),
            ("ส่วนสูง (ซม.)", "เช่น 142.5"),
            ("ทุกช่อง", "ช่องน้ำหนักหรือส่วนสูงที่เว้นว่างไม่ลบค่าเดิม นำเข้าซ้ำได้"),
        ]
        headers = [names[0] for names in HEADERS.values()]
        pages = [
            Page("น้ำหนักส่วนสูง", headers, [], [14, 34, 16, 8, 14, 14], as_text=True),
            Page("คำอธิบาย", ["คอลัมน์", "วิธีกรอก"], hints, widths=[24, 60]),
        ]
        return "แบบนำเข้าน้ำหนักส่วนสูง.xlsx", write_pages(pages)

    def _read(self, entry: Entry, terms: Sequence[Term]) -> None:
        entry.judge_flags()
        entry.take("code", lambda text: read_code(text, entry.flag("code")))
        entry.take("measured_on", read_date)
        entry.take("round", _read_round)
        for name in UNITS:
            entry.take(name, lambda text, name=name: _read_figure(name, text))  # type: ignore[misc]
        if entry.problems:
            return
        if not entry.get("code"):
            entry.refuse("code", "ไม่มีรหัสนักเรียน")
        if not entry.get("measured_on"):
            entry.refuse("measured_on", "ไม่มีวันที่ชั่งวัด")
        if entry.get("weight", None) is None and entry.get("height", None) is None:
            entry.refuse("weight", "ไม่มีทั้งน้ำหนักและส่วนสูง")
        if not entry.problems:
            self._place(entry, terms)

    def _place(self, entry: Entry, terms: Sequence[Term]) -> None:
        """The round that the day belongs to."""
        day = entry.get("measured_on")
        term = next((one for one in terms if one.starts_on <= day <= one.ends_on), None)
        if term is None:
            entry.refuse("measured_on", f"{thai_date(day)} ไม่อยู่ในภาคเรียนใดของโรงเรียน")
            return
        round_ = Round(term, entry.get("round", ROUNDS[0]))
        if words := round_.why_not(day, self.today):
            entry.refuse("measured_on", words)
        entry.values["place"] = round_

    def _pupils(self, codes: Sequence[str]) -> dict[str, Student]:
        found: dict[str, Student] = {}
        wanted = sorted({code for code in codes if code})
        for start in range(0, len(wanted), CHUNK):
            rows = Student.objects.filter(
                school=self.school, code__in=wanted[start : start + CHUNK]
            )
            found |= {one.code: one for one in rows}
        return found

    def _line(
        self,
        entry: Entry,
        pupils: Mapping[str, Student],
        known: Mapping[int, Sequence[GrowthMeasure]],
        seen: dict[tuple[int, Key], int],
    ) -> Line:
        student = pupils.get(entry.get("code"))
        if student is None and not entry.problems:
            entry.refuse("code", "ไม่พบรหัสนี้ในโรงเรียน")
        line = Line(entry.row.number, entry.row.texts, _shown(entry, student))
        line.problems, line.warnings = entry.problems, entry.warnings
        if line.problems or student is None:
            return line
        round_: Round = entry.get("place")
        key = round_.term.pk, round_.number
        first = seen.setdefault((student.pk, key), entry.row.number)
        if first != entry.row.number:
            entry.refuse("code", f"ซ้ำกับแถว {first}")
            return line
        self._judge(entry, line, student, key, known.get(student.pk, ()))
        return line

    def _judge(
        self, entry: Entry, line: Line, student: Student, key: Key, own: Sequence[GrowthMeasure]
    ) -> None:
        """New, changed or the same; what is hardly meant is refused where nobody can weigh that
        much, else pointed at.
        """
        saved = next((one for one in own if (one.term_id, one.round) == key), None)
        day: date = entry.get("measured_on")
        earlier = [one for one in own if one is not saved and one.measured_on <= day]
        last = max(earlier, key=lambda one: (one.measured_on, one.pk), default=None)
        pair = {
            "weight": entry.get("weight", saved.weight_kg if saved else None),
            "height": entry.get("height", saved.height_cm if saved else None),
        }
        for doubt in doubts(**pair, months=months_on(student, day), on=day, last=last):
            value = pair[doubt.field]
            is_lost = value is not None and is_impossible(doubt.field, value)
            (entry.refuse if is_lost else entry.warn)(doubt.field, doubt.text)
        if line.problems:
            return
        line.target, line.is_new = (student.pk, key), saved is None
        said = Figures(day, pair["weight"], pair["height"])
        if saved:
            line.changes = list(_changes(entry, saved, said))
        if saved is None or line.changes:
            self.figures.setdefault(key, {})[student] = said


def _recognise(sheets: Sequence[Sheet]) -> tuple[Columns, list[Entry]]:
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:SEARCHED]):
            places: dict[str, int] = {}
            for column, text in enumerate(row.texts):
                if name := _HEADINGS.field_of(text):
                    places.setdefault(name, column)
            if "code" in places and {"weight", "height"} & set(places):
                columns = Columns(row, places)
                below = [Entry(one, columns) for one in sheet.rows[place + 1 :]]
                # a class sheet has names without figures, and totals without a code
                kept = [one for one in below if _is_filled(one)]
                if not kept:
                    message = "ไฟล์นี้ไม่มีน้ำหนักหรือส่วนสูงเลย"
                    raise ValidationError(message, code="file_empty")
                return columns, kept
    message = "ไม่พบหัวตาราง ต้องมีคอลัมน์ “รหัสนักเรียน” และ “น้ำหนัก” หรือ “ส่วนสูง”"
    raise ValidationError(message, code="no_header")


def _is_filled(entry: Entry) -> bool:
    return any(entry.columns.text(entry.row, name) for name in UNITS)


def _measures(pupils: Any) -> dict[int, list[GrowthMeasure]]:
    keys = sorted(one.pk for one in pupils)
    found: dict[int, list[GrowthMeasure]] = {}
    for start in range(0, len(keys), CHUNK):
        rows = GrowthMeasure.objects.filter(student__in=keys[start : start + CHUNK])
        for one in rows.order_by("pk"):
            found.setdefault(one.student_id, []).append(one)
    return found


def _changes(entry: Entry, saved: GrowthMeasure, said: Figures) -> Any:
    """Which columns differ; the values are health data and stay out of previews."""
    pairs = (
        ("weight", saved.weight_kg, said.weight_kg),
        ("height", saved.height_cm, said.height_cm),
        ("measured_on", saved.measured_on, said.measured_on),
    )
    for name, old, new in pairs:
        if old != new:
            yield Change(entry.columns.label(name))


def _shown(entry: Entry, student: Student | None) -> tuple[str, str, str]:
    name = student.short_name if student else entry.text("name")
    place = entry.get("place", None)
    return entry.get("code"), name, place.label if place else ""


def _read_round(text: str) -> int:
    digits = arabic_digits(text).removesuffix(".0")
    if digits not in {str(one) for one in ROUNDS}:
        raise ValueError(f"ครั้งที่ “{text}” ต้องเป็น 1 หรือ 2")
    return int(digits)


def _read_figure(name: str, text: str) -> Decimal:
    plain = arabic_digits(text).replace(",", ".").strip()
    plain = plain.removesuffix(UNITS[name]).removesuffix(UNITS[name].rstrip(".")).strip()
    try:
        value = Decimal(plain)
    except ArithmeticError:
        raise ValueError(f"“{text}” ไม่ใช่ตัวเลข") from None
    if not value.is_finite() or value <= 0 or value >= MOST:
        raise ValueError(f"“{text}” ไม่ใช่ค่าที่เป็นไปได้")
    return rounded(value) or value
