"""The visits of a class for the director, in one pack."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from homevisits import reports
from homevisits.definition import CURRENT
from homevisits.models import HomeVisit, Status, VisitPhoto, VisitRound
from homevisits.narrative import paragraph
from homevisits.paper import columns
from homevisits.summaries import percent, summary
from schoolcare.access import Permission
from schoolcare.documents import NUMBER, SUBJECT, TEXT, TO, Document, register
from schoolcare.letterhead import post
from schoolcare.packs import Part
from schoolcare.thai import thai_date
from students.models import Classroom, Student

PUPILS_A_PART = 10
PHOTOS_A_PART = 12


@register
class ClassPack(Document):
    """The visits of a class for the director: memo, cover list, summary, pupils, photos."""

    slug = "homevisit-class"
    title = "รายงานการเยี่ยมบ้านนักเรียน"
    permission = Permission.VISIT_VIEW
    needs = ("school", "year", "term", "classroom")
    classrooms = Classroom.objects
    template = "homevisits/print/class_memo.html"
    page_class = "pack"  # each part is an article of its own kind
    body_fields = (NUMBER, SUBJECT, TO, TEXT)
    is_batch = True

    def default_body(self) -> dict[str, str]:
        facts = self.facts
        room, term = self.subject.classroom, self.subject.term
        about = f"ชั้น {room} ภาคเรียนที่ {term.semester} ปีการศึกษา {term.year}"
        counted = (
            f"บัดนี้ การเยี่ยมบ้านนักเรียนเสร็จแล้ว นักเรียนทั้งหมด {facts['total']} คน "
            f"ได้รับการเยี่ยม {facts['visited']} คน คิดเป็นร้อยละ {facts['percent']} "
            "จึงขอรายงานผลตามเอกสารที่แนบมาพร้อมนี้"
        )
        return {
            "subject": f"รายงานผลการเยี่ยมบ้านนักเรียน {about}",
            "to": post(self.subject.school),
            "text": f"ตามที่ได้รับมอบหมายให้เยี่ยมบ้านนักเรียน{about} นั้น\n{counted}\nจึงเรียนมาเพื่อโปรดทราบ",
        }

    @cached_property
    def round(self) -> VisitRound | None:
        return VisitRound.objects.filter(term=self.subject.term).order_by("-number").first()

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Each pupil of the class whom the round is about, with their visit handed in."""
        if self.round is None:
            return []
        room = self.subject.classroom
        pupils = reports.roster(self.round).filter(classroom=room).select_related("student")
        rows = self.visits.prefetch_related("ticks", "photos__file")
        found = {visit.student_id: visit for visit in rows}
        return [{"enrolment": one, "visit": found.get(one.student_id)} for one in pupils]

    @property
    def visits(self):  # type: ignore[no-untyped-def]
        handed_in = [Status.SUBMITTED, Status.APPROVED]
        room = self.subject.classroom
        rows = HomeVisit.objects.filter(round=self.round, classroom=room, status__in=handed_in)
        pupils = reports.roster(self.round).filter(classroom=room).values("student")
        return rows.filter(student__in=pupils)

    @cached_property
    def done(self) -> list[HomeVisit]:
        """Visits that took place, in whatever way."""
        return [row["visit"] for row in self.rows if row["visit"] and row["visit"].mode != "none"]

    @cached_property
    def facts(self) -> dict[str, Any]:
        total, visited = len(self.rows), len(self.done)
        advisers = self.subject.classroom.advisers.select_related("user")
        return {
            "rows": self.rows,
            "round": self.round,
            "total": total,
            "visited": visited,
            "unvisited": total - visited,
            "sexes": self.sexes(),
            "percent": percent(visited, total),
            "percent_not": percent(total - visited, total),
            "advisers": [one.user for one in advisers],
        }

    def sexes(self) -> list[tuple[str, int, int, int]]:
        """For boys, for girls: how many, visited, not visited; a sex nobody has is left out."""
        lines = []
        for sex, label in Student.Sex.choices:
            here = [row for row in self.rows if row["enrolment"].student.sex == sex]
            seen = sum(row["visit"] in self.done for row in here)
            if here:
                lines.append((label, len(here), seen, len(here) - seen))
        return lines

    def context(self) -> dict[str, Any]:
        return self.facts

    def parts(self) -> Iterable[Part]:
        yield Part(self.html, "บันทึกข้อความ")
        yield self.part("class_list", "รายชื่อ", {})
        if not self.done:
            return
        yield self.part("class_summary", "สรุป", {"items": self.items()})
        for some in chunks(self.told(), PUPILS_A_PART):
            yield self.part("class_pupils", "รายบุคคล", {"pupils": some})
        for some in chunks(self.pictures(), PHOTOS_A_PART):
            yield self.part("class_photos", "รูปถ่าย", {"photos": some})

    def part(self, name: str, label: str, more: dict[str, Any]) -> Part:
        html = self.render(f"homevisits/print/{name}.html", self.facts | more)
        return Part(lambda: html, label)

    def items(self) -> list[tuple[str, list[Any]]]:
        """Each item of the paper with its options, two beside each other."""
        done = self.visits.exclude(mode="none")
        found = summary(done, CURRENT, self.round.form, len(self.done))
        return [(label, columns(lines, 2, down=True)) for label, lines in found]

    def told(self) -> list[tuple[Any, str]]:
        """Each visited pupil with a paragraph; nothing sensitive."""
        return [
            (row["enrolment"], paragraph(row["visit"], self.round.form))
            for row in self.rows
            if row["visit"] in self.done
        ]

    def pictures(self) -> list[tuple[VisitPhoto, str]]:
        return [
            (photo, f"{row['enrolment'].student.full_name} {day(row['visit'])}")
            for row in self.rows
            if row["visit"] in self.done
            for photo in row["visit"].photos.all()
        ]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        visit = HomeVisit.objects.with_pupil().filter(status=Status.APPROVED).first()
        if visit is None:
            return {}
        return {"classroom": str(visit.classroom_id), "term": str(visit.round.term.semester)}


def chunks(rows: list[Any], size: int) -> Iterable[list[Any]]:
    return (rows[at : at + size] for at in range(0, len(rows), size))


def day(visit: HomeVisit) -> str:
    return thai_date(visit.visited_on) if visit.visited_on else ""
