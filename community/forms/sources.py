"""Learning sources, and who learnt there."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import Q, QuerySet

from community.forms.places import PLACE, PlacedMixin
from community.models import LearningSource, Partner, SourceKind, SourceUse
from community.services import sources
from schoolcare.forms import CrispyMixin, PhoneField, ScopedModelForm, ThaiDateField
from schoolcare.models import School, User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.text import normalize
from students.models import Classroom

MOST_PUPILS = 5_000


class SourceFilter(forms.Form):
    q = forms.CharField(label="ค้นหาชื่อ หมู่บ้าน หรือสิ่งที่เรียนรู้ได้", max_length=100, required=False)
    kind = forms.ChoiceField(label="ประเภท", required=False)
    state = forms.ChoiceField(
        label="สถานะ", choices=[("", "ยังใช้ได้"), ("all", "ทั้งหมด")], required=False
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        kinds = [(str(one.pk), one.name) for one in sources.kinds_of(school)]
        field.choices = [("", "ทุกประเภท"), *kinds]

    def narrow(self, rows: QuerySet[LearningSource]) -> QuerySet[LearningSource]:
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if asked.get("state") != "all":
            rows = rows.filter(is_active=True)
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        if text := normalize(asked.get("q", "")):
            named = Q(name__icontains=text) | Q(offers__icontains=text)
            rows = rows.filter(named | Q(village__name__icontains=text))
        return rows


class SourceForm(PlacedMixin, ScopedModelForm):
    """Its kind is chosen, or typed where the list has none that fits."""

    key = SubmissionKeyField()
    phone = PhoneField(label="โทรศัพท์", required=False)
    new_kind = forms.CharField(
        label="ประเภทอื่น", max_length=100, required=False, help_text="ถ้าไม่มีในรายการ"
    )
    layout = Layout(
        *("key", "seen", "name", Row("kind", "new_kind"), "village", "offers", "partner"),
        Fieldset("ติดต่อ", Row("contact", "phone")),
        PLACE,
    )

    class Meta:
        model = LearningSource
        fields = ["name", "kind", "village", "offers", "partner", "contact", "phone"]
        fields += ["latitude", "longitude"]
        widgets = {"offers": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"offers": "เช่น การทอผ้า ป่าชุมชน ประวัติหมู่บ้าน"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        source = self.instance
        own = Q(school=None) | Q(school=source.school_id)
        fields["kind"].queryset = SourceKind.objects.filter(own)
        fields["kind"].required = False
        fields["village"].queryset = source.school.villages.order_by("name", "pk")
        partners = Partner.objects.filter(school=source.school_id)
        fields["partner"].queryset = partners.filter(Q(is_active=True) | Q(pk=source.partner_id))

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not found.get("kind") and not found.get("new_kind") and "kind" not in self.errors:
            self.add_error("kind", "เลือกประเภท หรือพิมพ์ในช่องประเภทอื่น")
        return found

    def _get_validation_exclusions(self) -> set[str]:
        """The kind is set when it is saved, where it is typed."""
        return super()._get_validation_exclusions() | {"kind"}  # type: ignore[misc]

    def save(self, commit: bool = True) -> LearningSource:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._save()
        return once(self.user, self.cleaned_data["key"], self._save)[0]

    def _save(self) -> LearningSource:
        new_kind = self.cleaned_data["new_kind"]
        return sources.save_source(self.instance, new_kind=new_kind, by=self.user)


class UseForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """Which class, what about, how many; a class that is not in the list is typed."""

    key = SubmissionKeyField()
    on = ThaiDateField(label="วันที่ไป")
    pupils = forms.IntegerField(label="นักเรียน (คน)", min_value=1, max_value=MOST_PUPILS)
    layout = Layout(
        *("key", "seen", "on", Row("classroom", "class_label"), "subject"),
        Row("pupils", "teacher"),
    )

    class Meta:
        model = SourceUse
        fields = ["on", "classroom", "class_label", "subject", "pupils", "teacher"]
        labels = {"class_label": "หรือพิมพ์ชั้นเอง"}
        help_texts = {"class_label": "เช่น ป.4–ป.6 ลูกเสือ"}

    def __init__(self, *args: Any, today: date, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        fields: Any = self.fields
        rooms = Classroom.objects.filter(school=self.instance.source.school_id)
        rooms = rooms.filter(Q(year=year) | Q(pk=self.instance.classroom_id))
        fields["classroom"].queryset = rooms.order_by("level", "room", "room_name", "pk")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("classroom") and not found.get("class_label"):
            self.add_error("classroom", "เลือกชั้น หรือพิมพ์ชั้นเอง")
        if found.get("on") and found["on"] > self.today:
            self.add_error("on", "วันที่ไปต้องไม่เลยวันนี้")
        return found

    def save_by(self, user: User) -> SourceUse:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return sources.save_use(self.instance, by=user)
        key = self.cleaned_data["key"]
        return once(user, key, lambda: sources.save_use(self.instance, by=user))[0]
