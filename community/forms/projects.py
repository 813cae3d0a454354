"""Forms of a proposal: its head and its sections, each short; the filter; last year's again."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.forms.amounts import BahtField
from community.models import Project, WorkArea
from community.services import projects
from community.year_kinds import YearKind, year_of
from schoolcare.forms import CrispyMixin, Folded, ThaiDateField, TickedRowsField
from schoolcare.models import School, User
from schoolcare.numbering import Office
from schoolcare.staff import staff_of
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.thai import buddhist_year

FIRST_YEAR, LAST_YEAR = 2540, 2640
NO_YEAR = "ปีต้องเป็น พ.ศ. เช่น 2569"
LONGEST_YEARS = 10  # of one project; more is a slip in the year


def place_of(office: Office) -> dict[str, Any]:
    """The office as the fields of a row name it."""
    return {"school" if isinstance(office, School) else "district": office}


def read_year(year: int) -> int:
    """พ.ศ. of a year typed in either era. Raises ValidationError for one no plan can mean."""
    year = buddhist_year(year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(NO_YEAR)
    return year


class ProjectFilter(forms.Form):
    q = forms.CharField(label="ค้นหาชื่อโครงการหรือผู้รับผิดชอบ", max_length=100, required=False)
    year = forms.TypedChoiceField(label="ปี", coerce=int, empty_value=None, required=False)
    area = forms.ModelChoiceField(
        label="งาน", queryset=WorkArea.objects.none(), required=False, empty_label="ทุกงาน"
    )
    state = forms.ChoiceField(label="สถานะ", required=False)

    def __init__(self, *args: Any, office: Office, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["year"].choices = [("", "ทุกปี"), *((year, str(year)) for year in years)]
        fields["area"].queryset = WorkArea.objects.all().offered_to(office)
        fields["state"].choices = [("", "ทุกสถานะ"), *Project.State.choices]

    def narrow(self, rows: QuerySet[Project]) -> QuerySet[Project]:
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        for name in ("year", "area", "state"):
            if asked[name]:
                rows = rows.filter(**{name: asked[name]})
        if text := asked["q"].strip():
            rows = rows.filter(Q(name__icontains=text) | Q(owner_text__icontains=text))
        return rows


class HeaderForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """What the project is called, when it runs, who is responsible, what it costs."""

    starts_on = ThaiDateField(label="วันเริ่ม")
    ends_on = ThaiDateField(label="วันสิ้นสุด")
    budget = BahtField(label="งบประมาณ (บาท)", help_text="ไม่ใช้งบประมาณให้ใส่ 0")
    owners = TickedRowsField(
        label="เลือกจากบุคลากร",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="ผู้ที่เลือกแก้ไขโครงการนี้ได้",
    )
    layout = Layout(
        *("seen", "name", Row("area", "nature"), Row("year_kind", "year")),
        *(Row("starts_on", "ends_on"), "budget", "owner_text"),
        Folded("เลือกผู้รับผิดชอบจากรายชื่อบุคลากร", "owners", shown="has_owners"),
    )

    class Meta:
        model = Project
        fields = [
            *("name", "area", "nature", "year_kind", "year", "starts_on", "ends_on"),
            *("budget", "owner_text", "owners"),
        ]
        help_texts = {
            "owner_text": "ชื่อหรือตำแหน่งตามที่จะพิมพ์ เช่น นางสาวดาว ใจดี และคณะ",
            "year": "พ.ศ. เช่น 2569",
        }

    def __init__(self, *args: Any, office: Office, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, fields = by, self.fields
        area, owners = (self.fields[name] for name in ("area", "owners"))
        area.queryset = WorkArea.objects.all().offered_to(office)  # type: ignore[attr-defined]
        area.required = True
        chosen = self.instance.owners.values("pk") if self.instance.pk else []
        owners.queryset = staff_of(office, timezone.localdate(), kept=chosen)  # type: ignore[attr-defined]
        fields["owner_text"].required = False

    @property
    def has_owners(self) -> bool:
        return bool(self["owners"].value())

    def clean_year(self) -> int:
        return read_year(self.cleaned_data["year"])

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = found.get("starts_on"), found.get("ends_on")
        if not starts_on or not ends_on:
            return found
        kind, year = found.get("year_kind"), found.get("year")
        if ends_on < starts_on:
            self.add_error("ends_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม")
        elif ends_on.year - starts_on.year > LONGEST_YEARS:
            self.add_error("ends_on", f"โครงการยาวเกิน {LONGEST_YEARS} ปี ตรวจปีของวันสิ้นสุด")
        elif kind and year and not _lies_in(kind, year, found):
            label = Project.YearKind(kind).label
            self.add_error("year", f"วันเริ่มและวันสิ้นสุดไม่อยู่ใน{label} {year}")
        return found

    def save(self, commit: bool = True) -> Project:
        names = [name for name in self.fields if name in self.Meta.fields and name != "owners"]
        saved = projects.update(self.instance, names, by=self.by)
        projects.set_owners(saved, list(self.cleaned_data["owners"]), by=self.by)
        return saved


def _lies_in(kind: str, year: int, found: dict[str, Any]) -> bool:
    """Whether the days touch the year of the plan; the budget year also its planning before."""
    first, last = (year_of(YearKind(kind), found[name]) for name in ("starts_on", "ends_on"))
    return first.number <= year <= last.number


class NewProjectForm(HeaderForm):
    key = SubmissionKeyField()

    def save(self, commit: bool = True) -> Project:
        """Once for a form, however often it is sent. Raises ValidationError."""
        made, is_new = once(
            self.by, self.cleaned_data["key"], lambda: projects.create(self.instance, by=self.by)
        )
        if is_new:
            projects.set_owners(made, list(self.cleaned_data["owners"]), by=self.by)
        return made


class SectionForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """One section of the proposal."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def save(self, commit: bool = True) -> Project:
        return projects.update(self.instance, self._meta.fields, by=self.by)


def _rows(number: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": number})


class PlansForm(SectionForm):
    class Meta:
        model = Project
        fields = ["plan_name", "strategy", "standards", "unit"]
        help_texts = {
            "plan_name": "เช่น แผนงานบริหารทั่วไป",
            "strategy": "กลยุทธ์ของ สพฐ. เขตพื้นที่ หรือโรงเรียน ข้อที่",
            "standards": "มาตรฐานการศึกษาที่ ตัวบ่งชี้ที่",
            "unit": "เช่น กลุ่มบริหารงานทั่วไป งานสัมพันธ์ชุมชน",
        }


class RationaleForm(SectionForm):
    class Meta:
        model = Project
        fields = ["rationale"]
        widgets = {"rationale": _rows(12)}
        help_texts = {"rationale": "ความเป็นมา ปัญหา และเหตุที่ต้องทำ ขึ้นบรรทัดใหม่คือย่อหน้าใหม่"}


class AimsForm(SectionForm):
    class Meta:
        model = Project
        fields = ["objectives", "quantity_target", "quality_target"]
        widgets = {"objectives": _rows(5), "quantity_target": _rows(4), "quality_target": _rows(4)}
        help_texts = {
            "objectives": "บรรทัดละหนึ่งข้อ",
            "quantity_target": "ใคร กี่คน กี่ครั้ง บรรทัดละหนึ่งข้อ",
            "quality_target": "ดีขึ้นอย่างไร บรรทัดละหนึ่งข้อ",
        }


class EndsForm(SectionForm):
    class Meta:
        model = Project
        fields = ["place", "expected"]
        widgets = {"expected": _rows(5)}
        help_texts = {"expected": "บรรทัดละหนึ่งข้อ"}


class ResultsForm(SectionForm):
    """What came of it; satisfaction is typed from the school's own survey."""

    satisfaction = forms.DecimalField(
        label="ความพึงพอใจเฉลี่ย (เต็ม 5)",
        min_value=0,
        max_value=5,
        max_digits=9,
        decimal_places=2,
        required=False,
        help_text="กรอกจากแบบประเมินที่โรงเรียนสรุปเอง เช่น 4.52",
    )

    class Meta:
        model = Project
        fields = ["outcome", "problems", "suggestions", "satisfaction", "answers"]
        widgets = {"outcome": _rows(5), "problems": _rows(4), "suggestions": _rows(4)}

    layout = Layout(
        *("seen", "outcome", "problems", "suggestions"),
        Row("satisfaction", "answers"),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        mean, answers = found.get("satisfaction"), found.get("answers")
        if mean is not None and not answers and "answers" not in self.errors:
            self.add_error("answers", "กรอกจำนวนผู้ตอบแบบประเมิน")
        if answers and mean is None and "satisfaction" not in self.errors:
            self.add_error("satisfaction", "กรอกค่าเฉลี่ยความพึงพอใจ")
        return found

    def save(self, commit: bool = True) -> Project:
        return projects.update_results(self.instance, self._meta.fields, by=self.by)


SECTION_FORMS: dict[str, tuple[str, type[SectionForm]]] = {
    "plans": ("แผนงานและมาตรฐาน", PlansForm),
    "rationale": ("หลักการและเหตุผล", RationaleForm),
    "aims": ("วัตถุประสงค์และเป้าหมาย", AimsForm),
    "ends": ("สถานที่และผลที่คาดว่าจะได้รับ", EndsForm),
}


class ReuseForm(CrispyMixin, forms.Form):
    """Which earlier project again, for which year."""

    key = SubmissionKeyField()
    source = forms.ModelChoiceField(label="โครงการเดิม", queryset=Project.objects.none())
    year = forms.IntegerField(label="ปีของโครงการใหม่", help_text="พ.ศ. เช่น 2570")

    def __init__(self, *args: Any, sources: QuerySet[Project], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        field: Any = self.fields["source"]
        field.queryset = sources
        field.label_from_instance = lambda one: f"{one} ({one.year_words})"

    def clean_year(self) -> int:
        return read_year(self.cleaned_data["year"])

    def save(self) -> Project:
        """Once for a form. Raises ValidationError where the year has it already."""
        asked = self.cleaned_data
        made, _ = once(
            self.by,
            asked["key"],
            lambda: projects.reuse(asked["source"], asked["year"], by=self.by),
        )
        return made


def usual_days(year: int) -> tuple[date, date]:
    """A project over the academic year, 16 May to 31 March."""
    return date(year - 543, 5, 16), date(year - 542, 3, 31)
