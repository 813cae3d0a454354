"""Forms of a penalty by its kind, of what came of it, of calling it off; of a letter's outcome."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet

from schoolcare.forms import CrispyMixin, ThaiDateField, TickedRowsField
from schoolcare.models import User
from schoolcare.staff import staff_of
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.thai import thai_date
from students.forms.signed_bonds import ScanField
from students.models import BehaviourLetter, BehaviourNote, Penalty
from students.services import letters, penalties, signed_bonds

Kind = Penalty.Kind
OF_KIND: dict[str, list[str]] = {
    Kind.WARNING: [],
    Kind.BOND: ["terms", "until"],
    Kind.POINTS: ["points"],
    Kind.ACTIVITY: ["activity", "hours", "supervisor"],
}
MUST = {"terms", "points", "activity", "supervisor"}
RECENT = 20


class PenaltyForm(CrispyMixin, forms.ModelForm):
    """The fields of one kind of penalty, and the notes that it answers."""

    key = SubmissionKeyField()
    decided_on = ThaiDateField(label="วันที่พิจารณา")
    until = ThaiDateField(label="ทัณฑ์บนถึงวันที่", required=False)
    notes = TickedRowsField(
        BehaviourNote.objects.none(),
        label="พฤติกรรมที่เป็นเหตุ",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Penalty
        fields = ["decided_on", "reason", "terms", "until", "points", "activity", "hours"]
        fields += ["supervisor", "notes"]
        help_texts = {
            "points": "ตัดเพิ่มจากคะแนนที่ถูกตัดไปพร้อมบันทึกพฤติกรรมแล้ว",
            "terms": "สิ่งที่นักเรียนรับว่าจะทำหรือไม่ทำ บรรทัดละข้อ",
            "reason": "รวมคำชี้แจงของนักเรียน",
            "activity": "เช่น ดูแลห้องสมุดช่วงพักกลางวัน ต้องไม่ทำให้อับอายหรือเป็นอันตราย",
        }
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 3}),
            "terms": forms.Textarea(attrs={"rows": 3}),
            "activity": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, today: date, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.user = today, user
        fields: dict[str, Any] = self.fields
        own = OF_KIND[self.instance.kind]
        for name in {one for every in OF_KIND.values() for one in every} - set(own):
            del fields[name]
        for name in MUST & set(own):
            fields[name].required = True
        if "supervisor" in fields:
            fields["supervisor"].queryset = staff_of(self.instance.student.school, today)
        if "hours" in fields:
            fields["hours"].min_value = 0
        rows = BehaviourNote.objects.filter(student=self.instance.student, event__is_good=False)
        fields["notes"].queryset = (
            rows.standing().select_related("event").order_by("-event__on", "-pk")
        )
        fields["notes"].label_from_instance = lambda one: (
            f"{thai_date(one.event.on)} {one.event.name} ({one.event.points_text})"
        )
        self.layout = Layout("decided_on", *own, "reason", "notes")

    def clean_points(self) -> int:
        points: int = self.cleaned_data["points"]
        if points < 1:
            raise forms.ValidationError("ต้องไม่น้อยกว่า 1")
        return points

    def clean_hours(self) -> Any:
        hours = self.cleaned_data["hours"]
        if hours is not None and hours <= 0:
            raise forms.ValidationError("ต้องมากกว่า 0")
        return hours

    def save(self, commit: bool = True) -> Penalty:
        """Through the service, once for a form. Raises ValidationError."""
        found = self.cleaned_data

        def decide() -> Penalty:
            how: Any = {"today": self.today, "by": self.user}
            return penalties.decide(self.instance, found["notes"], **how)

        return once(self.user, found["key"], decide)[0]


class OutcomeForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """Who signed the bond, when, and its scan where there is one; or what the activity brought."""

    signed_on = ThaiDateField(label="ผู้ปกครองลงชื่อเมื่อ")
    result_on = ThaiDateField(label="วันที่บันทึกผล")
    copy = ScanField(required=False)

    class Meta:
        model = Penalty
        fields = ["guardian_name", "signed_on", "result", "result_on"]
        widgets = {"result": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"result": "ทำครบหรือไม่ นักเรียนเปลี่ยนแปลงอย่างไร"}

    def __init__(self, *args: Any, today: date, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.user = today, user
        is_bond = self.instance.kind == Kind.BOND
        of_bond, of_activity = ("guardian_name", "signed_on", "copy"), ("result", "result_on")
        for name in of_activity if is_bond else of_bond:
            del self.fields[name]
        for name in self.fields.keys() - {"seen", "copy"}:
            self.fields[name].required = True
        self.initial.setdefault("seen", "")
        self.note_seen()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("signed_on", "result_on"):
            day = found.get(name)
            if day and day > self.today:
                self.add_error(name, "วันที่ต้องไม่อยู่ในอนาคต")
            if day and day < self.instance.decided_on:
                self.add_error(name, "วันที่ต้องไม่มาก่อนวันที่พิจารณา")
        return found

    def save(self, commit: bool = True) -> Penalty:
        found = penalties.finish(self.instance, by=self.user)
        if copy := self.cleaned_data.get("copy"):
            signed_bonds.attach(found, copy, by=self.user)
        return found


class ReasonForm(CrispyMixin, forms.Form):
    reason = forms.CharField(label="เหตุผล", max_length=300)


class LetterForm(CrispyMixin, forms.Form):
    """What became of a letter; not telling is for those who decide."""

    state = forms.ChoiceField(label="ผล", widget=forms.RadioSelect)
    on = ThaiDateField(label="วันที่")
    remark = forms.CharField(
        label="แจ้งอย่างไร ผู้ปกครองว่าอย่างไร หรือเหตุที่ไม่แจ้ง",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        letter: BehaviourLetter,
        may_drop: bool,
        today: date,
        by: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.letter, self.today, self.by = letter, today, by
        states = BehaviourLetter.State
        offered = [states.SENT, states.DROPPED] if may_drop else [states.SENT]
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [(one.value, one.label) for one in offered]
        self.initial |= {"state": states.SENT, "on": today}

    def save(self) -> BehaviourLetter:
        found = self.cleaned_data
        facts: Any = {name: found[name] for name in ("state", "on", "remark")}
        return letters.settle(self.letter, **facts, today=self.today, by=self.by)


class PenaltyFilter(CrispyMixin, forms.Form):
    """Of the year worked in."""

    kind = forms.ChoiceField(label="โทษ", required=False, choices=[("", "ทั้งหมด"), *Kind.choices])
    waiting = forms.ChoiceField(
        label="สถานะ", required=False, choices=[("", "ทั้งหมด"), ("1", "ยังไม่เสร็จ")]
    )

    def narrow(self, rows: QuerySet) -> Any:
        if not self.is_bound:
            return rows
        if not self.is_valid():
            return rows.none()
        if kind := self.cleaned_data["kind"]:
            rows = rows.filter(kind=kind)
        return rows.waiting() if self.cleaned_data["waiting"] else rows  # type: ignore[attr-defined]
