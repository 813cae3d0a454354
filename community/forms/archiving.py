"""Why somebody or something is worked with no more."""

from django import forms

from schoolcare.forms import CrispyMixin


class ArchiveForm(CrispyMixin, forms.Form):
    reason = forms.CharField(
        label="เหตุผล", max_length=300, help_text="เช่น ย้ายที่อยู่ เลิกกิจการ สุขภาพไม่อำนวย ปิดปรับปรุง"
    )
