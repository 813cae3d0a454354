"""What the registry of all schools can be narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms

from committee.completeness import Status
from committee.overview import PERIODS
from schoolcare.models import Network

SORTS = ("school", "-school", "status", "-status", "expires", "-expires")


class SchoolFilter(forms.Form):
    """Search, filters and order; all of it stands in the address."""

    q = forms.CharField(
        label="ค้นหาโรงเรียน",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "ชื่อหรือรหัส"}),
    )
    network = forms.ChoiceField(label="เครือข่าย", required=False)
    status = forms.ChoiceField(
        label="สถานะ",
        required=False,
        choices=[("", "ทุกสถานะ"), ("missing", "ยังไม่ครบทุกกรณี"), *Status.choices],
    )
    confirmed = forms.ChoiceField(
        label="ยืนยันปีนี้",
        required=False,
        choices=[
            ("", "ทั้งหมด"),
            ("yes", "ยืนยันแล้ว"),
            ("no", "ยังไม่ยืนยัน"),
            ("sent", "รอตรวจ"),
            ("returned", "ส่งกลับแก้ไข"),
            ("certified", "รับรองแล้ว"),
        ],
    )
    within = forms.ChoiceField(
        label="ครบวาระ",
        required=False,
        choices=[("", "เมื่อใดก็ได้"), *((str(one), f"ภายใน {one} วัน") for one in PERIODS)],
    )
    sort = forms.ChoiceField(
        required=False, choices=[(one, one) for one in SORTS], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, networks: Iterable[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["network"]
        choices.choices = [("", "ทุกเครือข่าย"), *((str(one.pk), one.name) for one in networks)]
