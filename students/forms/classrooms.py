"""Forms of classes."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin
from schoolcare.identity import LONGEST_ROOM, parse_room
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField
from students.models import Classroom, Enrolment
from students.services.classrooms import ORDERS, Order, staff_of


class ClassroomForm(CrispyMixin, forms.ModelForm):
    room = forms.CharField(
        label="ห้อง",
        initial="1",
        max_length=LONGEST_ROOM,
        help_text="เลขห้องหรือชื่อห้อง เช่น 1 ก หรือ EP",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = SubmissionKeyField()
    layout = Layout("level", "room", "key")

    class Meta:
        model = Classroom
        fields = ["level"]

    def clean_room(self) -> str:
        try:
            room = parse_room(self.cleaned_data["room"])
        except ValueError as error:
            raise ValidationError(str(error)) from error
        for name, value in Classroom.room_fields(room).items():
            setattr(self.instance, name, value)
        return room


class AdviserForm(CrispyMixin, forms.Form):
    """A person of the class's school."""

    user = forms.ModelChoiceField(User.objects.none(), label="ครูที่ปรึกษา")

    def __init__(self, *args: Any, classroom: Classroom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = staff_of(classroom).values("user_id")
        people = User.objects.filter(pk__in=staff, is_active=True)
        people = people.exclude(advised__classroom=classroom)
        self.fields["user"].queryset = people.order_by("first_name", "pk")  # type: ignore[attr-defined]


class RollForm(CrispyMixin, forms.Form):
    order = forms.TypedChoiceField(
        label="เรียงเลขที่", choices=ORDERS.items(), coerce=Order, widget=forms.RadioSelect
    )


class SeatRollForm(SeenMixin, CrispyMixin, forms.Form):
    """The roll number of one pupil."""

    roll_number = forms.IntegerField(
        label="เลขที่",
        min_value=1,
        max_value=999,
        required=False,
        help_text="เว้นว่างถ้ายังไม่มีเลขที่",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, seat: Enrolment, **kwargs: Any) -> None:
        self.seat = seat
        super().__init__(*args, initial={"roll_number": seat.roll_number}, **kwargs)

    def saved_values(self) -> dict[str, Any]:
        return Enrolment.objects.values("roll_number").get(pk=self.seat.pk)
