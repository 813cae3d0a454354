"""Forms of our house: scoped choices, crispy layouts, Thai dates and ids."""

import re
from datetime import date, time
from functools import cached_property
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH

from schoolcare import identity, thai
from schoolcare.access import Permission
from schoolcare.models import School, User
from schoolcare.stale import SeenMixin

# Django's own words are stiff, and English where its Thai has gaps; by the code of the error.
WORDS = {
    "invalid_choice": "กรุณาเลือกจากรายการ",
    "invalid_pk_value": "กรุณาเลือกจากรายการ",
    "max_length": "ยาวเกิน %(limit_value)d ตัวอักษร (ที่กรอกมี %(show_value)d)",
    "min_value": "ต้องไม่น้อยกว่า %(limit_value)s",
    "max_value": "ต้องไม่เกิน %(limit_value)s",
    "max_digits": "ตัวเลขยาวเกินไป",
    "max_whole_digits": "ตัวเลขมากเกินไป",
    "null_characters_not_allowed": "มีตัวอักษรที่ใช้ไม่ได้ ลบแล้วพิมพ์ใหม่",
    "max_decimal_places": "ทศนิยมได้ไม่เกิน %(max)s ตำแหน่ง",
}
TIME_OF_DAY = re.compile(r"(\d{1,2})[.:]?([0-5]\d)(?:[.:][0-5]\d)?")
LAST_HOUR = 23
NOTHING_CHOSEN = "ยังไม่เลือก"
NUMBER = "กรุณากรอกเป็นตัวเลข"
PICKED = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField, forms.BooleanField)


class ThaiDateInput(forms.TextInput):
    """Shows a date as day/month/พ.ศ."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, date):
            return f"{value.day}/{value.month}/{value.year + 543}"
        return super().format_value(value)


class ThaiDateField(forms.DateField):
    """Accepts 5/3/2569, 5 มี.ค. 2569, Thai digits, CE and ISO dates; gives a date."""

    widget = ThaiDateInput
    default_error_messages = {"invalid": "ใส่วันที่ เช่น 5/3/2569"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "วัน/เดือน/ปี พ.ศ. เช่น 5/3/2569")
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return thai.parse_thai_date(str(value))
        except ValueError as error:
            message = f"{error} {self.error_messages['invalid']}"
            raise ValidationError(message, code="invalid") from None


class ThaiTimeInput(forms.TextInput):
    """Shows a time of day as 09.30, as papers write it."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, time):
            return f"{value:%H.%M}"
        return super().format_value(value)


class ThaiTimeField(forms.TimeField):
    """Accepts 9.30, 09:30, 0930 and "9.30 น." in digits of any script; gives a time."""

    widget = ThaiTimeInput
    default_error_messages = {"invalid": "ใส่เวลา เช่น 09.30"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "เช่น 09.30")
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        typed = thai.arabic_digits(str(value)).strip().removesuffix("น.").strip()
        found = TIME_OF_DAY.fullmatch(typed)
        if found is None or int(found[1]) > LAST_HOUR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return time(int(found[1]), int(found[2]))


class PhoneField(forms.CharField):
    """A Thai phone number: digits of any script, 9 or 10 of them; kept as digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)
        self.widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        digits = "".join(sign for sign in thai.arabic_digits(text) if sign.isdigit())
        if text and len(digits) not in {9, 10}:
            raise ValidationError("ใส่เบอร์โทรศัพท์ 9–10 หลัก เช่น 0812345678")
        return digits


class CitizenIdField(forms.CharField):
    """13 digits with checksum, or a G code; spaces and dashes are dropped."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = identity.clean_id(super().clean(value))
        if text and identity.id_kind(text) == "thai" and not identity.citizen_id_ok(text):
            raise ValidationError("เลขประจำตัวประชาชนไม่ถูกต้อง โปรดตรวจทั้ง 13 หลัก")
        return text


class TickedRowsField(forms.ModelMultipleChoiceField):
    """Rows picked with tick boxes; a key that no row can have is refused like any other."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError:  # a number beyond what SQLite keeps
            raise ValidationError(self.error_messages["invalid_choice"]) from None


class CrispyMixin:
    """The layout is declared in the form; the template writes form tag, token and buttons."""

    layout: Layout | None = None

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.render_hidden_fields = True
        for field in self.fields.values():  # type: ignore[attr-defined]
            name_blank(field)
            take_any_digits(field)
        helper.layout = self.layout or Layout(*self.fields)  # type: ignore[attr-defined]
        return helper

    def full_clean(self) -> None:
        for bound in self:  # type: ignore[attr-defined]
            speak(bound.field, str(bound.label))
        super().full_clean()  # type: ignore[misc]


def name_blank(field: Any) -> None:
    """Words instead of the dashes that stand for no choice."""
    dashes = BLANK_CHOICE_DASH[0][1]
    if isinstance(field, forms.ModelChoiceField):  # its choices are rows: not to be read for this
        if field.empty_label == dashes:
            field.empty_label = NOTHING_CHOSEN
    elif isinstance(field, forms.ChoiceField):
        choices: Any = list(cast("Any", field.choices))
        if BLANK_CHOICE_DASH[0] in choices:
            field.choices = [("", NOTHING_CHOSEN), *(one for one in choices if one[0])]


def take_any_digits(field: Any) -> None:
    """A number is typed as text: a browser's own input for numbers refuses ๑๒๐."""
    if isinstance(field.widget, forms.NumberInput):
        mode = "decimal" if isinstance(field, forms.DecimalField) else "numeric"
        limits = {"min", "max", "step"}
        kept = {name: value for name, value in field.widget.attrs.items() if name not in limits}
        field.widget = forms.TextInput(kept | {"inputmode": mode, "autocomplete": "off"})


def speak(field: forms.Field, label: str) -> None:
    """Short polite Thai for what Django says about a field; words of the field's own stay."""
    verb = "กรุณาเลือก" if isinstance(field, PICKED) else "กรุณากรอก"
    mine = WORDS | {"required": f"{verb}{label}"}
    if isinstance(field, forms.IntegerField):
        mine["invalid"] = NUMBER
    for code, words in mine.items():
        if field.error_messages.get(code) is _stock(field, code):
            field.error_messages[code] = words


def _stock(field: forms.Field, code: str) -> Any:
    """What Django itself says for this class of field; None where the words are a validator's."""
    one: Any
    for one in type(field).__mro__:
        if code in vars(one).get("default_error_messages", {}):
            is_django = one.__module__.startswith("django.")
            return one.default_error_messages[code] if is_django else Ellipsis
    return None


class ScopedForm(CrispyMixin, forms.Form):
    """A plain form that knows who asks, for what, at which school."""

    def __init__(
        self,
        *args: Any,
        user: User,
        permission: Permission,
        school: School | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.permission, self.school = user, permission, school
        narrow(self.fields, user=user, permission=permission, school=school)


class Folded(Fieldset):
    """Fields behind a button that names them: for parts of a long form that few people touch.

    Open where a field inside is wrong, or where the form's attribute `shown` says so.
    """

    template = "%s/layout/folded.html"

    def __init__(self, legend: str, *fields: Any, shown: str = "") -> None:
        super().__init__(legend, *fields)
        self.shown, self.is_open = shown, False

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        wrong = any(pointer.name in form.errors for pointer in self.get_field_names())
        self.is_open = wrong or bool(self.shown and getattr(form, self.shown))
        return super().render(form, context, **kwargs)


class ScopedModelForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """A model form whose related choices stay within the person's schools; never saves unseen."""

    def __init__(
        self,
        *args: Any,
        user: User,
        permission: Permission,
        school: School | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.permission, self.school = user, permission, school
        narrow(self.fields, user=user, permission=permission, school=school)


def narrow(
    fields: dict[str, Any], *, user: User, permission: Permission, school: School | None
) -> None:
    """Cut every related choice to `for_user`, and to the school worked in."""
    for field in fields.values():
        queryset = getattr(field, "queryset", None)
        if queryset is None or not hasattr(queryset, "for_user"):
            continue
        queryset = queryset.for_user(user, permission)
        path = getattr(queryset.model, "SCHOOL_PATH", "school")  # a school's or an office's own
        field.queryset = queryset.filter(**{path: school.pk}) if school else queryset
