"""Choosing the step of a procedure that a record proves."""

from typing import Any

from django import forms

from schoolcare.models import Procedure, ProcedureStep


class StepField(forms.ModelChoiceField):
    """Steps of the offices' procedures, any app's, that name `evidence` as what proves them."""

    def __init__(self, *, evidence: str, **kwargs: Any) -> None:
        steps = ProcedureStep.objects.filter(
            procedure__level=Procedure.Level.DISTRICT, procedure__is_active=True, evidence=evidence
        )
        steps = steps.select_related("procedure").order_by("procedure__name", "number")
        super().__init__(queryset=steps, required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.procedure.name}: ขั้นที่ {obj.number} {obj.name}"
