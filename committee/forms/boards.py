"""Forms of one board: its order, its term, the size it is made for, its appointment."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from committee.models import Board, RuleSet
from committee.services import boards
from schoolcare import files
from schoolcare.forms import ScopedModelForm, ThaiDateField
from schoolcare.models import School
from schoolcare.submissions import SubmissionKeyField
from schoolcare.text import arabic_digits, normalize
from schoolcare.thai import thai_date
from students.models import Student

FROM_REGISTRY = "นักเรียนในทะเบียนของระบบ"
MOST_BOARDS, MOST_PUPILS = 999, 99_999
SCANS = "PDF, JPEG, PNG หรือ HEIC ไม่เกิน 20 MB"


class RuleSetField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        edited = f" (หน่วยงานแก้ไข {thai_date(obj.changed_on)})" if obj.changed_on else ""
        return f"{obj.short_name}{edited}"


def pupils_now(school: School) -> int:
    """How many pupils the school's own registry counts today."""
    return Student.objects.filter(school=school, status__in=Student.IN_SCHOOL).count()


class BoardForm(ScopedModelForm):
    """Every fact of a board; the last day follows from the first unless somebody states one."""

    number = forms.IntegerField(
        label="ชุดที่",
        min_value=1,
        max_value=MOST_BOARDS,
        required=False,
        help_text="เว้นว่างให้นับต่อจากชุดล่าสุด",
    )
    student_count = forms.IntegerField(
        label="จำนวนนักเรียน", min_value=0, max_value=MOST_PUPILS, required=False
    )
    rule_set = RuleSetField(label="หลักเกณฑ์ที่ใช้", queryset=RuleSet.objects.all(), empty_label=None)
    counted_on = ThaiDateField(label="ข้อมูลนักเรียน ณ วันที่", required=False)
    ordered_on = ThaiDateField(label="คำสั่งลงวันที่", required=False)
    starts_on = ThaiDateField(label="วันเริ่มวาระ", required=False)
    ends_on = ThaiDateField(label="วันครบวาระ", required=False)
    order_file = forms.FileField(
        label="สำเนาคำสั่ง",
        required=False,
        help_text=SCANS,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*,.heic"}),
    )

    layout = Layout(
        Fieldset("ชุดและหลักเกณฑ์", "number", "rule_set"),
        Fieldset("ขนาดของโรงเรียน", Row("student_count", "counted_on"), "count_basis"),
        Fieldset("คำสั่งแต่งตั้ง", Row("order_number", "ordered_on"), "order_file"),
        Fieldset("วาระ", Row("starts_on", "ends_on")),
    )

    class Meta:
        model = Board
        fields = [
            *("number", "rule_set", "student_count", "counted_on", "count_basis"),
            *("order_number", "ordered_on", "starts_on", "ends_on"),
        ]
        help_texts = {
            "count_basis": "เช่น ข้อมูล 10 มิถุนายน",
            "order_number": "เช่น 114/2568",
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.school is not None  # noqa: S101 -- a board is always of one school
        self.fields["ends_on"].help_text = "เว้นว่างให้คิดตามหลักเกณฑ์"
        if "rule_set" in self.fields:
            offered = RuleSet.objects.offered_to(self.school.district_id)
            own = RuleSet.objects.filter(pk=self.instance.rule_set_id)
            self.fields["rule_set"].queryset = offered | own
        if self.instance.order_scan_id:
            self.fields["order_file"].help_text = f"มีสำเนาอยู่แล้ว เลือกไฟล์ใหม่เมื่อต้องการเปลี่ยน {SCANS}"
        count = pupils_now(self.school)
        if count:
            self._suggest(count, today)

    def _suggest(self, count: int, today: date) -> None:
        """The number in our own registry, offered; the basis may well be another."""
        words = f"ในทะเบียนนักเรียนวันนี้ ({thai_date(today)}) มี {count:,} คน"
        self.fields["student_count"].help_text = words
        if self.instance.pk is None:
            self.initial["student_count"], self.initial["counted_on"] = count, today
            self.initial["count_basis"] = FROM_REGISTRY

    def clean_order_number(self) -> str:
        return arabic_digits(normalize(self.cleaned_data["order_number"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts_on, rule_set = data.get("starts_on"), data.get("rule_set")
        if starts_on and rule_set and not data.get("ends_on") and "ends_on" not in self.errors:
            data["ends_on"] = boards.end_of_term(starts_on, rule_set.term_years)
        ends_on = data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", "วันครบวาระต้องหลังวันเริ่มวาระ")
        elif ends_on:
            self._refuse_twin(ends_on)
        elif self.instance.state == Board.State.APPOINTED and "ends_on" not in self.errors:
            self.add_error("ends_on", "ชุดที่แต่งตั้งแล้วต้องมีวันครบวาระ")
        return data

    def _refuse_twin(self, ends_on: date) -> None:
        others = Board.objects.filter(school=self.school, ends_on=ends_on)
        others = others.exclude(state=Board.State.CANCELLED).exclude(pk=self.instance.pk)
        if twin := others.first():
            number = f"ชุดที่ {twin.number}" if twin.number else "อีกชุดหนึ่ง"
            self.add_error("ends_on", f"มี{number} ที่ครบวาระวันเดียวกันอยู่แล้ว")

    def save(self, commit: bool = True) -> Board:
        """Through the services; raises ValidationError for a scan that is no such file."""
        board = self.instance
        if upload := self.cleaned_data.get("order_file"):
            try:
                board.order_scan = files.store_scan(upload, school=board.school, by=self.user)
            except ValidationError as error:
                raise ValidationError({"order_file": error.messages}) from error
        change = boards.update_board if board.pk else boards.create_board
        return change(board, by=self.user)


class NewBoardForm(BoardForm):
    key = SubmissionKeyField()


class AppointForm(BoardForm):
    """What the order says, asked for when the board is recorded as appointed."""

    order_number = forms.CharField(label="คำสั่งที่", max_length=50, help_text="เช่น 114/2568")
    starts_on = ThaiDateField(label="วันเริ่มวาระ")
    rule_set = None  # type: ignore[assignment]  # stays as it is
    counted_on = number = student_count = None  # type: ignore[assignment]

    layout = Layout(Row("order_number", "ordered_on"), "order_file", Row("starts_on", "ends_on"))

    class Meta(BoardForm.Meta):
        fields = ["order_number", "ordered_on", "starts_on", "ends_on"]

    def _suggest(self, count: int, today: date) -> None:
        """The size stands already."""

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.setdefault("rule_set", self.instance.rule_set)
        return super().clean()

    def save(self, commit: bool = True) -> Board:
        return boards.appoint(super().save(), by=self.user)


def warn(field: forms.Field, text: str) -> None:
    """A warning beside a field; it stops nobody from saving."""
    field.help_text = format_html('{} <b class="warn">{}</b>', field.help_text, text)
