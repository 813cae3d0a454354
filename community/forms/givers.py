"""Who gave: found among the school's donors by name, or written down in the same form."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from community.models import Donor, Partner
from community.services import donors
from schoolcare.forms import Folded, PhoneField, ScopedModelForm, ThaiDateField
from schoolcare.models import School, User, Village
from schoolcare.thai import thai_date

NEW = "new"
ASK = "มีผู้บริจาคชื่อเดียวกันหรือใกล้เคียงอยู่แล้ว เลือกรายเดิม หรือเลือกว่าเป็นรายใหม่"
DETAILS = ("village", "partner", "address", "phone", "tax_id", "is_anonymous", "known_since")
SINCE = "เว้นว่างได้ รับจากผู้นี้ก่อนวันดังกล่าวไม่ได้"


class TaxIdField(forms.CharField):
    """13 digits of any script, with spaces or dashes; the services check them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="เลขประจำตัวผู้เสียภาษี", max_length=30, required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        try:
            return donors.checked_tax_id(super().clean(value))
        except ValidationError as error:
            raise ValidationError(error.messages) from error


class GiverMixin(forms.Form):
    """Fields of the donor in a form about a gift of `self.instance.school`.

    A name that one donor has, with nothing new told of them, is that donor. Where the name is
    theirs but more is told, where several have it or come near, the form asks which.
    """

    user: User
    instance: Any
    giver: Donor | None = None
    donor_name = forms.CharField(
        label="ผู้บริจาค",
        max_length=250,
        help_text="พร้อมคำนำหน้า พิมพ์บางส่วนของชื่อแล้วบันทึก ระบบค้นรายเดิมให้เลือก",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    donor = forms.ChoiceField(label="เลือกผู้บริจาค", required=False, widget=forms.RadioSelect)
    donor_kind = forms.ChoiceField(label="ประเภท", choices=Donor.Kind, required=False)
    donor_village = forms.ModelChoiceField(
        label="หมู่บ้าน/ชุมชน", queryset=Village.objects.none(), required=False
    )
    donor_partner = forms.ModelChoiceField(
        label="เป็นภาคีเครือข่าย", queryset=Partner.objects.none(), required=False
    )
    donor_address = forms.CharField(label="ที่อยู่", max_length=300, required=False)
    donor_phone = PhoneField(label="โทรศัพท์", required=False)
    donor_tax_id = TaxIdField()
    donor_is_anonymous = forms.BooleanField(label="ไม่ประสงค์ออกนาม", required=False)
    donor_known_since = ThaiDateField(label="เริ่มรู้จักหรือก่อตั้งเมื่อ", required=False, help_text=SINCE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        school = self.instance.school
        fields["donor_village"].queryset = school.villages.all()
        fields["donor_partner"].queryset = Partner.objects.filter(school=school, is_active=True)
        if self.instance.donor_id and not self.is_bound:
            giver = self.instance.donor
            self.initial |= {"donor_name": giver.name, "donor": str(giver.pk)}
        self.same, self.near = self._alike(school)
        found = [*self.same, *self.near]
        named = [(str(one.pk), _told(one)) for one in found]
        fields["donor"].choices = [*named, (NEW, "เป็นผู้บริจาครายใหม่ ไม่ใช่รายข้างบน")]
        if not found or not self.is_bound:
            fields["donor"].widget = forms.HiddenInput()

    def _alike(self, school: School) -> tuple[list[Donor], list[Donor]]:
        """Looked for among all donors once a name was sent; else who is known to have given."""
        if self.is_bound:
            return donors.alike(school, str(self["donor_name"].value() or ""))
        return ([self.instance.donor], []) if self.instance.donor_id else ([], [])

    def giver_layout(self) -> Iterable[Any]:
        yield Fieldset("ผู้บริจาค", "donor_name", "donor")
        yield Folded(
            "ข้อมูลของผู้บริจาครายใหม่",
            *("donor_kind", Row("donor_village", "donor_partner"), "donor_address"),
            *(Row("donor_phone", "donor_tax_id"), "donor_known_since", "donor_is_anonymous"),
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[assignment]
        name, picked = found.get("donor_name"), found.get("donor")
        if not name or "donor" in self.errors:
            return found
        has_details = any(found.get(f"donor_{one}") for one in DETAILS)
        by_key = {str(one.pk): one for one in [*self.same, *self.near]}
        self.giver = by_key.get(str(picked))
        if self.giver is None and picked != NEW and by_key:
            if len(self.same) == 1 and not has_details:
                self.giver = self.same[0]
            else:
                self.add_error("donor", ASK)
        return found

    def keep_giver(self, school: School, *, received_on: date, by: User) -> Donor:
        """The donor that was found or chosen, else a new one. Raises ValidationError."""
        if self.giver:
            return self.giver
        found = self.cleaned_data
        facts = {one: found[f"donor_{one}"] for one in DETAILS if one != "tax_id"}
        kind = found["donor_kind"] or Donor.Kind.PERSON
        donor = Donor(school=school, kind=kind, name=found["donor_name"], **facts)
        try:
            return donors.save_donor(donor, tax_id=found["donor_tax_id"], by=by)
        except ValidationError as error:
            named = getattr(error, "error_dict", {})
            told = {f"donor_{one}": words for one, words in named.items()}
            raise ValidationError(told) from error


def _told(donor: Donor) -> str:
    """What tells one donor from another of the same name."""
    since = donor.known_since and f"รู้จักตั้งแต่ {thai_date(donor.known_since)}"
    village = donor.village.name if donor.village else ""
    return " · ".join(filter(None, [donor.name, village, donor.address, since]))


class DonorForm(ScopedModelForm):
    """What is known of a donor; the tax id is written, never shown."""

    tax_id = TaxIdField()
    drop_id = forms.BooleanField(label="ลบเลขประจำตัวที่บันทึกไว้", required=False)
    phone = PhoneField(label="โทรศัพท์", required=False)
    known_since = ThaiDateField(label="เริ่มรู้จักหรือก่อตั้งเมื่อ", required=False, help_text=SINCE)
    is_other = forms.BooleanField(label="ยืนยันว่าเป็นคนละรายกับชื่อที่ซ้ำ", required=False)
    layout = Layout(
        *("seen", "kind", "name", "is_other", "is_anonymous"),
        *(Row("village", "partner"), "address", "phone"),
        *("tax_id", "drop_id", "known_since"),
    )

    class Meta:
        model = Donor
        fields = ["kind", "name", "is_anonymous", "village", "partner", "address", "phone"]
        fields += ["known_since"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["village"].queryset = self.instance.school.villages.all()
        if self.instance.tax_id:
            kept = f"บันทึกไว้แล้ว {self.instance.masked_tax_id} เว้นว่างเมื่อไม่เปลี่ยน"
            fields["tax_id"].help_text = kept
        else:
            fields["drop_id"].widget = forms.HiddenInput()
        if not self.is_bound:
            fields["is_other"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        name = found.get("name", "")
        if name and "name" in self.changed_data and not found.get("is_other"):
            same, _near = donors.alike(self.instance.school, name)
            others = [one for one in same if one.pk != self.instance.pk]
            if others:
                self.add_error("name", f"มีชื่อนี้อยู่แล้ว: {_told(others[0])} ถ้าเป็นคนละราย ให้ยืนยัน")
        return found

    def save(self, commit: bool = True) -> Donor:
        found = self.cleaned_data
        is_told = bool(found["tax_id"] or found["drop_id"])
        return donors.save_donor(
            self.instance, tax_id=found["tax_id"] if is_told else None, by=self.user
        )
