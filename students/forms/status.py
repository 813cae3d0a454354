"""Forms of a change of status: the change itself, its papers."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin, Folded, ThaiDateField
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField
from schoolcare.thai import academic_year
from students.models import Classroom, LeaverCause, LeavingReason, StatusChange, Student

TRACED = {"hanging", "absent"}  # reasons of which the register of tracing must know the cause
PAPER_FIELDS = tuple(
    f"{paper}_{part}" for paper in StatusChange.PAPERS for part in ("number", "on")
)


def paper_rows() -> list[Row]:
    return [Row(f"{paper}_number", f"{paper}_on") for paper in StatusChange.PAPERS]


class ReasonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} – {obj.hint}" if obj.hint else str(obj.name)


class PapersForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """Numbers and dates of บค.21, 27, 29, where the pupil went, a note."""

    bk21_on = ThaiDateField(label="วันที่ของ บค.21", required=False)
    bk27_on = ThaiDateField(label="วันที่ของ บค.27", required=False)
    bk29_on = ThaiDateField(label="วันที่ของ บค.29", required=False)
    layout = Layout(
        Fieldset("เอกสารการจำหน่าย", *paper_rows()), Fieldset("ปลายทาง", "place_to", "note")
    )

    class Meta:
        model = StatusChange
        fields = [*PAPER_FIELDS, "place_to", "note"]
        labels = {
            "bk21_number": "เลขที่ บค.21 (ขออนุญาตจำหน่าย)",
            "bk27_number": "เลขที่ บค.27 (รับรองว่าไม่มีตัวตนในพื้นที่)",
            "bk29_number": "เลขที่ บค.29 (รายงานการจำหน่าย)",
        }


class StatusForm(PapersForm):
    """Why and from when; for whom is looked for, the cause; for who comes back, the class."""

    reason = ReasonField(
        LeavingReason.objects.filter(is_active=True),
        label="เหตุ",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    on = ThaiDateField(label="วันที่มีผล")
    classroom = forms.ModelChoiceField(
        Classroom.objects.none(),
        label="ห้องที่กลับเข้าเรียน",
        required=False,
        empty_label="ยังไม่จัดห้อง",
    )
    cause = forms.ModelChoiceField(
        LeaverCause.objects.none(), label="สาเหตุที่ต้องติดตาม", required=False, empty_label="ไม่ต้องติดตาม"
    )
    missing_from = ThaiDateField(label="ขาดหายตั้งแต่วันที่", required=False)
    told = forms.CharField(required=False, widget=forms.HiddenInput)
    key = SubmissionKeyField()
    layout = Layout(
        Fieldset("การเปลี่ยนสถานะ", "reason", "on", "place_to", "note"),
        Fieldset("ถ้ากลับมาเรียน", "classroom"),
        Fieldset("ถ้าต้องติดตาม (แขวนลอย ออกกลางคัน)", Row("cause", "missing_from")),
        Folded("เลขที่เอกสาร บค.21 บค.27 บค.29", *paper_rows()),
        "key",
        "told",
    )

    class Meta(PapersForm.Meta):
        fields = ["reason", "on", *PapersForm.Meta.fields]

    def __init__(self, *args: Any, warn: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warn, self.today = warn, today
        student = self.instance.student
        rooms = Classroom.objects.filter(school=student.school_id, year=academic_year(today))
        self.fields["classroom"].queryset = rooms  # type: ignore[attr-defined]
        causes = LeaverCause.objects.known_to(student.school.district).filter(is_active=True)
        self.fields["cause"].queryset = causes  # type: ignore[attr-defined]
        self.fields["reason"].queryset = _possible(student)  # type: ignore[attr-defined]
        self.initial["on"] = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today + timedelta(days=31):
            raise ValidationError("วันที่มีผลอยู่ไกลเกินไป กรุณาดูปีอีกครั้ง")
        return day

    def clean(self) -> dict[str, Any]:
        """Who is missing has a cause; what the law asks is told once, and does not block."""
        data = super().clean() or self.cleaned_data
        reason, on = data.get("reason"), data.get("on")
        if reason is None or on is None:
            return data
        if reason.code in TRACED and not data.get("cause"):
            self.add_error("cause", "เลือกสาเหตุ เพื่อให้อยู่ในทะเบียนติดตาม")
        missing = data.get("missing_from")
        if missing and missing > on:
            self.add_error("missing_from", "วันที่ขาดหายมาหลังวันที่มีผล")
        if reason.code == "move" and not data.get("place_to"):
            self.add_error("place_to", "กรอกโรงเรียนปลายทาง")
        self._warn(reason, on)
        return data

    def _warn(self, reason: LeavingReason, on: date) -> None:
        words = self.warn(reason, on)
        if words and self.cleaned_data.get("told") != reason.code and not self.errors:
            self.data = self.data.copy()  # type: ignore[attr-defined, has-type]
            self.data[self.add_prefix("told")] = reason.code
            self.add_error("reason", f"{words[0]} ถ้าถูกต้องแล้ว กดบันทึกอีกครั้ง")


def _possible(student: Student) -> Any:
    """Reasons that lead somewhere else than where the pupil is."""
    rows = LeavingReason.objects.filter(is_active=True).exclude(status=student.status)
    return rows if student.status != Student.Status.STUDYING else rows.exclude(code="returned")
