"""Forms of the school's structure: beginning one, its divisions, units and their people."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils import timezone

from schoolcare.forms import CrispyMixin, Folded, ScopedModelForm, ThaiDateField
from schoolcare.grants import Role
from schoolcare.models import School, User
from schoolcare.staff import staff_of
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField
from students.forms.staff import LONGEST, OthersField, StaffChoice, StaffTicks, lines_of, people_of
from students.models import Division, Structure, Unit
from students.services.unit_posts import Person
from students.starting_structures import SETS

COPY, EMPTY = "copy", "empty"


class BeginForm(CrispyMixin, forms.Form):
    """From last year's, from a set that stands ready, or empty."""

    start = forms.ChoiceField(label="เริ่มจาก", widget=forms.RadioSelect)
    starts_on = ThaiDateField(label="ใช้ตั้งแต่วันที่")
    key = SubmissionKeyField()
    layout = Layout("key", "start", "starts_on")

    def __init__(self, *args: Any, before: Structure | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = [(one.key, f"{one.title} · {one.hint}") for one in SETS.values()]
        last = [(COPY, f"โครงสร้างปีการศึกษา {before.year} พร้อมผู้รับผิดชอบและทีม")] if before else []
        choices = [*last, *ready, (EMPTY, "เริ่มเปล่า เพิ่มฝ่ายและงานเอง")]
        self.fields["start"].choices = choices  # type: ignore[attr-defined]
        self.fields["start"].initial = choices[0][0]


class StructureForm(ScopedModelForm):
    starts_on = ThaiDateField(label="ใช้ตั้งแต่วันที่")
    ordered_on = ThaiDateField(label="ลงวันที่", required=False)
    adviser_ordered_on = ThaiDateField(label="ลงวันที่", required=False)
    layout = Layout(
        "seen",
        "starts_on",
        Fieldset("คำสั่งมอบหมายงานตามโครงสร้าง", Row("order_number", "ordered_on")),
        Fieldset("คำสั่งแต่งตั้งครูประจำชั้น/ครูที่ปรึกษา", Row("adviser_order_number", "adviser_ordered_on")),
    )

    class Meta:
        model = Structure
        fields = [
            *("starts_on", "order_number", "ordered_on"),
            *("adviser_order_number", "adviser_ordered_on"),
        ]
        labels = {"adviser_order_number": "คำสั่งที่"}


class DivisionForm(ScopedModelForm):
    head = StaffChoice(User.objects.none(), label="หัวหน้าฝ่าย/กลุ่ม", required=False)
    key = SubmissionKeyField()
    layout = Layout("key", "seen", "name", "head", "head_name", "position")

    class Meta:
        model = Division
        fields = ["name", "head", "head_name", "position"]
        help_texts = {
            "name": "เช่น กลุ่มบริหารกิจการนักเรียน",
            "head_name": "เฉพาะผู้ที่ไม่มีบัญชีในระบบ",
        }

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, school=school, **kwargs)
        kept = [self.instance.head_id] if self.instance.head_id else []
        staff = staff_of(school, timezone.localdate(), kept=kept)
        self.fields["head"].queryset = staff  # type: ignore[attr-defined]
        if self.instance.pk is None:
            del self.fields["position"]
            self.layout = Layout("key", "seen", "name", "head", "head_name")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("head") and found.get("head_name"):
            self.add_error("head_name", "เลือกจากบัญชีหรือพิมพ์ชื่อ อย่างใดอย่างหนึ่ง")
        return found


class UnitForm(ScopedModelForm):
    key = SubmissionKeyField()

    class Meta:
        model = Unit
        fields = ["division", "name", "duties", "role", "member_role", "level", "position"]
        widgets = {"duties": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "name": "เช่น งานระบบดูแลช่วยเหลือนักเรียน",
            "duties": "บรรทัดละข้อ ไม่ต้องใส่เลขข้อ พิมพ์ในคำสั่งและคู่มือ",
            "role": "ผู้เป็นหัวหน้างานได้สิทธิ์นี้ในระบบ และพ้นสิทธิ์เมื่อพ้นจากงาน",
            "member_role": "ผู้ปฏิบัติงานทุกคนของงานได้สิทธิ์นี้",
            "level": "เฉพาะเมื่อสิทธิ์เป็นหัวหน้าระดับชั้น",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        structure = self.instance.division.structure
        self.fields["division"].queryset = structure.divisions.all()  # type: ignore[attr-defined]
        shown = [
            "division",
            "name",
            "duties",
            Fieldset("สิทธิ์ในระบบ", "role", "member_role", "level"),
        ]
        if self.instance.pk:
            shown.append("position")
        else:
            del self.fields["position"]
        self.layout = Layout("key", "seen", *shown)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        heads_level = Role.LEVEL_HEAD in (found.get("role"), found.get("member_role"))
        if heads_level and not found.get("level"):
            self.add_error("level", "เลือกระดับชั้นที่เป็นหัวหน้า")
        if not heads_level:
            found["level"] = None
        return found


class UnitPeopleForm(SeenMixin, CrispyMixin, forms.Form):
    """Who heads the unit and who works in it, all at once."""

    head = StaffChoice(User.objects.none(), label="หัวหน้างาน", required=False)
    head_name = forms.CharField(label="ชื่อหัวหน้างานที่ไม่มีบัญชี", required=False, max_length=LONGEST)
    members = StaffTicks(User.objects.none(), label="ผู้ปฏิบัติงาน", required=False)
    others = OthersField()
    layout = Layout(
        "seen",
        *("head", "members"),
        Folded("ผู้ที่ไม่มีบัญชีในระบบ", "head_name", "others", shown="has_others"),
    )

    def __init__(self, *args: Any, unit: Unit, school: School, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, initial=self.saved_values(), **kwargs)
        kept = [post.user_id for post in unit.posts.all() if post.user_id]
        staff = staff_of(school, timezone.localdate(), kept=kept)
        for name in ("head", "members"):
            self.fields[name].queryset = staff  # type: ignore[attr-defined]
        self.has_others = bool(self.initial["head_name"] or self.initial["others"])

    def saved_values(self) -> dict[str, Any]:
        posts = list(self.unit.posts.select_related("user"))
        head = next((post for post in posts if post.is_head), None)
        members = [post for post in posts if not post.is_head]
        return {
            "head": head.user_id if head else None,
            "head_name": head.name if head else "",
            "members": sorted(post.user_id for post in members if post.user_id),
            "others": lines_of(members),
        }

    def compared(self, name: str, value: Any) -> Any:
        if name == "members":
            return sorted(str(getattr(one, "pk", one)) for one in value or [])
        return super().compared(name, value)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("head") and found.get("head_name"):
            self.add_error("head_name", "เลือกจากบัญชีหรือพิมพ์ชื่อ อย่างใดอย่างหนึ่ง")
        return found

    @property
    def chosen_head(self) -> Person | None:
        user, name = self.cleaned_data["head"], " ".join(self.cleaned_data["head_name"].split())
        return Person(user=user, name=name) if user or name else None

    @property
    def chosen_members(self) -> list[Person]:
        accounts = [Person(user=one) for one in self.cleaned_data["members"]]
        return [*accounts, *people_of(self.cleaned_data["others"])]
