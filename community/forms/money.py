"""Amounts of baht as people type them."""

from typing import Any

from django import forms

from schoolcare.text import arabic_digits, normalize
from schoolcare.thai import baht

SIGNS = {"invalid": "กรอกจำนวนเงินเป็นตัวเลข เช่น 1,500 หรือ 1500.50"}


class MoneyInput(forms.TextInput):
    """Shows an amount with its commas."""

    def format_value(self, value: Any) -> str | None:
        is_typed = isinstance(value, str)
        return super().format_value(value if is_typed or value is None else baht(value))


class MoneyField(forms.DecimalField):
    """Baht: digits of any script, commas, "บาท" and spaces are read; never below zero."""

    widget = MoneyInput
    default_error_messages = SIGNS | {"min_value": "จำนวนเงินต้องไม่ติดลบ"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"min_value": 0, "max_digits": 12, "decimal_places": 2} | kwargs
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            typed = normalize(arabic_digits(value)).replace(",", "").replace(" ", "")
            value = typed.removesuffix("บาท").removesuffix(".-").removesuffix("฿")
        return super().to_python(value)
