"""Weights and heights of a class and round: as kept, or empty to be filled in by hand."""

from functools import cached_property
from typing import Any

from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import User
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page, Value
from schoolcare.thai import thai_date
from students.growth import summary
from students.growth.lines import Judged, MeasureLine, lines_of, measures_of
from students.growth.rounds import Round
from students.models import Classroom, GrowthMeasure
from students.models.growth import ROUNDS, Index

LAST = 2  # pupils that stay with the totals
LOW_ROWS = 24  # more pupils are set closer


@register
class GrowthClass(Document):
    """The sheet has the columns that the import reads: printed, filled in, and sent back."""

    slug = "growth-class"
    title = "บันทึกน้ำหนักและส่วนสูงนักเรียน"
    short_title = "น้ำหนักส่วนสูง"
    permission = Permission.GROWTH_VIEW
    needs = ("school", "year", "term", "classroom")
    classrooms = Classroom.objects
    template = "students/print/growth_class.html"
    page_class = "wide"
    can_be_blank = True
    options = (
        Option("round", "ครั้งที่", tuple((str(one) if one > 1 else "", str(one)) for one in ROUNDS)),
    )

    @property
    def round(self) -> Round:
        number = int(self.choices.options.get("round") or ROUNDS[0])
        return Round(self.subject.term, number)  # type: ignore[arg-type]

    @cached_property
    def judged(self) -> Judged:
        return Judged()

    @cached_property
    def lines(self) -> list[MeasureLine]:
        seats = self.subject.classroom.enrolments.on_roster().in_roll_order()
        found = seats.select_related("student")
        measures = {} if self.subject.is_blank else measures_of(seats, self.round)
        return lines_of(list(found), measures, self.judged)

    def context(self) -> dict[str, Any]:
        edition, lines = self.judged.newest, self.lines
        level = self.subject.classroom.level
        tallies = [] if self.subject.is_blank else summary.tallies_of(lines, level)
        is_plain = self.subject.is_blank or not self.judged.has_table
        return {
            "round": self.round,
            "indices": list(Index),
            "lines": lines,
            "groups": [lines[:-LAST], lines[-LAST:]],
            "tallies": tallies,
            "tables": [] if edition is None or is_plain else summary.tables(tallies, edition),
            "has_table": self.judged.has_table,
            "is_plain": is_plain,
            "is_low": len(lines) > LOW_ROWS,
            "advisers": [
                one.user for one in self.subject.classroom.advisers.select_related("user")
            ],
        }

    def record_reading(self, *, by: User | None) -> None:
        if self.subject.is_blank:
            return
        room = self.subject.classroom
        pupils = [one.seat.student_id for one in self.lines]
        facts = {"school_id": room.school_id, "pupils": pupils, "slug": self.slug}
        audit.record("growth.view", room, by=by, **facts)

    def sheet(self) -> Page:
        headers = ["เลขที่", "รหัสนักเรียน", "ชื่อ - สกุล", "เพศ", "วันที่ชั่งวัด", "ครั้งที่"]
        headers += ["น้ำหนัก (กก.)", "ส่วนสูง (ซม.)", "อายุ (เดือน)", "ดัชนีมวลกาย"]
        headers += [str(one.label) for one in Index]
        widths = [8, 14, 34, 8, 16, 8, 14, 14, 12, 12, 22, 22, 26]
        label = self.subject.classroom.label.replace("/", "-")
        return Page(label, headers, [self._row(one) for one in self.lines], widths)

    def _row(self, line: MeasureLine) -> list[Value]:
        pupil, measure = line.seat.student, line.measure
        row: list[Value] = [line.seat.roll_number, pupil.code, pupil.full_name]
        row.append(pupil.get_sex_display())
        if measure is None:
            return [*row, None, self.round.number, *[None] * 7]
        row += [thai_date(measure.measured_on), self.round.number]
        row += [measure.weight_kg, measure.height_cm, measure.age_months, measure.bmi]
        return row + [one.band.label if one.band else one.why for one in line.results]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        measure = GrowthMeasure.objects.select_related("term").order_by("-pk").first()
        if measure is None:
            return {}
        seat = measure.student.enrolments.filter(year=measure.term.year).first()
        term = str(measure.term.semester)
        return {"classroom": str(seat.classroom_id), "term": term} if seat else {}
