"""Forms of a class meeting: itself, one pupil's guardian and talk, the election."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from schoolcare.forms import CrispyMixin, PhoneField, ScopedModelForm, ThaiDateField, ThaiTimeField
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once
from students.models import ClassMeeting, Guardianship, MeetingPupil, ParentMember, ParentNetwork
from students.services import class_meetings

TEXTS = ("agenda", "talks", "opinions", "requests")
MEMBERS = 6  # lines for ordinary members in an election
POSTS = [one for one in ParentMember.Position if one != ParentMember.Position.MEMBER]


class MeetingForm(ScopedModelForm):
    held_on = ThaiDateField(label="วันที่")
    starts_at = ThaiTimeField(label="เริ่มเวลา", required=False)
    ends_at = ThaiTimeField(label="ถึงเวลา", required=False)
    layout: Any = Layout(Row("held_on", "starts_at", "ends_at"), "place", Fieldset("เนื้อหา", *TEXTS))

    class Meta:
        model = ClassMeeting
        fields = ["held_on", "starts_at", "ends_at", "place", *TEXTS]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in TEXTS}
        help_texts = {"agenda": "บรรทัดละหนึ่งวาระ"}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = found.get("starts_at"), found.get("ends_at")
        if ends and (begins is None or ends <= begins):
            self.add_error("ends_at", "เวลาเลิกต้องหลังเวลาเริ่ม")
        return found

    def save(self, commit: bool = True) -> ClassMeeting:
        return class_meetings.update_meeting(self.instance, by=self.user)


class NewMeetingForm(MeetingForm):
    key = SubmissionKeyField()
    layout = Layout("key", Row("held_on", "starts_at", "ends_at"), "place", "agenda")

    class Meta(MeetingForm.Meta):
        fields = ["held_on", "starts_at", "ends_at", "place", "agenda"]

    def save(self, commit: bool = True) -> ClassMeeting:
        key, new = self.cleaned_data["key"], self.instance
        return once(self.user, key, lambda: class_meetings.plan_meeting(new, by=self.user))[0]


class MeetingPupilForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """Which guardian came (or somebody else), the talk, the follow-up of who did not."""

    phone = PhoneField(label="โทรศัพท์", required=False)
    followed_on = ThaiDateField(label="ติดตามเมื่อวันที่", required=False)
    layout = Layout(
        Fieldset("ผู้มาประชุม", "presence", "guardian", Row("name", "relation", "phone")),
        Fieldset("การพูดคุยรายคน", "note"),
        Fieldset("ถ้าไม่มา ติดตามอย่างไร", Row("follow_way", "followed_on"), "follow_note"),
    )

    class Meta:
        model = MeetingPupil
        fields = [
            *("presence", "guardian", "name", "relation", "phone", "note"),
            *("follow_way", "followed_on", "follow_note"),
        ]
        widgets = {"presence": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"name": "กรอกเมื่อผู้มาไม่อยู่ในรายชื่อผู้ปกครอง"}

    def __init__(self, *args: Any, known: Sequence[Guardianship], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.known = {one.guardian_id: one for one in known}
        fields: dict[str, Any] = self.fields
        rows = Guardianship.guardian.field.related_model._default_manager
        fields["guardian"].queryset = rows.filter(pk__in=list(self.known))
        fields["guardian"].empty_label = "คนอื่น (กรอกชื่อ)"
        fields["guardian"].label_from_instance = lambda one: (
            f"{one.full_name} ({self.known[one.pk].relation})"
        )
        fields["presence"].choices = [("", "ยังไม่ทราบ"), *MeetingPupil.Presence.choices]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        guardian = found.get("guardian")
        if found.get("presence") == MeetingPupil.Presence.PRESENT:
            if guardian:
                one = self.known[guardian.pk]
                found["name"], found["relation"] = guardian.full_name, one.relation
                found["phone"] = found.get("phone") or guardian.phone
            elif not found.get("name"):
                self.add_error("name", "เลือกผู้ปกครอง หรือกรอกชื่อผู้มา")
        if found.get("follow_way") and not found.get("followed_on"):
            self.add_error("followed_on", "กรุณากรอกวันที่ติดตาม")
        if found.get("followed_on") and not found.get("follow_way"):
            self.add_error("follow_way", "กรุณาเลือกวิธีติดตาม")
        return found

    def save(self, commit: bool = True) -> MeetingPupil:
        for name in ("name", "relation", "phone"):
            setattr(self.instance, name, self.cleaned_data[name])
        return class_meetings.save_pupil(self.instance, by=self.by)


class ElectionForm(CrispyMixin, forms.Form):
    """Who was elected among the guardians of the class; those who came stand first."""

    ends_on = ThaiDateField(label="ครบวาระวันที่")

    def __init__(
        self,
        *args: Any,
        meeting: ClassMeeting,
        people: Sequence[tuple[Guardianship, str]],
        by: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.by = meeting, by
        self.people = {str(one.guardian_id): one for one, _label in people}
        choices = [("", "ยังไม่เลือก"), *((str(one.guardian_id), label) for one, label in people)]
        self.names = [f"post_{one.value}" for one in POSTS]
        self.names += [f"member_{number}" for number in range(1, MEMBERS + 1)]
        labels = [one.label for one in POSTS]
        labels += [f"กรรมการ คนที่ {number}" for number in range(1, MEMBERS + 1)]
        for name, label in zip(self.names, labels, strict=True):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.layout = Layout(
            Fieldset("ตำแหน่ง", *self.names[: len(POSTS)]),
            Fieldset("กรรมการ", *self.names[len(POSTS) :]),
            "ends_on",
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        chosen: list[str] = []
        for name in self.names:
            if (one := found.get(name)) and one in chosen:
                self.add_error(name, "เลือกคนนี้ไว้ในตำแหน่งอื่นแล้ว")
            chosen += [found[name]] if found.get(name) else []
        if not chosen:
            raise forms.ValidationError("เลือกอย่างน้อยหนึ่งคน")
        return found

    def save(self) -> ParentNetwork:
        members = [self._member(name) for name in self.names if self.cleaned_data[name]]
        ends_on = self.cleaned_data["ends_on"]
        return class_meetings.elect(self.meeting, members, ends_on=ends_on, by=self.by)

    def _member(self, name: str) -> ParentMember:
        one = self.people[self.cleaned_data[name]]
        kind, _, number = name.partition("_")
        usual = ParentMember.Position.MEMBER
        return ParentMember(
            position=int(number) if kind == "post" else usual,
            guardian=one.guardian,
            student_id=one.student_id,
            name=one.guardian.full_name,
            phone=one.guardian.phone,
        )
