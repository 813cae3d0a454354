"""Forms of a trip: the plan with its programme, who goes, replies, who allows."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from community.models import Trip, TripPupil, TripRule
from community.services import trips
from schoolcare.access import Permission
from schoolcare.forms import CrispyMixin, ThaiTimeField, TickedRowsField
from schoolcare.models import School, User
from schoolcare.staff import staff_of
from schoolcare.stale import SeenMixin
from schoolcare.text import normalize
from schoolcare.thai import thai_date
from students.models import Classroom, Student

MOST_DAYS, MOST_LINES, LONGEST_LINE = 10, 40, 300
DAY, REPLY = "day_", "reply_"


class TripForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """The plan; the programme is typed a day a field, a line an entry: 08.00 ออกเดินทาง."""

    departs_at = ThaiTimeField(label="เวลาออกเดินทาง", required=False)
    returns_at = ThaiTimeField(label="เวลากลับถึงสถานศึกษา", required=False)
    purpose = forms.CharField(
        label="วัตถุประสงค์",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Trip
        fields = ["kind", "purpose", "departs_at", "returns_at", "vehicle", "cost", "leader"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "vehicle": "เช่น รถบัสปรับอากาศ 2 คัน ทะเบียน 40-1234 พร้อมประกันภัย",
            "cost": "เช่น ไม่เก็บเงินผู้ปกครอง ใช้เงินโครงการ",
        }

    def __init__(self, *args: Any, today: date, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        activity = self.instance.activity
        fields: dict[str, Any] = self.fields
        rules = {one.kind: _told(one) for one in TripRule.objects.of(activity.school)}
        fields["kind"].choices = [
            (kind, f"{label} – ผู้อนุญาต: {rules.get(kind, 'ยังไม่กำหนด')}")
            for kind, label in TripRule.Kind.choices
        ]
        leader = self.instance.leader_id
        fields["leader"].queryset = staff_of(activity.school, today, kept=[leader])
        self.days = self._add_days()
        hidden = "seen"
        times = Row("departs_at", "returns_at")
        self.layout = Layout(
            hidden, "kind", "purpose", times, "vehicle", "cost", "leader", *self.days
        )

    def _add_days(self) -> dict[str, date]:
        activity = self.instance.activity
        length = min((activity.ends_on - activity.starts_on).days + 1, MOST_DAYS)
        days = [activity.starts_on + timedelta(days=after) for after in range(length)]
        kept: dict[date, list[str]] = {}
        for step in self.instance.steps.all() if self.instance.pk else []:
            kept.setdefault(step.on, []).append(
                f"{step.at:%H.%M} {step.text}" if step.at else step.text
            )
        for number, day in enumerate(days):
            self.fields[f"{DAY}{number}"] = forms.CharField(
                label=f"กำหนดการ {thai_date(day)}",
                required=False,
                max_length=MOST_LINES * LONGEST_LINE,
                help_text="บรรทัดละรายการ ขึ้นต้นด้วยเวลา เช่น 08.00 ออกเดินทาง",
                widget=forms.Textarea(attrs={"rows": 5}),
                initial="\n".join(kept.get(day, [])),
            )
        return {f"{DAY}{number}": day for number, day in enumerate(days)}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        leaves, returns = found.get("departs_at"), found.get("returns_at")
        if len(self.days) == 1 and leaves and returns and returns <= leaves:
            self.add_error("returns_at", "เวลากลับต้องอยู่หลังเวลาออกเดินทาง")
        self.lines: list[trips.Line] = []
        for name, day in self.days.items():
            lines = [normalize(one) for one in found.get(name, "").splitlines()]
            lines = [one for one in lines if one]
            if len(lines) > MOST_LINES:
                self.add_error(name, f"ไม่เกิน {MOST_LINES} บรรทัดต่อวัน")
            elif any(len(one) > LONGEST_LINE for one in lines):
                self.add_error(name, f"บรรทัดหนึ่งไม่เกิน {LONGEST_LINE} ตัวอักษร")
            else:
                self.lines += [(day, *_parts(one)) for one in lines]
        return found

    def save(self, commit: bool = True) -> Trip:
        return trips.save_plan(self.instance, steps=self.lines, by=self.by)


def _told(rule: TripRule) -> str:
    return rule.approver if rule.is_verified else f"{rule.approver} (รอตรวจกับระเบียบ)"


def _parts(line: str) -> tuple[Any, str]:
    """The time a line begins with, and the rest; no time where it begins with none."""
    first, _, rest = line.partition(" ")
    rest = rest.removeprefix("น. ").strip()
    try:
        return (ThaiTimeField().clean(first), rest) if rest and first[0].isdigit() else (None, line)
    except ValidationError:
        return None, line


class TripPupilsForm(CrispyMixin, forms.Form):
    """Who of one class goes along; a tick for everybody saves ticking each."""

    everybody = forms.BooleanField(required=False)
    pupils = TickedRowsField(
        Student.objects.none(),
        label="นักเรียนที่ร่วมเดินทาง",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, trip: Trip, classroom: Classroom, by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.trip, self.classroom, self.by = trip, classroom, by
        rows = Student.objects.for_user(by, Permission.PUPIL_LIST).filter(
            enrolments__classroom=classroom, enrolments__ends_on=None
        )
        field: Any = self.fields["pupils"]
        chosen = Exists(trip.pupils.filter(student=OuterRef("pk")))
        rows = rows.order_by("enrolments__roll_number", "first_name", "pk")
        self.offered = list(rows.annotate(is_chosen=chosen))
        field.queryset = rows
        field.choices = [(one.pk, one.short_name) for one in self.offered]
        field.initial = [one.pk for one in self.offered if one.is_chosen]
        self.fields["everybody"].label = f"ไปทั้งห้อง {len(self.offered)} คน"

    def save(self) -> int:
        found = self.cleaned_data
        chosen = self.offered if found["everybody"] else found["pupils"]
        return trips.choose_pupils(
            self.trip, self.classroom, chosen, among=self.offered, by=self.by
        )


class RepliesForm(CrispyMixin, forms.Form):
    """What each family answered; a list to pick from for every pupil."""

    def __init__(self, *args: Any, trip: Trip, rows: list[TripPupil], by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.trip, self.pupils, self.by = trip, rows, by
        for one in rows:
            self.fields[f"{REPLY}{one.pk}"] = forms.ChoiceField(
                label=f"{one.student.short_name} {one.label}",
                choices=TripPupil.Reply.choices,
                required=False,
                initial=one.reply,
            )

    @property
    def rows(self) -> list[tuple[TripPupil, Any]]:
        return [(one, self[f"{REPLY}{one.pk}"]) for one in self.pupils]

    def save(self) -> int:
        said = {one.pk: self.cleaned_data[f"{REPLY}{one.pk}"] for one in self.pupils}
        changed = {pk: word for pk, word in said.items() if f"{REPLY}{pk}" in self.changed_data}
        return trips.reply(self.trip, changed, by=self.by)


class ReturnForm(CrispyMixin, forms.Form):
    reason = forms.CharField(label="สิ่งที่ต้องแก้ไข", max_length=300)


class RuleForm(CrispyMixin, forms.ModelForm):
    """Who allows a kind of trip at this school."""

    class Meta:
        model = TripRule
        fields = ["approver", "is_internal", "source", "is_verified"]
        help_texts = {"source": "ระเบียบหรือคำสั่งมอบอำนาจ เลขที่และวันที่"}

    def __init__(self, *args: Any, school: School, kind: str, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.kind, self.by = school, kind, by

    def save(self, commit: bool = True) -> TripRule:
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return trips.save_rule(self.school, self.kind, by=self.by, **facts)
