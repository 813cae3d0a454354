"""A gift received: who gave, what, for what, by which receipt; crossing it out; its scans."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms.models import model_to_dict

from community.forms.amounts import BahtField, CountField
from community.forms.givers import GiverMixin
from community.models import Channel, Purpose, Resource
from community.services import purposes, resources
from community.services.resources import Item
from schoolcare.forms import CrispyMixin, Folded, ScopedModelForm, ThaiDateField
from schoolcare.models import User
from schoolcare.submissions import SubmissionKeyField, once

Kind = Resource.Kind
FEWEST_ROWS, SPARE_ROWS, MOST_ROWS = 6, 3, 60
COMMON = ("received_on", "channel", "purpose", "project", "received_by")
# What is asked of each kind, beside what is asked of all.
ASKED: dict[str, tuple[str, ...]] = {
    Kind.MONEY: ("value", "receipt_book", "receipt_number", "e_donation", "condition", "approval"),
    Kind.THINGS: ("value", "detail", "is_durable", "asset_number", "condition", "approval"),
    Kind.LABOUR: ("people", "hours", "value", "detail"),
    Kind.PROPERTY: ("detail", "value", "is_durable", "asset_number", "condition", "approval"),
    Kind.KNOWLEDGE: ("subject", "hours", "value", "detail"),
}
NEEDED: dict[str, tuple[str, ...]] = {
    Kind.MONEY: ("value",),
    Kind.THINGS: (),
    Kind.LABOUR: ("people", "hours"),
    Kind.PROPERTY: ("detail",),
    Kind.KNOWLEDGE: ("subject",),
}
LABELS = {
    Kind.MONEY: {"value": "จำนวนเงิน (บาท)"},
    Kind.THINGS: {"value": "มูลค่ารวมโดยประมาณ (บาท)"},
    Kind.KNOWLEDGE: {"hours": "ชั่วโมง", "detail": "สาระสำคัญ"},
    Kind.LABOUR: {"detail": "ทำอะไร"},
    Kind.PROPERTY: {"detail": "ที่ดินหรือสิ่งก่อสร้างอะไร อยู่ที่ใด"},
}
HELP = {
    Kind.THINGS: {"value": "เว้นว่างเมื่อใส่ราคาต่อหน่วย ระบบรวมให้"},
    Kind.LABOUR: {"value": "เว้นว่างได้"},
    Kind.KNOWLEDGE: {"value": "เว้นว่างได้"},
    Kind.PROPERTY: {"value": "เว้นว่างได้ถ้ายังไม่ประเมิน"},
}


class ResourceForm(GiverMixin, ScopedModelForm):
    """The fields follow the kind, which is chosen before the form is opened."""

    key = SubmissionKeyField()
    received_on = ThaiDateField(label="วันที่รับ")
    value = BahtField(label="มูลค่าโดยประมาณ (บาท)", required=False)
    hours = CountField(label="ชั่วโมงต่อคน", required=False, max_digits=6, decimal_places=1)
    new_purpose = forms.CharField(
        label="วัตถุประสงค์ใหม่",
        max_length=200,
        required=False,
        help_text="พิมพ์เมื่อยังไม่มีในรายการ เช่น สร้างห้องสมุด",
    )

    class Meta:
        model = Resource
        fields = [
            *("received_on", "value", "detail", "people", "hours", "subject", "channel"),
            *("purpose", "project", "receipt_book", "receipt_number", "e_donation"),
            *("condition", "approval", "is_durable", "asset_number", "received_by"),
        ]
        help_texts = {
            "receipt_book": "จากใบเสร็จรับเงินของทางราชการ",
            "condition": "เช่น ต้องใช้ชื่อผู้ให้ ต้องคืนเมื่อเลิกใช้",
            "approval": "ที่ดิน สิ่งก่อสร้าง หรือของที่มีเงื่อนไข: เลขที่และวันที่ของหนังสือ",
            "asset_number": "เมื่อลงทะเบียนคุมทรัพย์สินแล้ว",
        }

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = self.instance.kind
        asked = set(ASKED[self.kind])
        for name in {one for names in ASKED.values() for one in names} - asked:
            del self.fields[name]
        for name, label in LABELS.get(self.kind, {}).items():
            self.fields[name].label = label
        for name, words in HELP.get(self.kind, {}).items():
            self.fields[name].help_text = words
        for name in NEEDED[self.kind]:
            self.fields[name].required = True
        self._narrow(people)
        self.item_rows = self._add_items() if self.kind == Kind.THINGS else 0
        self.layout = self._layout()

    def _narrow(self, people: Any) -> None:
        fields: dict[str, Any] = self.fields
        school = self.instance.school
        fields["channel"].queryset = Channel.objects.offered_to(
            school, kept=[self.instance.channel_id]
        )
        purposes_here = Purpose.objects.filter(school=school)
        fields["purpose"].queryset = purposes_here.filter(is_active=True) | purposes_here.filter(
            pk=self.instance.purpose_id
        )
        fields["purpose"].empty_label = "ทั่วไป (ไม่ระบุวัตถุประสงค์)"
        fields["received_by"].queryset = people
        fields["received_by"].label_from_instance = lambda user: user.full_name

    def _layout(self) -> Layout:
        papers = [one for one in ("e_donation",) if one in self.fields]
        money = [Row("receipt_book", "receipt_number"), *papers] if papers else []
        own = [one for one in ("subject", "detail") if one in self.fields]
        counted = [one for one in ("people", "hours", "value") if one in self.fields]
        durable = [one for one in ("is_durable", "asset_number") if one in self.fields]
        bound = [one for one in ("condition", "approval") if one in self.fields]
        kept = [Fieldset("ทรัพย์สิน", *durable)] if durable else []
        if bound:
            kept.append(Folded("เงื่อนไขของผู้ให้และหนังสืออนุญาต", *bound, shown="has_condition"))
        return Layout(
            *("key", "seen", *self.giver_layout()),
            Fieldset("สิ่งที่ได้รับ", "received_on", *own, Row(*counted), *self._item_layout()),
            *([Fieldset("ใบเสร็จและ e-Donation", *money)] if money else []),
            Fieldset(
                "วัตถุประสงค์และที่มา",
                Row("purpose", "new_purpose"),
                *(Row("channel", "project"), "received_by"),
            ),
            *kept,
        )

    @property
    def has_condition(self) -> bool:
        """Land and buildings always ask; a gift that has a condition shows it."""
        row = self.instance
        return self.kind == Kind.PROPERTY or bool(row.condition or row.approval)

    def _item_layout(self) -> Iterator[Any]:
        for row in range(self.item_rows):
            yield f"item{row}_name"
            yield Row(*(f"item{row}_{name}" for name in ("quantity", "unit", "price")))

    def _add_items(self) -> int:
        """Rows of things: those that are kept or were sent, and some to spare."""
        kept = list(self.instance.items.all()) if self.instance.pk else []
        sent = sum(one.startswith("item") and one.endswith("_name") for one in self.data)
        rows = min(max(len(kept) + SPARE_ROWS, FEWEST_ROWS, sent), MOST_ROWS)
        for row in range(rows):
            one = kept[row] if row < len(kept) else None
            label = f"รายการที่ {row + 1}"
            self.fields |= {
                f"item{row}_name": forms.CharField(label=label, max_length=200, required=False),
                f"item{row}_quantity": CountField(
                    label="จำนวน", required=False, max_digits=10, decimal_places=2
                ),
                f"item{row}_unit": forms.CharField(label="หน่วย", max_length=50, required=False),
                f"item{row}_price": BahtField(
                    label="ราคาต่อหน่วย (บาท)", required=False, max_digits=12
                ),
            }
            for name in ("name", "quantity", "unit", "price") if one else ():
                self.initial[f"item{row}_{name}"] = getattr(one, name)
        return rows

    def saved_values(self) -> dict[str, Any]:
        """What this kind is asked; without the donor, whose name is asked and choice kept apart."""
        mine = {*COMMON, *ASKED[self.instance.kind]}
        if self.instance.pk and not self.is_bound:  # as the page shows it: it was read just now
            return model_to_dict(self.instance, fields=mine)
        return {name: one for name, one in super().saved_values().items() if name in mine}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("new_purpose") and found.get("purpose"):
            self.add_error("new_purpose", "เลือกจากรายการหรือพิมพ์ใหม่อย่างใดอย่างหนึ่ง")
        for row in range(self.item_rows):
            name, quantity = f"item{row}_name", f"item{row}_quantity"
            if found.get(name):
                if not found.get(quantity) and quantity not in self.errors:
                    self.add_error(quantity, "ใส่จำนวนมากกว่า 0")
            elif found.get(quantity) or found.get(f"item{row}_price"):
                self.add_error(name, "กรุณากรอกชื่อรายการ")
        return found

    @property
    def items(self) -> list[Item]:
        found = self.cleaned_data
        rows = (
            [found[f"item{row}_{name}"] for name in ("name", "quantity", "unit", "price")]
            for row in range(self.item_rows)
        )
        return [Item(*row) for row in rows if row[0]]

    def save(self, commit: bool = True) -> Resource:
        """Through the services, a new one once for a form. Raises ValidationError."""
        if self.instance.pk:
            return self._write()
        made, _ = once(self.user, self.cleaned_data["key"], self._write)
        return made

    @transaction.atomic
    def _write(self) -> Resource:
        row, by = self.instance, self.user
        row.donor = self.keep_giver(row.school, received_on=row.received_on, by=by)
        if name := self.cleaned_data["new_purpose"]:
            row.purpose = purposes.purpose_named(row.school, name, by=by)
        return resources.save_resource(row, items=self.items if self.item_rows else (), by=by)


class VoidForm(CrispyMixin, forms.Form):
    reason = forms.CharField(
        label="เหตุที่ยกเลิก", max_length=300, help_text="เช่น พิมพ์จำนวนผิด ออกใบเสร็จใหม่เล่ม 3 เลขที่ 15"
    )


class ScanForm(CrispyMixin, forms.Form):
    key = SubmissionKeyField()
    title = forms.CharField(
        label="ชื่อเอกสาร", max_length=150, help_text="เช่น สำเนาใบเสร็จ หนังสือแสดงเจตนา ภาพสิ่งของ"
    )
    file = forms.FileField(label="ไฟล์", help_text="PDF หรือรูปภาพ ไม่เกิน 20 MB")

    def __init__(self, *args: Any, resource: Resource, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resource, self.by = resource, by

    def save(self) -> Any:
        found, upload = self.cleaned_data, self.cleaned_data["file"]
        if not isinstance(upload, UploadedFile):
            raise ValidationError({"file": "เลือกไฟล์"})
        made, _ = once(
            self.by,
            found["key"],
            lambda: resources.attach(self.resource, upload, title=found["title"], by=self.by),
        )
        return made
