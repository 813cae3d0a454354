"""Forms of one member: the person and the seat, leaving, the guardian in the pupil registry."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from committee.checks import Finding
from committee.forms.boards import warn
from committee.models import Board, Member, Remark, Seat
from committee.services import boards
from schoolcare import files
from schoolcare.forms import CitizenIdField, CrispyMixin, PhoneField, ScopedModelForm, ThaiDateField
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField
from schoolcare.text import arabic_digits, normalize
from students.models import Guardian, Student
from students.national_lists import RELIGIONS

OLDEST = 120  # years; beyond it somebody mistyped
MOST_TERMS = 20
POSTCODE = 5
FIELD_OF = {  # where a remark of the office stands, if it is called otherwise
    Remark.Field.NAME: "first_name",
    Remark.Field.STARTED: "starts_on",
    Remark.Field.QUALIFICATION: "seat",
}
IDS = "13 หลัก ใช้ตรวจว่าเป็นกรรมการหลายชุดหรือหลายโรงเรียนหรือไม่"


class MemberForm(ScopedModelForm):
    """Every field of the registry. The id is written, never shown; see the member's page."""

    citizen_id = CitizenIdField(label="เลขประจำตัวประชาชน", required=False, help_text=IDS)
    drop_id = forms.BooleanField(label="ลบเลขประจำตัวที่บันทึกไว้", required=False)
    birth_date = ThaiDateField(label="วันเกิด", required=False)
    starts_on = ThaiDateField(label="วันเริ่มวาระ", required=False)
    term_number = forms.IntegerField(
        label="วาระที่",
        min_value=1,
        max_value=MOST_TERMS,
        required=False,
        help_text="เคยเป็นกรรมการของโรงเรียนนี้มาแล้วกี่วาระ รวมวาระนี้",
    )
    consented_on = ThaiDateField(label="ยินยอมให้เก็บข้อมูลเมื่อ", required=False)
    phone = PhoneField(label="โทรศัพท์", required=False)
    photo_file = forms.FileField(
        label="รูปถ่าย",
        required=False,
        help_text="JPEG, PNG หรือ HEIC ไม่เกิน 20 MB",
        widget=forms.FileInput(attrs={"accept": "image/*,.heic"}),
    )

    layout = Layout(
        Fieldset(
            "ตำแหน่งในคณะกรรมการ",
            *("seat", "organization"),
            Row("starts_on", "term_number"),
            *("replaces", "user"),
        ),
        Fieldset("ชื่อ", Row("title", "first_name", "last_name"), "monastic_name"),
        Fieldset("ติดต่อ", Row("phone", "email", "line_id")),
        Fieldset(
            "ข้อมูลส่วนบุคคล",
            *("citizen_id", "drop_id"),
            Row("birth_date", "sex", "religion"),
            Row("occupation", "education"),
        ),
        Fieldset("ที่อยู่", "address", Row("tambon", "amphoe"), Row("province", "postcode")),
        Fieldset("รูปถ่ายและความยินยอม", "photo_file", "consented_on", "note"),
    )

    class Meta:
        model = Member
        fields = [
            *("seat", "organization", "starts_on", "term_number", "replaces", "user", "title"),
            *("first_name", "last_name", "monastic_name", "phone", "email", "line_id"),
            *("birth_date", "sex", "religion", "occupation", "education", "address", "tambon"),
            *("amphoe", "province", "postcode", "consented_on", "note"),
        ]
        help_texts = {
            "organization": "เช่น กลุ่มแม่บ้านหมู่ 3 เทศบาลตำบล… วัด…",
            "replaces": "เมื่อเป็นการแต่งตั้งแทนตำแหน่งที่ว่าง",
            "user": "ครู ผู้อำนวยการ หรือกรรมการที่มีบัญชีของโรงเรียน",
            "title": "เช่น นาย นาง พระครู",
            "last_name": "ไม่มีนามสกุล ใส่ -",
            "monastic_name": "เฉพาะพระภิกษุ เช่น สุขธมฺโม",
            "religion": f"เช่น {' '.join(RELIGIONS[:4])}",
        }

    def __init__(
        self,
        *args: Any,
        today: date,
        findings: Iterable[Finding] = (),
        remarks: Iterable[Remark] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, board = today, self.instance.board
        gone = board.members.exclude(left_on=None).exclude(pk=self.instance.pk)
        self.fields["replaces"].queryset = gone.order_by("-left_on", "pk")
        self.fields["user"].queryset = staff_of(board, today)
        if self.instance.citizen_id:
            kept = f"บันทึกไว้แล้ว {self.instance.masked_id} เว้นว่างเมื่อไม่เปลี่ยน"
            self.fields["citizen_id"].help_text = kept
        else:
            self.fields["drop_id"].widget = forms.HiddenInput()
        if self.instance.awaits_order:  # the order says from when
            self.fields["starts_on"].widget = forms.HiddenInput()
            self.fields["starts_on"].disabled = True
        for name in ("first_name", "last_name", "phone", "email", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for finding in findings:
            if finding.field in self.fields:
                warn(self.fields[finding.field], finding.text)
        for remark in remarks:
            warn(self.fields[FIELD_OF.get(remark.field, remark.field)], f"ข้อทักท้วง: {remark.text}")

    def saved_values(self) -> dict[str, Any]:
        """Without the id: it is neither shown nor compared."""
        return {name: one for name, one in super().saved_values().items() if name != "citizen_id"}

    def clean_title(self) -> str:
        return normalize(self.cleaned_data["title"])

    def clean_first_name(self) -> str:
        return normalize(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        return normalize(self.cleaned_data["last_name"])

    def clean_monastic_name(self) -> str:
        return normalize(self.cleaned_data["monastic_name"])

    def clean_term_number(self) -> int | None:
        """Who sits by office has no term."""
        number: int | None = self.cleaned_data["term_number"]
        return None if self.cleaned_data.get("seat") == Seat.SECRETARY else number

    def clean_birth_date(self) -> date | None:
        day: date | None = self.cleaned_data["birth_date"]
        if day and day > self.today:
            raise ValidationError("วันเกิดยังมาไม่ถึง กรุณาดูปีเกิดอีกครั้ง")
        if day and day.year < self.today.year - OLDEST:
            raise ValidationError("กรุณาดูปีเกิดอีกครั้ง")
        return day

    def clean_consented_on(self) -> date | None:
        day: date | None = self.cleaned_data["consented_on"]
        if day and day > self.today:
            raise ValidationError("วันที่ยินยอมยังมาไม่ถึง")
        return day

    def clean_starts_on(self) -> date | None:
        day: date | None = self.cleaned_data["starts_on"]
        if day and self.instance.left_on and self.instance.left_on < day:
            raise ValidationError("วันเริ่มวาระต้องไม่หลังวันพ้นที่บันทึกไว้")
        return day

    def clean_postcode(self) -> str:
        code = arabic_digits(self.cleaned_data["postcode"].strip())
        if code and not (len(code) == POSTCODE and code.isdigit()):
            raise ValidationError("กรุณากรอกรหัสไปรษณีย์ 5 หลัก")
        return code

    def save(self, commit: bool = True) -> Member:
        """Through the services; raises ValidationError for a picture that is none."""
        member, data = self.instance, self.cleaned_data
        if data["citizen_id"] or data.get("drop_id"):
            member.citizen_id = data["citizen_id"]
        if upload := data.get("photo_file"):
            try:
                member.photo = files.store_image(upload, school=member.board.school, by=self.user)
            except ValidationError as error:
                raise ValidationError({"photo_file": error.messages}) from error
        change = boards.update_member if member.pk else boards.add_member
        return change(member, by=self.user)


class NewMemberForm(MemberForm):
    key = SubmissionKeyField()


def staff_of(board: Board, today: date) -> Any:
    """People who work at the board's school today."""
    here = User.objects.filter(is_active=True, memberships__school=board.school_id)
    return here.filter(
        pk__in=board.school.memberships.on(today).values("user")  # type: ignore[attr-defined]
    ).distinct()


class LeaveForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """When and why a member leaves; emptied, the leaving was written down by mistake."""

    left_on = ThaiDateField(label="วันพ้น", required=False)
    layout = Layout("left_on", "left_reason", "left_note")

    class Meta:
        model = Member
        fields = ["left_on", "left_reason", "left_note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_known = self.instance.left_on is not None
        self.fields["left_on"].help_text = "เป็นวันในอนาคตได้ ตำแหน่งว่างตั้งแต่วันนั้น"
        if self.is_known:
            self.fields["left_on"].help_text += " บันทึกผิด ให้ลบวันและเหตุที่พ้น"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_emptied = self.is_known and not (data.get("left_on") or data.get("left_reason"))
        if "left_on" not in self.errors and not data.get("left_on") and not is_emptied:
            self.add_error("left_on", "กรุณากรอกวันพ้น")
        if not data.get("left_reason") and not is_emptied:
            self.add_error("left_reason", "กรุณาเลือกเหตุที่พ้น")
        starts_on = self.instance.starts_on
        if data.get("left_on") and starts_on and data["left_on"] < starts_on:
            self.add_error("left_on", "วันพ้นต้องไม่ก่อนวันเริ่มวาระของกรรมการคนนี้")
        return data

    def save_by(self, user: User) -> Member:
        data = self.cleaned_data
        if data["left_on"] is None:
            return boards.stay(self.instance, by=user)
        day, reason, note = (data[name] for name in self.Meta.fields)
        return boards.leave(self.instance, on=day, reason=reason, note=note, by=user)


class GuardianSearchForm(CrispyMixin, forms.Form):
    """A name of a guardian or a pupil; by POST, so that it stands in no address."""

    q = forms.CharField(label="ชื่อผู้ปกครองหรือชื่อนักเรียน", max_length=100)


class GuardianLinkForm(CrispyMixin, forms.Form):
    """One of the guardians that were found."""

    guardian = forms.TypedChoiceField(
        label="ผู้ปกครอง", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, found: Iterable[Guardian], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(one.pk, with_children(one)) for one in found]
        field: Any = self.fields["guardian"]
        field.choices = [*people, ("", "ไม่เชื่อมกับใคร")]


def with_children(guardian: Guardian) -> str:
    """A guardian and the pupils who make them one."""
    ties = guardian.guardianships.all()
    children = [one.student for one in ties if one.student.status in Student.IN_SCHOOL]
    return f"{guardian} ({', '.join(child.short_name for child in children)})"
