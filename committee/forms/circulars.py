"""Writing a circular, sending, withdrawing, reminding; and a school's acknowledging."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from committee.evidence import CIRCULAR
from committee.forms.steps import StepField, YearField
from committee.models import Circular, CircularReceipt
from committee.services import circulars
from schoolcare.forms import CrispyMixin, Folded, ThaiDateField, TickedRowsField
from schoolcare.models import District, Network, Numbering, School, User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once

TITLE = "title_"  # + the key of an attachment


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; gives a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(ManyFilesField, self).clean(one, initial) for one in uploads]


class CircularForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """A draft: the letter, what goes with it, to whom."""

    key = SubmissionKeyField()
    answer_by = ThaiDateField(
        label="ให้รับทราบภายใน", required=False, help_text="เว้นว่างได้ เช่น 5/3/2569"
    )
    uploads = ManyFilesField(
        label="แนบไฟล์เพิ่ม",
        required=False,
        help_text="เลือกได้หลายไฟล์: PDF, Word, Excel หรือรูปภาพ ไฟล์ละไม่เกิน 20 MB",
    )
    amphoe = forms.ChoiceField(label="อำเภอ", required=False)
    picked = TickedRowsField(
        label="โรงเรียนที่เลือก",
        queryset=School.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="ใช้เมื่อเลือกส่งถึง “เลือกโรงเรียนเอง”",
    )

    step = StepField(
        evidence=CIRCULAR,
        label="เป็นหลักฐานของขั้นตอน",
        help_text="เว้นว่างได้ เมื่อส่งแล้วขั้นตอนนี้ของปีการศึกษานั้นเสร็จโดยไม่ต้องบันทึก",
    )
    year = YearField(label="ปีการศึกษา", required=False)

    class Meta:
        model = Circular
        fields = ["subject", "text", "answer_by", "audience", "network", "amphoe", "picked"]
        fields += ["corrects", "step", "year"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 10}),
            "audience": forms.RadioSelect,
            "corrects": forms.HiddenInput,
        }
        help_texts = {
            "text": "ขึ้นย่อหน้าใหม่ด้วยการขึ้นบรรทัดใหม่ ระบบใส่ “เรียน” และคำลงท้ายให้ในหนังสือ",
            "network": "ใช้เมื่อเลือกส่งถึง “กลุ่มเครือข่าย”",
        }

    def __init__(
        self, *args: Any, office: District, by: User, today: date, year: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.by, self.today = office, by, today
        self._narrow()
        step: Any = self.fields["step"]
        step.narrow_to({office.pk})
        if self.instance.year is None:
            self.initial["year"] = self.initial.get("year") or year
        self.titled: dict[str, int] = {}
        for row in self.instance.files.all() if self.instance.pk else ():
            self.titled[f"{TITLE}{row.pk}"] = row.pk
            self.fields[f"{TITLE}{row.pk}"] = forms.CharField(
                label="สิ่งที่ส่งมาด้วย",
                initial=row.title,
                required=False,
                max_length=circulars.TITLE_LENGTH,
                help_text="ชื่อตามที่พิมพ์ในหนังสือ ลบชื่อออกเพื่อเอาไฟล์ออก",
            )
        self.layout = Layout(
            *("key", "corrects", "seen", "subject", "text", "answer_by"),
            Fieldset("สิ่งที่ส่งมาด้วย", *self.titled, "uploads"),
            Fieldset("โรงเรียนที่ได้รับ", "audience", Row("network", "amphoe")),
            Folded("เลือกโรงเรียนเอง", "picked", shown="picks"),
            Fieldset("กระบวนงานประจำปี", Row("step", "year")),
        )

    def _narrow(self) -> None:
        """Every choice stays within the office."""
        schools = School.objects.filter(district=self.office, is_active=True)
        fields: dict[str, Any] = self.fields
        fields["network"].queryset = Network.objects.filter(district=self.office)
        fields["corrects"].queryset = Circular.objects.filter(district=self.office).exclude(
            state=Circular.State.DRAFT
        )
        picked = schools.order_by("name", "pk")
        fields["picked"].queryset = picked
        fields["picked"].label_from_instance = lambda school: school.short_name
        named = {one.amphoe for one in picked if one.amphoe} | {self.instance.amphoe} - {""}
        fields["amphoe"].choices = [("", "ยังไม่เลือก"), *((one, one) for one in sorted(named))]
        fields["amphoe"].help_text = "ใช้เมื่อเลือกส่งถึง “อำเภอ”"

    @property
    def picks(self) -> bool:
        """Whether the list of schools stands open."""
        return self["audience"].value() == Circular.Audience.PICKED

    def clean_answer_by(self) -> date | None:
        day: date | None = self.cleaned_data["answer_by"]
        if day and day < self.today:
            raise ValidationError("วันที่ให้รับทราบต้องไม่ผ่านไปแล้ว")
        return day

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        audience = found.get("audience", "")
        if audience in {"network", "amphoe", "picked"} and not found.get(audience):
            self.add_error(audience, f"เลือก{self.fields[audience].label}")
        if found.get("step") and "year" in found and not found["year"]:
            self.add_error("year", "ใส่ปีการศึกษาของขั้นตอน เช่น 2569")
        if not found.get("step"):
            found["year"] = None
        return found

    def save(self, commit: bool = True) -> Circular:
        """Through the service, a new one once for a form. Raises ValidationError."""
        self.instance.district = self.office
        if self.instance.pk:
            return self._save()
        made, _ = once(self.by, self.cleaned_data["key"], self._save)
        return made

    def _save(self) -> Circular:
        found = self.cleaned_data
        return circulars.save_draft(
            self.instance,
            picked=found["picked"] if found["audience"] == "picked" else [],
            titles={pk: found[name].strip() for name, pk in self.titled.items()},
            uploads=found["uploads"],
            by=self.by,
        )


class SendForm(CrispyMixin, forms.Form):
    """The number, where the office types it from its own system."""

    number = forms.CharField(
        label="เลขที่หนังสือ จากระบบสารบรรณ",
        max_length=80,
        required=False,
        help_text="เช่น ศธ 04999/ว 25 เว้นว่างไว้ถ้าจะเขียนด้วยปากกา",
    )

    def __init__(self, *args: Any, office: District, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if office.numbering != Numbering.TYPED:
            del self.fields["number"]


class WithdrawForm(CrispyMixin, forms.Form):
    reason = forms.CharField(label="เหตุที่ยกเลิก", max_length=300)


class ReminderForm(CrispyMixin, forms.Form):
    """The schools that have not acknowledged, all ticked."""

    key = SubmissionKeyField()
    receipts = TickedRowsField(
        label="โรงเรียนที่ยังไม่รับทราบ",
        queryset=CircularReceipt.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกโรงเรียนอย่างน้อยหนึ่งแห่ง"},
    )

    def __init__(self, *args: Any, circular: Circular, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = circular.receipts.waiting().select_related("school")
        field: Any = self.fields["receipts"]
        field.queryset = waiting
        field.label_from_instance = lambda one: one.school.short_name
        field.initial = waiting


class AcknowledgeForm(CrispyMixin, forms.Form):
    answer = forms.CharField(
        label="ข้อความตอบ (ถ้ามี)",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
