"""The filter of activities."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from community.models import Activity
from schoolcare.models import User
from schoolcare.text import normalize

WAITING = [
    ("late", "รอบันทึกผล"),
    ("asked", "ขออนุญาตพานักเรียนออกนอก"),
    ("follow", "ถึงวันติดตามผลอบรม"),
]


class ActivityFilter(forms.Form):
    q = forms.CharField(label="ค้นหาชื่อกิจกรรมหรือสถานที่", max_length=100, required=False)
    whose = forms.ChoiceField(
        label="ของใคร", choices=[("", "ทุกคน"), ("own", "ที่ฉันบันทึกหรือร่วม")], required=False
    )
    kind = forms.ChoiceField(
        label="ลักษณะ", choices=[("", "ทุกลักษณะ"), *Activity.Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label="สถานะ",
        choices=[("", "ทุกสถานะ"), *WAITING, *Activity.State.choices],
        required=False,
    )
    year = forms.TypedChoiceField(label="ปีการศึกษา", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [("", "ทุกปี"), *((year, str(year)) for year in years)]

    def narrow(self, rows: Any, *, user: User, today: date) -> QuerySet[Activity]:
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        if asked["whose"]:
            rows = rows.own_of(user)
        if asked["state"] == "late":
            rows = rows.unfinished(today)
        elif asked["state"] == "follow":
            rows = rows.to_follow_up(today)
        elif asked["state"] == "asked":
            rows = rows.filter(trip__state="asked")
        elif asked["state"]:
            rows = rows.filter(state=asked["state"])
        rows = rows.filter(**{name: asked[name] for name in ("kind", "year") if asked[name]})
        if text := normalize(asked["q"]):
            rows = rows.filter(title__icontains=text) | rows.filter(place__icontains=text)
        return rows
