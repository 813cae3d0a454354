"""Forms of a project's course: a confirmation, the board's opinion, a reason."""

from typing import Any

from django import forms

from community.models import Project, ProjectMove
from community.services import project_moves
from schoolcare.forms import CrispyMixin, ThaiDateField
from schoolcare.models import User
from schoolcare.text import sent_number

Verb = ProjectMove.Verb


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
        facts = {name: asked[name] for name in ("words", "on", "meeting") if asked.get(name)}
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
    on = ThaiDateField(label="วันที่ประชุม")
    meeting = forms.CharField(
        label="การประชุม", max_length=200, required=False, help_text="เช่น การประชุมครั้งที่ 2/2569"
    )

    def save(self) -> Project:
        self.verb = Verb(self.cleaned_data["opinion"])
        return super().save()


FORMS: dict[ProjectMove.Verb, type[MoveForm]] = {
    Verb.ENDORSE: OpinionForm,
    Verb.RETURN: ReasonForm,
    Verb.CANCEL: ReasonForm,
}
