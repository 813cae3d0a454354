"""Forms of pupils' activities: the facts, who takes part, what each won."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.db.models import Q, QuerySet

from schoolcare.forms import CrispyMixin, ScopedModelForm, ThaiDateField, TickedRowsField
from schoolcare.models import Level, User
from schoolcare.staff import staff_of
from schoolcare.submissions import SubmissionKeyField, once
from students.models import (
    Classroom,
    Promotion,
    PromotionChoice,
    PromotionPupil,
    PupilGroup,
    Student,
)
from students.services import promotions

Sort = PromotionChoice.Sort


def tiles(rows: QuerySet, label: str) -> TickedRowsField:
    return TickedRowsField(rows, label=label, required=False, widget=forms.CheckboxSelectMultiple)


class PromotionForm(ScopedModelForm):
    key = SubmissionKeyField()
    starts_on = ThaiDateField(label="วันเริ่ม")
    ends_on = ThaiDateField(label="วันสิ้นสุด", required=False, help_text="เว้นว่างถ้าจัดวันเดียว")
    staff = tiles(User.objects.all(), "ครูผู้รับผิดชอบ")

    class Meta:
        model = Promotion
        fields = ["title", "kind", "level", "is_outside", "starts_on", "ends_on", "place"]
        fields += ["organizer", "result"]
        widgets = {"result": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"title": "เช่น แข่งขันคณิตคิดเร็ว ค่ายคุณธรรม"}

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school, fields = self.instance.school, dict[str, Any](self.fields)
        kept = [self.instance.kind_id]
        fields["kind"].queryset = PromotionChoice.objects.offered_to(school, Sort.KIND, kept)
        there = list(self.instance.staff.values_list("pk", flat=True)) if self.instance.pk else []
        fields["staff"].queryset = staff_of(school, today, kept=there)
        if self.instance.pk:
            self.initial["staff"] = there
            del self.fields["key"]
        self.note_seen()
        hidden = ["seen"] if self.instance.pk else ["key", "seen"]
        days = (Row("starts_on", "ends_on"), "place", "organizer", "is_outside")
        self.layout = Layout(*hidden, "title", Row("kind", "level"), *days, "result", "staff")

    def saved_values(self) -> dict[str, Any]:
        found = super().saved_values()
        return {name: value for name, value in found.items() if name != "staff"}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("starts_on") and "ends_on" in found:
            found["ends_on"] = found["ends_on"] or found["starts_on"]
            if found["ends_on"] < found["starts_on"]:
                self.add_error("ends_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม")
        return found

    def save(self, commit: bool = True) -> Promotion:
        """Through the service, a new one once for a form. Raises ValidationError."""

        def keep() -> Promotion:
            staff = self.cleaned_data["staff"]
            return promotions.save_promotion(self.instance, staff=staff, by=self.user)

        if self.instance.pk:
            return keep()
        return once(self.user, self.cleaned_data["key"], keep)[0]


class WholeForm(CrispyMixin, forms.Form):
    """Whole levels, classes and groups at once."""

    levels = forms.MultipleChoiceField(
        label="ทั้งระดับชั้น", required=False, widget=forms.CheckboxSelectMultiple
    )
    rooms = tiles(Classroom.objects.none(), "ทั้งห้อง")
    groups = tiles(PupilGroup.objects.none(), "กลุ่มนักเรียน")

    def __init__(self, *args: Any, promotion: Promotion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promotion = promotion
        here = {"school": promotion.school, "year": promotion.year}
        rooms = Classroom.objects.filter(**here)
        fields: dict[str, Any] = self.fields
        self.rooms = list(rooms)
        levels = sorted({one.level for one in self.rooms})
        fields["levels"].choices = [(one, Level(one).label) for one in levels]
        fields["levels"].tiles = fields["rooms"].tiles = "months"
        fields["rooms"].queryset = rooms
        fields["rooms"].choices = [(one.pk, one.label) for one in self.rooms]
        fields["groups"].queryset = PupilGroup.objects.filter(**here)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(found.values()):
            self.add_error(None, "เลือกระดับชั้น ห้อง หรือกลุ่มก่อน")
        return found

    def pupils(self) -> QuerySet[Student]:
        found = self.cleaned_data
        levels = {int(one) for one in found["levels"]}
        rooms = [one for one in self.rooms if one.level in levels] + list(found["rooms"])
        seated = Q(enrolments__classroom__in=rooms, enrolments__ends_on=None)
        grouped = Q(group_posts__group__in=found["groups"], group_posts__ends_on=None)
        rows = Student.objects.filter(school=self.promotion.school)
        return rows.filter(seated | grouped, status__in=sorted(Student.IN_SCHOOL)).distinct()


class PickForm(CrispyMixin, forms.Form):
    """Pupils of one class, ticked one by one."""

    students = tiles(Student.objects.none(), "นักเรียนที่ร่วม")

    def __init__(
        self, *args: Any, promotion: Promotion, among: QuerySet[Student], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["students"].queryset = among
        fields["students"].label_from_instance = lambda one: one.short_name
        there = promotion.pupils.filter(student__in=among.values("pk"))
        self.initial["students"] = list(there.values_list("student_id", flat=True))


class ResultsForm(CrispyMixin, forms.Form):
    """What each of some pupils won; `same` is for those who have nothing chosen."""

    def __init__(
        self, *args: Any, promotion: Promotion, rows: list[PromotionPupil], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {one.pk: one for one in rows}
        kept = [one.award_id for one in rows if one.award_id]
        offered = list(PromotionChoice.objects.offered_to(promotion.school, Sort.AWARD, kept))
        self.awards = {str(one.pk): one for one in offered}
        choices = [("", "ยังไม่มีผล"), *((str(one.pk), one.name) for one in offered)]
        self.fields["same"] = forms.ChoiceField(
            label="ให้ผลเดียวกันแก่ทุกคนที่ยังไม่มีผล",
            required=False,
            choices=[("", "ไม่ใช้"), *choices[1:]],
        )
        for one in rows:
            name = one.student.short_name
            self.fields[f"award_{one.pk}"] = forms.ChoiceField(
                label=f"ผลของ {name}", required=False, choices=choices
            )
            self.fields[f"remark_{one.pk}"] = forms.CharField(
                label=f"รายการ/หมายเหตุของ {name}", max_length=200, required=False
            )
            self.initial[f"award_{one.pk}"] = str(one.award_id or "")
            self.initial[f"remark_{one.pk}"] = one.remark

    @property
    def lines(self) -> list[tuple[PromotionPupil, Any, Any]]:
        return [(one, self[f"award_{pk}"], self[f"remark_{pk}"]) for pk, one in self.rows.items()]

    def results(self) -> dict[PromotionPupil, tuple[PromotionChoice | None, str]]:
        found = self.cleaned_data
        return {
            one: (
                self.awards.get(found[f"award_{pk}"] or found["same"]),
                found[f"remark_{pk}"],
            )
            for pk, one in self.rows.items()
        }


class PromotionFilter(CrispyMixin, forms.Form):
    q = forms.CharField(label="ชื่อกิจกรรม", max_length=100, required=False)
    level = forms.ChoiceField(
        label="ระดับ", required=False, choices=[("", "ทุกระดับ"), *Promotion.Level.choices]
    )

    def narrow(self, rows: QuerySet) -> QuerySet:
        if not self.is_bound:
            return rows
        if not self.is_valid():
            return rows.none()
        found = self.cleaned_data
        rows = rows.filter(title__icontains=found["q"]) if found["q"] else rows
        return rows.filter(level=found["level"]) if found["level"] else rows
