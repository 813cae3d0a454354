"""The reviewer's answer."""

from django import forms

from schoolcare.forms import CrispyMixin


class ApproveForm(CrispyMixin, forms.Form):
    """The version that the reviewer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SendBackForm(ApproveForm):
    remark = forms.CharField(
        label="สิ่งที่ต้องแก้ไข",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "เขียนสิ่งที่ต้องแก้ไข"},
    )
