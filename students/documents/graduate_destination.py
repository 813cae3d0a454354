"""รายงานการศึกษาต่อและประกอบอาชีพของผู้จบการศึกษา: counts by level, kind and sex, then the list."""

from collections import Counter
from functools import cached_property
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Level, School
from schoolcare.spreadsheet import Page
from schoolcare.thai import percent
from students.models import Destination, Enrolment
from students.services.destinations import FINISHING

SEXES = ("M", "F")
NOT_NOTED = "ยังไม่บันทึก"


@register
class GraduateDestination(Document):
    slug = "graduate-destination"
    title = "รายงานการศึกษาต่อและประกอบอาชีพของผู้จบการศึกษา"
    short_title = "รายงานผู้จบการศึกษา"
    permission = Permission.PUPIL_VIEW
    needs = ("school", "year")
    objects = School.objects
    template = "students/print/graduate_destination.html"
    page_class = "report"
    is_signed = True

    @cached_property
    def seats(self) -> list[Any]:
        """Who sat in a finishing class to its end."""
        seats = Enrolment.objects.filter(
            classroom__school=self.subject.school,
            year=self.subject.year,
            classroom__level__in=FINISHING,
            ends_on=None,
        )
        order = ("classroom__level", "classroom__room", "classroom__room_name", "roll_number", "pk")
        return list(seats.select_related("student", "classroom").order_by(*order))

    @cached_property
    def noted(self) -> dict[int, Destination]:
        rows = Destination.objects.filter(
            year=self.subject.year, student__in=[one.student_id for one in self.seats]
        )
        return {one.student_id: one for one in rows}

    def words(self, student_id: int) -> str:
        """Under which heading a pupil is counted."""
        found = self.noted.get(student_id)
        if found is None:
            return NOT_NOTED
        kind = str(found.get_kind_display())
        return f"{kind}: {found.get_plan_display()}" if found.plan else kind

    @property
    def headings(self) -> list[str]:
        kinds = [str(one.label) for one in Destination.Kind]
        plans = [f"{kinds[0]}: {one.label}" for one in Destination.Plan]
        return [*plans, *kinds, NOT_NOTED]

    @cached_property
    def levels(self) -> list[dict[str, Any]]:
        """A table a level: heading, boys, girls, all (with those whose sex nobody entered)."""
        found = []
        for level in FINISHING:
            here = [one for one in self.seats if one.classroom.level == level]
            if not here:
                continue
            told = [(self.words(one.student_id), one.student.sex) for one in here]
            counts, every = Counter(told), Counter(word for word, _ in told)
            rows = [
                (
                    word,
                    *(counts[word, sex] for sex in SEXES),
                    every[word],
                    _percent(every[word], here),
                )
                for word in self.headings
                if every[word]
            ]
            sexes = Counter(one.student.sex for one in here)
            total = ("รวม", *(sexes[sex] for sex in SEXES), len(here), "100.0")
            found.append({"label": Level(level).label, "rows": rows, "total": total})
        return found

    @property
    def people(self) -> list[tuple[Any, str, str]]:
        """Seat, what they do, where."""
        return [
            (
                one,
                self.words(one.student_id),
                self.noted[one.student_id].place if one.student_id in self.noted else "",
            )
            for one in self.seats
        ]

    def context(self) -> dict[str, Any]:
        return {"levels": self.levels, "people": self.people}

    def sheet(self) -> Page:
        headers = ["ชั้น", "เลขที่", "รหัสนักเรียน", "ชื่อ - สกุล", "เพศ", "หลังจบ", "สถานศึกษาหรืองาน"]
        rows = [
            [
                seat.classroom.label,
                seat.roll_number,
                seat.student.code,
                seat.student.full_name,
                seat.student.get_sex_display(),
                word,
                place,
            ]
            for seat, word, place in self.people
        ]
        return Page("ผู้จบการศึกษา", headers, rows, [10, 8, 14, 36, 8, 30, 40])

    def sheets(self) -> list[Page]:
        counts = [
            [level["label"], *row]
            for level in self.levels
            for row in (*level["rows"], level["total"])
        ]
        headers = ["ชั้น", "หลังจบ", "ชาย", "หญิง", "รวม", "ร้อยละ"]
        return [self.sheet(), Page("สรุป", headers, counts, [10, 40, 8, 8, 8, 10])]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Destination.objects.order_by("pk").select_related("student__school").first()
        return {"school": found.student.school.code, "year": str(found.year)} if found else {}


def _percent(part: int, whole: list[Any]) -> str:
    return percent(part, len(whole), 1)
