"""A typed number that belongs to a pupil of another school of the house: what asking needs."""

from dataclasses import dataclass

from django import forms

from schoolcare.models import School

CODE = "elsewhere"  # of the refusal


@dataclass(frozen=True)
class Wanted:
    """What was typed, nothing of the other school; `is_known`: the pupil is in the own register."""

    number: str
    name: str
    school: School
    is_known: bool = False


def refused_elsewhere(form: forms.BaseForm, field: str) -> bool:
    return form.is_bound and form.has_error(field, CODE)
