"""What papers say of tax about a gift of money, from a day to a day."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from community.models import DonationTaxRule
from community.services import tax_rules
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once


class TaxRuleForm(SeenMixin, CrispyMixin, forms.ModelForm):
    key = SubmissionKeyField()
    starts_on = ThaiDateField(label="ใช้กับเงินที่รับตั้งแต่วันที่")
    ends_on = ThaiDateField(label="ถึงวันที่", required=False, help_text="เว้นว่าง: ยังไม่กำหนดวันสิ้นสุด")
    layout = Layout("key", "seen", Row("starts_on", "ends_on"), "text")

    class Meta:
        model = DonationTaxRule
        fields = ["starts_on", "ends_on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"text": "พิมพ์เฉพาะที่มีกฎหมายรองรับในวันดังกล่าว พร้อมชื่อกฎหมาย"}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("starts_on"):
            tax_rules.check_days(found["starts_on"], found.get("ends_on"))
        return found

    def save(self, commit: bool = True) -> DonationTaxRule:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._save()
        return once(self.by, self.cleaned_data["key"], self._save)[0]

    def _save(self) -> DonationTaxRule:
        return tax_rules.save_tax_rule(self.instance, by=self.by)
