"""Forms of pupil groups: the group, its pupils, the kinds a school adds."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField, TickedRowsField
from schoolcare.models import User
from schoolcare.staff import staff_of
from schoolcare.submissions import SubmissionKeyField
from students.forms.staff import StaffChoice
from students.models import Classroom, Enrolment, GroupKind, GroupPupil, PupilGroup, Student

OTHER = "other"


class GroupForm(ScopedModelForm):
    adviser = StaffChoice(User.objects.none(), label="ครูที่ปรึกษากลุ่ม", required=False)
    key = SubmissionKeyField()
    layout = Layout("key", "seen", "kind", "name", "adviser", "purpose")

    class Meta:
        model = PupilGroup
        fields = ["kind", "name", "adviser", "purpose"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"name": "เว้นว่างใช้ชื่อเดียวกับประเภท"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group, fields = self.instance, self.fields
        kinds: Any = fields["kind"]
        kinds.queryset = GroupKind.objects.offered_to(group.school, [group.kind_id])
        people: Any = fields["adviser"]
        kept = [group.adviser_id] if group.adviser_id else []
        people.queryset = staff_of(group.school, timezone.localdate(), kept=kept)
        fields["name"].required = False

    def _get_validation_exclusions(self) -> set[str]:
        """An empty name becomes that of the kind when it is saved."""
        return {*super()._get_validation_exclusions(), "name"}  # type: ignore[misc]


class SeatTicks(TickedRowsField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        number = f"เลขที่ {obj.roll_number} " if obj.roll_number else ""
        return f"{number}{obj.student.short_name}"


def position_choices(kind: GroupKind, kept: str = "") -> list[tuple[str, str]]:
    """Those of the kind, and one that a record has already."""
    lines = [*kind.position_lines]
    if kept and kept not in lines:
        lines.append(kept)
    return [(one, one) for one in lines]


class AddPupilsForm(CrispyMixin, forms.Form):
    """Pupils of one class into the group, with one position and day."""

    seats = SeatTicks(Enrolment.objects.none(), label="นักเรียน")
    position = forms.ChoiceField(label="ตำแหน่ง", required=False)
    other = forms.CharField(label="ตำแหน่งอื่น", required=False, max_length=100)
    starts_on = ThaiDateField(label="ตั้งแต่วันที่")
    key = SubmissionKeyField()

    def __init__(self, *args: Any, group: PupilGroup, room: Classroom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = group.members.filter(ends_on=None).values("student")
        seats = room.enrolments.on_roster().in_roll_order().select_related("student")
        self.fields["seats"].queryset = seats.exclude(student__in=there)  # type: ignore[attr-defined]
        positions = position_choices(group.kind)
        self.fields["position"].choices = [("", "ไม่ระบุ"), *positions]  # type: ignore[attr-defined]
        self.layout = Layout("key", "seats", Row("position", "other"), "starts_on")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("position") and found.get("other"):
            self.add_error("other", "เลือกตำแหน่งหรือพิมพ์ตำแหน่งอื่น อย่างใดอย่างหนึ่ง")
        return found

    @property
    def chosen_position(self) -> str:
        return self.cleaned_data["position"] or " ".join(self.cleaned_data["other"].split())

    @property
    def pupils(self) -> list[Student]:
        return [seat.student for seat in self.cleaned_data["seats"]]


class GroupPupilForm(ScopedModelForm):
    starts_on = ThaiDateField(label="ตั้งแต่วันที่")
    ends_on = ThaiDateField(
        label="ถึงวันที่", required=False, help_text="เว้นว่างขณะยังอยู่ในกลุ่ม เช่น 31/3/2570 เมื่อพ้นจากกลุ่ม"
    )
    layout = Layout("seen", "position", Row("starts_on", "ends_on"))

    class Meta:
        model = GroupPupil
        fields = ["position", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = self.instance.group.kind.position_lines
        self.fields["position"].help_text = f"เช่น {' '.join(lines)}" if lines else ""

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError("วันพ้นต้องไม่มาก่อนวันเริ่ม"))
        return found


class GroupKindForm(ScopedModelForm):
    key = SubmissionKeyField()

    class Meta:
        model = GroupKind
        fields = ["name", "positions", "is_active"]
        widgets = {"positions": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "name": "เช่น ชมรมรักษ์โลก ผู้นำอนามัยนักเรียน",
            "is_active": "เอาออกแล้วไม่ขึ้นให้เลือก กลุ่มเดิมยังอยู่",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["is_active"]
        shown = [name for name in self.Meta.fields if name in self.fields]
        self.layout = Layout("key", "seen", *shown)
