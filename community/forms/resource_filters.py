"""What lists of gifts and donors are narrowed by."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Max, Q, QuerySet, Sum

from community import receipts, year_kinds
from community.models import Channel, Donor, Purpose, Resource
from community.resource_reports import SchoolLine
from schoolcare.collation import thai_key
from schoolcare.models import School
from schoolcare.text import normalize, search_key

GENERAL = "general"
STATES = [
    ("", "ทุกสถานะ"),
    ("waiting", "ยังไม่ตอบรับ"),
    ("told", "ตอบรับแล้ว"),
    ("asset", "ยังไม่ลงทะเบียนคุมทรัพย์สิน"),
    ("void", "ยกเลิกแล้ว"),
]


class ResourceFilter(forms.Form):
    q = forms.CharField(
        label="ค้นหา",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "ผู้บริจาค รายการ เลขใบเสร็จ", "maxlength": 100}),
    )
    kind = forms.ChoiceField(
        label="ชนิด", required=False, choices=[("", "ทุกชนิด"), *Resource.Kind.choices]
    )
    year = forms.ChoiceField(label="ปี", required=False)
    purpose = forms.ChoiceField(label="วัตถุประสงค์", required=False)
    channel = forms.ModelChoiceField(
        label="ช่องทาง", required=False, queryset=Channel.objects.none(), empty_label="ทุกช่องทาง"
    )
    state = forms.ChoiceField(label="สถานะ", required=False, choices=STATES)

    def __init__(self, *args: Any, school: School, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [("", "ทุกปี"), *year_kinds.offered(today)]
        named = Purpose.objects.filter(school=school).values_list("pk", "name")
        fields["purpose"].choices = [
            ("", "ทุกวัตถุประสงค์"),
            (GENERAL, "ทั่วไป"),
            *((str(pk), name) for pk, name in named),
        ]
        fields["channel"].queryset = Channel.objects.filter(Q(school=None) | Q(school=school))

    def narrow(self, rows: QuerySet[Resource]) -> QuerySet[Resource]:
        """What is asked for; a filter that cannot be read is left out."""
        self.full_clean()
        found = self.cleaned_data
        if kind := found.get("kind"):
            rows = rows.filter(kind=kind)
        if year := year_kinds.read(found.get("year") or ""):
            rows = rows.filter(received_on__range=(year.first, year.last))
        if purpose := found.get("purpose"):
            rows = rows.filter(purpose=None if purpose == GENERAL else int(purpose))
        if channel := found.get("channel"):
            rows = rows.filter(channel=channel)
        return _in_state(with_words(rows, found.get("q", "")), found.get("state", ""))


def _in_state(rows: QuerySet[Resource], state: str) -> QuerySet[Resource]:
    if state == "waiting":
        return rows.filter(voided_at=None, acknowledged_on=None)
    if state == "told":
        return rows.filter(voided_at=None, acknowledged_on__isnull=False)
    if state == "asset":
        return rows.filter(voided_at=None, is_durable=True, asset_number="")
    return rows.exclude(voided_at=None) if state == "void" else rows


def with_words(rows: QuerySet[Resource], typed: str) -> QuerySet[Resource]:
    """By donor, by what it is, by the number of the receipt."""
    words = normalize(typed)
    if not words:
        return rows
    names = Q(donor__name__icontains=words) | Q(detail__icontains=words)
    names |= Q(subject__icontains=words) | Q(e_donation__iexact=words)
    items = Resource.objects.filter(items__name__icontains=words).values("pk")
    number = receipts.clean(words).lstrip("0")
    if number.isdecimal():
        names |= Q(receipt_key__endswith=f"|{number}")
    return rows.filter(names | Q(pk__in=items))


def sums_of(rows: QuerySet[Resource]) -> dict[str, Any]:
    """Gifts that count, their money and the estimate of the others, in baht; one query."""
    valid = Q(voided_at=None)
    return rows.order_by().aggregate(
        count=Count("pk", valid),
        void=Count("pk", ~valid),
        money=Sum("value", filter=valid & Q(kind="money")),
        other=Sum("value", filter=valid & ~Q(kind="money")),
    )


class DonorFilter(forms.Form):
    q = forms.CharField(
        label="ค้นหา",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "ชื่อผู้บริจาค", "maxlength": 100}),
    )
    kind = forms.ChoiceField(
        label="ประเภท", required=False, choices=[("", "ทุกประเภท"), *Donor.Kind.choices]
    )
    village = forms.ModelChoiceField(
        label="หมู่บ้าน", required=False, queryset=None, empty_label="ทุกหมู่บ้าน"
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["village"]
        field.queryset = school.villages.all()

    def narrow(self, rows: QuerySet[Donor]) -> QuerySet[Donor]:
        self.full_clean()
        found = self.cleaned_data
        if words := normalize(found.get("q", "")):
            rows = rows.filter(name__icontains=words)
        if kind := found.get("kind"):
            rows = rows.filter(kind=kind)
        if village := found.get("village"):
            rows = rows.filter(village=village)
        valid = Q(resources__voided_at=None)
        return rows.annotate(
            gifts=Count("resources", valid),
            money=Sum("resources__value", filter=valid & Q(resources__kind="money")),
            last=Max("resources__received_on", filter=valid),
        ).order_by("name", "pk")


class OfficeFilter(forms.Form):
    """Schools of an office in its report of one year; what cannot be read is left out."""

    q = forms.CharField(
        label="ค้นหา",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "ชื่อหรือรหัสโรงเรียน", "maxlength": 100}),
    )
    period = forms.ChoiceField(label="ปี", required=False)
    network = forms.ChoiceField(label="กลุ่มเครือข่าย", required=False)
    state = forms.ChoiceField(
        label="ข้อมูล",
        required=False,
        choices=[("", "ทุกโรงเรียน"), ("some", "มีข้อมูล"), ("none", "ยังไม่มีข้อมูล")],
    )
    order = forms.ChoiceField(
        label="เรียงตาม",
        required=False,
        choices=[("", "ชื่อ"), ("money", "เงินมากก่อน"), ("activities", "กิจกรรมมากก่อน")],
    )

    def __init__(self, *args: Any, lines: list[SchoolLine], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["period"].choices = year_kinds.offered(today)
        fields["period"].initial = year_kinds.usual(today).key
        networks = {one.school.network_id: one.school.network for one in lines}
        named = [(str(pk), one.name) for pk, one in networks.items() if one]
        named.sort(key=lambda one: thai_key(one[1]))
        fields["network"].choices = [("", "ทุกกลุ่ม"), *named]
        self.lines = lines

    def narrowed(self) -> list[SchoolLine]:
        self.full_clean()
        found, lines = getattr(self, "cleaned_data", {}), self.lines
        if words := search_key(found.get("q") or ""):
            lines = [
                one
                for one in lines
                if words in search_key(one.school.full_name) or words in one.school.code
            ]
        if network := found.get("network"):
            lines = [one for one in lines if str(one.school.network_id) == network]
        if state := found.get("state"):
            lines = [one for one in lines if one.is_empty == (state == "none")]
        if found.get("order") == "money":
            return sorted(lines, key=lambda one: -one.gifts.money)
        if found.get("order") == "activities":
            return sorted(lines, key=lambda one: -one.activities)
        return lines
