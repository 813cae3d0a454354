"""The year's resources of a school; what the schools of an office were given and did."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone

from community import year_kinds
from community.gift_words import told_of
from community.models import Resource
from community.resource_reports import (
    GENERAL,
    Report,
    SchoolLine,
    Share,
    district_report,
    gifts_of,
    report_of,
    totals_of,
)
from community.year_kinds import Year
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import District
from schoolcare.paper.choices import Option
from schoolcare.spreadsheet import Page

Kind = Resource.Kind
UNTOLD = "–"
PERIOD = Option("period", "ปี", hint="เช่น fiscal-2570 academic-2569 calendar-2569")
UNNAMED, NONE = "unnamed", "none"
ANNEX = Option(
    "annex",
    "บัญชีรายการแนบท้าย",
    (
        ("", "แนบ พร้อมชื่อผู้บริจาค (ผู้ไม่ประสงค์ออกนามไม่ลงชื่อ)"),
        (UNNAMED, "แนบ ไม่ลงชื่อผู้บริจาค"),
        (NONE, "ไม่แนบ"),
    ),
)
LAST = 2  # rows that stay with the signatures


@dataclass(frozen=True)
class GiftLine:
    """A gift as the annex lists it; amounts in baht, None where there is none."""

    day: date
    giver: str
    kind: str
    what: str
    money: Decimal | None
    other: Decimal | None
    purpose: str
    receipt: str


def line_of(gift: Resource, *, is_named: bool) -> GiftLine:
    """Who does not wish to be named never is."""
    is_money = gift.kind == Kind.MONEY
    return GiftLine(
        day=gift.received_on,
        giver=gift.donor.public_name if is_named else UNTOLD,
        kind=gift.get_kind_display(),
        what="" if is_money else told_of(gift),
        money=gift.value if is_money else None,
        other=None if is_money else gift.value,
        purpose=gift.purpose.name if gift.purpose else GENERAL,
        receipt="/".join(filter(None, (gift.receipt_book, gift.receipt_number))),
    )


def year_asked(asked: str) -> Year:
    """The year that a key names, else the fiscal year of today, as money is reported by."""
    return year_kinds.read(asked) or year_kinds.usual(timezone.localdate())


class YearPaper(Document):
    """A report of one year of either kind; the year is picked on the page before printing."""

    options = (PERIOD,)
    is_signed = True

    @cached_property
    def period(self) -> Year:
        return year_asked(self.choices.options.get(PERIOD.name, ""))

    @property
    def offered(self) -> tuple[Option, ...]:
        """This year and those before, of each kind."""
        found = [one for _kind, years in year_kinds.offered(timezone.localdate()) for one in years]
        first = (self.period.key, str(self.period))
        years = Option(PERIOD.name, PERIOD.label, (first, *(x for x in found if x != first)))
        return (years, *(one for one in self.options if one is not PERIOD))


@register
class ResourceReport(YearPaper):
    slug = "resource-report"
    title = "รายงานการระดมทรัพยากรเพื่อการศึกษา"
    short_title = "รายงาน"
    permission = Permission.RESOURCE_VIEW
    needs = ("school",)
    template = "community/print/resource_report.html"
    page_class = "report"
    options = (PERIOD, ANNEX)

    @cached_property
    def report(self) -> Report:
        school: Any = self.subject.school
        return report_of(school, self.period)

    @cached_property
    def gifts(self) -> list[GiftLine]:
        """What the annex lists; nothing where none is asked for."""
        school: Any = self.subject.school
        asked = self.choices.options.get(ANNEX.name, "")
        if asked == NONE:
            return []
        return [line_of(one, is_named=asked != UNNAMED) for one in gifts_of(school, self.period)]

    def context(self) -> dict[str, Any]:
        return {"report": self.report, "gifts": self.gifts}

    def sheets(self) -> list[Page]:
        names = ["ที่", "วันที่รับ", "ผู้บริจาค", "ชนิด", "รายการ", "เงิน (บาท)", "มูลค่าสิ่งอื่น (บาท)"]
        names += ["วัตถุประสงค์", "ใบเสร็จ"]
        rows = [
            [
                *(number, one.day, one.giver, one.kind, one.what, one.money, one.other),
                *(one.purpose, one.receipt),
            ]
            for number, one in enumerate(self.gifts, 1)
        ]
        return [self.sheet(), Page("บัญชีรายการ", names, rows)] if rows else [self.sheet()]

    def sheet(self) -> Page:
        names = ["จำแนกตาม", "รายการ", "จำนวนครั้ง", "เงิน (บาท)", "มูลค่าสิ่งอื่น (บาท)"]
        names += ["รวม (บาท)", "แรงงาน (ชั่วโมงคน)"]
        rows = [
            self.cells(heading, share) for heading, shares in self.report.groups for share in shares
        ]
        rows.append(self.cells(str(self.period), self.report.total))
        return Page("ทรัพยากร", names, rows)

    def cells(self, heading: str, share: Share) -> list[Any]:
        sums = [share.money, share.other, share.total, share.hours]
        return [heading, share.label, share.count, *sums]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Resource.objects.valid().order_by("pk").select_related("school").first()
        return {"school": found.school.code} if found else {}


@register
class CommunityReportDistrict(YearPaper):
    """Sums of every school, without a donor's name; schools with nothing are shown as such."""

    slug = "community-report-district"
    title = "รายงานงานสัมพันธ์ชุมชนของสถานศึกษาในสังกัด"
    short_title = "รายงาน"
    permission = Permission.COMMUNITY_COUNT
    needs = ("district",)
    template = "community/print/district_report.html"
    page_class = "wide"

    @cached_property
    def lines(self) -> list[SchoolLine]:
        office: Any = self.subject.district
        return district_report(office, self.period)

    def context(self) -> dict[str, Any]:
        rows = [(number, one, cells_of(one)) for number, one in enumerate(self.lines, 1)]
        total = totals_of(self.lines)
        return {
            "groups": [rows[:-LAST], rows[-LAST:]],
            "total": cells_of(total),
            "period": self.period,
            "empty": sum(one.is_empty for one in self.lines),
        }

    def sheet(self) -> Page:
        names = ["รหัสโรงเรียน", "โรงเรียน", *COLUMNS]
        rows = [[one.school.code, one.school.full_name, *cells_of(one)] for one in self.lines]
        rows.append(["", f"รวม {self.period}", *cells_of(totals_of(self.lines))])
        return Page("งานสัมพันธ์ชุมชน", names, rows)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = District.objects.filter(schools__resources__isnull=False).order_by("pk").first()
        return {"district": found.code} if found else {}


COLUMNS = [
    *("ครั้งที่ได้รับ", "เงิน (บาท)", "สิ่งของ (บาท)", "ที่ดิน/สิ่งก่อสร้าง (บาท)"),
    *("แรงงาน (ชั่วโมงคน)", "ความรู้ (ครั้ง)", "กิจกรรมที่จัด", "ผู้ร่วมกิจกรรม", "โครงการ"),
]


def cells_of(line: SchoolLine) -> list[Any]:
    """The figures of a school, in the order of COLUMNS."""
    kinds = {kind: line.kinds.get(kind, Share(kind)) for kind in Kind.values}
    return [
        *(line.gifts.count, kinds[Kind.MONEY].money, kinds[Kind.THINGS].other),
        *(kinds[Kind.PROPERTY].other, kinds[Kind.LABOUR].hours, kinds[Kind.KNOWLEDGE].count),
        *(line.activities, line.participants, line.projects),
    ]
