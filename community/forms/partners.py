"""Partners, the people there, what was spoken; the filter of the list."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from community.forms.places import PLACE, PlacedMixin
from community.models import Contact, Partner, PartnerPerson
from community.services import partners
from schoolcare.forms import CrispyMixin, PhoneField, ScopedModelForm, ThaiDateField
from schoolcare.staff import staff_of
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.text import normalize

TALK = forms.Textarea(attrs={"rows": 3})


class PartnerFilter(forms.Form):
    q = forms.CharField(label="ค้นหาภาคี บุคคล หมู่บ้าน หรือเรื่องที่ร่วมงาน", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="ประเภท", choices=[("", "ทุกประเภท"), *Partner.Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label="สถานะ",
        choices=[
            ("", "ร่วมงานอยู่"),
            ("waiting", "มีเรื่องต้องทำต่อ"),
            ("former", "เคยร่วมงาน"),
            ("all", "ทั้งหมด"),
        ],
        required=False,
    )

    def narrow(self, rows: QuerySet[Partner]) -> QuerySet[Partner]:
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        state = asked.get("state", "")
        if state != "all":
            rows = rows.filter(is_active=state != "former")
        if state == "waiting":
            waits = Contact.objects.waiting().order_by().values("partner")
            rows = rows.filter(pk__in=waits)
        if kind := asked.get("kind"):
            rows = rows.filter(kind=kind)
        if text := normalize(asked.get("q", "")):
            named = Q(name__icontains=text) | Q(about__icontains=text)
            people = PartnerPerson.objects.filter(name__icontains=text).values("partner")
            rows = rows.filter(named | Q(village__name__icontains=text) | Q(pk__in=people))
        return rows


class PartnerForm(PlacedMixin, ScopedModelForm):
    """A name that is nearly another's is asked about once, before it is saved."""

    key = SubmissionKeyField()
    is_other = forms.BooleanField(
        label="ไม่ใช่รายเดียวกัน บันทึกเป็นภาคีใหม่", required=False, widget=forms.HiddenInput
    )
    phone = PhoneField(label="โทรศัพท์", required=False)
    since = ThaiDateField(label="ร่วมงานตั้งแต่", required=False)
    layout = Layout(
        *("key", "seen", Row("kind", "name"), "is_other", "village", "about"),
        Row("keeper", "since"),
        Fieldset("ติดต่อ", "address", Row("phone", "line", "email")),
        PLACE,
    )

    class Meta:
        model = Partner
        fields = ["kind", "name", "village", "about", "keeper", "since", "address", "phone"]
        fields += ["line", "email", "latitude", "longitude"]
        widgets = {"about": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"about": "เช่น ค่ายคุณธรรม ตรวจสุขภาพนักเรียน สนับสนุนรถรับส่ง"}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        school, keeper = self.instance.school, self.instance.keeper_id
        fields["village"].queryset = school.villages.order_by("name", "pk")
        fields["keeper"].queryset = staff_of(school, today, kept=[keeper])

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        name = found.get("name")
        if name and not found.get("is_other") and "name" in self.changed_data:
            same = Partner(pk=self.instance.pk, school=self.instance.school, name=name)
            if alike := partners.similar(same):
                told = ", ".join(f"{one} ({one.get_kind_display()})" for one in alike[:3])
                self.add_error("name", f"คล้ายกับที่มีอยู่แล้ว: {told} ถ้าไม่ใช่รายเดียวกัน ติ๊กช่องด้านล่างแล้วบันทึก")
                field: Any = self.fields["is_other"]
                field.widget = forms.CheckboxInput()
        return found

    def save(self, commit: bool = True) -> Partner:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return partners.save_partner(self.instance, by=self.user)
        key = self.cleaned_data["key"]
        made, _ = once(self.user, key, lambda: partners.save_partner(self.instance, by=self.user))
        return made


class PersonForm(SeenMixin, CrispyMixin, forms.ModelForm):
    key = SubmissionKeyField()
    phone = PhoneField(label="โทรศัพท์", required=False)
    layout = Layout(
        *("key", "seen", Row("name", "post"), Row("phone", "line", "email")),
        *("is_main", "is_active"),
    )

    class Meta:
        model = PartnerPerson
        fields = ["name", "post", "phone", "line", "email", "is_main", "is_active"]
        help_texts = {"name": "พร้อมคำนำหน้า ยศ หรือสมณศักดิ์และฉายา เช่น พระครูสาธิตธรรม สุจิตฺโต"}

    def save_by(self, user: Any) -> PartnerPerson:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return partners.save_person(self.instance, by=user)
        key = self.cleaned_data["key"]
        return once(user, key, lambda: partners.save_person(self.instance, by=user))[0]


class ContactForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """Short enough for a phone at the temple gate."""

    key = SubmissionKeyField()
    on = ThaiDateField(label="วันที่ติดต่อ")
    next_on = ThaiDateField(label="ภายในวันที่", required=False)
    layout = Layout(
        *("key", "seen", "way", "on", "person", "said"),
        Fieldset("ทำอะไรต่อ", "next_step", "next_on"),
    )

    class Meta:
        model = Contact
        fields = ["way", "on", "person", "said", "next_step", "next_on"]
        widgets = {"said": TALK, "way": forms.RadioSelect}
        labels = {"way": "ติดต่อทาง"}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.today = today
        people = self.instance.partner.people.filter(
            Q(is_active=True) | Q(pk=self.instance.person_id)
        )
        fields["person"].queryset = people
        fields["person"].label_from_instance = lambda one: " ".join(
            filter(None, [one.name, one.post])
        )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError("วันที่ติดต่อต้องไม่เลยวันนี้ ถ้านัดไว้ให้กรอกในช่อง “ทำอะไรต่อ”")
        return on

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        on, next_on = found.get("on"), found.get("next_on")
        if on and next_on and next_on < on:
            self.add_error("next_on", "วันที่ต้องทำต้องไม่ก่อนวันที่ติดต่อ")
        if next_on and not found.get("next_step") and "next_step" not in self.errors:
            self.add_error("next_step", "กรุณากรอกสิ่งที่ต้องทำต่อ")
        return found

    def save_by(self, user: Any) -> Contact:
        """Through the service, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return partners.save_contact(self.instance, by=user)
        key = self.cleaned_data["key"]
        return once(user, key, lambda: partners.save_contact(self.instance, by=user))[0]
