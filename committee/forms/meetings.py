"""Forms of a meeting: its plan, the filter of the list, calling it off, opening and closing it."""

from datetime import date, time
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from committee.models import Meeting, MeetingSettings
from committee.services import meetings
from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField, ThaiTimeField
from schoolcare.models import User
from schoolcare.numbering import Office
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once

Kind = Meeting.Kind
BODIES_TOLD = 4
MOST_NUMBER, MOST_DAYS = 999, 60
NO_START, NO_END = "กรุณากรอกเวลาเริ่มประชุม", "กรุณากรอกเวลาเลิกประชุม"
BODY_HINT = "เว้นว่างไว้ ใช้ชื่อตามประเภท ประชุมคณะเดิมให้ใช้ชื่อเดิม เลขครั้งที่จะต่อกัน"


class MeetingFilter(forms.Form):
    q = forms.CharField(label="ค้นหาชื่อคณะ สถานที่ หรือเรื่องในวาระ", max_length=100, required=False)
    kind = forms.ChoiceField(label="ประเภท", required=False)
    year = forms.TypedChoiceField(label="ปี พ.ศ.", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, office: Office, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        kinds = [(one.value, one.label) for one in meetings.kinds_of(office)]
        fields["kind"].choices = [("", "ทุกประเภท"), *kinds]
        fields["year"].choices = [("", "ทุกปี"), *((year, str(year)) for year in years)]

    def narrow(self, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        if asked["kind"]:
            rows = rows.filter(kind=asked["kind"])
        if asked["year"]:
            rows = rows.filter(year=asked["year"])
        if text := asked["q"].strip():
            about = Meeting.objects.filter(items__title__icontains=text).order_by().values("pk")
            rows = (
                rows.filter(body__icontains=text)
                | rows.filter(place__icontains=text)
                | rows.filter(pk__in=about)
            )
        return rows


class MeetingForm(ScopedModelForm):
    """What, when and where; people and agenda follow by themselves when it is saved."""

    held_on = ThaiDateField(label="วันประชุม")
    starts_at = ThaiTimeField(
        label="เริ่มประชุมเวลา", initial=time(9, 30), error_messages={"required": NO_START}
    )
    number = forms.IntegerField(
        label="ครั้งที่",
        required=False,
        min_value=1,
        max_value=MOST_NUMBER,
        help_text="เว้นว่างไว้ ระบบใส่เลขถัดไปให้",
    )
    called_on = ThaiDateField(label="วันที่ออกหนังสือเชิญ", required=False, help_text="เว้นว่างไว้ถ้ายังไม่ออก")
    layout = Layout(
        *("kind", "body"),
        Row("held_on", "starts_at"),
        "place",
        Row("number", "called_on"),
        "agenda_form",
    )

    class Meta:
        model = Meeting
        fields = [
            *("kind", "body", "held_on", "starts_at", "place", "number", "called_on"),
            "agenda_form",
        ]
        help_texts = {"place": "เช่น ห้องประชุมพวงแสด"}

    def __init__(self, *args: Any, bodies: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if "kind" in fields:
            kinds = meetings.kinds_of(self.instance.office)
            fields["kind"].choices = [(one.value, one.label) for one in kinds]
        fields["body"].required = False
        if self.instance.pk and self.instance.kind == Kind.BOARD:
            fields["body"].widget = forms.HiddenInput()  # follows the school's name
        told = f" ที่เคยใช้: {' · '.join(bodies[:BODIES_TOLD])}" if bodies else ""
        fields["body"].help_text = BODY_HINT + told

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if asked.get("kind", self.instance.kind) == Kind.OTHER and not asked.get("body"):
            raise ValidationError({"body": "กรอกชื่อคณะที่ประชุม"})
        if start := asked.get("starts_at"):
            meetings.check_start(start, self.instance.ends_at)
        return asked

    def save(self, commit: bool = True) -> Meeting:
        return meetings.update(self.instance, by=self.user)


class NewMeetingForm(MeetingForm):
    key = SubmissionKeyField()

    def save(self, commit: bool = True) -> Meeting:
        """Once for a form, however often it is sent. Raises ValidationError."""
        key = self.cleaned_data["key"]
        made, _ = once(self.user, key, lambda: meetings.plan(self.instance, by=self.user))
        return made


class PlanForm(MeetingForm):
    """A meeting stays what it is: its kind is not asked again, nor a board's name."""

    kind = None  # type: ignore[assignment]
    layout = Layout(
        "body",
        Row("held_on", "starts_at"),
        "place",
        Row("number", "called_on"),
        "agenda_form",
    )

    class Meta(MeetingForm.Meta):
        fields = [name for name in MeetingForm.Meta.fields if name != "kind"]


class SettingsForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """How the school or office counts its meetings and calls them."""

    notice_days = forms.IntegerField(
        label="เชิญประชุมล่วงหน้าอย่างน้อย (วัน)",
        min_value=0,
        max_value=MOST_DAYS,
        help_text="โดยทั่วไปไม่น้อยกว่า 3 วัน ส่วนใหญ่ใช้ 7 วัน น้อยกว่านี้ระบบเตือน",
    )

    class Meta:
        model = MeetingSettings
        fields = ["counted_by", "notice_days", "agenda_form"]
        help_texts = {
            "counted_by": "ครั้งที่เริ่มนับ 1 ใหม่ทุกปี",
            "agenda_form": "ใช้กับการประชุมที่กำหนดใหม่",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def save(self, commit: bool = True) -> MeetingSettings:
        return meetings.save_settings(self.instance, by=self.by)


class OfMeetingForm(CrispyMixin, forms.Form):
    """A few words or a time about one meeting."""

    def __init__(self, *args: Any, meeting: Meeting, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.by = meeting, by


class CancelForm(OfMeetingForm):
    reason = forms.CharField(label="เหตุที่ยกเลิก", max_length=200)

    def save(self) -> Meeting:
        return meetings.cancel(self.meeting, reason=self.cleaned_data["reason"], by=self.by)


class OpenForm(OfMeetingForm):
    at = ThaiTimeField(label="เริ่มประชุมเวลา", error_messages={"required": NO_START})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def save(self) -> Meeting:
        at = self.cleaned_data["at"]
        return meetings.open_meeting(self.meeting, at=at, today=self.today, by=self.by)


class CloseForm(OfMeetingForm):
    at = ThaiTimeField(label="เลิกประชุมเวลา", error_messages={"required": NO_END})

    def save(self) -> Meeting:
        return meetings.close_meeting(self.meeting, at=self.cleaned_data["at"], by=self.by)
