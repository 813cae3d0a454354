"""Forms for the settings of schools."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from schoolcare import organization
from schoolcare.access import Permission
from schoolcare.documents import catalogue
from schoolcare.forms import CrispyMixin, Folded, ThaiDateField, TickedRowsField
from schoolcare.models import Network, School, Term, User, Village
from schoolcare.text import arabic_digits
from schoolcare.thai import thai_date

FORM_CODE = "code_"
NUMBERING_HINT = (
    "พิมพ์เลข: หน้าก่อนพิมพ์มีช่องให้ใส่เลข · ออกเลขจากทะเบียน: กดออกเลขในหน้าก่อนพิมพ์ หรือที่เมนูทะเบียนหนังสือ"
)


class FirstDayField(ThaiDateField):
    """The day a school or office began with the product: steps due before it are not late."""

    def __init__(self) -> None:
        hint = "ขั้นตอนของกระบวนงานที่ครบกำหนดก่อนวันนี้ไม่นับว่าล่าช้า"
        super().__init__(label="เริ่มใช้ระบบเมื่อ", help_text=hint)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError("ใส่วันที่ไม่เกินวันนี้")


class SettingsForm(CrispyMixin, forms.Form):
    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by


class SchoolForm(CrispyMixin, forms.ModelForm):
    """Letterhead and habits of a school, saved only over the version that was read."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)
    used_from = FirstDayField()

    class Meta:
        model = School
        fields = [
            *("name", "kind", "network", "used_from", "ministry_code", "percode"),
            *("address", "tambon", "amphoe", "province", "postcode", "phone", "email"),
            *("letter_prefix", "numbering", "thai_digits"),
            *("executive_name", "executive_position"),
            *("administrator_name", "administrator_position"),
        ]
        labels = {"letter_prefix": "รหัสนำหน้าเลขที่หนังสือ"}
        help_texts = {
            "letter_prefix": "ตามหนังสือกำหนดรหัสของหน่วยงาน เช่น ศธ 04xxx.xxx พิมพ์นำหน้าเลขในหนังสือภายนอก",
            "numbering": NUMBERING_HINT,
            "executive_name": "เฉพาะโรงเรียนสังกัดท้องถิ่น พร้อมคำนำหน้า เช่น นายสมศักดิ์ ใจดี",
            "executive_position": "เช่น นายกเทศมนตรีตำบล…",
            "administrator_position": "เช่น ปลัดเทศบาลตำบล… ลงนามแทนนายกได้ด้วย",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.latest: list[tuple[str, Any]] = []
        self.fields["read_version"].initial = self.instance.version
        office = self.instance.district
        if by.access.allows(Permission.DISTRICT_SETTINGS):
            self.fields["network"].queryset = Network.objects.filter(district=office)
            self.fields["network"].empty_label = "ไม่อยู่ในกลุ่มเครือข่าย"
        else:
            del self.fields["network"], self.fields["used_from"]
        for document in sorted(catalogue.values(), key=lambda one: one.title):
            self.fields[f"{FORM_CODE}{document.slug}"] = forms.CharField(
                label=document.title,
                max_length=30,
                required=False,
                initial=self.instance.form_codes.get(document.slug, ""),
            )
        self.layout = self._layout()

    def _layout(self) -> Layout:
        of_office = [name for name in ("network", "used_from") if name in self.fields]
        codes = [name for name in self.fields if name.startswith(FORM_CODE)]
        parts = [
            Fieldset(
                "โรงเรียน",
                *("read_version", "name", "kind", *of_office),
                Row("ministry_code", "percode"),
            ),
            Fieldset(
                "ที่อยู่",
                "address",
                Row("tambon", "amphoe"),
                Row("province", "postcode"),
                Row("phone", "email"),
            ),
            Fieldset("หนังสือราชการ", "letter_prefix", "numbering", "thai_digits"),
            Fieldset(
                "ผู้ลงนามของท้องถิ่น",
                Row("executive_name", "executive_position"),
                Row("administrator_name", "administrator_position"),
            ),
        ]
        if codes:
            legend = "รหัสแบบฟอร์มที่พิมพ์มุมเอกสาร (ถ้ามี)"
            parts.append(Folded(legend, *codes, shown="has_form_codes"))
        return Layout(*parts)

    @property
    def has_form_codes(self) -> bool:
        """A hundred papers have a box each: folded until the school has given one a code."""
        return bool(self.instance.form_codes)

    def values(self) -> dict[str, Any]:
        plain = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}
        codes = {
            name.removeprefix(FORM_CODE): value
            for name, value in self.cleaned_data.items()
            if name.startswith(FORM_CODE) and value
        }
        return plain | {"form_codes": codes}

    def save(self, *, commit: bool = True) -> School:
        """Raises ValidationError; over a newer version `latest` says how that one differs."""
        values = self.values()
        version = self.cleaned_data["read_version"]
        try:
            return organization.change_school(self.instance, version=version, by=self.by, **values)
        except organization.ClashError as error:
            self._show(error.latest, values)
            raise

    def _show(self, newer: School, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if getattr(newer, name) != value and name in self.fields:
                display = getattr(newer, f"get_{name}_display", None)
                words = {True: "ใช่", False: "ไม่ใช่"}
                now = display() if display else getattr(newer, name)
                shown = words[now] if isinstance(now, bool) else now
                shown = thai_date(shown) if isinstance(shown, date) else shown
                self.latest.append((self.fields[name].label, shown or "ว่าง"))
        self.data = self.data.copy()
        self.data["read_version"] = str(newer.version)


class TermForm(SettingsForm):
    starts_on = ThaiDateField(label="วันเปิดภาคเรียน")
    ends_on = ThaiDateField(label="วันปิดภาคเรียน")
    layout = Layout(Row("starts_on", "ends_on"))

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": term.starts_on, "ends_on": term.ends_on}
        super().__init__(*args, **kwargs)
        self.term = term

    def save(self) -> Term:
        return organization.change_term(self.term, by=self.by, **self.cleaned_data)


class VillageForm(SettingsForm):
    """A village; people of an office also say which of their schools serve it."""

    number = forms.CharField(label="หมู่ที่", max_length=10, required=False)
    name = forms.CharField(label="ชื่อหมู่บ้านหรือชุมชน", max_length=100)
    tambon = forms.CharField(label="ตำบล/แขวง", max_length=100, required=False)
    amphoe = forms.CharField(label="อำเภอ/เขต", max_length=100, required=False)
    province = forms.CharField(label="จังหวัด", max_length=100, required=False)
    schools = TickedRowsField(
        School.objects.none(),
        label="โรงเรียนที่ดูแลหมู่บ้านนี้",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    layout: Layout

    def __init__(
        self, *args: Any, school: School, village: Village | None = None, **kwargs: Any
    ) -> None:
        source: Any = village or school
        names = ("number", "name", "tambon", "amphoe", "province")
        kwargs["initial"] = {
            name: getattr(source, name, "") for name in names if village or name != "name"
        }
        super().__init__(*args, **kwargs)
        self.school, self.village = school, village
        reach = School.objects.for_user(self.by, Permission.SCHOOL_SETTINGS)
        self.reach = reach.filter(district=school.district_id, is_active=True)
        self._offer_schools()
        rows = [Row("name", "number"), Row("tambon", "amphoe", "province")]
        self.layout = Layout(*rows, *(["schools"] if "schools" in self.fields else []))

    def _offer_schools(self) -> None:
        if self.village is None or len(self.reach) < 2:
            del self.fields["schools"]
            return
        self.fields["schools"].queryset = self.reach
        self.fields["schools"].initial = self.village.schools.all()

    def clean_number(self) -> str:
        """As files of pupils write it: 3 for หมู่ ๓."""
        return arabic_digits(self.cleaned_data["number"]).removeprefix("หมู่").strip()

    def save(self) -> Village:
        values = {name: self.cleaned_data[name] for name in self.fields if name != "schools"}
        if self.village is None:
            return organization.add_village(self.school, by=self.by, **values)
        village = organization.change_village(
            self.village, school=self.school, by=self.by, **values
        )
        if "schools" in self.fields:
            chosen = list(self.cleaned_data["schools"])
            organization.set_served(village, chosen=chosen, reach=list(self.reach), by=self.by)
        return village
