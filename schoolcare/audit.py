"""The one writer of the log. Called from services and base views, inside their transaction."""

from contextvars import ContextVar
from typing import Any

from django.db.models import Model

from schoolcare.models import AuditEvent, School, User

current_ip: ContextVar[str | None] = ContextVar("current_ip", default=None)
MASKED = "***"


def record(
    action: str,
    target: Model | None,
    *,
    by: User | None,
    school_id: int | None = None,
    district_id: int | None = None,
    pupil_id: int | None = None,
    **changes: Any,
) -> AuditEvent:
    """Write one event; `action` is "noun.verb", `changes` are plain facts without personal ids.

    `by` None stands for the shell. A bulk write records one event with its row list.
    """
    if school_id and district_id is None:
        district_id = _district_of(school_id, by)
    return AuditEvent.objects.create(
        actor_id=by.pk if by else None,
        actor_name=by.full_name if by else "ระบบ",
        action=action,
        target_model=target._meta.label if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        school_id=school_id,
        district_id=district_id,
        pupil_id=pupil_id,
        changes={name: _plain(value) for name, value in changes.items()},
        ip=current_ip.get(),
    )


def _district_of(school_id: int, by: User | None) -> int:
    """The office above a school; who works there has read it with their memberships."""
    for one in by.access.memberships if by else ():
        if one.school_id == school_id:
            return one.school.district_id
    return School.objects.values_list("district_id", flat=True).get(pk=school_id)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


def differences(before: Model, after: Model, *, hidden: tuple[str, ...] = ()) -> dict[str, Any]:
    """Changed concrete fields as {name: [old, new]}; `hidden` ones only say that they changed."""
    changed: dict[str, Any] = {}
    for field in after._meta.concrete_fields:
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new:
            values = [MASKED, MASKED] if field.name in hidden else [_plain(old), _plain(new)]
            changed[field.name] = values
    return changed
