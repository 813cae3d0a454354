"""The scan of a signed order."""

from typing import Any

from django import forms

from schoolcare.forms import ScopedModelForm
from schoolcare.models import User
from students.models import SignedOrder
from students.services import signed_orders


class SignedOrderForm(ScopedModelForm):
    copy = forms.FileField(
        label="สำเนาคำสั่งที่ลงนามแล้ว",
        help_text="PDF, JPEG, PNG หรือ HEIC ไม่เกิน 20 MB",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*,.heic"}),
    )

    class Meta:
        model = SignedOrder
        fields: Any = ["kind", "copy", "note"]

    def save_by(self, user: User) -> SignedOrder:
        return signed_orders.attach(self.instance, self.cleaned_data["copy"], by=user)
