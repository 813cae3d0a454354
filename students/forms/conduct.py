"""The next version of the school's scale of points, row by row, and of its rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import School, User
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.text import normalize
from students.models import BehaviourKind, BehaviourScale, BehaviourThreshold, ConductRules
from students.models.behaviour import MOST_POINTS
from students.services import conduct

SPARE_KINDS, MOST_KINDS, THRESHOLDS = 4, 80, 5
SORTS = [("good", "ความดี"), ("mend", "ต้องปรับ")]
UNTOUCHED = "ยังไม่ได้แก้อะไร จึงไม่ต้องออกฉบับใหม่"


@dataclass(frozen=True)
class KindRow:
    """The fields of one kind."""

    name: BoundField
    sort: BoundField
    points: BoundField
    violence: BoundField


class ScaleForm(CrispyMixin, forms.ModelForm):
    """Every row of a scale; an emptied name takes its row away. `over` is what it was made from."""

    key = SubmissionKeyField()
    over = forms.ModelChoiceField(BehaviourScale.objects.none(), widget=forms.HiddenInput)

    class Meta:
        model = BehaviourScale
        fields = ["starting_points", "period", "good_adds"]
        widgets = {"period": forms.RadioSelect}

    def __init__(
        self, *args: Any, over: BehaviourScale, school: School, user: User, **kwargs: Any
    ) -> None:
        names = ("starting_points", "period", "good_adds")
        start = {name: getattr(over, name) for name in names} | {"over": over.pk}
        super().__init__(*args, initial=start, instance=BehaviourScale(school=school), **kwargs)
        self.user = user
        known: Any = BehaviourScale.objects.known_to(school)
        fields: dict[str, Any] = self.fields
        fields["over"].queryset = known
        fields["period"].choices = BehaviourScale.Period.choices
        self._add_kinds(list(over.kinds.all()))
        self._add_thresholds(list(over.thresholds.all()))
        self.layout = Layout(Row("starting_points"), "period", "good_adds")

    def _add_kinds(self, kinds: list[BehaviourKind]) -> None:
        sent = sum(name.startswith("name_") for name in self.data)
        self.kind_count = min(max(len(kinds) + SPARE_KINDS, sent), MOST_KINDS)
        for at in range(self.kind_count):
            kind = kinds[at] if at < len(kinds) else None
            which = f"รายการที่ {at + 1}"
            self.fields |= {
                f"name_{at}": forms.CharField(label=which, max_length=150, required=False),
                f"sort_{at}": forms.ChoiceField(label=f"{which} ลักษณะ", choices=SORTS),
                f"points_{at}": _points(f"{which} คะแนน", least=0),
                f"violence_{at}": forms.BooleanField(label=f"{which} รุนแรง", required=False),
            }
            self.fields[f"sort_{at}"].required = False
            self.initial |= {
                f"name_{at}": kind.name if kind else "",
                f"sort_{at}": "good" if kind and kind.is_good else "mend",
                f"points_{at}": kind.points if kind else None,
                f"violence_{at}": bool(kind and kind.is_violence),
            }

    def _add_thresholds(self, rows: list[BehaviourThreshold]) -> None:
        for at in range(THRESHOLDS):
            row = rows[at] if at < len(rows) else None
            which = f"เกณฑ์ที่ {at + 1}"
            self.fields[f"due_{at}"] = _points(f"{which} ถูกตัดถึง", least=1)
            self.fields[f"title_{at}"] = forms.CharField(
                label=f"{which} สิ่งที่ทำ", max_length=150, required=False
            )
            self.initial[f"due_{at}"] = row.points if row else None
            self.initial[f"title_{at}"] = row.title if row else ""

    @property
    def kind_rows(self) -> Iterator[KindRow]:
        for at in range(self.kind_count):
            names = (f"{name}_{at}" for name in ("name", "sort", "points", "violence"))
            yield KindRow(*(self[name] for name in names))

    @property
    def threshold_rows(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"due_{at}"], self[f"title_{at}"]) for at in range(THRESHOLDS)]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        self.kinds, self.thresholds = self._read_kinds(found), self._read_thresholds(found)
        if not self.kinds:
            self.add_error("name_0", "ต้องมีพฤติกรรมอย่างน้อยหนึ่งรายการ")
        if not self.errors and not set(self.changed_data) - {"key", "over"}:
            self.add_error(None, UNTOUCHED)
        return found

    def _read_kinds(self, found: dict[str, Any]) -> list[BehaviourKind]:
        kinds: dict[str, BehaviourKind] = {}
        for at in range(self.kind_count):
            name, points = normalize(found.get(f"name_{at}") or ""), found.get(f"points_{at}")
            if not name:
                continue
            is_good = found.get(f"sort_{at}") == "good"
            is_violence = bool(found.get(f"violence_{at}"))
            if name in kinds:
                self.add_error(f"name_{at}", f"มี “{name}” แล้ว")
            if points is None and f"points_{at}" not in self.errors:
                self.add_error(f"points_{at}", "กรุณากรอกคะแนน 0 ก็ได้")
            if is_good and is_violence:
                self.add_error(f"violence_{at}", "ความดีไม่เป็นความรุนแรง แก้ลักษณะหรือเอาเครื่องหมายออก")
            facts = {"is_good": is_good, "points": points or 0, "is_violence": is_violence}
            kinds[name] = BehaviourKind(name=name, **facts)
        return list(kinds.values())

    def _read_thresholds(self, found: dict[str, Any]) -> list[BehaviourThreshold]:
        rows: dict[int, BehaviourThreshold] = {}
        for at in range(THRESHOLDS):
            points, title = found.get(f"due_{at}"), normalize(found.get(f"title_{at}") or "")
            if points and not title:
                self.add_error(f"title_{at}", "กรุณากรอกสิ่งที่ทำเมื่อถึงเกณฑ์")
            if title and points is None and f"due_{at}" not in self.errors:
                self.add_error(f"due_{at}", "กรุณากรอกคะแนน")
            if points and points in rows:
                self.add_error(f"due_{at}", f"มีเกณฑ์ {points} คะแนนแล้ว")
            if points:
                rows[points] = BehaviourThreshold(points=points, title=title)
        return list(rows.values())

    def save(self, commit: bool = True) -> BehaviourScale:
        """Through the service, once for a form. Raises ValidationError."""
        found = self.cleaned_data

        def publish() -> BehaviourScale:
            how: Any = {"over": found["over"], "by": self.user}
            return conduct.publish_scale(self.instance, self.kinds, self.thresholds, **how)

        return once(self.user, found["key"], publish)[0]


def _points(label: str, *, least: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_POINTS, required=False)


class RulesForm(CrispyMixin, forms.ModelForm):
    """The rules as they will be announced; `over` is the version they were made from."""

    key = SubmissionKeyField()
    over = forms.ModelChoiceField(ConductRules.objects.none(), widget=forms.HiddenInput)
    announced_on = ThaiDateField(label="วันที่ประกาศ")

    class Meta:
        model = ConductRules
        fields = ["name", "text", "announced_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24})}
        help_texts = {
            "text": "บรรทัดละหนึ่งข้อ ระบบใส่เลขข้อให้ บรรทัดที่ขึ้นต้นด้วย หมวด เป็นหัวข้อ",
        }

    layout = Layout("name", "text", "announced_on")

    def __init__(
        self, *args: Any, over: ConductRules, school: School, user: User, **kwargs: Any
    ) -> None:
        start = {"name": over.name, "text": over.text, "over": over.pk}
        start |= kwargs.pop("initial", {})
        super().__init__(*args, initial=start, instance=ConductRules(school=school), **kwargs)
        self.user, self.made_from = user, over
        known: Any = ConductRules.objects.known_to(school)
        fields: dict[str, Any] = self.fields
        fields["over"].queryset = known

    def clean_text(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["text"].splitlines()]
        if all(line.startswith("หมวด") for line in lines if line):
            raise ValidationError("ต้องมีอย่างน้อยหนึ่งข้อ")
        return "\n".join(lines)

    def save(self, commit: bool = True) -> ConductRules:
        """Through the service, once for a form. Raises ValidationError."""
        found = self.cleaned_data

        def announce() -> ConductRules:
            return conduct.announce_rules(self.instance, over=found["over"], by=self.user)

        return once(self.user, found["key"], announce)[0]
