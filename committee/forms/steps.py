"""Choosing the step of a procedure that a record proves, and of which academic year."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from schoolcare.models import Procedure, ProcedureStep
from schoolcare.thai import buddhist_year

EARLIEST, LATEST = 2500, 2700


class StepField(forms.ModelChoiceField):
    """Steps of the offices' procedures, any app's, that name `evidence` as what proves them."""

    def __init__(self, *, evidence: str, **kwargs: Any) -> None:
        steps = ProcedureStep.objects.filter(
            procedure__level=Procedure.Level.DISTRICT, procedure__is_active=True, evidence=evidence
        )
        steps = steps.select_related("procedure").order_by("procedure__name", "number")
        super().__init__(queryset=steps, required=False, **kwargs)

    def narrow_to(self, offices: Collection[int]) -> None:
        """Leave out what other offices than these wrote themselves."""
        own = Q(procedure__district=None) | Q(procedure__district__in=offices)
        self.queryset = self.queryset.filter(own)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.procedure.name}: ขั้นที่ {obj.number} {obj.name}"


class YearField(forms.IntegerField):
    """An academic year in พ.ศ., also when it was typed in our era."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is None:
            return None
        year = buddhist_year(number)
        if not EARLIEST <= year <= LATEST:
            raise ValidationError("ใส่ปีการศึกษาเป็น พ.ศ. เช่น 2569")
        return year
