"""The scan of a signed bond."""

from django import forms

from schoolcare.forms import CrispyMixin
from schoolcare.models import User
from students.models import Penalty, SignedBond
from students.services import signed_bonds


class ScanField(forms.FileField):
    """A photo or PDF of the paper."""

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(
            label="สำเนาทัณฑ์บนที่ลงชื่อแล้ว",
            help_text="รูปถ่ายหรือ PDF ไม่เกิน 20 MB",
            widget=forms.FileInput(attrs={"accept": "application/pdf,image/*,.heic"}),
            required=required,
        )


class SignedBondForm(CrispyMixin, forms.Form):
    copy = ScanField()

    def save_to(self, penalty: Penalty, *, by: User) -> SignedBond:
        return signed_bonds.attach(penalty, self.cleaned_data["copy"], by=by)
