"""Forms for editing a form of screening: its name, its aspects, their criteria."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from schoolcare.forms import CrispyMixin, Folded
from schoolcare.models import User
from schoolcare.stale import SeenMixin
from schoolcare.submissions import SubmissionKeyField, once
from students.models import Aspect, Criterion, ScreeningTemplate
from students.models.screening_forms import Level
from students.services import screening_forms as services


class OwnModelForm(SeenMixin, CrispyMixin, forms.ModelForm):
    """A row of a draft that the view found within the person's reach."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def written(self, write: Any) -> Any:
        """What `write` makes, once where the form carries a key."""
        key = self.cleaned_data.get("key")
        return once(self.user, key, write)[0] if key else write()


class NameForm(OwnModelForm):
    layout = Layout("name", "source")

    class Meta:
        model = ScreeningTemplate
        fields = ["name", "source"]

    def save(self, commit: bool = True) -> ScreeningTemplate:
        return services.rename(self.instance, by=self.user)


class AspectForm(OwnModelForm):
    layout = Layout("name", "kind", "makes_special")

    class Meta:
        model = Aspect
        fields = ["name", "kind", "makes_special"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"makes_special": "ใช้กับด้านที่ตอบ มี / ไม่มี เช่น ความสามารถพิเศษ"}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        is_presence = data.get("kind") == Aspect.Kind.PRESENCE
        if data.get("makes_special") and not is_presence:
            self.add_error("makes_special", "ใช้ได้กับด้านที่ตอบ มี / ไม่มี เท่านั้น")
        levels = {Level.HAS} if is_presence else {Level.RISK, Level.PROBLEM}
        if self.instance.pk and self.instance.criteria.exclude(level__in=levels).exists():
            self.add_error("kind", "ด้านนี้มีเกณฑ์ของชนิดเดิมอยู่ ลบเกณฑ์เหล่านั้นก่อนเปลี่ยนชนิด")
        return data

    def save(self, commit: bool = True) -> Aspect:
        return self.written(lambda: services.save_row(self.instance, by=self.user))


class NewAspectForm(AspectForm):
    key = SubmissionKeyField()
    layout = Layout(*AspectForm.layout.fields, "key")


class CriterionForm(OwnModelForm):
    """A line to tick; what is measured elsewhere can propose it."""

    layout = Layout(
        "text",
        "level",
        "is_danger",
        Folded("เสนอเองจากข้อมูลที่มี", "measure", Row("least", "below"), shown="is_measured"),
    )

    class Meta:
        model = Criterion
        fields = ["text", "level", "is_danger", "measure", "least", "below"]
        widgets = {"level": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"is_danger": "เมื่อติ๊กข้อนี้ ผู้รับผิดชอบคุ้มครองเด็กได้รับแจ้งทันที"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aspect = self.instance.aspect
        levels = [Level.HAS] if aspect.kind == Aspect.Kind.PRESENCE else [Level.RISK, Level.PROBLEM]
        self.fields["level"].choices = [(one.value, one.label) for one in levels]  # type: ignore[attr-defined]
        self.is_measured = bool(self.instance.measure)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        measure, least, below = data.get("measure"), data.get("least"), data.get("below")
        if not measure and (least is not None or below is not None):
            self.add_error("measure", "เลือกว่าเสนอเองจากอะไร หรือลบตัวเลขออก")
        if measure and least is None and below is None:
            self.add_error("least", "ใส่ตัวเลขอย่างน้อยหนึ่งช่อง")
        if least is not None and below is not None and below <= least:
            self.add_error("below", "ต้องมากกว่าช่องตั้งแต่")
        return data

    def save(self, commit: bool = True) -> Criterion:
        return self.written(lambda: services.save_row(self.instance, by=self.user))


class NewCriterionForm(CriterionForm):
    key = SubmissionKeyField()
    layout = Layout(*CriterionForm.layout.fields, "key")
