"""The visits of a class for the director, in one pack."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects

from homevisits import reports
from homevisits.models import HomeVisit, Status, VisitRound
from homevisits.narrative import paragraph
from homevisits.summaries import Line, percent, summary
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import Register
from schoolcare.paper.body import NUMBER, SUBJECT, TEXT, TO
from schoolcare.paper.choices import Option
from schoolcare.paper.letterhead import post
from schoolcare.paper.packs import Part
from schoolcare.thai import thai_date
from students.models import Classroom, Student

PUPILS_A_PART = 50  # a class flows on; pages half empty would come between more parts
PHOTOS_A_ROW = 2
ROWS_A_PAGE = 2
ROWS_A_PART = 3 * ROWS_A_PAGE
NOT_HANDED_IN = "ยังไม่ได้ส่งบันทึก"
REMARKS = {"remote": "โทรศัพท์/วิดีโอ", "met": "พบที่โรงเรียน/หอพัก"}  # one line of the list each


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
    options = (Option("round", "รอบเยี่ยมบ้าน"),)
    register = Register.MEMO
    is_batch = True
    is_numbered_through = True

    def default_body(self) -> dict[str, str]:
        facts, at = self.facts, self.at
        room, term = at.classroom, at.term
        about = f"ชั้น {room} ภาคเรียนที่ {term.semester} ปีการศึกษา {term.year}{self.which}"
        is_over = facts["total"] == facts["visited"] > 0
        done = "การเยี่ยมบ้านนักเรียนเสร็จแล้ว" if is_over else "ได้ดำเนินการเยี่ยมบ้านนักเรียนแล้วบางส่วน"
        counted = (
            f"{done} นักเรียนทั้งหมด {facts['total']} คน "
            f"ได้รับการเยี่ยม {facts['visited']} คน คิดเป็นร้อยละ {facts['percent']}"
        )
        if not facts["visited"]:
            counted = f"นักเรียนทั้งหมด {facts['total']} คน ยังไม่ได้รับการเยี่ยม"
        counted = f"บัดนี้ {counted} จึงขอรายงานผลตามเอกสารที่แนบมาพร้อมนี้"
        return {
            "subject": f"รายงานผลการเยี่ยมบ้านนักเรียน {about}",
            "to": post(at.school),
            "text": f"ตามที่ได้รับมอบหมายให้เยี่ยมบ้านนักเรียน{about} นั้น\n{counted}\nจึงเรียนมาเพื่อโปรดทราบ",
        }

    @property
    def at(self) -> Any:
        """School, term and classroom, which are always there (`needs`)."""
        return self.subject

    @cached_property
    def rounds(self) -> list[VisitRound]:
        """Of the term, the newest first."""
        rounds = VisitRound.objects.filter(term=self.subject.term)
        return list(rounds.select_related("term").order_by("-number"))

    @cached_property
    def round(self) -> VisitRound | None:
        """The one that was asked for by its number, else the newest."""
        number = self.choices.options.get("round", "")
        newest = next(iter(self.rounds), None)
        return next((one for one in self.rounds if str(one.number) == number), newest)

    @property
    def which(self) -> str:
        """Said where the term has several rounds."""
        return f" รอบที่ {self.round.number}" if self.round and len(self.rounds) > 1 else ""

    @property
    def offered(self) -> tuple[Option, ...]:
        """The rounds to choose from, where there are several."""
        newest, *others = self.rounds or [None]
        if not others:
            return ()
        older = [(str(one.number), str(one)) for one in others]
        return (replace(self.options[0], choices=(("", str(newest)), *older)),)

    @property
    def text_key(self) -> str:
        is_first = self.round is None or self.round.number == 1
        return self.subject.key if is_first else f"{self.subject.key}/{self.round.number}"

    def check(self) -> None:
        if self.round is None:
            raise ValidationError("ภาคเรียนนี้ยังไม่มีรอบเยี่ยมบ้าน จึงยังไม่มีผลให้พิมพ์")

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Each pupil of the class whom the round is about, with their visit handed in."""
        if self.round is None:
            return []
        room = self.subject.classroom
        pupils = reports.roster(self.round).filter(classroom=room).select_related("student")
        found = {visit.student_id: visit for visit in self.visits}
        return [{"enrolment": one, "visit": found.get(one.student_id)} for one in pupils]

    @property
    def visits(self):  # type: ignore[no-untyped-def]
        """Those that the screen of coverage counts: also of a pupil who came from another class."""
        rounds = [self.round] if self.round else []
        pupils = reports.roster(*rounds).filter(classroom=self.subject.classroom).values("student")
        rows = HomeVisit.objects.filter(round=self.round, status__in=reports.HANDED_IN)
        return rows.filter(student__in=pupils)

    @cached_property
    def told(self) -> list[dict[str, Any]]:
        """Rows of the pupils who were visited, in whatever way."""
        return [row for row in self.rows if row["visit"] and row["visit"].mode != "none"]

    @cached_property
    def facts(self) -> dict[str, Any]:
        total, visited = len(self.rows), len(self.told)
        advisers = self.at.classroom.advisers.select_related("user")
        return {
            "total": total,
            "visited": visited,
            "unvisited": total - visited,
            "percent": percent(visited, total),
            "percent_not": percent(total - visited, total),
            "advisers": [one.user for one in advisers],
            "which": self.which,
        }

    def context(self) -> dict[str, Any]:
        return self.facts

    def parts(self) -> Iterable[Part]:
        yield Part(self.html)
        yield self.part("class_list", self.facts | {"rows": self.cover(), "sums": self.sums()})
        if not any(row["visit"] for row in self.rows):
            return
        met = [row["visit"] for row in self.told]
        prefetch_related_objects(met, "ticks", "photos__file", "follow_ups")
        items = summary(met, self.form) if met else []
        yield self.part("class_summary", self.facts | {"items": items, "ways": self.ways()})
        for some in chunks(self.told, PUPILS_A_PART):
            yield self.part("class_pupils", {"pupils": [self.pupil(row) for row in some]})
        for some in chunks(self.pictures(), ROWS_A_PART):
            yield self.part("class_photos", {"pages": list(chunks(some, ROWS_A_PAGE))})

    def part(self, name: str, shown: dict[str, Any]) -> Part:
        """A part known by what it shows: its HTML is made only when it is not on disk."""
        at = self.at
        place = (at.school.full_name, str(at.classroom), at.term.semester, at.term.year)
        content = repr((name, place, self.uses_thai_digits, self.form_code, plain(shown)))
        template = f"homevisits/print/{name}.html"
        return Part(lambda: self.render(template, shown), content=content, is_numbered=True)

    @property
    def form(self) -> str:
        return self.round.form if self.round else ""

    def cover(self) -> list[dict[str, Any]]:
        """A row per pupil of the class: number, code, name, visited, day, remark."""
        return [
            {
                "number": row["enrolment"].roll_number or "",
                "code": row["enrolment"].student.code,
                "name": row["enrolment"].student.full_name,
                "is_visited": bool(row["visit"] and row["visit"].mode != "none"),
                "day": day(row["visit"]) if row["visit"] else "",
                "remark": remark(row["visit"]),
            }
            for row in self.rows
        ]

    def sums(self) -> list[tuple[str, int, int, int]]:
        """(of whom, boys, girls, all); a pupil without a sex on record stands under all only."""
        visited = {row["enrolment"].pk for row in self.told}
        everybody = [row["enrolment"] for row in self.rows]
        groups = {
            "นักเรียนทั้งหมด": everybody,
            "ได้รับการเยี่ยมบ้าน": [one for one in everybody if one.pk in visited],
            "ไม่ได้รับการเยี่ยมบ้าน": [one for one in everybody if one.pk not in visited],
        }
        return [(label, *by_sex(some)) for label, some in groups.items()]

    def ways(self) -> list[tuple[str, list[Line]]]:
        """How pupils were visited and why others were not, as the screen of coverage counts them;
        percent of all whom the round is about.
        """
        met, missed = Counter(), Counter()
        for row in self.rows:
            visit = row["visit"]
            if row in self.told:
                met[visit.get_mode_display()] += 1
            else:
                missed[visit.get_reason_display() if visit else NOT_HANDED_IN] += 1
        return [
            (
                title,
                [Line(word, some, percent(some, len(self.rows))) for word, some in found.items()],
            )
            for title, found in (("วิธีเยี่ยม", met), ("เหตุที่ไม่ได้เยี่ยม", missed))
        ]

    def pupil(self, row: dict[str, Any]) -> dict[str, Any]:
        """Who, and what was found; nothing sensitive, nothing that means danger."""
        one = row["enrolment"]
        said = paragraph(row["visit"], self.form)
        return {"name": one.student.full_name, "number": one.roll_number, "said": said}

    def pictures(self) -> list[list[dict[str, str]]]:
        """Photos of the visits in the order of the roll; the reason where none could be taken.

        In rows: a pupil's two stand side by side, those who have but one share a row.
        """
        rows: list[list[dict[str, str]]] = []
        for row in self.told:
            visit, name = row["visit"], row["enrolment"].student.full_name
            words = {"name": name, "day": day(visit)}
            photos = visit.album
            shots = [
                words
                | {"file": photo.file.sha256, "own": photo.caption or photo.get_kind_display()}
                for photo in photos
            ]
            if not photos and (why := visit.answers.get("photo_refused", "")):
                shots = [words | {"why": why}]
            if len(shots) == 1 and rows and len(rows[-1]) < PHOTOS_A_ROW:
                rows[-1] += shots
            else:
                rows += chunks(shots, PHOTOS_A_ROW)
        return rows

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        visit = HomeVisit.objects.with_pupil().filter(status=Status.APPROVED).first()
        if visit is None:
            return {}
        return {"classroom": str(visit.classroom_id), "term": str(visit.round.term.semester)}


def chunks(rows: list[Any], size: int) -> Iterable[list[Any]]:
    return (rows[at : at + size] for at in range(0, len(rows), size))


def plain(shown: dict[str, Any]) -> dict[str, Any]:
    """What a part shows, in words that are the same for the same paper."""
    return shown | {"advisers": [user.full_name for user in shown.get("advisers", ())]}


def by_sex(some: list[Any]) -> tuple[int, int, int]:
    """Boys, girls, all."""
    sexes = [one.student.sex for one in some]
    return sexes.count(Student.Sex.MALE), sexes.count(Student.Sex.FEMALE), len(sexes)


def day(visit: HomeVisit) -> str:
    return thai_date(visit.visited_on) if visit.visited_on else ""


def remark(visit: HomeVisit | None) -> str:
    """Why there was no visit, or how it took place when not at home; whether it is being mended."""
    if visit is None:
        return NOT_HANDED_IN
    if visit.mode == HomeVisit.Mode.NONE:
        is_other = visit.reason == HomeVisit.Reason.OTHER and visit.reason_note
        return visit.reason_note if is_other else visit.get_reason_display()
    words = [REMARKS.get(visit.mode, "")]
    if visit.status == Status.RETURNED:
        words.append(visit.get_status_display())
    return " ".join(word for word in words if word)
