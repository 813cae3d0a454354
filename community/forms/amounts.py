"""Amounts of baht as people type them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schoolcare.text import arabic_digits

GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")
PLAIN = re.compile(r"-?[\d.,]*")
ENDINGS = re.compile(r"\s*(บาท(ถ้วน)?|\.-)$")


class BahtField(forms.DecimalField):
    """Accepts 12,500.50, ๑๒๕๐๐, "500 บาท", ฿500 and 500.-; refuses commas but between thousands."""

    default_error_messages = {"invalid": "ใส่จำนวนเงินเป็นตัวเลข เช่น 12,500 หรือ 500.50"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2} | kwargs
        )

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = ENDINGS.sub("", arabic_digits(value).strip().removeprefix("฿")).replace(" ", "")
            if not PLAIN.fullmatch(value) or ("," in value and not GROUPED.fullmatch(value)):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = value.replace(",", "")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """With commas, without empty satang: 12,500, 500.50."""
        if isinstance(value, Decimal):
            return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,}"
        return value


class CountField(BahtField):
    """How many of something, parts of one too; typed as an amount is."""

    default_error_messages = {"invalid": "ใส่เป็นตัวเลข เช่น 12 หรือ 1.5"}
