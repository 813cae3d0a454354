"""Noting what became of a step."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms.models import model_to_dict

from schoolcare import files, step_runs
from schoolcare.editions import Office
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import ProcedureStart, StepRun, User
from schoolcare.procedures import Plan, Planned
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
    layout = Layout(Row("done_on", "due_on"), "note", "owner", "proof", "is_prior")

    class Meta:
        model = StepRun
        fields = ["done_on", "due_on", "note", "owner", "is_prior"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"owner": "เว้นว่างไว้ให้เป็นไปตามกระบวนงาน"}

    def __init__(self, *args: Any, by: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today
        self.was_prior = self.instance.is_prior  # on a page of its own; here it is taken back
        if not self.was_prior:
            self.fields["is_prior"].widget = forms.HiddenInput()
        if self.instance.file_id:
            self.fields["proof"].help_text = "มีหลักฐานอยู่แล้ว เลือกไฟล์ใหม่เมื่อต้องการเปลี่ยน"

    def clean_is_prior(self) -> bool:
        return self.was_prior and self.cleaned_data["is_prior"]

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


class StartForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """The first day of a round of a procedure of weeks."""

    starts_on = ThaiDateField(
        label="วันเริ่มดำเนินการ", help_text="กำหนดเสร็จของแต่ละขั้นนับต่อจากวันนี้ เช่น 1/12/2569"
    )
    layout = Layout("starts_on", "name")

    class Meta:
        model = ProcedureStart
        fields = ["starts_on", "name"]
        help_texts = {"name": "เว้นว่างได้ ใส่เมื่อปีหนึ่งทำหลายรอบ เช่น ชื่อทุนของรอบนี้"}

    def __init__(self, *args: Any, office: Office, by: User, **kwargs: Any) -> None:
        self.office, self.by = office, by
        super().__init__(*args, **kwargs)

    def saved_values(self) -> dict[str, Any]:
        """Also of a round that somebody else began since; the office's row is the lock."""
        row = self.instance
        if connection.in_atomic_block:
            type(self.office)._default_manager.select_for_update().get(pk=self.office.pk)
        rounds = step_runs.rounds_of(self.office, row.procedure, row.year)
        found = rounds.filter(period=row.period).first()
        return model_to_dict(found, fields=["starts_on", "name"]) if found else {}

    def save(self, commit: bool = True) -> ProcedureStart:
        row, said = self.instance, self.cleaned_data
        return step_runs.set_start(
            self.office,
            row.procedure,
            row.year,
            said["starts_on"],
            by=self.by,
            period=row.period,
            name=said["name"],
        )


class PriorForm(CrispyMixin, forms.Form):
    """Which of the steps from before the product was used are closed together."""

    steps = forms.MultipleChoiceField(
        label="ขั้นตอน", widget=forms.CheckboxSelectMultiple, help_text="เอาเครื่องหมายออกจากขั้นที่ยังต้องทำ"
    )
    note = forms.CharField(label="หมายเหตุ", max_length=500, required=False)
    layout = Layout("steps", "note")

    def __init__(self, *args: Any, prior: list[tuple[Plan, Planned]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["steps"]
        field.choices = [
            (one.key, f"{plan.name}: {one.step} ({one.time_words})") for plan, one in prior
        ]
        field.initial = [one.key for _plan, one in prior]
        self.fields["note"].initial = "ดำเนินการก่อนเริ่มใช้ระบบ"
