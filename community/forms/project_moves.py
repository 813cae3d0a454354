"""Forms of a project's course: a confirmation, the board's opinion, a reason."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from community.board import meetings_before
from community.models import Project, ProjectMove
from community.services import project_moves
from schoolcare.forms import CrispyMixin, Folded, ThaiDateField
from schoolcare.models import User
from schoolcare.text import sent_number
from schoolcare.thai import thai_date

Verb = ProjectMove.Verb
CHOSEN = "เลือกการประชุมจากรายการแล้ว ไม่ต้องพิมพ์"
SAID = ("words", "on", "meeting", "board_meeting")


class MoveForm(CrispyMixin, forms.Form):
    """A step without words. `version` is that of the project as it was shown."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, project: Project, verb: ProjectMove.Verb, by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.verb, self.by = project, verb, by
        self.initial["version"] = project.version

    def save(self) -> Project:
        """Raises ValidationError where the step cannot be taken."""
        asked = self.cleaned_data
        facts = {name: asked[name] for name in SAID if asked.get(name)}
        version = sent_number(asked["version"]) if asked["version"] else None
        return project_moves.move(
            self.project, facts.pop("verb", self.verb), by=self.by, version=version, **facts
        )


class ReasonForm(MoveForm):
    words = forms.CharField(label="เหตุผล", max_length=1000, widget=forms.Textarea({"rows": 3}))


class OpinionForm(MoveForm):
    """เห็นชอบ or ให้ข้อเสนอแนะ, as the minutes of the board have it."""

    opinion = forms.ChoiceField(
        label="ความเห็นของคณะกรรมการ",
        choices=[(Verb.ENDORSE.value, "เห็นชอบ"), (Verb.ADVISE.value, "ให้ข้อเสนอแนะ")],
        widget=forms.RadioSelect,
        error_messages={"required": "กรุณาเลือกความเห็นของคณะกรรมการ"},
    )
    words = forms.CharField(
        label="ข้อเสนอแนะหรือมติ",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    board_meeting = forms.TypedChoiceField(
        label="ในการประชุม", coerce=int, empty_value=None, required=False
    )
    on = ThaiDateField(label="วันที่ประชุม", required=False)
    meeting = forms.CharField(
        label="การประชุม", max_length=200, required=False, help_text="เช่น การประชุมครั้งที่ 2/2569"
    )
    layout = Layout("version", "opinion", "words", "on", "meeting")
    layout_of_record = Layout(
        *("version", "opinion", "words", "board_meeting"),
        Folded("การประชุมที่ไม่อยู่ในรายการ", "on", "meeting", shown="is_typed"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = meetings_before(self.project, timezone.localdate())
        self.held = {one.key: one for one in held}
        if not held:
            del self.fields["board_meeting"]
            return
        self.layout = self.layout_of_record
        field: Any = self.fields["board_meeting"]
        words = [(one.key, f"{one.title} ({thai_date(one.held_on)})") for one in held]
        field.choices = [("", "เลือกการประชุม"), *words]

    @property
    def is_typed(self) -> bool:
        return bool(self["on"].value() or self["meeting"].value())

    def clean(self) -> dict[str, Any]:
        """Number and day are those of the meeting that was chosen, else as typed."""
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        if "board_meeting" in self.errors or "on" in self.errors:
            return asked
        if chosen := self.held.get(asked.get("board_meeting") or 0):
            if asked.get("on") not in (None, chosen.held_on):
                self.add_error("on", f"การประชุมที่เลือกจัดเมื่อ {thai_date(chosen.held_on)}")
            if asked.get("meeting") not in ("", chosen.title):
                self.add_error("meeting", CHOSEN)
            return asked | {"on": chosen.held_on, "meeting": chosen.title}
        if not asked.get("on"):
            name = "board_meeting" if self.held else "on"
            self.add_error(name, "เลือกการประชุม หรือกรอกวันที่ประชุม" if self.held else "กรอกวันที่ประชุม")
        return asked

    def save(self) -> Project:
        self.verb = Verb(self.cleaned_data["opinion"])
        return super().save()


FORMS: dict[ProjectMove.Verb, type[MoveForm]] = {
    Verb.ENDORSE: OpinionForm,
    Verb.RETURN: ReasonForm,
    Verb.CANCEL: ReasonForm,
}
