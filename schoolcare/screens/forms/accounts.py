"""Forms for people and their roles; the choices are those within the manager's reach."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from schoolcare import accounts
from schoolcare.access import Role
from schoolcare.accounts import Post
from schoolcare.forms import CrispyMixin, PhoneField, ThaiDateField
from schoolcare.grants import DISTRICT_ROLES, SCHOOL_ROLES
from schoolcare.models import District, Level, Membership, School, User

NO_LEVEL = ("", "เลือกระดับชั้น")
PROFILE = (
    Row("title", "first_name", "last_name"),
    Row("position", "academic_standing"),
    Row("phone", "email"),
)


class ManagerForm(CrispyMixin, forms.Form):
    """Knows who manages; `place` is one of the schools and offices they manage."""

    def __init__(self, *args: Any, manager: User, school: School | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.manager = manager
        if "place" in self.fields:
            self._offer_places(school)

    def _offer_places(self, school: School | None) -> None:
        self.places: dict[str, School | District] = {
            f"district-{one.pk}": one for one in accounts.districts_of(self.manager)
        } | {f"school-{one.pk}": one for one in accounts.schools_of(self.manager)}
        self.fields["place"].choices = [(key, one.name) for key, one in self.places.items()]
        if school and f"school-{school.pk}" in self.places:
            self.fields["place"].initial = f"school-{school.pk}"
        if len(self.places) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = next(iter(self.places))

    def role_choices(self) -> list[tuple[str, str]]:
        offered = SCHOOL_ROLES | (DISTRICT_ROLES if accounts.districts_of(self.manager) else set())
        return [(role.value, role.label) for role in Role if role in offered]

    def clean_place(self) -> School | District:
        return self.places[self.cleaned_data["place"]]


class ProfileFields(forms.Form):
    title = forms.CharField(label="คำนำหน้า", max_length=50, required=False)
    first_name = forms.CharField(label="ชื่อ", max_length=100)
    last_name = forms.CharField(label="นามสกุล", max_length=100, required=False)
    position = forms.CharField(
        label="ตำแหน่ง", max_length=150, required=False, help_text="ตามที่พิมพ์ใต้ลายมือชื่อ เช่น ครู"
    )
    academic_standing = forms.CharField(
        label="วิทยฐานะ", max_length=100, required=False, help_text="เช่น ครูชำนาญการ"
    )
    phone = PhoneField(label="โทรศัพท์", required=False)
    email = forms.EmailField(label="อีเมล", required=False, help_text="ใช้เข้าสู่ระบบและตั้งรหัสผ่านใหม่ได้")

    @property
    def profile(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in accounts.PROFILE_FIELDS}


class LevelField(forms.TypedChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label="ระดับชั้น",
            choices=[NO_LEVEL, *Level.choices],
            coerce=int,
            empty_value=None,
            required=False,
            help_text="เฉพาะหัวหน้าระดับชั้น",
        )


class PersonAddForm(ManagerForm, ProfileFields):
    username = forms.RegexField(
        r"^[A-Za-z0-9._-]+$",
        label="ชื่อผู้ใช้",
        max_length=150,
        help_text="ตัวอักษรอังกฤษ ตัวเลข จุด หรือขีด ใช้เข้าสู่ระบบ",
        error_messages={"invalid": "ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข จุด หรือขีด ไม่มีเว้นวรรค"},
    )
    place = forms.ChoiceField(label="โรงเรียนหรือหน่วยงาน")
    roles = forms.MultipleChoiceField(
        label="บทบาท", help_text="เลือกได้หลายบทบาท", widget=forms.CheckboxSelectMultiple
    )
    level = LevelField()
    layout = Layout(
        Fieldset("บุคคล", *PROFILE),
        Fieldset("เข้าสู่ระบบ", "username"),
        Fieldset("บทบาท", "place", "roles", "level"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = self.role_choices()
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "autocomplete": "off"}

    def save(self) -> tuple[User, str]:
        data = self.cleaned_data
        posts = [Post(role, level=data["level"]) for role in data["roles"]]
        return accounts.add_person(
            data["username"], posts, place=data["place"], by=self.manager, **self.profile
        )


class PersonForm(ManagerForm, ProfileFields):
    layout = Layout(Fieldset("บุคคล", *PROFILE))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(person, name) for name in accounts.PROFILE_FIELDS}
        super().__init__(*args, **kwargs)
        self.person = person

    def save(self) -> User:
        return accounts.change_person(self.person, by=self.manager, **self.profile)


class MembershipForm(ManagerForm):
    """A further role of a person, or other dates of one."""

    place = forms.ChoiceField(label="โรงเรียนหรือหน่วยงาน")
    role = forms.ChoiceField(label="บทบาท")
    level = LevelField()
    acting = forms.ChoiceField(
        label="การดำรงตำแหน่ง",
        choices=Membership.Acting.choices,
        required=False,
        help_text="เฉพาะผู้อำนวยการ ใช้พิมพ์ใต้ลายมือชื่อในหนังสือ",
    )
    starts_on = ThaiDateField(label="ตั้งแต่วันที่", required=False)
    ends_on = ThaiDateField(label="ถึงวันที่", required=False, help_text="เว้นว่างถ้ายังไม่กำหนด")
    layout = Layout("place", "role", "level", "acting", Row("starts_on", "ends_on"))

    def __init__(
        self,
        *args: Any,
        person: User | None = None,
        member: Membership | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.member = person, member
        self.fields["role"].choices = self.role_choices()
        if member:
            self._keep(member)

    def _keep(self, member: Membership) -> None:
        """Role and place of a membership stay; only how and when it is held changes."""
        del self.fields["place"], self.fields["role"]
        if member.role != Role.LEVEL_HEAD:
            del self.fields["level"]
        if member.role not in accounts.ACTING_ROLES:
            del self.fields["acting"]
        self.initial = {name: getattr(member, name) for name in self.fields}
        self.layout = Layout(*self.fields)

    @property
    def post(self) -> Post:
        data = self.cleaned_data
        return Post(
            role=self.member.role if self.member else data["role"],
            level=data.get("level"),
            acting=data.get("acting", ""),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
        )

    def save(self) -> Membership:
        if self.member:
            return accounts.change_membership(self.member, self.post, by=self.manager)
        return accounts.add_membership(
            self.person, self.post, place=self.cleaned_data["place"], by=self.manager
        )


class JoinForm(MembershipForm):
    """A role here for somebody who has an account already."""

    username = forms.CharField(label="ชื่อผู้ใช้", max_length=150, help_text="ต้องตรงทุกตัวอักษร")
    first_name = forms.CharField(label="ชื่อ", max_length=100, help_text="ชื่อจริง ไม่ต้องมีคำนำหน้า")
    layout = Layout(
        Row("username", "first_name"),
        *("place", "role", "level", "acting"),
        Row("starts_on", "ends_on"),
    )

    def save(self) -> Membership:
        data = self.cleaned_data
        return accounts.join_person(
            data["username"], data["first_name"], self.post, place=data["place"], by=self.manager
        )


class OwnProfileForm(CrispyMixin, forms.Form):
    """What a person changes about themselves; a new e-mail asks for the password."""

    phone = PhoneField(label="โทรศัพท์", required=False)
    email = forms.EmailField(label="อีเมล", required=False, help_text="ใช้เข้าสู่ระบบและตั้งรหัสผ่านใหม่ได้")
    password = forms.CharField(
        label="รหัสผ่านปัจจุบัน",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="ใส่เมื่อเปลี่ยนอีเมลเท่านั้น",
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"phone": person.phone, "email": person.email}
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_new = data.get("email", self.person.email) != self.person.email
        if is_new and not self.person.check_password(data.get("password", "")):
            raise ValidationError({"password": "ใส่รหัสผ่านปัจจุบันให้ถูกต้องเพื่อเปลี่ยนอีเมล"})
        return data

    def save(self) -> User:
        data = self.cleaned_data
        return accounts.change_person(
            self.person, by=self.person, phone=data["phone"], email=data["email"]
        )


class PersonFilter(forms.Form):
    """The list's filter bar."""

    q = forms.CharField(label="ค้นหาชื่อหรือชื่อผู้ใช้", required=False)
    role = forms.ChoiceField(
        label="บทบาท", required=False, choices=[("", "ทุกบทบาท"), *Role.choices]
    )
    state = forms.ChoiceField(
        label="สถานะ",
        required=False,
        choices=[("", "ใช้งานอยู่"), ("past", "พ้นหน้าที่แล้ว"), ("closed", "ปิดบัญชี")],
    )
