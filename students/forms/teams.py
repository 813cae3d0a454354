"""Forms of the three teams of the care work."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField
from schoolcare.models import User
from schoolcare.staff import staff_of
from schoolcare.submissions import SubmissionKeyField
from students.forms.staff import OthersField, StaffTicks, people_of
from students.models import Adviser, CareTeam, TeamMember
from students.services.unit_posts import Person

LINES = {"rows": 5}


class TeamForm(ScopedModelForm):
    ordered_on = ThaiDateField(label="ลงวันที่", required=False)
    for_all = forms.BooleanField(
        label="ใช้เลขที่และวันที่ของคำสั่งนี้กับทั้งสามทีม", required=False, initial=True
    )
    layout = Layout(
        *("seen", "name", "duties"),
        Fieldset("คำสั่งแต่งตั้ง", Row("order_number", "ordered_on"), "for_all"),
    )

    class Meta:
        model = CareTeam
        fields = ["name", "duties", "order_number", "ordered_on"]
        widgets = {"duties": forms.Textarea(attrs=LINES)}


class TeamPeopleForm(CrispyMixin, forms.Form):
    """Several people of one role at once; the advisers of all classes with one tick."""

    role = forms.TypedChoiceField(
        label="หน้าที่ในคณะ",
        choices=TeamMember.Role.choices,
        coerce=int,
        initial=TeamMember.Role.MEMBER,
    )
    advisers = forms.BooleanField(label="ครูที่ปรึกษาทุกห้องของปีนี้", required=False)
    people = StaffTicks(User.objects.none(), label="บุคลากร", required=False)
    others = OthersField()
    key = SubmissionKeyField()
    layout = Layout("key", "role", "advisers", "people", "others")

    def __init__(self, *args: Any, team: CareTeam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.structure = team.structure
        there = team.members.exclude(user=None).values("user")
        staff = staff_of(team.structure.school, timezone.localdate()).exclude(pk__in=there)
        self.fields["people"].queryset = staff  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Person]:
        found = list(self.cleaned_data["people"])
        if self.cleaned_data["advisers"]:
            found += self._advisers()
        return [*(Person(user=one) for one in found), *people_of(self.cleaned_data["others"])]

    def _advisers(self) -> list[User]:
        """By class, as the order lists them."""
        rows = Adviser.objects.filter(
            classroom__school=self.structure.school, classroom__year=self.structure.year
        )
        seats = ("classroom__level", "classroom__room", "pk")
        return [one.user for one in rows.select_related("user").order_by(*seats)]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.chosen:
            raise ValidationError("เลือกหรือพิมพ์ชื่ออย่างน้อยหนึ่งคน")
        return found


class TeamMemberForm(ScopedModelForm):
    layout = Layout("seen", "role", "post")

    class Meta:
        model = TeamMember
        fields = ["role", "post"]
        help_texts = {"post": "พิมพ์หลังชื่อในคำสั่ง เว้นว่างใช้ตำแหน่งในบัญชี"}
