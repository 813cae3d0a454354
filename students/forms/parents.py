"""Forms of a network of parents and of one member."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from schoolcare.forms import PhoneField, ScopedModelForm, ThaiDateField
from schoolcare.submissions import SubmissionKeyField, once
from students.models import ParentMember, ParentNetwork
from students.services import parents

Scope = ParentNetwork.Scope


class NetworkForm(ScopedModelForm):
    starts_on = ThaiDateField(label="เริ่มวาระ")
    ends_on = ThaiDateField(label="ครบวาระ")
    layout: Any = Layout(Row("starts_on", "ends_on"))

    class Meta:
        model = ParentNetwork
        fields = ["starts_on", "ends_on"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = found.get("starts_on"), found.get("ends_on")
        if begins and ends and ends <= begins:
            self.add_error("ends_on", "วันครบวาระต้องหลังวันเริ่มวาระ")
        return found

    def save(self, commit: bool = True) -> ParentNetwork:
        return parents.save_network(self.instance, by=self.user)


class NewNetworkForm(NetworkForm):
    """Of a room, a level or the school; what does not fit the choice is refused."""

    key = SubmissionKeyField()
    layout = Layout("key", "scope", Row("classroom", "level"), Row("starts_on", "ends_on"))

    class Meta(NetworkForm.Meta):
        fields = ["scope", "classroom", "level", "starts_on", "ends_on"]
        widgets = {"scope": forms.RadioSelect}

    def __init__(self, *args: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["scope"].choices = Scope.choices
        fields["classroom"].queryset = rooms
        fields["classroom"].help_text = "เมื่อเป็นระดับห้องเรียน"
        fields["level"].help_text = "เมื่อเป็นระดับชั้น"

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        scope = found.get("scope")
        if scope == Scope.ROOM and not found.get("classroom"):
            self.add_error("classroom", "กรุณาเลือกห้องเรียน")
        if scope == Scope.LEVEL and not found.get("level"):
            self.add_error("level", "กรุณาเลือกระดับชั้น")
        found["classroom"] = found.get("classroom") if scope == Scope.ROOM else None
        found["level"] = found.get("level") if scope == Scope.LEVEL else None
        return found

    def save(self, commit: bool = True) -> ParentNetwork:
        key, new = self.cleaned_data["key"], self.instance
        return once(self.user, key, lambda: parents.save_network(new, by=self.user))[0]


class MemberForm(ScopedModelForm):
    """Somebody of a network below, or a name that is typed."""

    phone = PhoneField(label="โทรศัพท์", required=False)
    below = forms.ChoiceField(label="จากเครือข่ายระดับห้องหรือระดับชั้น", required=False)
    layout: Any = Layout("position", "below", Row("name", "phone"))

    class Meta:
        model = ParentMember
        fields = ["position", "name", "phone"]
        help_texts = {"name": "กรอกเมื่อไม่ได้เลือกจากรายชื่อด้านบน"}

    def __init__(self, *args: Any, below: list[ParentMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.below = {str(one.pk): one for one in below}
        fields: dict[str, Any] = self.fields
        fields["below"].choices = [
            ("", "กรอกชื่อเอง"),
            *((key, f"{one.name} ({one.network.place})") for key, one in self.below.items()),
        ]
        fields["name"].required = False
        if not below:
            del fields["below"]
            self.layout = Layout("position", Row("name", "phone"))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        one = self.below.get(found.get("below", ""))
        if one:
            found["name"], found["phone"] = one.name, found.get("phone") or one.phone
            self.instance.guardian_id, self.instance.student_id = one.guardian_id, one.student_id
        elif not found.get("name") and "name" in found:
            self.add_error("name", "กรุณากรอกชื่อ-สกุล")
        return found

    def save(self, commit: bool = True) -> ParentMember:
        return parents.save_member(self.instance, by=self.user)


class NewMemberForm(MemberForm):
    key = SubmissionKeyField()
    layout = Layout("key", "position", "below", Row("name", "phone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.below:
            self.layout = Layout("key", "position", Row("name", "phone"))

    def save(self, commit: bool = True) -> ParentMember:
        key, new = self.cleaned_data["key"], self.instance
        return once(self.user, key, lambda: parents.save_member(new, by=self.user))[0]
