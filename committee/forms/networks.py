"""Keeping a network of boards; planning a meeting of it."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from committee.models import BoardNetwork, Meeting, Member
from committee.services import networks
from schoolcare.forms import CrispyMixin, PhoneField, ThaiDateField, TickedRowsField
from schoolcare.models import District, Network, School, User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once


class NetworkForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """Its chair is chosen from the boards of its schools, once it has some."""

    key = SubmissionKeyField()
    founded_on = ThaiDateField(label="วันที่จัดตั้ง", required=False)
    phone = PhoneField(label="โทรศัพท์ผู้ประสานงาน", required=False)
    schools = TickedRowsField(
        label="โรงเรียนสมาชิก",
        queryset=School.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกโรงเรียนสมาชิกอย่างน้อยหนึ่งแห่ง"},
    )
    layout = Layout(
        *("key", "seen", "source", "name", Row("level", "founded_on"), "chair"),
        *(Row("contact", "phone"), "note", "is_active", "schools"),
    )

    class Meta:
        model = BoardNetwork
        fields = ["name", "level", "chair", "contact", "phone", "founded_on", "is_active"]
        fields += ["note", "source", "schools"]
        widgets = {"source": forms.HiddenInput}

    def __init__(self, *args: Any, office: District, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.by = office, by
        self.instance.district = office
        fields: dict[str, Any] = self.fields
        schools = School.objects.filter(district=office, is_active=True)
        fields["source"].queryset = Network.objects.filter(district=office)
        fields["schools"].queryset = schools.order_by("name", "pk")
        fields["schools"].label_from_instance = lambda school: school.short_name
        fields["chair"].queryset = self._people()
        fields["chair"].label_from_instance = lambda one: f"{one} – {one.board.school.short_name}"
        if not self.instance.pk:
            fields["chair"].help_text = "เลือกได้หลังจากบันทึกโรงเรียนสมาชิกแล้ว"

    def _people(self) -> Any:
        """Members of the boards of its schools; the present chair among them."""
        if not self.instance.pk:
            return Member.objects.none()
        board = {"board__school__in": self.instance.schools.all(), "board__state": "appointed"}
        rows = Member.objects.filter(**board, left_on=None, awaits_order=False)
        rows = rows | Member.objects.filter(pk=self.instance.chair_id)
        rows = rows.select_related("board__school")
        return rows.order_by("board__school__name", "-board__ends_on", "seat", "pk")

    def save(self, commit: bool = True) -> BoardNetwork:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._save()
        made, _ = once(self.by, self.cleaned_data["key"], self._save)
        return made

    def _save(self) -> BoardNetwork:
        return networks.save_network(
            self.instance, schools=self.cleaned_data["schools"], by=self.by
        )


class NetworkMeetingForm(CrispyMixin, forms.ModelForm):
    """Day, time and place; who comes and the agenda follow on the meeting's own page."""

    key = SubmissionKeyField()
    held_on = ThaiDateField(label="วันประชุม")
    starts_at = forms.TimeField(
        label="เริ่มประชุมเวลา",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial="09:30",
        error_messages={"invalid": "ใส่เวลา เช่น 09:30"},
    )
    layout = Layout("key", Row("held_on", "starts_at"), "place")

    class Meta:
        model = Meeting
        fields = ["held_on", "starts_at", "place"]
