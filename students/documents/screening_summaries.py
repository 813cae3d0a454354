"""What a round of screening found, counted, of a class and of a school."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Level as SchoolLevel
from schoolcare.models import User
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from students import screening_counts as counts
from students.documents.screening import ROUND, VIEW, class_params, record_class, round_of
from students.models import Classroom, Screening, ScreeningRound
from students.templatetags.screening import short_name

NAMED = Option("named", "รายชื่อเสี่ยงและมีปัญหา", (("", "พิมพ์"), ("no", "ไม่พิมพ์ ตัวเลขเท่านั้น")))
HEADS = ["ด้าน", "ระดับ", "ชาย", "หญิง", "รวม", "ร้อยละ"]
WIDTHS = [44, 12, 10, 10, 10, 12]
NO_ROUND = "ปีการศึกษานี้ยังไม่มีรอบคัดกรอง"
WIDEST_GROUP = 12  # levels on one sheet


class Counted(Document):
    """A paper about one round."""

    options: tuple[Option, ...] = (ROUND,)
    is_signed = True

    @cached_property
    def round(self) -> ScreeningRound | None:
        return round_of(self)

    @property
    def the_round(self) -> ScreeningRound:
        if self.round is None:
            raise ValidationError(NO_ROUND)
        return self.round

    def check(self) -> None:
        if self.round is None:
            raise ValidationError(NO_ROUND)


@register
class ScreeningClass(Counted):
    """Counts by aspect, sex and level, and who is เสี่ยง or มีปัญหา."""

    slug = "screening-class"
    title = "สรุปผลการคัดกรองนักเรียนรายห้อง"
    short_title = "สรุปผลรายห้อง"
    permission = VIEW
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = "students/print/screening_class.html"
    page_class = "report"
    options = (ROUND, NAMED)

    @cached_property
    def lines(self) -> list[counts.Line]:
        return counts.found_in(self.the_round, [self.subject.classroom], user=self.user)

    @cached_property
    def named(self) -> list[Screening]:
        """Restricted: as a look at the class, it is logged."""
        if self.choices.options.get(NAMED.name):
            return []
        return counts.named(self.the_round, self.subject.classroom, user=self.user)

    def context(self) -> dict[str, Any]:
        room = self.subject.classroom
        done = counts.progress(self.the_round, [room], user=self.user)
        found = done.get(room.pk, counts.Progress())
        return {
            "round": self.the_round,
            "room": room,
            "lines": [(line, line.cells()) for line in self.lines],
            "total": found,
            "named": [(one, one.telling) for one in self.named],
            "with_names": not self.choices.options.get(NAMED.name),
            "advisers": [one.user for one in room.advisers.select_related("user")],
        }

    def record_reading(self, *, by: User | None) -> None:
        if self.named:
            record_class(self, [one.student_id for one in self.named], by=by)

    def sheet(self) -> Page:
        label = self.subject.classroom.label.replace("/", "-")
        return Page(label, HEADS, list(rows(self.lines)), WIDTHS)

    def sheets(self) -> list[Page]:
        if self.choices.options.get(NAMED.name):
            return [self.sheet()]
        found = [
            [
                one.student.code,
                one.student.full_name,
                one.get_group_display() or "ยังไม่ครบ",
                said(one),
            ]
            for one in self.named
        ]
        heads = ["รหัสนักเรียน", "ชื่อ - สกุล", "กลุ่ม", "ด้าน"]
        return [self.sheet(), Page("รายชื่อ", heads, found, [14, 36, 12, 80])]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        return class_params()


def rows(lines: list[counts.Line]) -> Iterator[list[Any]]:
    for line in lines:
        for cell in line.cells():
            numbers = [cell["male"], cell["female"], cell["all"], cell["percent"]]
            yield [line.label, cell["word"], *numbers]


def said(one: Screening) -> str:
    return ", ".join(
        f"{short_name(result.aspect.name)} ({result.get_level_display()})" for result in one.telling
    )


@register
class ScreeningSchool(Counted):
    """Counts of a school by level and aspect, without names."""

    slug = "screening-school"
    title = "สรุปผลการคัดกรองนักเรียนของโรงเรียน"
    short_title = "สรุปผลของโรงเรียน"
    permission = Permission.CARE_COUNT
    needs = ("school", "year")
    template = "students/print/screening_school.html"
    page_class = "wide"

    @cached_property
    def rooms(self) -> list[Classroom]:
        school, year = self.subject.school, self.subject.year
        return list(Classroom.objects.filter(school=school, year=year))

    @cached_property
    def by_level(self) -> list[tuple[str, list[counts.Line], counts.Progress]]:
        """Each level of the school, in order, with its lines and how far it is."""
        done = counts.progress(self.the_round, self.rooms, user=self.user)
        rooms = [one.pk for one in self.rooms]
        found = counts.found_by_class(self.the_round, rooms, user=self.user)
        empty = counts.found_in(self.the_round, [], user=self.user)
        result = []
        for level, some in groupby(self.rooms, key=lambda one: one.level):
            own = list(some)
            lines = counts.summed(empty, [found[one.pk] for one in own if one.pk in found])
            sums = sum((done[one.pk] for one in own if one.pk in done), counts.Progress())
            result.append((str(SchoolLevel(level).label), lines, sums))
        return result

    @cached_property
    def whole(self) -> list[counts.Line]:
        empty = counts.found_in(self.the_round, [], user=self.user)
        return counts.summed(empty, [lines for _label, lines, _sums in self.by_level])

    def context(self) -> dict[str, Any]:
        return {
            "round": self.the_round,
            "levels": [(label, sums) for label, _lines, sums in self.by_level],
            "total": sum((sums for _label, _lines, sums in self.by_level), counts.Progress()),
            "lines": [(line, line.cells()) for line in self.whole],
            "sheets": list(self.tables()),
        }

    def tables(self) -> Iterator[dict[str, Any]]:
        """Aspects down, some levels across: เสี่ยง and มีปัญหา, or มี, of each."""
        for at in range(0, len(self.by_level), WIDEST_GROUP):
            some = self.by_level[at : at + WIDEST_GROUP]
            yield {
                "levels": [label for label, _lines, _sums in some],
                "rows": [
                    (line.label, line.is_presence, [own[place] for _label, own, _sums in some])
                    for place, line in enumerate(self.whole)
                ],
            }

    def sheet(self) -> Page:
        found = [["ทั้งโรงเรียน", *row] for row in rows(self.whole)]
        for label, lines, _sums in self.by_level:
            found += [[label, *row] for row in rows(lines)]
        return Page("สรุปผล", ["ชั้น", *HEADS], found, [14, *WIDTHS])

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Screening.objects.order_by("-round__opens_on", "pk").first()
        return {"school": found.round.school.code, "round": str(found.round_id)} if found else {}
