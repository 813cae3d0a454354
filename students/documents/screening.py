"""The form of screening of one pupil, filled or for the pen, and those of a whole class."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import User
from schoolcare.paper.choices import Option
from schoolcare.paper.packs import Part
from schoolcare.text import sent_number
from students.models import (
    Aspect,
    AspectResult,
    Classroom,
    Screening,
    ScreeningRound,
    ScreeningTemplate,
)
from students.models.screening import seen
from students.models.screening_forms import SEVERITY, Level
from students.services.screening_rounds import current, forms_of

TEMPLATE = "students/print/screening_form.html"
VIEW = Permission.SCREENING_VIEW
ROUND = Option("round", "รอบคัดกรอง")  # by its key; without one the round to work in
WHOLE = Screening.objects.select_related(
    *("student", "classroom", "round__term", "round__template", "screened_by")
)
FORM = Option("form", "แบบคัดกรอง", hint="รหัสของแบบ เว้นว่างเพื่อใช้แบบที่โรงเรียนใช้อยู่")


@register
class ScreeningForm(Document):
    """One pupil in one round; blank with the form that the school goes by."""

    slug = "screening-form"
    title = "แบบคัดกรองนักเรียนรายบุคคล"
    short_title = "แบบคัดกรอง"
    permission = VIEW
    needs = ("school", "object")
    objects = Screening.objects
    template = TEMPLATE
    page_class = "form"
    can_be_blank = True
    options = (FORM,)

    @property
    def pupil_id(self) -> int | None:
        return self.subject.object.student_id if self.subject.object else None

    def context(self) -> dict[str, Any]:
        if self.subject.object:
            [whole] = seen(WHOLE.filter(pk=self.subject.object.pk).seen_by(self.user), self.user)
            return facts(whole)
        return blank(self.form)

    @property
    def form(self) -> ScreeningTemplate:
        """The edition that was asked for, else the one that the school goes by."""
        school: Any = self.subject.school
        usable = ScreeningTemplate.objects.readable_in(school)
        asked = sent_number(self.choices.options.get(FORM.name, ""))
        found = usable.filter(pk=asked).first() if asked else None
        form = found or next(iter(forms_of(school)), None)
        if form is None:
            raise ValidationError("ยังไม่มีแบบคัดกรองที่ประกาศใช้")
        return form

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Screening.objects.filter(group="problem").order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class ScreeningForms(Document):
    """Every pupil of a class who was screened in a round, in the order of the roll."""

    slug = "screening-forms"
    title = "แบบคัดกรองนักเรียนรายบุคคลทั้งห้อง"
    short_title = "แบบคัดกรองทั้งห้อง"
    permission = VIEW
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = TEMPLATE
    page_class = "form"
    is_batch = True
    options = (ROUND,)

    @cached_property
    def screenings(self) -> list[Screening]:
        round_ = round_of(self)
        seats = self.subject.classroom.enrolments.on_roster().in_roll_order()
        order = list(seats.values_list("student_id", flat=True))
        rows = WHOLE.filter(round=round_, student__in=order).seen_by(self.user)
        if self.user is not None:
            rows = rows.for_user(self.user, self.permission)
        return sorted(seen(rows, self.user), key=lambda one: order.index(one.student_id))

    def parts(self) -> Iterable[Part]:
        if not self.screenings:
            raise ValidationError("ยังไม่มีนักเรียนที่คัดกรองแล้วในห้องนี้")
        for one in self.screenings:
            yield Part(lambda one=one: self.render(TEMPLATE, facts(one)))  # type: ignore[misc]

    def record_reading(self, *, by: User | None) -> None:
        record_class(self, [one.student_id for one in self.screenings], by=by)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        return class_params()


def round_of(document: Document) -> ScreeningRound | None:
    """The round that was asked for by its key, else the one to work in of the year."""
    school, year = document.subject.school, document.subject.year
    rounds = list(ScreeningRound.objects.of_place(school, year or 0))
    asked = document.choices.options.get(ROUND.name, "")
    found = next((one for one in rounds if str(one.pk) == asked), None)
    return found or current(rounds, document.choices.date)


def class_params() -> dict[str, str]:
    found = Screening.objects.order_by("-round__opens_on", "pk").first()
    if found is None:
        return {}
    return {"classroom": str(found.classroom_id), "round": str(found.round_id)}


def record_class(document: Document, pupils: list[int], *, by: User | None) -> None:
    room = document.subject.classroom
    audit.record(
        "screening_class.view", room, by=by, school_id=room.school_id, pupils=sorted(pupils)
    )


def facts(screening: Screening) -> dict[str, Any]:
    """What the template shows of one screening; its own version of the form."""
    results = {one.aspect_id: one for one in screening.results.all()}
    seat = screening.classroom.enrolments.filter(student=screening.student_id).first()
    return {
        "screening": screening,
        "student": screening.student,
        "round": screening.round,
        "room": screening.classroom,
        "roll": seat.roll_number if seat and seat.roll_number else "",
        "age": screening.student.age_on(screening.screened_on),
        "form": screening.round.template,
        "rows": rows_of(screening.round.template, results),
        "groups": groups(screening.group),
    }


def blank(form: ScreeningTemplate) -> dict[str, Any]:
    """For the pen."""
    empty = {"screening": None, "student": None, "round": None, "room": None, "roll": ""}
    return empty | {"age": None, "form": form, "rows": rows_of(form, {}), "groups": groups("")}


def groups(group: str) -> list[tuple[str, bool]]:
    return [(str(one.label), group == one.value) for one in SEVERITY]


def rows_of(form: ScreeningTemplate, results: dict[int, AspectResult]) -> list[dict[str, Any]]:
    """Each aspect with its levels as ticks to choose one, its criteria as ticks to choose many."""
    aspects: Iterable[Aspect] = form.aspects.prefetch_related("criteria")
    return [_row(one, results.get(one.pk)) for one in aspects]


def _row(aspect: Aspect, result: AspectResult | None) -> dict[str, Any]:
    ticked = {one.pk for one in result.ticked} if result else set()  # type: ignore[attr-defined]
    levels = []
    for level in (Level.RISK, Level.PROBLEM, Level.HAS):
        own = [one for one in aspect.criteria.all() if one.level == level]
        if own:
            ticks = [(one.text, one.pk in ticked) for one in own]
            levels.append({"label": str(level.label), "ticks": ticks})
    said = result.level if result else ""
    return {
        "aspect": aspect,
        "choices": [(str(one.label), said == one.value) for one in aspect.levels],
        "levels": levels,
        "remark": result.remark if result else "",
        "reason": result.reason if result else "",
        "action": result.action if result else None,
    }
