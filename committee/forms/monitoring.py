"""Forms of monitoring: a round, one of its questions, a visit, a reason, a result."""

import re
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from committee.evidence import MONITORING
from committee.forms.steps import StepField, YearField
from committee.models import Monitoring, MonitoringVisit
from committee.monitoring import figures
from committee.monitoring.overview import FILTERS
from committee.monitoring.questions import Item, Kind, Section
from committee.monitoring.sheet import Line
from schoolcare.access import Permission
from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField
from schoolcare.models import Network, User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField

NEW_SECTION = "new"
MOST_ITEMS = 999


class MonitoringForm(ScopedModelForm):
    """What a round is, for whom it counts, until when."""

    year = YearField(label="ปีการศึกษา")
    due_on = ThaiDateField(
        label="ให้โรงเรียนรายงานภายในวันที่",
        error_messages={"required": "กรุณากรอกวันที่ให้โรงเรียนรายงาน"},
    )
    step = StepField(
        label="ขั้นตอนของกระบวนงานประจำปี",
        evidence=MONITORING,
        help_text=(
            "เมื่อทุกโรงเรียนรายงานแล้ว ขั้นตอนนี้ของปีการศึกษาเดียวกันจะเสร็จโดยไม่ต้องบันทึก "
            "เรื่องอื่นที่ไม่มีขั้นตอนให้เลือกเว้นว่างไว้"
        ),
    )
    layout = Layout("title", Row("year", "due_on"), "min_meetings", "step", "note")

    class Meta:
        model = Monitoring
        fields = ["title", "year", "due_on", "min_meetings", "step", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"min_meetings": "ใช้ในรายงานประจำปีเรื่องคณะกรรมการ เรื่องอื่นไม่ต้องแก้"}

    def __init__(self, *args: Any, user: User, permission: Permission, **kwargs: Any) -> None:
        super().__init__(*args, user=user, permission=permission, **kwargs)
        step: Any = self.fields["step"]
        step.narrow_to(user.access.grant(permission).districts)


class NewMonitoringForm(MonitoringForm):
    """The same, sent once however often."""

    key = SubmissionKeyField()
    layout = Layout("key", "title", Row("year", "due_on"), "min_meetings", "step", "note")


class QuestionForm(CrispyMixin, forms.Form):
    """One item, and where it stands."""

    section = forms.ChoiceField(label="ตอน")
    new_section = forms.CharField(label="ชื่อตอนใหม่", required=False, max_length=200)
    text = forms.CharField(label="ข้อคำถาม", max_length=300, widget=forms.Textarea({"rows": 2}))
    kind = forms.ChoiceField(label="ตอบเป็น", choices=Kind.choices)
    unit = forms.CharField(
        label="หน่วยนับ", required=False, max_length=30, help_text="ของจำนวน เช่น ครั้ง"
    )
    asks_evidence = forms.BooleanField(label="ขอให้แนบหลักฐาน", required=False)
    figure = forms.ChoiceField(
        label="ข้อมูลจากระบบที่แสดงข้างข้อนี้",
        required=False,
        choices=[("", "ไม่แสดง"), *figures.LABELS.items()],
    )
    place = forms.IntegerField(
        label="ลำดับในตอน",
        required=False,
        min_value=1,
        max_value=MOST_ITEMS,
        help_text="เว้นว่างให้ต่อท้าย",
    )
    version = forms.IntegerField(label="ฉบับของข้อคำถาม", widget=forms.HiddenInput)
    layout = Layout(
        *("version", Row("section", "new_section"), "text", Row("kind", "unit")),
        *("asks_evidence", Row("figure", "place")),
    )

    def __init__(self, *args: Any, sections: list[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        field: Any = self.fields["section"]
        titles = [(str(one.number), f"{one.number}. {one.title}") for one in sections]
        field.choices = [*titles, (NEW_SECTION, "ตอนใหม่")]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["new_section"] = re.sub(r"\s+", " ", typed.get("new_section", ""))
        if typed.get("section") == NEW_SECTION and not typed["new_section"]:
            raise ValidationError({"new_section": "กรุณากรอกชื่อตอนใหม่"})
        return typed

    def placed(self, code: str) -> list[Section]:
        """The sections with this item where it is wanted; `code` is the item's own."""
        typed = self.cleaned_data
        facts = {name: typed[name] for name in ("kind", "unit", "asks_evidence", "figure")}
        item = Item(code=code, text=" ".join(typed["text"].split()), **facts)
        sections = without(self.sections, code)
        if typed["section"] == NEW_SECTION:
            return [*sections, Section(typed["new_section"], (item,))]
        target = int(typed["section"]) - 1
        items = list(sections[target].items)
        items.insert((typed["place"] or len(items) + 1) - 1, item)
        sections[target] = Section(sections[target].title, tuple(items))
        return sections


class SectionForm(CrispyMixin, forms.Form):
    title = forms.CharField(label="ชื่อตอน", max_length=200)
    version = forms.IntegerField(label="ฉบับของข้อคำถาม", widget=forms.HiddenInput)


def without(sections: list[Section], code: str) -> list[Section]:
    """The sections without one item; one that is left empty stays until it is stored."""
    return [
        Section(one.title, tuple(item for item in one.items if item.code != code))
        for one in sections
    ]


class RoundFilter(forms.Form):
    """Which schools of a round; all of it stands in the address."""

    q = forms.CharField(
        label="ค้นหาโรงเรียน",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "ชื่อหรือรหัส"}),
    )
    network = forms.ChoiceField(label="เครือข่าย", required=False)
    state = forms.ChoiceField(label="สถานะ", required=False, choices=FILTERS)

    def __init__(self, *args: Any, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["network"]
        field.choices = [("", "ทุกเครือข่าย"), *((str(one.pk), one.name) for one in networks)]


class ReturnForm(CrispyMixin, forms.Form):
    reason = forms.CharField(
        label="เหตุที่ส่งกลับ",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="โรงเรียนเห็นข้อความนี้ที่หัวแบบรายงาน",
    )


class ResultForm(CrispyMixin, forms.Form):
    result = forms.CharField(
        label="ผลการดำเนินงานตามข้อแนะนำ", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


def said(line: Line) -> str:
    """What the visitor compares: the school's answer, and what the system knows."""
    words = [f"โรงเรียนรายงาน: {line.words or 'ไม่ได้ตอบ'}"]
    words += [f"ระบบ: {line.known.words}"] if line.known else []
    return " · ".join(words)


class VisitForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """What the visitor found; a line for every item that wants one."""

    visited_on = ThaiDateField(label="วันที่ตรวจเยี่ยม")
    due_on = ThaiDateField(
        label="ให้รายงานผลภายในวันที่", required=False, help_text="เมื่อมีข้อแนะนำ เช่น 31/3/2570"
    )

    class Meta:
        model = MonitoringVisit
        fields = ["visited_on", "visitors", "finding", "advice", "due_on"]
        widgets = {
            "finding": forms.Textarea(attrs={"rows": 4}),
            "advice": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {"advice": "เว้นว่างไว้ถ้าไม่มีสิ่งที่โรงเรียนต้องทำต่อ"}

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [line.item for line in lines]
        for line in lines:
            item = line.item
            self.fields[f"item_{item.code}"] = forms.CharField(
                label=f"{item.number} {item.text}",
                required=False,
                max_length=500,
                initial=line.finding,
                help_text=said(line),
                widget=forms.Textarea(attrs={"rows": 1}),
            )
        head = ("visited_on", "visitors", "finding", "advice", "due_on")
        noted = (f"item_{item.code}" for item in self.items)
        self.layout = Layout(*head, Fieldset("ข้อค้นพบรายข้อ เว้นว่างได้", *noted))

    def findings(self) -> dict[str, str]:
        typed = {one.code: self.cleaned_data[f"item_{one.code}"].strip() for one in self.items}
        return {code: text for code, text in typed.items() if text}
