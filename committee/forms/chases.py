"""Choosing whom to chase."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from committee.models import Chase, ChaseLine
from committee.reports import SchoolBoard
from committee.services import chases
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import District, School, User
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.thai import thai_date

Lagging = list[tuple[SchoolBoard, tuple[str, ...]]]


class ChaseForm(CrispyMixin, forms.Form):
    """The schools that lag, all ticked; what they lack stands below each name."""

    key = SubmissionKeyField()
    answer_by = ThaiDateField(label="ขอให้ดำเนินการภายในวันที่", required=False)
    schools = forms.TypedMultipleChoiceField(
        label="โรงเรียน",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกโรงเรียนอย่างน้อยหนึ่งแห่ง"},
    )
    layout = Layout("key", "answer_by", "schools")

    def __init__(
        self, *args: Any, lagging: Lagging, kind: str, office: District, by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.office, self.by = kind, office, by
        self.reasons: dict[School, tuple[str, ...]] = {one.school: why for one, why in lagging}
        lines = ChaseLine.objects.filter(chase__district=office, chase__kind=kind)
        before = {row["school"]: row for row in lines.by_school()}
        field: Any = self.fields["schools"]
        field.choices = [
            (school.pk, _label(school, why, before.get(school.pk)))
            for school, why in self.reasons.items()
        ]
        field.initial = [school.pk for school in self.reasons]

    def save(self) -> Chase:
        """Once for a form, however often it is sent. Raises ValidationError."""
        chosen = set(self.cleaned_data["schools"])
        reasons = {school: why for school, why in self.reasons.items() if school.pk in chosen}
        made, _ = once(
            self.by,
            self.cleaned_data["key"],
            lambda: chases.chase(
                self.office,
                self.kind,
                reasons,
                answer_by=self.cleaned_data["answer_by"],
                by=self.by,
            ),
        )
        return made


def _label(school: School, why: tuple[str, ...], before: dict[str, Any] | None) -> str:
    """What a school lacks, and how often it was told so already."""
    told = [f"ทวงแล้ว {before['times']} ครั้ง ล่าสุด {thai_date(before['last'])}"] if before else []
    return f"{school.short_name} – {' · '.join([*why, *told])}"
