"""What a school adds to shipped choices: ways that gifts come, branches of local wisdom."""

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import Branch, Channel
from schoolcare.keeping import keep
from schoolcare.models import School, User
from schoolcare.text import normalize


@transaction.atomic
def save_choice(row: Channel | Branch, *, by: User) -> Channel | Branch:
    """Keep a choice of a school. Raises ValidationError for a name that is offered already."""
    school = row.school
    assert school is not None  # noqa: S101 -- shipped ones are nobody's to change
    School.objects.select_for_update().get(pk=school.pk)
    row.name = normalize(row.name)
    others = type(row)._default_manager.known_to(school).exclude(pk=row.pk)
    if other := next((one for one in others if _alike(one.name, row.name)), None):
        raise ValidationError({"name": f"มี “{other}” แล้ว"})
    return keep(row, str(row._meta.model_name), school_id=school.pk, by=by)


def _alike(name: str, other: str) -> bool:
    """One name, whatever its spaces: อปท.อุดหนุน and อปท. อุดหนุน."""
    return "".join(name.split()).casefold() == "".join(other.split()).casefold()
