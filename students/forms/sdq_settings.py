"""What a school sets for SDQ and other tests."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from schoolcare.forms import CrispyMixin, ScopedModelForm
from schoolcare.models import School
from students import sdq_scoring as scoring
from students.models import (
    Informant,
    PhqForm,
    Score,
    ScreenKind,
    SdqItemText,
    SdqNormSet,
    SdqSettings,
)
from students.models.assessments import PHQ_EXTRA, PHQ_ITEMS, PHQ_MOST
from students.sdq_scoring import Band

DIGITS = 3  # of a score
BOUNDS = ("risk_min", "problem_min")


class SettingsForm(ScopedModelForm):
    class Meta:
        model = SdqSettings
        fields = ["norm_set", "primary", "hint", "teacher_only_to"]
        help_texts = {
            "norm_set": "ใช้กับผลที่บันทึกหลังจากนี้ ผลเดิมคงเกณฑ์เดิม และพิมพ์ชื่อเกณฑ์ทุกครั้ง",
            "teacher_only_to": "ชั้นที่สูงกว่านี้ให้นักเรียนและผู้ปกครองประเมินด้วย",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["norm_set"]
        offered.queryset = SdqNormSet.objects.offered_to(self.instance.school)
        offered.empty_label = "เกณฑ์ตั้งต้น (A)"
        self.note_seen()


class LicenceForm(CrispyMixin, forms.Form):
    """The tick, the proof, and in words what was granted."""

    has_right = forms.BooleanField(
        label="โรงเรียนมีสิทธิ์ใช้ถ้อยคำของ SDQ บนหน้าจอ",
        error_messages={"required": "กรุณายืนยันว่าโรงเรียนมีสิทธิ์ใช้ถ้อยคำ"},
    )
    note = forms.CharField(
        label="สิทธิ์ที่ได้รับ", max_length=300, help_text="ผู้ให้สิทธิ์ เลขที่หนังสือ วันที่ ขอบเขต"
    )
    proof = forms.FileField(label="หลักฐาน", help_text="PDF หรือรูปถ่าย ไม่เกิน 20 MB")


class ItemsForm(CrispyMixin, forms.Form):
    """The 25 items of one version in the words that the school may use."""

    def __init__(self, *args: Any, school: School, informant: str, **kwargs: Any) -> None:
        rows = SdqItemText.objects.filter(school=school, informant=informant)
        kwargs["initial"] = {f"item_{one.number}": one.text for one in rows}
        super().__init__(*args, **kwargs)
        for number in range(1, scoring.ITEMS + 1):
            self.fields[f"item_{number}"] = forms.CharField(
                label=f"ข้อ {number}", max_length=300, required=False
            )

    @property
    def words(self) -> dict[int, str]:
        numbers = range(1, scoring.ITEMS + 1)
        return {number: self.cleaned_data[f"item_{number}"] for number in numbers}


class NormsForm(CrispyMixin, forms.Form):
    """Every bound of a set, to be saved as the school's own next version."""

    name = forms.CharField(label="ชื่อเกณฑ์", max_length=150)

    def __init__(self, *args: Any, norm_set: SdqNormSet, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": norm_set.name}
        super().__init__(*args, **kwargs)
        for informant in Informant.values:
            bands = norm_set.bands(informant)
            for scale in Score.values:
                self._add(informant, scale, bands.get(scale, Band()))

    def _add(self, informant: str, scale: str, band: Band) -> None:
        highest = scoring.HIGHEST[scale]
        for bound in _bounds(scale):
            label = f"{Informant(informant).label} {Score(scale).label}"
            field = forms.IntegerField(label=label, required=False, min_value=0, max_value=highest)
            field.initial = getattr(band, bound)
            field.widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "key"})
            field.widget.attrs["aria-label"] = f"{label} {WORDS[bound]}"
            self.fields[f"{informant}-{scale}-{bound}"] = field

    @property
    def tables(self) -> list[dict[str, Any]]:
        """A table an informant: rows of a score with its boxes."""
        return [
            {
                "label": label,
                "rows": [
                    (word, [self[f"{informant}-{scale}-{one}"] for one in _bounds(scale)])
                    for scale, word in Score.choices
                ],
            }
            for informant, label in Informant.choices
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for (informant, scale), band in self.bands.items():
            if band.risk_min is None or band.problem_min is None:
                continue
            if band.problem_min <= band.risk_min:
                words = "คะแนนที่ถือว่ามีปัญหาต้องมากกว่าคะแนนที่ถือว่าเสี่ยง"
                self.add_error(f"{informant}-{scale}-problem_min", words)
        return cleaned

    @property
    def bands(self) -> Mapping[tuple[str, str], Band]:
        said = self.cleaned_data
        found = {}
        for informant in Informant.values:
            for scale in Score.values:
                bounds = {one: said.get(f"{informant}-{scale}-{one}") for one in _bounds(scale)}
                if any(value is not None for value in bounds.values()):
                    found[informant, scale] = Band(**bounds)
        return found


class PhqWordsForm(CrispyMixin, forms.Form):
    """The school's copy of the official form."""

    name = forms.CharField(label="ชื่อแบบประเมิน", max_length=150)
    source = forms.CharField(label="ที่มา", max_length=400)
    lead = forms.CharField(label="คำชี้แจง", max_length=300)
    items = forms.CharField(
        label="ข้อคำถาม", widget=forms.Textarea(attrs={"rows": 9}), help_text="บรรทัดละข้อ 9 ข้อ"
    )
    options = forms.CharField(
        label="คำตอบ 0 ถึง 3", widget=forms.Textarea(attrs={"rows": 4}), help_text="บรรทัดละคำตอบ"
    )
    extra = forms.CharField(
        label="คำถามเพิ่มเติม",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="ไม่เกิน 2 ข้อ ตอบใช่หรือไม่ใช่ ตอบใช่ระบบแจ้งเหตุทันที",
    )
    bands = forms.CharField(
        label="ระดับ",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="บรรทัดละระดับ ขึ้นต้นด้วยคะแนนต่ำสุด เช่น 10 มีภาวะซึมเศร้าปานกลาง",
    )
    cutoff = forms.IntegerField(label="จุดตัดในโรงเรียน", min_value=1, max_value=PHQ_ITEMS * PHQ_MOST)

    def __init__(self, *args: Any, form: PhqForm, **kwargs: Any) -> None:
        kwargs["initial"] = {
            **{name: getattr(form, name) for name in ("name", "source", "lead", "cutoff")},
            **{name: "\n".join(getattr(form, name)) for name in ("items", "options", "extra")},
            "bands": "\n".join(f"{lowest} {words}" for lowest, words in form.bands),
        }
        super().__init__(*args, **kwargs)
        self.layout = Layout(*self.fields)

    def clean_items(self) -> list[str]:
        return _lines(self.cleaned_data["items"], PHQ_ITEMS)

    def clean_options(self) -> list[str]:
        return _lines(self.cleaned_data["options"], PHQ_MOST + 1)

    def clean_extra(self) -> list[str]:
        found = _texts(self.cleaned_data["extra"])
        if len(found) > PHQ_EXTRA:
            raise ValidationError(f"ใส่ได้ไม่เกิน {PHQ_EXTRA} ข้อ")
        return found

    def clean_bands(self) -> list[list[Any]]:
        found: list[list[Any]] = []
        for line in _texts(self.cleaned_data["bands"]):
            lowest, _, words = line.partition(" ")
            if not lowest.isdecimal() or len(lowest) > DIGITS or not words.strip():
                raise ValidationError(f"“{line[:40]}” ไม่ได้ขึ้นต้นด้วยคะแนน")
            found.append([int(lowest), words.strip()[:150]])
        lowest_of_each = [lowest for lowest, _words in found]
        if lowest_of_each != sorted(set(lowest_of_each)) or lowest_of_each[0] != 0:
            raise ValidationError("เริ่มจาก 0 แล้วเรียงคะแนนจากน้อยไปมาก ไม่ซ้ำกัน")
        return found


class KindForm(ScopedModelForm):
    class Meta:
        model = ScreenKind
        fields = ["name", "hint", "is_specialist", "position", "is_active"]


WORDS = {"risk_min": "เสี่ยงตั้งแต่", "problem_min": "มีปัญหาตั้งแต่", "strength_min": "มีจุดแข็งตั้งแต่"}


def _bounds(scale: str) -> tuple[str, ...]:
    return ("strength_min",) if scale == Score.PROSOCIAL else BOUNDS


def _texts(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(text: str, count: int) -> list[str]:
    found = _texts(text)
    if len(found) != count:
        raise ValidationError(f"ต้องมี {count} บรรทัด ที่กรอกมี {len(found)}")
    return found
