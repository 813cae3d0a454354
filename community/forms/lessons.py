"""The filter of shared lessons."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from community.models import Activity
from schoolcare.text import normalize

SEARCHED = ("title", "worked", "failed", "advice", "school__name")


class LessonFilter(forms.Form):
    q = forms.CharField(label="ค้นหาชื่อกิจกรรม บทเรียน หรือโรงเรียน", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="ลักษณะ", choices=[("", "ทุกลักษณะ"), *Activity.Kind.choices], required=False
    )
    year = forms.TypedChoiceField(label="ปีการศึกษา", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [("", "ทุกปี"), *((year, str(year)) for year in years)]

    def narrow(self, rows: Any) -> QuerySet[Activity]:
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        rows = rows.filter(**{name: asked[name] for name in ("kind", "year") if asked[name]})
        if text := normalize(asked["q"]):
            found = Activity.objects.none()
            for name in SEARCHED:
                found = found | Activity.objects.filter(**{f"{name}__icontains": text})
            rows = rows.filter(pk__in=found.values("pk"))
        return rows
