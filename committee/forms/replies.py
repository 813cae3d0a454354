"""Answering an invitation: two buttons and, who wants, a word beside."""

from crispy_forms.layout import Layout
from django import forms

from committee.models import Attendance
from schoolcare.forms import CrispyMixin

Reply = Attendance.Reply


class ReplyForm(CrispyMixin, forms.Form):
    """The pressed button is the answer; it stands in the template, below the note."""

    reply = forms.ChoiceField(
        choices=[(Reply.COMING, "จะเข้าประชุม"), (Reply.NOT_COMING, "เข้าประชุมไม่ได้")],
        widget=forms.HiddenInput,
        error_messages={
            "required": "กรุณากดปุ่มจะเข้าประชุม หรือเข้าประชุมไม่ได้",
            "invalid_choice": "กรุณากดปุ่มจะเข้าประชุม หรือเข้าประชุมไม่ได้",
        },
    )
    note = forms.CharField(
        label="เหตุผลหรือข้อความถึงผู้เชิญ",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="ไม่บังคับ ผู้จัดประชุมเท่านั้นที่เห็น",
    )
    layout = Layout("note")


class ToldReplyForm(CrispyMixin, forms.Form):
    """What the clerk was told by telephone or in person."""

    reply = forms.ChoiceField(label="คำตอบ", choices=Reply.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="หมายเหตุ", required=False, max_length=200)
