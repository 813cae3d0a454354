"""Where something stands: typed, pasted as one pair from a map, or taken from the device."""

from typing import Any

from crispy_forms.layout import HTML, Fieldset, Row
from django import forms

from students.forms.details import CoordinateField

PLACE = Fieldset(
    "ตำแหน่งบนแผนที่",
    HTML("{% include 'community/locate.html' %}"),
    Row("latitude", "longitude"),
)


class PlacedMixin(forms.Form):
    """Both coordinates or none; stands before the form class of a `Placed` model."""

    latitude = CoordinateField(label="ละติจูด", most=90)
    longitude = CoordinateField(label="ลองจิจูด", most=180)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_apart(data), *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        pair = (found.get("latitude"), found.get("longitude"))
        for name, value, other in zip(("latitude", "longitude"), pair, pair[::-1], strict=True):
            if value is None and other is not None and name not in self.errors:
                self.add_error(name, "กรุณากรอกทั้งละติจูดและลองจิจูด หรือเว้นว่างทั้งคู่")
        return found


def _apart(data: Any) -> Any:
    """A pair pasted from a map into the first field, put into both."""
    if not data or data.get("longitude") or "," not in data.get("latitude", ""):
        return data
    data = data.copy()
    data["latitude"], _, data["longitude"] = data["latitude"].partition(",")
    return data
