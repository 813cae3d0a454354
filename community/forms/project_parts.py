"""Forms of the rows of a proposal, one row at a time; payments; results of indicators."""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from community.forms.amounts import BahtField
from community.models import BudgetLine, Indicator, Project, ProjectTask, Spending
from community.services import projects, spending
from community.services.spending import Result
from schoolcare import stale
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.thai import baht, thai_date_range

MET = {"": None, "yes": True, "no": False}


class PartForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """A row of one project, made once for a form."""

    key = SubmissionKeyField()

    def __init__(self, *args: Any, project: Project, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.project = by, project
        self.instance.project = project
        if self.instance.pk:
            del self.fields["key"]

    def save(self, commit: bool = True) -> Any:
        """Raises ValidationError once the project was proposed."""
        if self.instance.pk:
            return projects.save_part(self.instance, by=self.by)
        key = self.cleaned_data["key"]
        made, _ = once(self.by, key, lambda: projects.save_part(self.instance, by=self.by))
        return made


class TaskForm(PartForm):
    starts_on = ThaiDateField(label="วันเริ่ม", required=False)
    ends_on = ThaiDateField(label="วันสิ้นสุด", required=False, help_text="เว้นว่างถ้าทำวันเดียว")

    class Meta:
        model = ProjectTask
        fields = ["phase", "what", "starts_on", "ends_on", "owner"]
        widgets = {"what": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if ends_on and not starts_on and "starts_on" not in self.errors:
            self.add_error("starts_on", "กรอกวันเริ่ม")
        elif starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม")
        elif starts_on and not self._is_within(starts_on, ends_on or starts_on):
            days = thai_date_range(self.project.starts_on, self.project.ends_on)
            self.add_error("starts_on", f"อยู่นอกระยะเวลาโครงการ ({days})")
        return found

    def _is_within(self, first: Any, last: Any) -> bool:
        """Planning may come before the project begins; nothing comes after it ended."""
        is_planning = self.cleaned_data.get("phase") == ProjectTask.Phase.PLAN
        begins = is_planning or first >= self.project.starts_on
        return begins and last <= self.project.ends_on


class BudgetForm(PartForm):
    quantity = BahtField(label="จำนวน", required=False, max_digits=10)
    unit_price = BahtField(label="ราคาต่อหน่วย (บาท)", required=False)
    amount = BahtField(
        label="จำนวนเงิน (บาท)", required=False, help_text="เว้นว่างได้ถ้ากรอกจำนวนและราคาต่อหน่วย"
    )

    class Meta:
        model = BudgetLine
        fields = [
            *("kind", "item", "task", "source"),
            *("quantity", "unit", "unit_price", "amount"),
        ]
        help_texts = {
            "source": "เช่น เงินอุดหนุน เงินรายได้สถานศึกษา เงินบริจาค",
            "unit": "เช่น คน วัน ชุด",
        }

    layout = Layout(
        *("key", "seen", "kind", "item", "task", "source"),
        Row("quantity", "unit", "unit_price"),
        "amount",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.layout = Layout(*(one for one in BudgetForm.layout.fields if one != "key"))
        task: Any = self.fields["task"]
        task.queryset, task.empty_label = self.project.tasks.all(), "ไม่ระบุกิจกรรม"

    def clean(self) -> dict[str, Any]:
        """The amount follows from quantity and price; where it is typed too, it must agree."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if {"quantity", "unit_price", "amount"} & set(self.errors):
            return found
        quantity, price, amount = (found.get(one) for one in ("quantity", "unit_price", "amount"))
        if (quantity is None) != (price is None):
            name = "quantity" if quantity is None else "unit_price"
            self.add_error(name, "กรอกทั้งจำนวนและราคาต่อหน่วย หรือเว้นว่างทั้งคู่")
        elif quantity is not None and price is not None:
            self._multiply(found, quantity * price)
        elif not amount:
            self.add_error("amount", "กรอกจำนวนเงินมากกว่า 0")
        return found

    def _multiply(self, found: dict[str, Any], product: Any) -> None:
        product, amount = round(product, 2), found.get("amount")
        if amount is None:
            try:
                found["amount"] = self.fields["amount"].clean(str(product))
            except ValidationError as error:
                self.add_error("amount", error)
        elif amount != product:
            self.add_error("amount", f"จำนวน × ราคาต่อหน่วย ได้ {baht(product)} บาท")
        if found.get("amount") == 0:
            self.add_error("amount", "จำนวนเงินต้องมากกว่า 0")


class IndicatorForm(PartForm):
    class Meta:
        model = Indicator
        fields = ["what", "method", "tool", "target"]
        widgets = {"what": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "what": "เช่น ร้อยละของผู้ปกครองที่เข้าร่วมกิจกรรม",
            "method": "เช่น สังเกต สอบถาม",
            "tool": "เช่น แบบประเมินความพึงพอใจ",
            "target": "เช่น ร้อยละ 80",
        }


class SpendingForm(CrispyMixin, forms.ModelForm):
    key = SubmissionKeyField()
    spent_on = ThaiDateField(label="วันที่จ่าย")
    amount = BahtField(label="จำนวนเงิน (บาท)")

    class Meta:
        model = Spending
        fields = ["line", "spent_on", "amount", "document", "note"]
        help_texts = {"document": "เช่น บก.111/2569 หรือเลขที่ใบเสร็จ"}

    def __init__(self, *args: Any, project: Project, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.instance.project = by, project
        line: Any = self.fields["line"]
        line.label, line.queryset = "รายการงบประมาณ", project.budget_lines.all()
        line.label_from_instance = lambda one: f"{one} (แผน {baht(one.amount)} บาท)"

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if not amount:
            raise ValidationError("จำนวนเงินต้องมากกว่า 0")
        return amount

    def save(self, commit: bool = True) -> Spending:
        """Once for a form. Raises ValidationError unless the project is under way."""
        key = self.cleaned_data["key"]
        made, _ = once(self.by, key, lambda: spending.spend(self.instance, by=self.by))
        return made


class IndicatorResultsForm(CrispyMixin, forms.Form):
    """What every indicator of a project came to; refused once where somebody saved meanwhile."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, project: Project, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.by = project, by
        self.differences: list[dict[str, str]] = []
        self.initial["version"] = project.version
        self.indicators = list(project.indicators.all())
        words = {met: word for word, met in MET.items()}
        for one in self.indicators:
            self.fields[f"met_{one.pk}"] = forms.ChoiceField(
                label=f"{one} (เป้าหมาย {one.target})" if one.target else str(one),
                choices=[("", "ยังไม่ทราบ"), ("yes", "บรรลุ"), ("no", "ไม่บรรลุ")],
                required=False,
                initial=words[one.is_met],
            )
            self.fields[f"result_{one.pk}"] = forms.CharField(
                label="ผลที่ได้", max_length=500, required=False, initial=one.result
            )

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if asked.get("version") and asked["version"] != str(self.project.version):
            named = [name for name in asked if name != "version"]
            typed = {name: stale.words(self.fields[name], asked[name]) for name in named}
            saved = {
                name: stale.words(self.fields[name], self.fields[name].initial) for name in named
            }
            self.differences = [
                {"label": str(self[name].label), "saved": saved[name], "typed": typed[name]}
                for name in named
                if saved[name] != typed[name]
            ]
        if self.differences:
            self.data = self.data.copy()
            self.data["version"] = str(self.project.version)
            self.add_error(None, stale.REFUSED)
        return asked

    def save(self) -> Project:
        asked = self.cleaned_data
        results = {
            one.pk: Result(asked[f"result_{one.pk}"].strip(), MET[asked[f"met_{one.pk}"]])
            for one in self.indicators
        }
        return spending.note_results(self.project, results, by=self.by)
