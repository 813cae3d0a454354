"""นำเข้า SDQ: keyed sheets of a term, on screen and from the shell."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from schoolcare.headings import Entry
from schoolcare.importing import Change, Importer, Line, Plan, Remark, State, register
from schoolcare.models import District, School, User
from schoolcare.spreadsheet import Flag, Page, Sheet, write_pages
from students import sdq_scoring as scoring
from students.importing.sdq_columns import (
    HEADERS,
    IMPACT,
    ITEMS,
    SHOWN,
    Columns,
    missing,
    read_entry,
    recognise,
    sheet_of,
)
from students.models import Informant, SdqResponse, SdqRevision, Student
from students.models.sdq import as_text, impact_kept
from students.services import sdq
from students.services.imported_rounds import ensure_round, planned_round

BATCH = 500
Key = tuple[int, str]


@register
class SdqImporter(Importer):
    """Sheets of one school and term, into the newest round of the term."""

    kind = "sdq"
    title = "นำเข้า SDQ"
    counted = "ฉบับ"
    shown = ("รหัส", "ชื่อ-สกุล", "ผู้ประเมิน")
    numbers = ("รหัส",)
    urls = "students:sdq-import"
    files = (
        "หนึ่งแถวต่อแบบประเมินหนึ่งฉบับ: รหัสนักเรียน ผู้ประเมิน (ครู ผู้ปกครอง นักเรียน) วันที่ ข้อ 1 ถึง ข้อ 25",
        "คำตอบ 0 1 2 หรือเว้นว่าง คอลัมน์ผลกระทบจะมีหรือไม่ก็ได้ คำตอบ 0 ถึง 3",
    )
    takes_year = takes_semester = True
    year: int
    semester: int

    def __init__(self, place: School | District, year: int | None) -> None:
        super().__init__(place, year)
        if not isinstance(place, School) or year is None:
            raise LookupError("SDQ is imported into a school and an academic year")
        self.school = place
        self.revisions: list[tuple[SdqResponse, SdqRevision]] = []

    def plan(self, sheets: Sequence[Sheet]) -> Plan:
        columns, entries = _read(sheets)
        self.round = planned_round(self.school, self.year, self.semester)
        if self.round.closed_at is not None:
            raise ValidationError(sdq.CLOSED, code="closed")
        self.norms, self.revisions = sdq.norms_of(self.school), []
        pupils = _Pupils(self.school, entries)
        good: dict[Key, list[tuple[Entry, Line]]] = defaultdict(list)
        lines = []
        for entry in entries:
            student = pupils.find(entry)
            line = Line(entry.row.number, entry.row.texts, _shown(entry, student))
            line.problems, line.warnings, line.target = entry.problems, entry.warnings, student
            lines.append(line)
            if student and not line.problems:
                good[student.pk, entry.get("informant")].append((entry, line))
        known = self._known(good)
        for key, rows in good.items():
            self._judge(known.get(key), rows)
        return Plan(columns.header.texts, lines)

    def write(self, plan: Plan, *, by: User | None) -> dict[str, list[int]]:
        round_ = ensure_round(self.school, self.year, self.semester, by=by)
        touched = {
            id(line.target): line.target
            for line in plan.lines
            if line.state in {State.NEW, State.CHANGED}
        }
        new = [one for one in touched.values() if one.pk is None]
        changed = [one for one in touched.values() if one.pk is not None]
        for one in touched.values():
            one.round, one.keyed_by = round_, by
        SdqResponse.objects.bulk_create(new, batch_size=BATCH)
        SdqResponse.objects.bulk_update(changed, sdq.WRITTEN, batch_size=BATCH)
        for response, before in self.revisions:
            before.response, before.replaced_by = response, by
        SdqRevision.objects.bulk_create([one for _, one in self.revisions], batch_size=BATCH)
        return {"created": [one.pk for one in new], "updated": [one.pk for one in changed]}

    @classmethod
    def template(cls) -> tuple[str, bytes]:
        headers = [HEADERS[name][0] for name in SHOWN]
        widths = [7 if name in ITEMS else 16 for name in SHOWN]
        page = Page("SDQ", headers, [], widths, as_text=True)
        return "แบบนำเข้า SDQ.xlsx", write_pages([page])

    def _known(self, keys: Iterable[Key]) -> dict[Key, SdqResponse]:
        if self.round.pk is None:
            return {}
        pupils = {student for student, _informant in keys}
        rows = SdqResponse.objects.filter(round=self.round, student__in=pupils)
        rows = rows.select_related("norm_set").prefetch_related("revisions")
        return {(one.student_id, one.informant): one for one in rows}

    def _judge(self, known: SdqResponse | None, rows: list[tuple[Entry, Line]]) -> None:
        """What the rows of one pupil and informant would do, one after the other."""
        student, informant = rows[0][1].target, rows[0][0].get("informant")
        new = SdqResponse(student=student, informant=informant, norm_set=self.norms)
        response = known or new
        _warn_of_several(rows)
        is_done = known is not None and _holds_all(known, [entry for entry, _line in rows])
        for entry, line in rows:
            sheet = sheet_of(entry, before=_as_sheet(response))
            line.is_new = response.pk is None and line is rows[0][1]
            line.target = response
            line.warnings += _warnings(entry, student, self.round, informant, sheet)
            if is_done or (not line.is_new and not sdq.would_change(response, sheet)):
                continue
            line.changes = [] if line.is_new else _changes(entry, response, sheet)
            before = sdq.put(response, sheet, self.norms, by=None)
            if before:
                self.revisions.append((response, before))


class _Pupils:
    """The school's pupils whom the file names, by code, whatever year they sat in."""

    def __init__(self, school: School, entries: Iterable[Entry]) -> None:
        codes = {entry.get("code") for entry in entries}
        every = Student.objects.filter(school=school).exclude(code="")
        self.by_code = {one.code: one for one in every.filter(code__in=codes)}
        self.bare: dict[str, list[Student]] = defaultdict(list)
        if codes - self.by_code.keys():  # a number cell takes the zeros in front
            for one in every.filter(code__startswith="0"):
                self.bare[one.code.lstrip("0")].append(one)

    def find(self, entry: Entry) -> Student | None:
        code = entry.get("code")
        if not code:
            return None
        alike = self.bare.get(code, []) if entry.flag("code") == Flag.NUMBER else []
        found = self.by_code.get(code) or (alike[0] if len(alike) == 1 else None)
        if found is None:
            entry.refuse("code", "ไม่มีนักเรียนรหัสนี้ในโรงเรียน")
        return found


def score_rows(plan: Plan) -> Iterable[list[Any]]:
    """The scores of every sheet that the file holds, each once, in its order."""
    told: set[int] = set()
    for line in plan.lines:
        response = line.target
        if line.problems or id(response) in told:
            continue
        told.add(id(response))
        scores = [response.scores[name] for name in scoring.SCORES]
        groups = [response.groups[name] for name in GROUPED]
        blank = ["" if one is None else one for one in scores]
        word = Informant(response.informant).label
        yield [response.student.code, word, *blank, *groups]


GROUPED = ("emotional", "conduct", "hyperactivity", "peer", "prosocial", "total", "impact")
SCORE_HEADERS = (
    *("student_code", "informant"),
    *scoring.SCORES,
    *(f"{name}_group" for name in GROUPED),
)


def _read(sheets: Sequence[Sheet]) -> tuple[Columns, list[Entry]]:
    """The rows of the first sheet with a header; refuses a file that cannot be meant."""
    found = next(filter(None, (recognise(sheet.rows) for sheet in sheets)), None)
    if found is None:
        message = "ไม่พบหัวตาราง ต้องมีคอลัมน์ “รหัสนักเรียน” “ผู้ประเมิน” และ “ข้อ 1” ถึง “ข้อ 25”"
        raise ValidationError(message, code="no_header")
    columns, rows = found
    if lacking := missing(columns):
        shown = ", ".join(lacking[:5]) + (" …" if len(lacking) > 5 else "")
        raise ValidationError(f"ไฟล์ไม่มีคอลัมน์ {shown}", code="no_header")
    if not rows:
        raise ValidationError("ไฟล์นี้มีแต่หัวตาราง ไม่มีคำตอบ", code="file_empty")
    return columns, [read_entry(row, columns) for row in rows]


def _as_sheet(response: SdqResponse) -> sdq.Sheet:
    on, rater = response.answered_on, response.rater
    return sdq.Sheet(response.answer_list, response.impact_answers, on, rater)


def _holds_all(known: SdqResponse, entries: list[Entry]) -> bool:
    """Whether the last row is what is kept, and each row before it stands in the history."""
    *earlier, last = entries
    if sdq.would_change(known, sheet_of(last, before=_as_sheet(known))):
        return False
    kept = [known, *known.revisions.all()]  # type: ignore[attr-defined]
    return all(any(_says(one, entry) for one in kept) for entry in earlier)


def _says(kept: Any, entry: Entry) -> bool:
    before = sdq.Sheet(kept.answer_list, kept.impact_answers, kept.answered_on, kept.rater)
    sheet = sheet_of(entry, before=before)
    return kept.answers == as_text(sheet.answers) and kept.answered_on == sheet.answered_on


def _changes(entry: Entry, response: SdqResponse, sheet: sdq.Sheet) -> list[Change]:
    """Which columns differ, without what stands in them."""
    label = entry.columns.label
    pairs = zip(ITEMS, response.answers, as_text(sheet.answers), strict=True)
    fields = [name for name, was, now in pairs if was != now]
    said = impact_kept(sheet.impact, response.informant)
    fields += [name for name in IMPACT if said.get(name) != response.impact_answers.get(name)]
    fields += ["on"] if sheet.answered_on != response.answered_on else []
    fields += ["rater"] if sheet.rater != response.rater else []
    return [Change(label(name)) for name in fields]


def _warn_of_several(rows: list[tuple[Entry, Line]]) -> None:
    if len(rows) > 1:
        last = rows[-1][1].number
        for entry, line in rows[:-1]:
            words = f"มีแถว {last} ของผู้ประเมินเดียวกัน ใช้แถวหลัง คำตอบของแถวนี้เก็บเป็นประวัติ"
            entry.warn("informant", words)
            line.warnings = entry.warnings


def _warnings(entry: Entry, student: Student, *about: Any) -> list[Remark]:
    """Remarks for what is kept all the same, at the column it is about."""
    found = list(sdq.doubts(student, *about))
    columns = {sdq.TOO_YOUNG: "informant", sdq.NO_DATE: "on", sdq.OUTSIDE: "on"}
    label = entry.columns.label
    return [Remark(label(columns.get(words, ITEMS[0])), words) for words in found]


def _shown(entry: Entry, student: Student | None) -> tuple[str, str, str]:
    name = student.short_name if student else ""
    informant = entry.get("informant")
    word = Informant(informant).label if informant else entry.text("informant")
    return entry.get("code"), name, word
