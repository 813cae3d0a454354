"""What the board of all schools' procedures can be narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms

from schoolcare.models import Network, Procedure
from schoolcare.procedures import State

STATES = (
    ("", "ทุกสถานะ"),
    (State.LATE.value, "เลยกำหนด"),
    ("open", "ยังไม่เสร็จ"),
    (State.DONE.value, "เสร็จแล้ว"),
    ("bare", "เสร็จแต่ไม่มีหลักฐาน"),
)


class BoardFilter(forms.Form):
    """Search and filters; all of it stands in the address."""

    q = forms.CharField(
        label="ค้นหาโรงเรียน",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "ชื่อหรือรหัส"}),
    )
    procedure = forms.ChoiceField(label="กระบวนงาน", required=False)
    network = forms.ChoiceField(label="เครือข่าย", required=False)
    state = forms.ChoiceField(label="สถานะ", required=False, choices=STATES)
    step = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    view = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    year = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        networks: Iterable[Network],
        procedures: Iterable[Procedure],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["network"]
        places.choices = [("", "ทุกเครือข่าย"), *((str(one.pk), one.name) for one in networks)]
        codes: Any = self.fields["procedure"]
        codes.choices = [("", "ทุกกระบวนงาน"), *((one.code, one.name) for one in procedures)]
