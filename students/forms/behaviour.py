"""Forms of behaviour: finding pupils, noting in one tap, taking back, the list's filter."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from schoolcare.forms import CrispyMixin, Folded, ThaiDateField, TickedRowsField
from schoolcare.models import School, User
from schoolcare.submissions import SubmissionKeyField, once
from students.models import BehaviourEvent, BehaviourKind, BehaviourNote, Classroom, Student
from students.services import behaviour
from students.services.behaviour import Seen

DETAILS = ("on", "place", "words", "photo")
SHORTEST = 2  # characters of a name that are searched for


class PupilSearchForm(CrispyMixin, forms.Form):
    q = forms.CharField(label="ชื่อ ชื่อเล่น หรือรหัสนักเรียน", max_length=100)

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"].strip()
        if len(text) < SHORTEST:
            raise ValidationError(f"พิมพ์อย่างน้อย {SHORTEST} ตัวอักษร")
        return text


class BehaviourForm(CrispyMixin, forms.Form):
    """Whom and what: the kind is the button that was pressed; the rest may stay as it is."""

    key = SubmissionKeyField()
    students = TickedRowsField(
        Student.objects.none(), label="นักเรียน", widget=forms.MultipleHiddenInput
    )
    kind = forms.ModelChoiceField(BehaviourKind.objects.none(), label="พฤติกรรม")
    on = ThaiDateField(label="วันที่")
    place = forms.CharField(label="สถานที่", max_length=150, required=False)
    words = forms.CharField(
        label="รายละเอียด",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ผู้ปกครองไม่เห็นข้อความนี้ในหนังสือ",
    )
    photo = forms.FileField(
        label="รูป", required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    # `kind` stands in no layout: its choices are the buttons that save
    layout = Layout(Folded("วันที่ สถานที่ รายละเอียด รูป", *DETAILS))

    def __init__(
        self,
        *args: Any,
        user: User,
        school: School,
        students: QuerySet[Student],
        kinds: QuerySet[BehaviourKind],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.school = user, school
        fields: dict[str, Any] = self.fields
        fields["students"].queryset, fields["kind"].queryset = students, kinds
        fields["kind"].error_messages["required"] = "แตะพฤติกรรมที่เห็น"
        fields["kind"].error_messages["invalid_choice"] = (
            "โรงเรียนเพิ่งเปลี่ยนเกณฑ์คะแนน เลือกพฤติกรรมอีกครั้ง"
        )

    def save(self) -> BehaviourEvent:
        """Once for a form. Raises ValidationError."""
        found = self.cleaned_data
        seen = Seen(found["on"], found["place"], found["words"], found["photo"])

        def note() -> BehaviourEvent:
            return behaviour.note_behaviour(
                self.school, found["students"], found["kind"], seen, by=self.user
            )

        return once(self.user, found["key"], note)[0]


class WithdrawForm(CrispyMixin, forms.Form):
    """Whose note is taken back, all of them at first; the reason may be left out by the writer."""

    notes = TickedRowsField(
        BehaviourNote.objects.none(),
        label="ถอนบันทึกของ",
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label="เหตุผล", max_length=300)

    def __init__(
        self, *args: Any, event: BehaviourEvent, notes: QuerySet, by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.by = event, by
        fields: dict[str, Any] = self.fields
        fields["notes"].queryset = notes
        fields["notes"].label_from_instance = lambda one: one.student.short_name
        self.initial["notes"] = [one.pk for one in notes]
        fields["reason"].required = not behaviour.may_take_back(event, by)

    def save(self) -> list[BehaviourNote]:
        found = self.cleaned_data
        return behaviour.withdraw(self.event, found["notes"], reason=found["reason"], by=self.by)


class BehaviourFilter(CrispyMixin, forms.Form):
    """Of the year worked in; of a class, good or bad, withdrawn ones too or not."""

    classroom = forms.ModelChoiceField(
        Classroom.objects.none(), label="ห้อง", required=False, empty_label="ทุกห้อง"
    )
    good = forms.ChoiceField(
        label="พฤติกรรม",
        required=False,
        choices=[("", "ทั้งหมด"), ("1", "ความดี"), ("0", "ที่ต้องปรับ")],
    )
    semester = forms.ChoiceField(
        label="ภาคเรียน",
        required=False,
        choices=[("", "ทั้งปี"), ("1", "ภาคเรียนที่ 1"), ("2", "ภาคเรียนที่ 2")],
    )

    def __init__(self, *args: Any, classrooms: QuerySet[Classroom], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["classroom"].queryset = classrooms

    def narrow(self, rows: QuerySet) -> QuerySet:
        """What the filter leaves; nothing where it cannot be read."""
        if not self.is_bound:
            return rows
        if not self.is_valid():
            return rows.none()
        found = self.cleaned_data
        if found["good"]:
            rows = rows.filter(is_good=found["good"] == "1")
        if found["semester"]:
            rows = rows.filter(semester=found["semester"])
        if found["classroom"]:
            sat_there = BehaviourNote.objects.filter(classroom=found["classroom"])
            rows = rows.filter(pk__in=sat_there.values("event"))
        return rows
