"""Forms of the office's orders."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from committee.models import Order, OrderKind
from committee.services import orders
from schoolcare import files
from schoolcare.documents import prepare
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import Numbering, User
from schoolcare.stale import SeenMixin
from schoolcare.text import arabic_digits, normalize

SCANS = "PDF, JPEG, PNG หรือ HEIC ไม่เกิน 20 MB"


class OrderForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """What a draft rests on."""

    class Meta:
        model = Order
        fields = ["legal_basis", "note"]
        widgets = {"legal_basis": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "legal_basis": "ตั้งต้นจากหลักเกณฑ์ของชุดนี้ ตรวจกับฉบับที่ใช้บังคับอยู่",
            "note": "ใช้ภายใน ไม่พิมพ์ในคำสั่ง",
        }

    def save_by(self, user: User) -> Order:
        return orders.update(self.instance, by=user)


class IssueForm(CrispyMixin, forms.Form):
    """The signed order's number and days; from our own register the number comes by itself."""

    number = forms.CharField(label="คำสั่งที่", max_length=50, help_text="เช่น 215/2569")
    dated_on = ThaiDateField(label="สั่ง ณ วันที่", error_messages={"required": "กรุณากรอกวันที่สั่ง"})
    effective_on = ThaiDateField(
        label="มีผลตั้งแต่วันที่", error_messages={"required": "กรุณากรอกวันที่คำสั่งมีผล"}
    )
    layout = Layout("number", Row("dated_on", "effective_on"))

    def __init__(self, *args: Any, order: Order, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.today = order, today
        self.initial |= {"dated_on": today, "effective_on": today}
        if order.kind == OrderKind.REMOVAL:  # each goes on a day of their own
            del self.fields["effective_on"]
            self.layout = Layout("number", "dated_on")
        self.takes_number = order.district.numbering == Numbering.REGISTER
        if self.takes_number:
            self.fields["number"].required = False
            self.fields["number"].disabled = True
            entry = prepare(orders.PAPER, {"object": str(order.pk)}, user=None).number_entry
            self.initial["number"] = entry.text if entry else ""
            words = "เลขจากทะเบียนของระบบ" if entry else "ระบบออกเลขถัดไปจากทะเบียนให้เมื่อบันทึก"
            self.fields["number"].help_text = words

    def clean_number(self) -> str:
        return arabic_digits(normalize(self.cleaned_data["number"] or ""))

    def clean_dated_on(self) -> date:
        day: date = self.cleaned_data["dated_on"]
        if day > self.today:
            raise ValidationError("วันที่สั่งยังมาไม่ถึง บันทึกเมื่อออกคำสั่งแล้ว")
        return day

    def save_by(self, user: User) -> Order:
        """Through the service, with the register's number where it gives one."""
        data = self.cleaned_data
        number = data["number"]
        if self.takes_number:
            asked = {"object": str(self.order.pk), "date": data["dated_on"].isoformat()}
            number = prepare(orders.PAPER, asked, user=user).take_number(by=user).text
        day = data["dated_on"]
        effective_on = data.get("effective_on", day)
        return orders.issue(
            self.order, number=number, dated_on=day, effective_on=effective_on, by=user
        )


class ReasonForm(CrispyMixin, forms.Form):
    """Why something is sent back or cancelled."""

    reason = forms.CharField(
        label="เหตุผล", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class CopyForm(CrispyMixin, forms.Form):
    """The signed order as it was scanned."""

    copy = forms.FileField(
        label="สำเนาคำสั่งที่ลงนามแล้ว",
        help_text=SCANS,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*,.heic"}),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    def save_by(self, user: User) -> Order:
        stored = files.store_scan(self.cleaned_data["copy"], school=None, by=user)
        return orders.attach(self.order, stored, by=user)
