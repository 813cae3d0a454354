"""Noting what became of a step."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare import files, step_runs
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import StepRun, User
from schoolcare.stale import SeenMixin


class StepForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """Done or not, by whom, until when, with what proof."""

    done_on = ThaiDateField(
        label="ทำเสร็จเมื่อ", required=False, help_text="เว้นว่างไว้ถ้ายังไม่เสร็จ เช่น 5/3/2569"
    )
    due_on = ThaiDateField(
        label="กำหนดเสร็จ", required=False, help_text="เว้นว่างไว้ให้เป็นไปตามกระบวนงาน"
    )
    proof = forms.FileField(
        label="แนบหลักฐาน",
        required=False,
        help_text="PDF, JPEG, PNG หรือ HEIC ไม่เกิน 20 MB หน่วยงานต้นสังกัดเปิดดูได้ "
        "อย่าแนบเอกสารที่มีข้อมูลของนักเรียนรายคน",
    )
    layout = Layout(Row("done_on", "due_on"), "note", "owner", "proof")

    class Meta:
        model = StepRun
        fields = ["done_on", "due_on", "note", "owner"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"owner": "เว้นว่างไว้ให้เป็นไปตามกระบวนงาน"}

    def __init__(self, *args: Any, by: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today
        if self.instance.file_id:
            self.fields["proof"].help_text = "มีหลักฐานอยู่แล้ว เลือกไฟล์ใหม่เมื่อต้องการเปลี่ยน"

    def clean_done_on(self) -> date | None:
        day: date | None = self.cleaned_data["done_on"]
        if day and day > self.today:
            raise ValidationError("วันที่ทำเสร็จต้องไม่เป็นวันข้างหน้า")
        return day

    def save(self, commit: bool = True) -> StepRun:
        """Through the service. Raises ValidationError for a file that is no scan."""
        file, upload = None, self.cleaned_data.get("proof")
        if upload:
            try:
                file = files.store_scan(upload, school=self.instance.school, by=self.by)
            except ValidationError as error:
                raise ValidationError({"proof": error.messages}) from error
        return step_runs.note_run(self.instance, by=self.by, file=file)


class StartForm(CrispyMixin, forms.Form):
    """The first day of a procedure of weeks."""

    starts_on = ThaiDateField(
        label="วันเริ่มดำเนินการ", help_text="กำหนดเสร็จของแต่ละขั้นนับต่อจากวันนี้ เช่น 1/12/2569"
    )
    layout = Layout("starts_on")
