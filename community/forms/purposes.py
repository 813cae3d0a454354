"""What gifts are for, and taking of their money."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from community.forms.amounts import BahtField
from community.models import Purpose, ResourceUse
from community.services import purposes
from schoolcare.forms import ScopedModelForm, ThaiDateField
from schoolcare.submissions import SubmissionKeyField, once


class PurposeForm(ScopedModelForm):
    key = SubmissionKeyField()
    layout = Layout("key", "seen", "name", "project", "is_active")

    class Meta:
        model = Purpose
        fields = ["name", "project", "is_active"]
        help_texts = {"name": "ตามที่ผู้ให้ระบุ เช่น สร้างห้องสมุด อาหารกลางวัน"}

    def save(self, commit: bool = True) -> Purpose:
        if self.instance.pk:
            return purposes.save_purpose(self.instance, by=self.user)
        made, _ = once(
            self.user,
            self.cleaned_data["key"],
            lambda: purposes.save_purpose(self.instance, by=self.user),
        )
        return made


class UseForm(ScopedModelForm):
    key = SubmissionKeyField()
    used_on = ThaiDateField(label="วันที่ใช้")
    amount = BahtField(label="จำนวนเงิน (บาท)")
    upload = forms.FileField(
        label="ไฟล์เอกสาร", required=False, help_text="PDF หรือรูปภาพ ไม่เกิน 20 MB"
    )
    layout = Layout(
        *("key", "seen", Row("used_on", "amount"), "what", "project", "document", "upload")
    )

    class Meta:
        model = ResourceUse
        fields = ["used_on", "amount", "what", "project", "document"]
        help_texts = {
            "what": "เช่น ซื้อชั้นหนังสือ 4 หลัง",
            "document": "เช่น บันทึกขออนุมัติซื้อ ที่ 45/2569 ใบเสร็จร้าน",
        }

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError("จำนวนเงินต้องมากกว่า 0")
        return amount

    def save(self, commit: bool = True) -> ResourceUse:
        scan = self.cleaned_data["upload"]
        made, _ = once(
            self.user,
            self.cleaned_data["key"],
            lambda: purposes.use(self.instance, by=self.user, scan=scan),
        )
        return made
