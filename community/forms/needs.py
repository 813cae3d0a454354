"""What the community asks for; the filter of the list."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import Q, QuerySet

from community.models import Activity, Branch, Need, Partner
from community.services import needs
from schoolcare.forms import ScopedModelForm, ThaiDateField
from schoolcare.submissions import SubmissionKeyField, once

MOST = 100  # activities on offer: the newest


class NeedFilter(forms.Form):
    kind = forms.ChoiceField(
        label="ลักษณะ", choices=[("", "ทุกลักษณะ"), *Need.Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label="สถานะ",
        choices=[("", "ที่รออยู่"), ("all", "ทั้งหมด"), *Need.State.choices],
        required=False,
    )

    def narrow(self, rows: Any) -> QuerySet[Need]:
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        state = asked.get("state", "")
        if not state:
            rows = rows.open()
        elif state != "all":
            rows = rows.filter(state=state)
        return rows.filter(kind=asked["kind"]) if asked.get("kind") else rows


class NeedForm(ScopedModelForm):
    key = SubmissionKeyField()
    asked_on = ThaiDateField(label="วันที่ทราบ")
    layout = Layout(
        *("key", "seen", "text", Row("kind", "branch"), Row("village", "partner"), "asked_by"),
        Row("asked_on", "source"),
        Fieldset("การตอบสนอง", "state", "activity", "outcome"),
    )

    class Meta:
        model = Need
        fields = ["text", "kind", "branch", "village", "partner", "asked_by", "asked_on", "source"]
        fields += ["state", "activity", "outcome"]
        widgets = {"outcome": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "asked_by": "เช่น ผู้ใหญ่บ้าน กลุ่มผู้สูงอายุ ไม่จำเป็นต้องใส่ชื่อคน",
            "branch": "ช่วยหาผู้รู้ในชุมชนที่ตรงกับเรื่อง",
            "activity": "เลือกได้เมื่อบันทึกกิจกรรมหรือการอบรมแล้ว",
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        need, self.today = self.instance, today
        fields["village"].queryset = need.school.villages.order_by("name", "pk")
        fields["branch"].queryset = Branch.objects.offered_to(need.school, kept=[need.branch_id])
        partners = Partner.objects.filter(school=need.school)
        fields["partner"].queryset = partners.filter(Q(is_active=True) | Q(pk=need.partner_id))
        alive = Activity.objects.filter(school=need.school).exclude(state="cancelled")
        newest = alive.order_by("-starts_on", "-pk").values("pk")[:MOST]
        fields["activity"].queryset = Activity.objects.filter(
            Q(pk__in=newest) | Q(pk=need.activity_id)
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(found.get(name) for name in ("village", "partner", "asked_by")):
            self.add_error("village", "เลือกหมู่บ้านหรือภาคี หรือกรอกว่าจากใคร")
        if found.get("asked_on") and found["asked_on"] > self.today:
            self.add_error("asked_on", "วันที่ทราบต้องไม่เลยวันนี้")
        is_told = found.get("activity") or found.get("outcome")
        if found.get("state") == Need.State.MET and not is_told:
            self.add_error("outcome", "บอกว่าทำอะไรไปแล้ว หรือเลือกกิจกรรม")
        if found.get("state") == Need.State.DECLINED and not found.get("outcome"):
            self.add_error("outcome", "บอกเหตุที่ทำไม่ได้")
        return found

    def save(self, commit: bool = True) -> Need:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return needs.save(self.instance, by=self.user)
        key = self.cleaned_data["key"]
        return once(self.user, key, lambda: needs.save(self.instance, by=self.user))[0]
