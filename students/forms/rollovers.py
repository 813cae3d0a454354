"""Forms of the rollover: its settings, one class of the old year, the advisers of a new class."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import Level
from schoolcare.stale import SeenMixin
from students.models import (
    Classroom,
    LeavingReason,
    Rollover,
    RolloverClass,
    RolloverLine,
    Student,
)
from students.next_levels import NEXT
from students.rollover_plan import Plan
from students.rollover_teams import staff_of, teams_of

Kind = RolloverLine.Kind
NAMED = {Kind.REPEAT: "ซ้ำชั้น", Kind.GRADUATE: "จบการศึกษา", Kind.STAY: "ยังไม่เลื่อน (จัดห้องเองภายหลัง)"}


class RolloverForm(SeenMixin, CrispyMixin, forms.ModelForm):
    graduating = forms.TypedMultipleChoiceField(
        label="ชั้นที่จบการศึกษาจากโรงเรียนนี้",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="นักเรียนของชั้นที่เลือกจะเป็นสำเร็จการศึกษา ชั้นอื่นเลื่อนขึ้นไปชั้นถัดไป",
    )
    left_on = ThaiDateField(label="วันที่จบการศึกษาหรือออก")
    layout = Layout("graduating", "left_on", "advisers", "rolls")

    class Meta:
        model = Rollover
        fields = ["graduating", "left_on", "advisers", "rolls"]
        widgets = {"advisers": forms.RadioSelect, "rolls": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rollover = self.instance
        rooms = Classroom.objects.filter(school=rollover.school_id, year=rollover.year)
        levels = sorted({*rooms.values_list("level", flat=True), *rollover.graduating})
        field: Any = self.fields["graduating"]
        field.choices = [(level, Level(level).label) for level in levels]

    def clean_graduating(self) -> list[int]:
        return sorted(self.cleaned_data["graduating"])


class RolloverClassForm(SeenMixin, CrispyMixin, forms.Form):
    """Where one class goes, and which of its pupils go another way."""

    def __init__(self, *args: Any, plan: Plan, room: Classroom, **kwargs: Any) -> None:
        self.plan, self.room = plan, room
        self.moves = [one for one in plan.moves if one.source.pk == room.pk]
        keys = [one.student_id for one in self.moves]
        people = Student.objects.in_bulk(keys)
        self.pupils = {key: people[key] for key in keys}
        self.reasons = {one.code: one for one in _reasons()}
        super().__init__(*args, **kwargs)
        self.initial |= self._saved()
        if room.level not in plan.rollover.graduating:
            self.fields["target"] = forms.ChoiceField(
                label="ทั้งห้องไปห้อง", required=False, choices=self._target_choices()
            )
        choices = self._choices()
        for key, student in self.pupils.items():
            label = f"ปลายทางของ {student.short_name}"
            field = forms.ChoiceField(label=label, required=False, choices=choices)
            field.widget.attrs["aria-label"] = label
            self.fields[f"p{key}"] = field
        self.note_seen()

    @property
    def rows(self) -> list[tuple[int | None, Student, str, Any]]:
        """Roll number, pupil, status and field, in the order of the roll."""
        moves = sorted(self.moves, key=lambda one: (one.roll_number or 9999, one.seat_id))
        return [
            (
                one.roll_number,
                self.pupils[one.student_id],
                "" if one.status == Student.Status.STUDYING else one.status,
                self[f"p{one.student_id}"],
            )
            for one in moves
        ]

    def saved_values(self) -> dict[str, Any]:
        return self._saved(fresh=True)

    def _saved(self, *, fresh: bool = False) -> dict[str, Any]:
        """The choices as they are kept: read anew where the form is judged."""
        rollover = self.plan.rollover
        if fresh and self.is_bound:
            kept = RolloverLine.objects.filter(rollover=rollover, student__in=list(self.pupils))
            lines = {one.student_id: one for one in kept.select_related("reason")}
            goes = RolloverClass.objects.filter(rollover=rollover, classroom=self.room)
            target = goes.values_list("target", flat=True).first()
        else:
            lines, target = self.plan.lines, self.plan.chosen.get(self.room.pk)
        found = {f"p{key}": value_of(lines.get(key)) for key in self.pupils}
        if self.room.level not in rollover.graduating:
            found["target"] = str(target or "")
        return found

    def _target_choices(self) -> list[tuple[str, str]]:
        after = NEXT.get(Level(self.room.level))
        same = f"{Level(after).label}/{self.room.room_text}" if after else "จบการศึกษา"
        rooms = [one for one in self.plan.targets if one.level == after]
        return [("", f"ตามเลขห้องเดิม ({same})"), *((str(one.pk), one.label) for one in rooms)]

    def _choices(self) -> list[tuple[str, str]]:
        """What may become of a pupil of this class, the class's own way first."""
        after = NEXT.get(Level(self.room.level))
        ahead = [one for one in self.plan.targets if one.level == after]
        same = [one for one in self.plan.targets if one.level == self.room.level]
        others = [one for one in same if one.room_text != self.room.room_text]
        return [
            ("", f"ตามห้อง: {_way_words(self.plan, self.room)}"),
            *((f"to:{one.pk}", f"ไป {one.label}") for one in ahead),
            ("repeat", f"ซ้ำชั้น {self.room.label}"),
            *((f"to:{one.pk}", f"ซ้ำชั้น ห้อง {one.label}") for one in others),
            ("graduate", NAMED[Kind.GRADUATE]),
            *((f"leave:{code}", f"ออก: {one.name}") for code, one in self.reasons.items()),
            ("stay", NAMED[Kind.STAY]),
        ]

    @property
    def target(self) -> Classroom | None:
        key = self.cleaned_data.get("target")
        return next((one for one in self.plan.targets if str(one.pk) == key), None)

    @property
    def lines(self) -> dict[int, RolloverLine | None]:
        """A line for every pupil who goes another way, None for the others."""
        return {
            key: self._line(student, self.cleaned_data[f"p{key}"])
            for key, student in self.pupils.items()
        }

    def _line(self, student: Student, chosen: str) -> RolloverLine | None:
        what, _, which = chosen.partition(":")
        if not what:
            return None
        if what == "to":
            return RolloverLine(student=student, kind=Kind.MOVE, target_id=int(which))
        if what == "leave":
            return RolloverLine(student=student, kind=Kind.LEAVE, reason=self.reasons[which])
        return RolloverLine(student=student, kind=what)


def value_of(line: RolloverLine | None) -> str:
    """A line as the form's choice."""
    if line is None:
        return ""
    if line.kind == Kind.MOVE:
        return f"to:{line.target_id}"
    return f"leave:{line.reason.code}" if line.reason else str(line.kind)


def _way_words(plan: Plan, room: Classroom) -> str:
    way = plan.way_of_class(room)
    if way.target:
        return way.target.label
    if way.missing:
        level, text = way.missing
        return f"{Level(level).label}/{text}"
    return NAMED[Kind.GRADUATE]


def _reasons() -> list[LeavingReason]:
    """Who graduates has a choice of their own; who stays in the register does not leave."""
    rows = LeavingReason.objects.filter(is_active=True).exclude(status__in=Student.IN_SCHOOL)
    return list(rows.exclude(status=Student.Status.GRADUATED))


class RolloverTeamForm(SeenMixin, CrispyMixin, forms.Form):
    """The advisers of one class of the new year."""

    users = forms.MultipleChoiceField(
        label="ครูที่ปรึกษา", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, plan: Plan, room: Classroom, **kwargs: Any) -> None:
        self.plan, self.room = plan, room
        self.team = self._team()
        super().__init__(*args, initial={"users": self.team}, **kwargs)
        staff = staff_of(plan.rollover)
        self.people = {str(key): one for key, one in staff.items()}
        people = sorted(staff.values(), key=lambda one: (one.first_name, one.last_name, one.pk))
        field: Any = self.fields["users"]
        field.choices = [(str(one.pk), one.full_name) for one in people]

    def saved_values(self) -> dict[str, Any]:
        """The team as it is kept or proposed, read anew where the form is judged."""
        return {"users": self._team() if self.is_bound else self.team}

    def _team(self) -> list[str]:
        found = [people for one, people in teams_of(self.plan) if one.pk == self.room.pk]
        return sorted(str(one.pk) for people in found for one in people)

    def compared(self, name: str, value: Any) -> Any:
        return sorted(str(getattr(one, "pk", one)) for one in value or [])

    def clean_users(self) -> list[Any]:
        return [self.people[key] for key in self.cleaned_data["users"]]


class RolloverCommitForm(CrispyMixin, forms.Form):
    """The plan that was looked at."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=40)
