"""SDQ on paper: the results of one pupil, of a class, and the empty form to answer on."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import User
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page
from schoolcare.text import sent_number
from students import sdq_results
from students.documents.class_list import ClassList
from students.forms.sdq import IMPACT_HINT, IMPACT_HINTS, IMPACT_LABELS
from students.models import (
    Classroom,
    Enrolment,
    Informant,
    Score,
    ScreeningRound,
    SdqItemText,
    SdqResponse,
    Student,
)
from students.sdq_results import PupilRow
from students.sdq_scoring import ASKED, ITEMS, SCORES
from students.services import sdq

ROUND = Option("round", "รอบ")
INFORMANT = Option(
    "informant",
    "แบบเปล่าของ",
    tuple(("" if one == Informant.TEACHER else one.value, str(one.label)) for one in Informant),
)
NO_ROUND = "ยังไม่มีรอบคัดกรอง จึงยังไม่มีผล SDQ ให้พิมพ์"


class OfRound(Document):
    """A paper about one round of the school: that which is asked for, else the newest."""

    options = (ROUND,)

    @cached_property
    def rounds(self) -> list[ScreeningRound]:
        found = ScreeningRound.objects.filter(school=self.subject.school)
        if self.subject.year:
            found = found.filter(term__year=self.subject.year)
        return list(found.select_related("term").order_by("-opens_on", "-number"))

    @cached_property
    def round(self) -> ScreeningRound | None:
        asked = sent_number(self.choices.options.get("round", ""))
        newest = next(iter(self.rounds), None)
        return next((one for one in self.rounds if one.pk == asked), newest)

    @property
    def offered(self) -> tuple[Option, ...]:
        """The rounds to choose from, where there are several."""
        others = tuple(one for one in self.options if one is not ROUND)
        if len(self.rounds) < 2 or self.subject.is_blank:
            return others
        newest, *older = self.rounds
        choices = (("", str(newest)), *((str(one.pk), str(one)) for one in older))
        return (replace(ROUND, choices=choices), *others)

    def check(self) -> None:
        if self.round is None and not self.subject.is_blank:
            raise ValidationError(NO_ROUND)


@register
class SdqStudent(OfRound):
    """Three informants side by side with the norms they were judged by; empty, the answer form."""

    slug = "sdq-student"
    title = "ผลการประเมิน SDQ รายบุคคล"
    short_title = "ผล SDQ"
    permission = Permission.SDQ_VIEW
    needs = ("school", "object")
    objects = Student.objects
    template = "students/print/sdq_student.html"
    page_class = "report"
    options = (ROUND, INFORMANT)
    can_be_blank = True
    thai_digits = False  # what is keyed from the empty form stands on the keys like that

    def __str__(self) -> str:
        return "แบบบันทึกคำตอบ SDQ" if self.subject.is_blank else self.title

    @property
    def offered(self) -> tuple[Option, ...]:
        found = super().offered
        return found if self.subject.is_blank else tuple(o for o in found if o is not INFORMANT)

    @property
    def pupil_id(self) -> int | None:
        return self.subject.object.pk if self.subject.object else None

    def html(self) -> str:
        if self.subject.is_blank:
            return self.render("students/print/sdq_blank.html", self.form())
        return super().html()

    def context(self) -> dict[str, Any]:
        student = self.subject.object
        rows = SdqResponse.objects.filter(student=student).select_related("round__term", "norm_set")
        blocks = sdq_results.by_round(rows)
        block = next((one for one in blocks if one["round"] == self.round), None)
        responses = block["responses"] if block else {}
        seat = student.enrolments.select_related("classroom").order_by("-year", "-pk").first()
        return {
            "student": student,
            "seat": seat,
            "round": self.round,
            "rows": block["rows"] if block else sdq_results.score_rows({}, {}),
            "sheets": [(Informant(one).label, row) for one, row in responses.items()],
            "norm_sets": sdq_results.norm_sets(responses.values()),
            "informants": [label for _value, label in Informant.choices],
            "advisers": [one.user for one in seat.classroom.advisers.select_related("user")]
            if seat
            else [],
            "primary": Informant(sdq.settings_of(student.school).primary).label,
        }

    def form(self) -> dict[str, Any]:
        """The boxes to write into, with the words of the items where the school is licensed."""
        informant = Informant(self.choices.options.get("informant") or Informant.TEACHER)
        school = self.subject.school
        words: dict[int, str] = {}
        if school and sdq.settings_of(school).may_show_items:
            texts = SdqItemText.objects.filter(school=school, informant=informant)
            words = dict(texts.values_list("number", "text"))
        items = [(number, words.get(number, "")) for number in range(1, ITEMS + 1)]
        asked = [(IMPACT_LABELS[o], IMPACT_HINTS.get(o, IMPACT_HINT)) for o in ASKED[informant]]
        half = (ITEMS + 1) // 2
        sides = [(items[at], items[at + half] if at + half < ITEMS else None) for at in range(half)]
        return {
            "informant": informant,
            "items": items,
            "sides": sides,
            "has_words": bool(words),
            "impact": asked,
        }

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        keyed = SdqResponse.objects.filter(informant=Informant.PARENT).order_by("pk")
        found = Student.objects.filter(pk__in=keyed.values("student")[:1]).first()
        found = found or Student.objects.order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class SdqClass(OfRound):
    """The class in one round: total of each informant, where they are apart, how many of each."""

    slug = "sdq-class"
    title = "สรุปผลการประเมิน SDQ ของห้อง"
    short_title = "ผล SDQ ของห้อง"
    permission = Permission.SDQ_VIEW
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = "students/print/sdq_class.html"
    page_class = "report"

    @cached_property
    def seats(self) -> list[Enrolment]:
        """The roster as far as the person's right reaches its pupils."""
        seats: Any = Enrolment.objects.filter(classroom=self.subject.classroom)
        if self.user is not None:
            seats = seats.for_user(self.user, self.permission)
        return list(seats.on_roster().in_roll_order().select_related("student"))

    @cached_property
    def rows(self) -> list[PupilRow]:
        return sdq_results.rows_of_class(self.round, self.seats) if self.round else []

    def context(self) -> dict[str, Any]:
        every = [one for row in self.rows for one in row.responses.values()]
        advisers = self.subject.classroom.advisers.select_related("user")
        return {
            "round": self.round,
            "rows": self.rows,
            "totals": sdq_results.totals(self.rows),
            "norm_sets": sdq_results.norm_sets(every),
            "informants": [label for _value, label in Informant.choices],
            "advisers": [one.user for one in advisers],
            "is_prorated": any(one.is_prorated for one in every),
        }

    def record_reading(self, *, by: User | None) -> None:
        room = self.subject.classroom
        pupils = [seat.student_id for seat in self.seats]
        audit.record("sdq_class.view", room, by=by, school_id=room.school_id, pupils=pupils)

    def sheet(self) -> Page:
        headers = ["เลขที่", "รหัส", "ชื่อ-สกุล", "ผู้ประเมิน", "วันที่"]
        headers += [str(label) for label in Score.labels]
        headers += [f"ผล {label}" for label in Score.labels] + ["เกณฑ์", "หมายเหตุ"]
        return Page("SDQ", headers, list(self.lines()))

    def lines(self) -> Iterator[list[Any]]:
        """A line a sheet; a pupil without one has a line of the name alone."""
        for row in self.rows:
            who = [row.seat.roll_number, row.seat.student.code, row.seat.student.full_name]
            sheets = [row.responses[one] for one in Informant.values if one in row.responses]
            for one in sheets:
                cells = [sdq_results.cell_of(one, name, None) for name in SCORES_SHOWN]
                scores, words = [cell.score for cell in cells], [cell.word for cell in cells]
                remark = "คำนวณจากข้อที่ตอบ" if one.is_prorated else ""
                remark = remark if one.is_complete else "ยังไม่ครบ"
                label = str(Informant(one.informant).label)
                yield [*who, label, one.answered_on, *scores, *words, str(one.norm_set), remark]
            if not sheets:
                yield who

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        keyed = SdqResponse.objects.filter(informant=Informant.PARENT).order_by("pk")
        found = keyed.values("student").first()
        seats = Enrolment.objects.filter(student=found["student"]) if found else None
        seat = seats.order_by("-year").first() if seats is not None else None
        return {"classroom": str(seat.classroom_id)} if seat else ClassList.demo_params()


SCORES_SHOWN = tuple(Score.values)
assert set(SCORES_SHOWN) == set(SCORES)  # noqa: S101 -- two lists of the same scores
