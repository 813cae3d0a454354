"""Forms for the settings of an office: letterhead, who signs, networks of schools."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from schoolcare import offices, organization
from schoolcare.forms import CrispyMixin, ThaiDateField, TickedRowsField
from schoolcare.models import District, Network, Numbering, OfficeHead, School, User
from schoolcare.screens.forms.settings import NUMBERING_HINT, FirstDayField, SettingsForm
from schoolcare.text import normalize


class DistrictForm(SettingsForm):
    name = forms.CharField(label="ชื่อเต็ม", max_length=200)
    short_name = forms.CharField(label="ชื่อย่อ", max_length=100, required=False)
    kind = forms.ChoiceField(label="สังกัด", choices=District.Kind.choices)
    province = forms.CharField(label="จังหวัด", max_length=100, required=False)
    address = forms.CharField(label="ที่อยู่", max_length=300, required=False)
    phone = forms.CharField(label="โทรศัพท์", max_length=50, required=False)
    letter_prefix = forms.CharField(
        label="รหัสนำหน้าเลขที่หนังสือ", max_length=50, required=False, help_text="เช่น ศธ 04xxx"
    )
    numbering = forms.ChoiceField(
        label="การออกเลขหนังสือ", choices=Numbering.choices, help_text=NUMBERING_HINT
    )
    used_from = FirstDayField()
    layout = Layout(
        *("name", Row("short_name", "kind"), "address", Row("province", "phone")),
        *("letter_prefix", "numbering", "used_from"),
    )

    def __init__(self, *args: Any, district: District, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(district, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.district = district

    def save(self) -> District:
        return organization.change_district(self.district, by=self.by, **self.cleaned_data)


class HeadForm(CrispyMixin, forms.ModelForm):
    """Who signs for the office, and from when."""

    starts_on = ThaiDateField(label="ตั้งแต่วันที่")
    ends_on = ThaiDateField(label="ถึงวันที่", required=False, help_text="เว้นว่างขณะยังดำรงตำแหน่ง")
    layout = Layout("name", Row("form", "position"), Row("starts_on", "ends_on"))

    class Meta:
        model = OfficeHead
        fields = ["name", "form", "position", "starts_on", "ends_on"]
        help_texts = {
            "name": "ตามที่พิมพ์ใต้ลายมือชื่อ เช่น นายสมศักดิ์ ใจดี",
            "position": "เมื่อลงนามแทน เช่น รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา…",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_name(self) -> str:
        return normalize(self.cleaned_data["name"])

    def save(self, commit: bool = True) -> OfficeHead:
        return offices.save_head(self.instance, by=self.by)


class NetworkForm(SettingsForm):
    name = forms.CharField(label="ชื่อกลุ่มเครือข่าย", max_length=200)
    schools = TickedRowsField(
        School.objects.none(),
        label="โรงเรียนในกลุ่ม",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    layout = Layout("name", "schools")

    def __init__(
        self, *args: Any, district: District, network: Network | None = None, **kwargs: Any
    ) -> None:
        if network:
            kwargs["initial"] = {"name": network.name, "schools": network.schools.all()}
        super().__init__(*args, **kwargs)
        self.district, self.network = district, network
        self.fields["schools"].queryset = district.schools.all()

    def save(self) -> Network:
        data = self.cleaned_data
        return organization.save_network(
            self.district, data["name"], list(data["schools"]), by=self.by, network=self.network
        )
