"""The form of an entry of the annual calendar."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Div, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from community.models import CalendarEntry, Movement, Project, Repeat, Span, WorkArea
from community.services import entries
from community.years import (
    MONTH_ORDER,
    day_in_year,
    first_of,
    last_of,
    later_by_a_year,
    outside,
)
from schoolcare.forms import CrispyMixin, Folded, ThaiDateField, ThaiTimeField, TickedRowsField
from schoolcare.models import District, School, User
from schoolcare.staff import staff_of
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.thai import SHORT_MONTHS, thai_date

Office = School | District
DAY_HINT = "เช่น 24/11 หรือ 24 พ.ย. ไม่ใส่ปีก็ได้ ระบบนับตามปีการศึกษา"
AFTER = "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"
A_YEAR = timedelta(days=365)


class CalendarDayField(ThaiDateField):
    """A day of the academic year `year` (พ.ศ.), where `is_end` also of the next.

    Its year need not be typed where it is that one.
    """

    year: int
    is_end = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", DAY_HINT)
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "text"

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return day_in_year(str(value), self.year)
        except ValueError as error:
            words = f"{error} {self.error_messages['invalid']}"
            raise ValidationError(words, code="invalid") from None

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and (words := outside(day, self.year, is_end=self.is_end)):
            raise ValidationError(words)
        return day


class MonthsField(forms.TypedMultipleChoiceField):
    """Months ticked; 1 to 12, in the order of the academic year."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        choices = [(number, SHORT_MONTHS[number - 1]) for number in MONTH_ORDER]
        super().__init__(choices=choices, coerce=int, **kwargs)
        self.tiles = "months"

    def clean(self, value: Any) -> list[int]:
        chosen = super().clean(value)
        return [number for number in MONTH_ORDER if number in chosen]


class EntryForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """One entry. Of the fields about its days those count that its span names."""

    span = forms.ChoiceField(
        label="ระยะเวลา", choices=Span, widget=forms.RadioSelect, initial=Span.DAY
    )
    starts_on = CalendarDayField(label="วันที่", required=False)
    ends_on = CalendarDayField(label="ถึงวันที่", required=False)
    months = MonthsField(label="เดือน", required=False)
    starts_at = ThaiTimeField(label="เวลาเริ่ม", required=False)
    ends_at = ThaiTimeField(label="เวลาเลิก", required=False)
    owners = TickedRowsField(
        label="บุคลากร",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    layout = Layout(
        *("title", "area", "span"),
        Div(Row("starts_on", "ends_on"), css_class="when-days"),
        Div("repeat", css_class="when-day"),
        Div("months", css_class="when-months"),
        *("owner_text", Folded("เลือกจากบุคลากร", "owners", shown="has_owners")),
        *("place", "audience"),
        Folded(
            "รายละเอียดเพิ่มเติม",
            Row("starts_at", "ends_at"),
            *("period_text", "project", "movement", "note"),
            shown="has_more",
        ),
    )

    class Meta:
        model = CalendarEntry
        fields = [
            *("title", "area", "span", "starts_on", "ends_on", "repeat", "months"),
            *("owners", "owner_text", "place", "audience", "starts_at", "ends_at"),
            *("period_text", "project", "movement", "note"),
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "audience": forms.RadioSelect}
        labels = {"owner_text": "ผู้รับผิดชอบ"}
        help_texts = {
            "owner_text": "ชื่อหรือกลุ่มงาน เว้นว่างได้ กระดาษจะพิมพ์เป็นช่องว่าง",
            "repeat": "ถ้าซ้ำ ใส่วันสุดท้ายที่ซ้ำในช่อง “ถึงวันที่”",
            "period_text": "พิมพ์แทนวันที่ในช่องระยะเวลา เช่น ภาคเรียนละ 2 ฉบับ",
            "movement": "ใช้ตอนคัดลอกปฏิทินไปปีถัดไป",
        }

    def __init__(self, *args: Any, office: Office, today: date, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.office, entry = by, office, self.instance
        fields: Any = self.fields
        for name in ("starts_on", "ends_on"):
            fields[name].year = entry.year
        fields["ends_on"].help_text = "เฉพาะช่วงวันที่ หรือรายการที่ซ้ำ ถ้าข้ามไปปีการศึกษาหน้า ให้ใส่ปีด้วย"
        fields["ends_on"].is_end = True
        fields["months"].help_text = "เลือกได้หลายเดือน ไม่ต้องติดกัน"
        offered = WorkArea.objects.offered_to(office)
        fields["area"].queryset = (
            offered | WorkArea.objects.filter(pk=entry.area_id) if entry.area_id else offered
        ).order_by("division", "position", "pk")
        fields["area"].label_from_instance = lambda one: f"{one.name} · {one.division}"
        fields["project"].queryset = Project.objects.filter(**entries.owner(office))
        kept = entry.owners.values("pk") if entry.pk else []
        fields["owners"].queryset = staff_of(office, today, kept=kept)
        fields["owners"].label_from_instance = lambda one: one.full_name
        fields["repeat"].choices = Repeat.choices
        fields["movement"].choices = [one for one in Movement.choices if one[0] != "all_year"]
        fields["movement"].required = False
        self.has_owners = bool(entry.pk and entry.owners.exists())
        told = ("period_text", "starts_at", "project_id", "note")
        self.has_more = any(getattr(entry, name) for name in told)

    def clean_movement(self) -> str:
        return self.cleaned_data["movement"] or Movement.SAME_DAY

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        span = found.get("span")
        if span == Span.ALL_YEAR:
            found |= {"starts_on": None, "ends_on": None, "months": [], "repeat": ""}
            found["movement"] = Movement.ALL_YEAR
        elif span == Span.MONTHS:
            self._clean_months(found)
        elif span and "starts_on" in found:
            self._clean_days(found)
        for name in ("starts_on", "ends_on"):  # what does not count is no mistake
            if name in self.errors and span in {Span.ALL_YEAR, Span.MONTHS}:
                del self.errors[name]
        start, end = found.get("starts_at"), found.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "เวลาเลิกต้องหลังเวลาเริ่ม")
        return found

    def _get_validation_exclusions(self) -> set[str]:
        """What the days must fulfil is not said twice, in the words of the database."""
        found: set[str] = super()._get_validation_exclusions()
        return found | {"starts_on", "ends_on"} if self.errors else found

    def _clean_months(self, found: dict[str, Any]) -> None:
        months, year = found.get("months"), self.instance.year
        if not months:
            self.add_error("months", "เลือกอย่างน้อยหนึ่งเดือน")
            return
        found |= {"starts_on": first_of(year, months[0]), "ends_on": last_of(year, months[-1])}
        found["repeat"] = ""

    def _clean_days(self, found: dict[str, Any]) -> None:
        start, end = found["starts_on"], found.get("ends_on")
        found["months"] = []
        if start is None:
            self.add_error("starts_on", "กรุณากรอกวันที่")
            return
        is_repeated = found.get("span") == Span.DAY and bool(found.get("repeat"))
        if found["span"] == Span.RANGE:
            found["repeat"] = ""
        elif not is_repeated:
            found["ends_on"] = start
            self.errors.pop("ends_on", None)
            return
        if end is None and "ends_on" not in self.errors:
            words = "ใส่วันสุดท้ายที่ซ้ำ" if is_repeated else "กรุณากรอกวันสิ้นสุด"
            self.add_error("ends_on", words)
        elif end and end < start:
            self.add_error("ends_on", _after(start, end))
        elif end and end - start >= A_YEAR:
            words = f"{thai_date(start)} – {thai_date(end)}"
            self.add_error("ends_on", f"ยาวเกินหนึ่งปี ({words}) ตรวจปีที่พิมพ์")

    def save(self, commit: bool = True) -> CalendarEntry:
        """Through the service, a new one once for a form. Raises ValidationError."""
        owners = self.cleaned_data["owners"]
        self.instance.needs_date = False  # whoever saves the form has set its days
        if self.instance.pk:
            return entries.save_entry(self.instance, owners, by=self.by)
        key = self.cleaned_data["key"]
        made, _ = once(self.by, key, lambda: entries.save_entry(self.instance, owners, by=self.by))
        return made


class NewEntryForm(EntryForm):
    key = SubmissionKeyField()


def _after(start: date, end: date) -> str:
    words = f"{AFTER} ({thai_date(start)} – {thai_date(end)})"
    meant = later_by_a_year(end)
    if meant and start <= meant < start + A_YEAR:
        words += f" ถ้าหมายถึง {thai_date(meant)} ให้ใส่ปีด้วย"
    return words
