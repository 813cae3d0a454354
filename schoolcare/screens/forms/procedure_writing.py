"""Writing a procedure of one's own: what it says, its steps, from and until which year."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.db.models import QuerySet

from schoolcare import procedure_writing as writing
from schoolcare import registry
from schoolcare.documents import catalogue
from schoolcare.editions import Office
from schoolcare.forms import CrispyMixin, Folded
from schoolcare.models import District, Procedure, ProcedureStep, User
from schoolcare.stale import SeenMixin
from schoolcare.step_days import NEW_YEAR, period_dates
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.thai import MONTHS

LONGEST = 10_000
MOST_WEEKS = 52
YEARS_ON = 3
MONTH_CHOICES = [
    ("", "–"),
    *((n, MONTHS[n - 1]) for n in [*range(NEW_YEAR, 13), *range(1, NEW_YEAR)]),
]


class NewProcedureForm(CrispyMixin, forms.Form):
    """Name, for whom, and whose steps it begins with."""

    key = SubmissionKeyField()
    name = forms.CharField(label="ชื่อกระบวนงาน", max_length=200)
    level = forms.ChoiceField(label="ใช้กับ", choices=Procedure.Level.choices)
    source = forms.ModelChoiceField(
        Procedure.objects.none(),
        label="เริ่มจากขั้นตอนของ",
        required=False,
        empty_label="เริ่มจากหน้าว่าง",
        help_text="คัดลอกขั้นตอนมาเป็นกระบวนงานใหม่อีกกระบวนงานหนึ่ง แล้วแก้ได้ทุกขั้น",
    )
    layout = Layout("key", "name", "level", "source")

    def __init__(
        self, *args: Any, place: Office, sources: QuerySet[Procedure], by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.by = place, by
        picked: Any = self.fields["source"]
        picked.queryset = sources.order_by("level", "name", "pk")
        if not isinstance(place, District):
            del self.fields["level"]
            self.layout = Layout("key", "name", "source")

    def save(self) -> Procedure:
        said = self.cleaned_data
        level = said.get("level", Procedure.Level.SCHOOL)
        made, _is_new = once(
            self.by,
            said["key"],
            lambda: writing.write_procedure(
                self.place, said["name"], level=level, source=said["source"], by=self.by
            ),
        )
        return made


class WordsForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """What the manual says; each form of it on a line of its own."""

    forms_used = forms.CharField(
        label="แบบฟอร์มที่ใช้",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="บรรทัดละหนึ่งแบบ ชื่อที่ตรงกับเอกสารในระบบจะพิมพ์แบบเปล่าให้ด้วย",
    )
    layout = Layout(
        "name",
        Row("unit", "version"),
        *("objective", "scope", "definitions", "forms_used", "references", "summary"),
    )

    class Meta:
        model = Procedure
        texts = ("objective", "scope", "definitions", "references", "summary")
        fields = ["name", "unit", "version", *texts]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in texts}

    def __init__(self, *args: Any, year: int, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.by = year, by
        titles = [catalogue[one].title if one in catalogue else one for one in self.instance.forms]
        self.fields["forms_used"].initial = "\n".join(titles)
        for name in self.Meta.texts:
            text: Any = self.fields[name]
            text.max_length = LONGEST
            text.validators.append(forms.CharField(max_length=LONGEST).validators[0])

    def save(self, commit: bool = True) -> Procedure:
        slugs = {document.title: slug for slug, document in catalogue.items()}
        lines = [line.strip() for line in self.cleaned_data["forms_used"].splitlines()]
        self.instance.forms = [slugs.get(line, line) for line in lines if line]
        return writing.keep_words(self.instance, year=self.year, by=self.by)


class ProcedureStepForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """One step: what, by whom, when; the rest is folded."""

    ALL_YEAR, MONTHLY, WEEKLY = "year", "months", "weeks"
    TIMES = (
        (ALL_YEAR, "ตลอดปีการศึกษา"),
        (MONTHLY, "ตามเดือน"),
        (WEEKLY, "นับเป็นสัปดาห์ต่อจากขั้นก่อนหน้า"),
    )
    key = SubmissionKeyField()
    time = forms.ChoiceField(label="ทำเมื่อใด", choices=TIMES)
    first = forms.TypedChoiceField(
        label="ตั้งแต่เดือน", choices=MONTH_CHOICES, coerce=int, empty_value=None, required=False
    )
    last = forms.TypedChoiceField(
        label="ถึงเดือน", choices=MONTH_CHOICES, coerce=int, empty_value=None, required=False
    )
    second_first = forms.TypedChoiceField(
        label="อีกครั้ง ตั้งแต่เดือน",
        choices=MONTH_CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
    )
    second_last = forms.TypedChoiceField(
        label="ถึงเดือน", choices=MONTH_CHOICES, coerce=int, empty_value=None, required=False
    )
    weeks = forms.IntegerField(
        label="จำนวนสัปดาห์", min_value=1, max_value=MOST_WEEKS, required=False
    )
    back_to = forms.TypedChoiceField(
        label="ถ้าไม่ กลับไปขั้นที่", coerce=int, empty_value=None, required=False
    )
    evidence = forms.ChoiceField(
        label="ปิดเองเมื่อ",
        required=False,
        help_text="ขั้นนี้เสร็จเองเมื่อมีข้อมูลนี้ครบในระบบ",
    )
    layout = Layout(
        *("key", "name", "owner", "method", "time"),
        Row("first", "last", "weeks"),
        Folded(
            "ทำปีละสองครั้ง หรือทำก่อนขึ้นปี",
            Row("second_first", "second_last"),
            "precedes_year",
            shown="is_twice",
        ),
        Folded(
            "เอกสาร มาตรฐาน จุดตัดสินใจ และหลักฐานจากระบบ",
            *("document", "standard"),
            Row("question", "back_to"),
            "evidence",
            shown="has_more",
        ),
    )

    class Meta:
        model = ProcedureStep
        fields = [
            *("name", "owner", "method", "document", "standard", "precedes_year", "weeks"),
            *("question", "back_to", "evidence"),
        ]
        widgets = {"method": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "precedes_year": "เช่น มีนาคม–เมษายน 2569 เตรียมปีการศึกษา 2569",
            "question": "เช่น ครบทุกโรงเรียนหรือไม่ ผังขั้นตอนจะมีทางเลือกใช่และไม่ใช่",
        }

    def __init__(self, *args: Any, year: int, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.by, step = year, by, self.instance
        self.fields["key"].required = step.pk is None
        method: Any = self.fields["method"]
        method.max_length = LONGEST
        method.validators.append(forms.CharField(max_length=LONGEST).validators[0])
        kinds: Any = self.fields["evidence"]
        kinds.choices = [("", "มีคนบันทึกผล"), *self._kinds(step)]
        numbers: Any = self.fields["back_to"]
        there = step.procedure.steps.exclude(pk=step.pk).order_by("number")
        numbers.choices = [("", "–"), *((one.number, str(one)) for one in there)]
        self._show_time(step)

    def _kinds(self, step: ProcedureStep) -> Iterable[tuple[str, str]]:
        for name, kind in registry.procedure_evidence.items():
            if kind.level == step.procedure.level and kind.label:
                yield name, kind.label

    def _show_time(self, step: ProcedureStep) -> None:
        kind = self.WEEKLY if step.weeks else self.MONTHLY if step.periods else self.ALL_YEAR
        shown: dict[str, Any] = {"time": kind, "weeks": step.weeks or None}
        names = ("first", "last", "second_first", "second_last")
        months = [month for period in step.periods for month in period]
        shown |= dict(zip(names, months, strict=False))
        self.initial.update(shown)

    @property
    def is_twice(self) -> bool:
        return len(self.instance.periods) > 1 or self.instance.precedes_year

    @property
    def has_more(self) -> bool:
        one = self.instance
        return bool(one.document or one.standard or one.question or one.evidence)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["periods"] = []
        kind = said.get("time")
        if kind == self.WEEKLY:
            if not said.get("weeks") and "weeks" not in self.errors:
                self.add_error("weeks", "กรุณากรอกจำนวนสัปดาห์")
        else:
            said["weeks"] = 0
        if kind == self.MONTHLY:
            said["periods"] = self._periods(said)
        else:
            said["precedes_year"] = False
        if said.get("question") and not said.get("back_to"):
            self.add_error("back_to", "เลือกขั้นที่จะกลับไปเมื่อคำตอบคือไม่")
        return said

    def _periods(self, said: dict[str, Any]) -> list[list[int]]:
        """Each time as its first and last month; one month alone stands for both."""
        periods = []
        for first, last in (("first", "last"), ("second_first", "second_last")):
            start, end = said.get(first) or said.get(last), said.get(last) or said.get(first)
            if start and end:
                self._check(first, start, end, early=said.get("precedes_year", False))
                periods.append([start, end])
        if not periods:
            self.add_error("first", "เลือกเดือน")
        return periods

    def _check(self, name: str, start: int, end: int, *, early: bool) -> None:
        if early and (start >= NEW_YEAR or end >= NEW_YEAR):
            self.add_error(name, "งานที่ทำก่อนขึ้นปีการศึกษาอยู่ระหว่างมกราคมถึงเมษายน")
            return
        first_day, last_day = period_dates(self.year, start, end, precedes=early)
        if first_day > last_day:
            self.add_error(name, "ช่วงเดือนข้ามปีการศึกษา (พฤษภาคมถึงเมษายน)")

    def save(self, commit: bool = True) -> ProcedureStep:
        step, said = self.instance, self.cleaned_data
        step.periods, step.weeks = said["periods"], said["weeks"] or 0
        if step.pk:
            return writing.keep_step(step, year=self.year, by=self.by)
        made, _is_new = once(
            self.by, said["key"], lambda: writing.keep_step(step, year=self.year, by=self.by)
        )
        return made


class UseForm(CrispyMixin, forms.Form):
    """The first year of a procedure."""

    year = forms.TypedChoiceField(
        label="ใช้ตั้งแต่ปีการศึกษา",
        coerce=int,
        help_text="ปีที่มีผลบันทึกไว้กับฉบับเดิมแล้วใช้ฉบับเดิมต่อจนจบปี",
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year: Any = self.fields["year"]
        year.choices = [(one, str(one)) for one in range(this_year, this_year + YEARS_ON)]


class EndForm(UseForm):
    """The last year of a procedure; the one before it takes its place."""

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, this_year=this_year - 1, **kwargs)
        self.fields["year"].label = "ใช้ถึงปีการศึกษา"
        self.fields["year"].help_text = "ปีหลังจากนั้นใช้ฉบับก่อนหน้าหรือฉบับที่มากับระบบ ถ้ามี"
