"""Forms of a resolution, and the filter of their register."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from committee.models import Resolution
from committee.services import resolutions
from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField
from schoolcare.models import User
from schoolcare.submissions import SubmissionKeyField, once

Status = Resolution.Status


def owner_key(name: str) -> str:
    """What stands for an owner in an address, where no names may stand."""
    return salted_hmac("committee.resolution.owner", name).hexdigest()[:12]


class ResolutionFilter(forms.Form):
    STATES = (
        ("open", "ยังไม่เสร็จ"),
        ("late", "เกินกำหนด"),
        ("done", "ทำเสร็จแล้ว"),
        ("dropped", "ยุติ"),
    )
    q = forms.CharField(label="ค้นหามติหรือเรื่อง", max_length=100, required=False)
    body = forms.ChoiceField(label="คณะ", required=False)
    owner = forms.ChoiceField(label="ผู้รับผิดชอบ", required=False)
    state = forms.ChoiceField(label="สถานะ", choices=[("", "ทุกสถานะ"), *STATES], required=False)
    year = forms.TypedChoiceField(label="ปี พ.ศ.", coerce=int, empty_value=None, required=False)

    def __init__(
        self,
        *args: Any,
        bodies: list[tuple[str, str]],
        owners: list[str],
        years: list[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.owners = {owner_key(one): one for one in owners}
        fields["owner"].choices = [("", "ทุกคน"), *self.owners.items()]
        fields["body"].choices = [("", "ทุกคณะ"), *bodies]
        fields["year"].choices = [("", "ทุกปี"), *((year, str(year)) for year in years)]

    def narrow(self, rows: QuerySet[Resolution], today: date) -> QuerySet[Resolution]:
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        if asked["body"]:
            rows = rows.filter(item__meeting__body=asked["body"])
        if asked["owner"]:
            rows = rows.filter(owner_name=self.owners[asked["owner"]])
        if asked["year"]:
            rows = rows.filter(item__meeting__year=asked["year"])
        if asked["state"] == "late":
            rows = rows.filter(status=Status.OPEN, due_on__lt=today)
        elif asked["state"]:
            rows = rows.filter(status=asked["state"])
        if text := asked["q"].strip():
            rows = rows.filter(Q(text__icontains=text) | Q(item__title__icontains=text))
        return rows


class ResolutionForm(ScopedModelForm):
    """What is to be done, by whom, until when."""

    due_on = ThaiDateField(label="กำหนดเสร็จ", required=False)
    layout = Layout("text", "owner_name", "due_on")

    class Meta:
        model = Resolution
        fields = ["text", "owner_name", "due_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "text": "สิ่งที่ต้องทำตามมติ เรื่องที่ยังไม่เสร็จจะขึ้นในวาระ “เรื่องสืบเนื่อง” ครั้งถัดไปเอง",
            "owner_name": "ชื่อหรือตำแหน่ง เช่น งานอาคารสถานที่ ชื่อตามรายชื่อผู้เข้าประชุมจะขึ้นในหน้าของคนนั้นด้วย",
        }

    def save(self, commit: bool = True) -> Resolution:
        return resolutions.update(self.instance, by=self.user)


class NewResolutionForm(ResolutionForm):
    key = SubmissionKeyField()
    layout = Layout("key", "text", "owner_name", "due_on")

    def save(self, commit: bool = True) -> Resolution:
        key = self.cleaned_data["key"]
        made, _ = once(self.user, key, lambda: resolutions.add(self.instance, by=self.user))
        return made


class FinishForm(CrispyMixin, forms.Form):
    """Done or given up, on a day, with what became of it."""

    WAYS = ((Status.DONE, "ทำเสร็จแล้ว"), (Status.DROPPED, "ยุติ ไม่ทำต่อ"))

    status = forms.ChoiceField(
        label="ผล", choices=WAYS, initial=Status.DONE, widget=forms.RadioSelect
    )
    on = ThaiDateField(label="วันที่")
    note = forms.CharField(
        label="ผลการดำเนินงาน",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    layout = Layout("status", Row("on"), "note")

    def __init__(self, *args: Any, resolution: Resolution, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resolution, self.by = resolution, by

    def save(self) -> Resolution:
        asked = self.cleaned_data
        return resolutions.finish(
            self.resolution, asked["status"], on=asked["on"], note=asked["note"], by=self.by
        )
