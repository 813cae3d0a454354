"""Forms of the selection and of what a school asks the office for."""

from datetime import date
from hashlib import sha256
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from committee.forms.boards import FROM_REGISTRY, MOST_PUPILS, pupils_now
from committee.models import Board, Member, OrderLine, Selection
from committee.services import selection
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.text import normalize
from schoolcare.thai import parse_thai_date, thai_date


class SelectionForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """The size that decides how many seats there are, and the days of the selection."""

    student_count = forms.IntegerField(
        label="จำนวนนักเรียน", min_value=0, max_value=MOST_PUPILS, required=False
    )
    counted_on = ThaiDateField(label="ข้อมูลนักเรียน ณ วันที่", required=False)
    count_basis = forms.CharField(
        label="ที่มาของจำนวนนักเรียน",
        max_length=100,
        required=False,
        help_text="เช่น ข้อมูล 10 มิถุนายน",
    )
    announced_on = ThaiDateField(label="ประกาศวันที่", required=False)
    apply_from = ThaiDateField(label="รับสมัครหรือเสนอชื่อ ตั้งแต่วันที่", required=False)
    apply_until = ThaiDateField(label="ถึงวันที่", required=False)
    meeting_on = ThaiDateField(label="ประชุมคัดเลือกวันที่", required=False)

    layout = Layout(
        Fieldset("ขนาดของโรงเรียน", Row("student_count", "counted_on"), "count_basis"),
        Fieldset("กำหนดวันสรรหา", "announced_on", Row("apply_from", "apply_until"), "apply_at"),
        Fieldset("ประชุมคัดเลือก", "meeting_on", "meeting_at"),
    )

    class Meta:
        model = Selection
        fields = ["announced_on", "apply_from", "apply_until", "apply_at", "meeting_on"]
        fields += ["meeting_at"]
        help_texts = {
            "apply_at": "เช่น ห้องธุรการ ในวันและเวลาราชการ",
            "meeting_at": "เช่น 09.00 น. ห้องประชุมโรงเรียน",
        }

    def __init__(self, *args: Any, board: Board, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        for name in ("student_count", "counted_on", "count_basis"):
            self.initial[name] = getattr(board, name)
        count = pupils_now(board.school)
        if count:
            words = f"ในทะเบียนนักเรียนวันนี้ ({thai_date(today)}) มี {count:,} คน"
            self.fields["student_count"].help_text = words
        if count and board.student_count is None:
            self.initial |= {"student_count": count, "counted_on": today}
            self.initial["count_basis"] = FROM_REGISTRY

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("apply_from"), data.get("apply_until")
        if first and last and last < first:
            self.add_error("apply_until", "วันสุดท้ายต้องไม่ก่อนวันแรก")
        if last and data.get("meeting_on") and data["meeting_on"] < last:
            self.add_error("meeting_on", "ประชุมคัดเลือกต้องไม่ก่อนวันสุดท้ายที่รับสมัครหรือเสนอชื่อ")
        if data.get("announced_on") and first and first < data["announced_on"]:
            self.add_error("apply_from", "รับสมัครหรือเสนอชื่อได้ตั้งแต่วันที่ประกาศ")
        return data

    def save_by(self, user: User) -> Selection:
        """Through the service. Raises ValidationError."""
        for name in ("student_count", "counted_on", "count_basis"):
            setattr(self.board, name, self.cleaned_data[name])
        return selection.start(self.board, self.instance, by=user)


class AcceptForm(CrispyMixin, forms.Form):
    """One tick under the warnings that were shown; others that came since are shown anew."""

    seen_warnings = forms.CharField(required=False, widget=forms.HiddenInput)
    accept = forms.BooleanField(
        label="อ่านคำเตือนข้างต้นแล้ว และยืนยันเสนอ",
        error_messages={"required": selection.ACCEPT},
    )

    def __init__(self, *args: Any, warnings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings = warnings
        self.mark = sha256("\n".join(warnings).encode()).hexdigest()
        self.fields["seen_warnings"].initial = self.mark
        if not warnings:
            del self.fields["accept"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.warnings and data.get("seen_warnings") != self.mark:
            self.data = self.data.copy()
            self.data["seen_warnings"] = self.mark
            self.data.pop("accept", None)
            raise ValidationError("คำเตือนเปลี่ยนไปจากที่แสดงไว้ อ่านอีกครั้งแล้วติ๊กรับทราบ")
        return data


class CorrectionForm(CrispyMixin, forms.ModelForm):
    """What an earlier order says, and what it should say."""

    layout = Layout("member", "field", Row("wrong", "right"), "note")

    class Meta:
        model = OrderLine
        fields = ["member", "field", "wrong", "right", "note"]
        help_texts = {
            "wrong": "ตามที่พิมพ์ไว้ในคำสั่งเดิม เว้นว่างให้ใช้ค่าในทะเบียน",
            "right": "วันที่ใส่เป็น วัน/เดือน/ปี พ.ศ.",
            "member": "เว้นว่างเมื่อแก้วันเริ่มหรือวันครบวาระของคณะกรรมการ",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["member"]
        people.queryset = self.instance.board.members.in_order()
        self.fields["right"].required = self.fields["field"].required = True
        self.fields["right"].error_messages["required"] = "กรุณากรอกข้อความที่ถูกต้อง"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        field, member = data.get("field"), data.get("member")
        of_board = field in OrderLine.OF_BOARD
        if field and of_board == bool(member):
            words = "เรื่องนี้ไม่ต้องเลือกกรรมการ" if of_board else "เลือกกรรมการที่ต้องแก้ไข"
            self.add_error("member", words)
        elif field:
            self._fill(data, self.instance.board if of_board else member, of_board=of_board)
        return data

    def _fill(self, data: dict[str, Any], owner: Any, *, of_board: bool) -> None:
        """Days are kept as ISO; left empty, the order says what the registry says."""
        now = getattr(owner, data["field"])
        for name in ("wrong", "right"):
            text = normalize(data.get(name) or "")
            if of_board and text:
                text = self._day(name, text)
            data[name] = text
        data["wrong"] = data["wrong"] or str(now or "")
        most = getattr(owner._meta.get_field(data["field"]), "max_length", None)
        if most and len(data["right"]) > most:
            about = OrderLine.Field(data["field"]).label
            self.add_error("right", f"{about}ยาวได้ไม่เกิน {most} ตัวอักษร")
        elif data["right"] and data["wrong"] == data["right"]:
            self.add_error("right", "เหมือนกับข้อความเดิม")

    def _day(self, name: str, text: str) -> str:
        try:
            return parse_thai_date(text).isoformat()
        except ValueError as error:
            self.add_error(name, f"{error} ใส่วันที่ เช่น 5/3/2569")
            return ""

    def save_by(self, user: User) -> OrderLine:
        return selection.ask_correction(self.instance, by=user)


class RemovalForm(CrispyMixin, forms.ModelForm):
    """From when and why somebody is to leave by order."""

    left_on = ThaiDateField(label="พ้นตั้งแต่วันที่", error_messages={"required": "กรุณากรอกวันที่พ้น"})
    layout = Layout("left_on", "left_reason", "note")

    class Meta:
        model = OrderLine
        fields = ["left_on", "left_reason", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["left_reason"].required = True
        reasons: Any = self.fields["left_reason"]
        reasons.choices = [one for one in reasons.choices if one[0] != Member.Reason.TERM_END]

    def save_by(self, user: User) -> OrderLine:
        return selection.ask_removal(self.instance, by=user)
