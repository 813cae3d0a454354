"""Addresses of screening: a row for each, its right, its verb, what it logs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.models import Term
from students.models import Aspect, Criterion, ScreeningRound, ScreeningTemplate
from students.services import screening_forms
from tests.access_place import Place
from tests.factories import make_student
from tests.students.screened import make_screening_round

KEY = "88888888-8888-4888-8888-888888888101"
FORM = "students:screening-form"
NAMES = {
    Permission.SCREENING_ROUND: "list create update close reopen",
    Permission.SCREENING_FORM: "list detail copy update publish archive restore",
}
VERBS = ("up", "down", "remove")
OF_ASPECT = (*VERBS, "update")
EDITED = [
    f"students:screening-{noun}-{verb}" for noun in ("aspect", "criterion") for verb in OF_ASPECT
]
EDITED += ["students:screening-aspect-create", "students:screening-criterion-create"]
RIGHTS = {
    Permission.SCREENING_ROUND: " ".join(
        f"students:screening-round-{one}" for one in NAMES[Permission.SCREENING_ROUND].split()
    ),
    Permission.SCREENING_FORM: " ".join(
        [*(f"{FORM}-{one}" for one in NAMES[Permission.SCREENING_FORM].split()), *EDITED]
    ),
    Permission.SCREENING_VIEW: "students:screening-list students:screening-class "
    "students:screening-class-summary students:screening-pupil students:screening-open",
    Permission.SCREENING_WRITE: "students:screening-entry students:screening-cell "
    "students:screening-class-normal",
    Permission.CARE_COUNT: "students:screening-summary",
}


def running(place: Place) -> ScreeningRound:
    """A round of the form of eleven aspects that is open today."""
    found = ScreeningRound.objects.filter(school=place.school, closed_at=None).first()
    if found:
        return found
    today = timezone.localdate()
    days = {"opens_on": today - timedelta(days=1), "closes_on": today + timedelta(days=20)}
    return make_screening_round(place.school, **days)


def draft(place: Place) -> ScreeningTemplate:
    shipped = ScreeningTemplate.objects.get(code="T11", school=None, district=None)
    return screening_forms.next_version(shipped, place.school, by=place.everybody)


def published(place: Place, **fields: Any) -> ScreeningTemplate:
    form = screening_forms.publish(draft(place), by=place.everybody)
    ScreeningTemplate.objects.filter(pk=form.pk).update(**fields)
    return form


def aspect(place: Place) -> Aspect:
    return draft(place).aspects.get(code="health")


def of_round(place: Place) -> dict[str, Any]:
    return {"pk": running(place).pk}


def of_closed(place: Place) -> dict[str, Any]:
    round_ = running(place)
    round_.closed_at = timezone.now()
    round_.save()
    return {"pk": round_.pk}


def of_draft(place: Place) -> dict[str, Any]:
    return {"pk": draft(place).pk}


def of_archived(place: Place) -> dict[str, Any]:
    return {"pk": published(place, archived_at=timezone.now()).pk}


def of_aspect(place: Place) -> dict[str, Any]:
    return {"pk": aspect(place).pk}


def of_criterion(place: Place) -> dict[str, Any]:
    return {"pk": Criterion.objects.filter(aspect=aspect(place), level="risk")[1].pk}


def of_class(place: Place) -> dict[str, Any]:
    assert running(place)
    return {"pk": place.classroom.pk}


def of_pupil(place: Place) -> dict[str, Any]:
    assert running(place)
    return {"pk": place.student.pk}


def of_cell(place: Place) -> dict[str, Any]:
    asked = running(place).template.aspects.get(code="health")
    return {"pk": place.student.pk, "aspect": asked.pk}


SCHOOL_ROWS = {
    **{f"students:screening-round-{verb}": of_round for verb in ("update", "close", "reopen")},
    **{
        f"{FORM}-{verb}": of_draft
        for verb in ("detail", "copy", "update", "publish", "archive", "restore")
    },
    **{f"students:screening-aspect-{verb}": of_aspect for verb in OF_ASPECT},
    **{f"students:screening-criterion-{verb}": of_criterion for verb in OF_ASPECT},
    "students:screening-aspect-create": of_draft,
    "students:screening-criterion-create": of_aspect,
}
PUPIL_ROWS = {
    **{f"students:screening-{one}": of_class for one in ("class", "class-normal", "class-summary")},
    **{f"students:screening-{one}": of_pupil for one in ("pupil", "open", "entry")},
    "students:screening-cell": of_cell,
}
POST_ONLY = {
    *(f"students:screening-round-{verb}" for verb in ("close", "reopen")),
    *(f"{FORM}-{verb}" for verb in ("copy", "publish", "archive", "restore")),
    *(f"students:screening-aspect-{verb}" for verb in VERBS),
    *(f"students:screening-criterion-{verb}" for verb in VERBS),
    "students:screening-class-normal",
}


def typed(**fields: Any) -> Any:
    return lambda place: fields


def nothing(place: Place) -> dict[str, Any]:
    return {}


def a_round(place: Place) -> dict[str, Any]:
    term = Term.objects.filter(school=place.school).first()
    assert term
    days = {"opens_on": term.starts_on.isoformat(), "closes_on": term.ends_on.isoformat()}
    shipped = ScreeningTemplate.objects.get(code="T11", school=None, district=None)
    return {"key": KEY, "term": term.pk, "number": 7, "template": shipped.pk} | days


def today(place: Place) -> dict[str, Any]:
    return {"screened_on": timezone.localdate().isoformat()}


def of_two(place: Place) -> dict[str, Any]:
    """A class of two: a save of one pupil stands in that pupil's history instead."""
    assert place.student
    make_student(place.classroom)
    return of_class(place)


def a_level(place: Place) -> dict[str, Any]:
    asked = running(place).template.aspects.get(code="health")
    return {f"level_{asked.pk}": "normal"}


SAVED, FORMED = "screening.save", "screening_form"
WRITES: dict[str, tuple[Any, ...]] = {
    "students:screening-round-create": ("screening_round.open", a_round),
    "students:screening-round-update": ("screening_round.update", typed(number=9)),
    "students:screening-round-close": ("screening_round.close", nothing),
    "students:screening-round-reopen": ("screening_round.reopen", nothing, of_closed),
    f"{FORM}-copy": (f"{FORMED}.create", nothing, lambda place: {"pk": published(place).pk}),
    f"{FORM}-update": (f"{FORMED}.update", typed(name="แบบของเรา")),
    f"{FORM}-publish": (f"{FORMED}.publish", nothing),
    f"{FORM}-archive": (f"{FORMED}.drop", nothing),
    f"{FORM}-restore": (f"{FORMED}.restore", nothing, of_archived),
    "students:screening-aspect-create": (
        "screening_aspect.create",
        typed(key=KEY, name="ด้านใหม่", kind="graded"),
    ),
    "students:screening-aspect-update": ("screening_aspect.update", typed(name="ด้านเดิม")),
    "students:screening-aspect-up": ("screening_aspect.move", nothing),
    "students:screening-aspect-down": ("screening_aspect.move", nothing),
    "students:screening-aspect-remove": ("screening_aspect.remove", nothing),
    "students:screening-criterion-create": (
        "screening_criterion.create",
        typed(key=KEY, text="ข้อใหม่", level="risk"),
    ),
    "students:screening-criterion-update": ("screening_criterion.update", typed(text="ข้อเดิม")),
    "students:screening-criterion-up": ("screening_criterion.move", nothing),
    "students:screening-criterion-down": ("screening_criterion.move", nothing),
    "students:screening-criterion-remove": ("screening_criterion.remove", nothing),
    "students:screening-class-normal": ("screening_class.save", today, of_two),
    "students:screening-entry": (SAVED, a_level),
    "students:screening-cell": (SAVED, a_level),
}
LOOKS = {
    "students:screening-class": "screening_class.view",
    "students:screening-class-summary": "screening_class.view",
    "students:screening-pupil": SAVED.replace("save", "view"),
    "students:screening-entry": SAVED.replace("save", "view"),
    "students:screening-cell": SAVED.replace("save", "view"),
}
OF_A_PUPIL = {"screening"}
