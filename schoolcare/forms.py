"""Forms of our house: scoped choices, crispy layouts, Thai dates and ids."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from schoolcare import identity, thai
from schoolcare.access import Permission
from schoolcare.models import School, User


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
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


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


class CrispyMixin:
    """The layout is declared in the form; the template writes form tag, token and buttons."""

    layout: Layout | None = None

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = self.layout or Layout(*self.fields)  # type: ignore[attr-defined]
        return helper


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


class ScopedModelForm(CrispyMixin, forms.ModelForm):
    """A model form whose related choices stay within the person's schools."""

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
        path = queryset.model.SCHOOL_PATH
        field.queryset = queryset.filter(**{path: school.pk}) if school else queryset
