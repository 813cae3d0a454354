"""docs/data-protection.md names every field of every model, who sees it and how long it is kept."""

import re

from django.apps import apps
from django.conf import settings

OWN_APPS = {"schoolcare", "students", "homevisits", "committee", "community"}
SECTION = re.compile(
    r"^### (?P<model>\w+\.\w+)\n+(?P<what>[^\n]+)\n"
    r"- Fields: (?P<fields>[^\n]+)\n- Seen by: (?P<seen>[^\n]+)\n- Kept: (?P<kept>[^\n]+)$",
    re.MULTILINE,
)


def documented():
    text = (settings.BASE_DIR / "docs" / "data-protection.md").read_text(encoding="utf-8")
    return {
        section["model"]: sorted(section["fields"].rstrip(".").split(", "))
        for section in SECTION.finditer(text)
    }


def present():
    return {
        f"{model._meta.app_label}.{model.__name__}": sorted(
            field.name
            for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
            if not field.primary_key
        )
        for model in apps.get_models()
        if model._meta.app_label in OWN_APPS
    }


def test_every_model_has_a_section():
    assert sorted(documented()) == sorted(present())


def test_every_field_is_named_in_the_section_of_its_model():
    there = documented()

    assert {name: there.get(name) for name in present()} == present()
