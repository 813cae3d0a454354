"""Forms of a pupil's guardians and home."""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin, PhoneField
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField
from schoolcare.text import arabic_digits
from students.models import Guardian, Guardianship, Household, Student

PLACES = Decimal("0.00001")
POSTCODE = 5


class GuardianForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """The person and what they are to the pupil, in one form."""

    phone = PhoneField(label="โทรศัพท์", required=False)
    relation = forms.CharField(label="ความสัมพันธ์กับนักเรียน", max_length=50)
    is_primary = forms.BooleanField(label="ผู้ปกครองหลัก", required=False)
    lives_with = forms.BooleanField(label="อยู่ด้วยกัน", required=False)
    has_legal_power = forms.BooleanField(label="ผู้ใช้อำนาจปกครองตามกฎหมาย", required=False)
    may_be_contacted = forms.BooleanField(label="ติดต่อได้", required=False, initial=True)
    key = SubmissionKeyField()

    class Meta:
        model = Guardian
        fields = ["title", "first_name", "last_name", "phone", "occupation", "education"]
        fields += ["has_state_welfare"]

    FLAGS = ("relation", "is_primary", "lives_with", "has_legal_power", "may_be_contacted")
    layout = Layout(*Meta.fields[:3], "relation", *Meta.fields[3:], *FLAGS[1:], "key")

    def __init__(self, *args: Any, link: Guardianship | None = None, **kwargs: Any) -> None:
        self.link = link or Guardianship()
        initial = {name: getattr(self.link, name) for name in self.FLAGS} if link else {}
        super().__init__(*args, initial=initial, **kwargs)

    def saved_values(self) -> dict[str, Any]:
        saved = super().saved_values()
        if not saved:
            return {}
        return saved | Guardianship.objects.values(*self.FLAGS).get(pk=self.link.pk)

    def filled_link(self) -> Guardianship:
        for name in self.FLAGS:
            setattr(self.link, name, self.cleaned_data[name])
        return self.link


class CoordinateField(forms.DecimalField):
    """Degrees to five places (a metre); of any script, as a device or a map gives them."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        words = {"invalid": "กรุณากรอกเป็นตัวเลข เช่น 18.78830", "max_value": f"ต้องไม่เกิน {most}"}
        super().__init__(
            min_value=-most,
            max_value=most,
            required=False,
            error_messages=words | {"min_value": f"ต้องไม่น้อยกว่า -{most}"},
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **kwargs,
        )

    def to_python(self, value: Any) -> Decimal | None:
        degrees = super().to_python(arabic_digits(str(value)) if value else value)
        if degrees is None or not degrees.is_finite() or abs(degrees) > self.most:
            return degrees
        return degrees.quantize(PLACES)


class HouseholdForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """The address, and where the house stands: by the device, typed, or pasted as one pair."""

    phone = PhoneField(label="โทรศัพท์บ้าน", required=False)
    latitude = CoordinateField(label="ละติจูด", most=90)
    longitude = CoordinateField(label="ลองจิจูด", most=180)
    apart = forms.BooleanField(
        label="ย้ายเฉพาะนักเรียนคนนี้",
        required=False,
        help_text="ที่อยู่ของนักเรียนคนอื่นในบ้านเดิมคงเดิม",
    )

    layout = Layout(
        "apart",
        Fieldset(
            "ที่อยู่",
            Row("house_no", "moo"),
            "has_no_number",
            Row("village", "cluster", "street"),
            Row("tambon", "amphoe", "province", "postcode"),
        ),
        Fieldset("บ้าน", Row("phone", "home_language", "dormitory")),
        Fieldset(
            "ตำแหน่งบ้าน",
            HTML("{% include 'students/locate.html' %}"),
            Row("latitude", "longitude", "accuracy_m"),
        ),
    )

    class Meta:
        model = Household
        fields = ["house_no", "has_no_number", "village", "moo", "cluster", "street", "tambon"]
        fields += ["amphoe", "province", "postcode", "phone", "home_language", "dormitory"]
        fields += ["latitude", "longitude", "accuracy_m"]

    def __init__(self, data: Any = None, *, student: Student, **kwargs: Any) -> None:
        super().__init__(_pair_apart(data), **kwargs)
        self.fields["village"].queryset = student.school.villages.all()  # type: ignore[attr-defined]
        home = self.instance
        self.others = home.students.exclude(pk=student.pk).count() if home.pk else 0
        if not self.others:
            del self.fields["apart"]
            self.layout = Layout(*self.layout.fields[1:])

    def clean_postcode(self) -> str:
        code = arabic_digits(self.cleaned_data["postcode"])
        if code and not (len(code) == POSTCODE and code.isdigit()):
            raise ValidationError("กรุณากรอกรหัสไปรษณีย์ 5 หลัก")
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("house_no") and data.get("has_no_number"):
            self.add_error("has_no_number", "มีบ้านเลขที่อยู่แล้ว กรุณาเลือกอย่างใดอย่างหนึ่ง")
        place = (data.get("latitude"), data.get("longitude"))
        for name, value, other in zip(("latitude", "longitude"), place, place[::-1], strict=True):
            if value is None and other is not None and name not in self.errors:
                self.add_error(name, "กรุณากรอกทั้งละติจูดและลองจิจูด หรือเว้นว่างทั้งคู่")
        return data


def _pair_apart(data: Any) -> Any:
    """A pair pasted from a map into the first field, put into both."""
    if not data or data.get("longitude") or "," not in data.get("latitude", ""):
        return data
    data = data.copy()
    data["latitude"], _, data["longitude"] = data["latitude"].partition(",")
    return data
