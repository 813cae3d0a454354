"""Forms of an activity's photos: several at once, then what each shows."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from community.models import ActivityPhoto
from community.services import activity_photos
from schoolcare.forms import CrispyMixin, TickedRowsField
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from students.models import Student

HINT = "เผยแพร่ได้เมื่อผู้ปกครองของนักเรียนทุกคนที่ดูออกยินยอม นอกนั้นเห็นเฉพาะในโรงเรียน"


class PhotoForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """What a photo shows; pupils are ticked by class, those of other classes stay as they were."""

    pupils = TickedRowsField(
        Student.objects.none(),
        label="นักเรียนที่ดูออก",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ActivityPhoto
        fields = ["caption", "shows", "pupils"]
        widgets = {"shows": forms.RadioSelect}
        help_texts = {"shows": HINT}

    def __init__(self, *args: Any, offered: QuerySet[Student], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.offered = by, offered
        fields: dict[str, Any] = self.fields
        fields["shows"].choices = ActivityPhoto.Shows.choices
        fields["pupils"].queryset = offered
        fields["pupils"].label_from_instance = lambda one: one.short_name
        self.initial["pupils"] = list(self.instance.pupils.filter(pk__in=offered.values("pk")))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        is_named = found.get("shows") == ActivityPhoto.Shows.NAMED
        if is_named and not (found.get("pupils") or self._others()):
            self.add_error("pupils", "เลือกนักเรียนที่ดูออกอย่างน้อยหนึ่งคน")
        return found

    def _others(self) -> list[Student]:
        """Those of other classes who were named before."""
        return list(self.instance.pupils.exclude(pk__in=self.offered.values("pk")))

    def save(self, commit: bool = True) -> ActivityPhoto:
        pupils = [*self._others(), *self.cleaned_data["pupils"]]
        return activity_photos.describe_photo(self.instance, pupils=pupils, by=self.by)
