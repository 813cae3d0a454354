"""Agreements: what both sides take on, from when to when; calling one off."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from community.models import Agreement
from community.services import agreements
from schoolcare import files
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import StoredFile, User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once

LINES = forms.Textarea(attrs={"rows": 4})


class AgreementForm(SeenMixin, CrispyMixin, forms.ModelForm):
    key = SubmissionKeyField()
    signed_on = ThaiDateField(label="วันที่ลงนาม", required=False)
    starts_on = ThaiDateField(label="มีผลตั้งแต่")
    ends_on = ThaiDateField(label="ถึงวันที่", required=False, help_text="เว้นว่างถ้าไม่กำหนดวันสิ้นสุด")
    upload = forms.FileField(
        label="ฉบับที่ลงนามแล้ว",
        required=False,
        help_text="PDF หรือรูปถ่าย ไม่เกิน 20 MB",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*,.heic"}),
    )
    layout = Layout(
        *("key", "seen", "title", Row("number", "signed_on"), Row("starts_on", "ends_on")),
        Fieldset("ข้อตกลง", "purpose", "school_duties", "partner_duties"),
        Fieldset(
            "ผู้ลงนาม",
            Row("signer", "signer_post"),
            Row("school_witness", "partner_witness"),
        ),
        "upload",
    )

    class Meta:
        model = Agreement
        fields = ["title", "number", "signed_on", "starts_on", "ends_on", "purpose"]
        fields += ["school_duties", "partner_duties", "signer", "signer_post"]
        fields += ["school_witness", "partner_witness"]
        widgets = {"purpose": LINES, "school_duties": LINES, "partner_duties": LINES}
        help_texts = {
            "title": "เช่น ความร่วมมือจัดค่ายคุณธรรม",
            "purpose": "บรรทัดละหนึ่งข้อ",
            "school_duties": "บรรทัดละหนึ่งข้อ",
            "partner_duties": "บรรทัดละหนึ่งข้อ",
        }

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม")
        return found

    def save_by(self, user: User) -> Agreement:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._save(user)
        return once(user, self.cleaned_data["key"], lambda: self._save(user))[0]

    def _save(self, user: User) -> Agreement:
        upload = self.cleaned_data["upload"]
        scan: StoredFile | None = None
        if upload:
            scan = files.store_scan(upload, school=self.instance.partner.school, by=user)
        return agreements.save(self.instance, scan=scan, by=user)


class CancelForm(CrispyMixin, forms.Form):
    on = ThaiDateField(label="วันที่ยกเลิก")
    reason = forms.CharField(label="เหตุที่ยกเลิก", max_length=300)


class AgreementFilter(forms.Form):
    state = forms.ChoiceField(
        label="สถานะ",
        choices=[
            ("", "ทั้งหมด"),
            ("force", "มีผลอยู่"),
            ("ending", "ใกล้หมดอายุ"),
            ("over", "หมดอายุหรือยกเลิก"),
        ],
        required=False,
    )

    def narrow(self, rows: Any, today: Any) -> Any:
        state = self.cleaned_data["state"] if self.is_bound and self.is_valid() else ""
        if state == "force":
            return rows.in_force(today)
        if state == "ending":
            return rows.ending(today)
        if state == "over":
            return rows.filter(starts_on__lte=today).exclude(
                pk__in=rows.in_force(today).order_by().values("pk")
            )
        return rows
