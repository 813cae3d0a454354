"""What a draft holds: read from the tables, opened with earlier answers, written back."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from homevisits.answers import (
    KEPT,
    Checked,
    StepAnswers,
    Tick,
    day,
    incomes,
    member_rows,
    names_of,
)
from homevisits.definition import Item, Kind, Step, definition_of
from homevisits.definition.types import TICKED
from homevisits.models import HomeVisit, VisitMember, VisitTick
from homevisits.services.signatures import read_signature, write_signature
from schoolcare import audit
from schoolcare.models import User
from students.models import Guardianship, Household, Student

PARENTS = {"อยู่ด้วยกัน": "together", "แยกกัน": "apart", "หย่า": "divorced"}
PARENTS |= {"บิดาเสีย": "father_lost", "มารดาเสีย": "mother_lost"}
PARENTS |= {"เสียชีวิตทั้งคู่": "both_lost", "ทอดทิ้ง": "abandoned"}
TRAVEL = {"ไม่เสียค่าโดยสาร": ""}  # a free ride of any kind: nobody can say which
TRAVEL |= {"ผู้ปกครอง": "parent", "เดิน": "walk", "จักรยานยนต์": "motorcycle", "จักรยาน": "bicycle"}
TRAVEL |= {"รถโรงเรียน": "school_bus", "โดยสาร": "bus", "รถยนต์": "car"}


def step_of(visit: HomeVisit, code: str) -> Step | None:
    return next((step for step in steps_of(visit) if step.code == code), None)


def steps_of(visit: HomeVisit) -> tuple[Step, ...]:
    """The steps this visit needs; a pupil who was not visited needs the reason alone."""
    steps = definition_of(visit.definition).steps_for(visit.round.form)
    return steps[:1] if visit.mode == HomeVisit.Mode.NONE else steps


def items_of(visit: HomeVisit, step: Step) -> tuple[Item, ...]:
    return step.items_for(visit.round.form)


def stored(visit: HomeVisit, items: Iterable[Item], *, with_danger: bool = True) -> StepAnswers:
    """What the tables hold for these items: a query for each table that was not prefetched.

    `with_danger` is false for a reader who may not see the ticks that mean danger.
    """
    items = list(items)
    names = [name for item in items for name in names_of(item)]
    texts = {name: visit.answers[name] for name in names if visit.answers.get(name)}
    for item in items:
        if item.column and (value := getattr(visit, item.column)):
            texts.setdefault(item.code, str(value))
        elif item.kind is Kind.MEMBERS:
            texts |= {**_members(visit), **texts}
        elif item.kind is Kind.PLACE and visit.student.household:
            texts |= {**_place(visit.student.household), **texts}
        elif item.kind is Kind.SIGNATURE:
            texts |= read_signature(visit, item.code)
    ticks = _ticks(visit, names) if any(item.kind in TICKED for item in items) else set()
    if not with_danger:
        ticks -= definition_of(visit.definition).danger_options
    return StepAnswers(texts, ticks)


def _ticks(visit: HomeVisit, names: list[str]) -> set[Tick]:
    return {(one.item, one.option) for one in visit.ticks.all() if one.item in names}


def _members(visit: HomeVisit) -> dict[str, str]:
    texts: dict[str, str] = {}
    for member in visit.members.all():
        start = f"members.{member.order}."
        money = {name: getattr(member, name) for name in VisitMember.INCOMES}
        texts |= {f"{start}{name}": _baht(value) for name, value in money.items() if value}
        if member.relation:
            texts[f"{start}relation"] = member.relation
        if member.age is not None:
            texts[f"{start}age"] = str(member.age)
        if member.is_disabled:
            texts[f"{start}is_disabled"] = "1"
    return texts


def _baht(amount: Decimal) -> str:
    return f"{amount:f}".rstrip("0").rstrip(".")


def _place(household: Household) -> dict[str, str]:
    if household.latitude is None:
        return {}
    texts = {"latitude": f"{household.latitude}", "longitude": f"{household.longitude}"}
    if household.accuracy_m is not None:
        texts["accuracy"] = str(household.accuracy_m)
    return {f"place.{name}": text for name, text in texts.items()}


def last_visit(visit: HomeVisit) -> HomeVisit | None:
    """The pupil's visit before this one that was handed in and took place."""
    return HomeVisit.objects.before(visit.pk).first()


def fetch(visit: HomeVisit, last: HomeVisit | None, items: Iterable[Item]) -> None:
    """Ask for the rows of both visits at once, from those tables that the items need."""
    kinds = {item.kind for item in items}
    tables = ["ticks"] if kinds & TICKED else []
    tables += ["members"] if Kind.MEMBERS in kinds else []
    prefetch_related_objects([visit, last] if last else [visit], *tables)


def carried(items: Iterable[Item], before: HomeVisit | None, visit: HomeVisit) -> StepAnswers:
    """Answers to open a step with: of the visit before, and newer ones of the registry over them.

    What is never carried by definition, and every tick that means danger, is left out.
    """
    kept = [item for item in items if item.carried and item.kind is not Kind.PLACE]
    found = stored(before, kept) if before else StepAnswers()
    found.ticks -= {
        (item.code, option.code) for item in kept for option in item.options if option.danger
    }
    codes = {item.code for item in kept}
    if "guardian_name" in codes:
        _open_with_guardian(found, visit)
    if "travel_mode" in codes:
        _open_with_travel(found, visit.student)
    return found


def signers(visit: HomeVisit) -> dict[str, str]:
    """Names that stand under the signatures until somebody types others."""
    guardian = visit.answers.get("guardian_name", "")
    relation = visit.answers.get("guardian_relation", "")
    if not guardian and (link := _main_guardianship(visit)):
        guardian, relation = link.guardian.full_name, link.relation
    texts = {"guardian_signature.name": guardian, "guardian_signature.relation": relation}
    texts["visitor_signature.name"] = visit.author.full_name
    texts["visitor_signature.relation"] = visit.author.position
    return {name: text for name, text in texts.items() if text}


def _main_guardianship(visit: Any) -> Guardianship | None:
    """The one that came with the visit (`VisitQuerySet.with_last`), else asked for."""
    if getattr(visit, "is_joined", False):
        return getattr(visit, "kin", None)
    found = Guardianship.objects.filter(student=visit.student_id, is_primary=True)
    return found.select_related("guardian").first()


def _open_with_guardian(found: StepAnswers, visit: HomeVisit) -> None:
    if link := _main_guardianship(visit):
        known = {"name": link.guardian.full_name, "relation": link.relation}
        for name in ("phone", "occupation", "education"):
            known[name] = getattr(link.guardian, name)
        found.texts |= {f"guardian_{name}": text for name, text in known.items() if text}
        if link.guardian.has_state_welfare:
            found.ticks.add(("guardian_marks", "state_welfare"))
    _tick_by_words(found, "parents_status", visit.student.parents_status, PARENTS)


def _open_with_travel(found: StepAnswers, student: Student) -> None:
    if student.distance_m and "distance_km" not in found.texts:
        found.texts["distance_km"] = _baht(Decimal(student.distance_m * 2) / 1000)  # there and back
    if student.travel_minutes and "travel_minutes" not in found.texts:
        hours, minutes = divmod(student.travel_minutes, 60)
        found.texts |= {"travel_hours": str(hours), "travel_minutes": str(minutes)}
    _tick_by_words(found, "travel_mode", student.travel_mode, TRAVEL)


def _tick_by_words(found: StepAnswers, code: str, text: str, words: dict[str, str]) -> None:
    if any(tick[0] == code for tick in found.ticks):
        return
    if option := option_of(text, words):
        found.ticks.add((code, option))


def option_of(text: str, words: dict[str, str]) -> str:
    """The option that the registry's text means by the table PARENTS or TRAVEL; "" for none."""
    return next((option for word, option in words.items() if word in text), "")


def write(visit: HomeVisit, items: Iterable[Item], checked: Checked, *, by: User) -> None:
    """Put a step's answers into the visit (unsaved) and its tables; wrong texts as typed."""
    items = list(items)
    _write_ticks(visit, items, checked.answers.ticks)
    for item in items:
        if item.column:
            _write_column(visit, item, checked)
        elif item.kind is Kind.MEMBERS:
            _write_members(visit, checked)
        elif item.kind is Kind.PLACE:
            _write_place(visit, checked, by=by)
        elif item.kind is Kind.SIGNATURE:
            write_signature(visit, item.code, checked.answers.texts, by=by)
        else:
            _keep_texts(visit, names_of(item), checked.answers.texts)
        if item.column or item.kind in {Kind.MEMBERS, Kind.PLACE}:
            _keep_wrong(visit, item, checked)


def _write_ticks(visit: HomeVisit, items: list[Item], ticks: set[Tick]) -> None:
    danger = definition_of(visit.definition).danger_options
    codes = [code for item in items for code, _label in item.tick_codes()]
    before = _ticks(visit, codes)
    for code, option in before - ticks:
        visit.ticks.filter(item=code, option=option).delete()
    VisitTick.objects.bulk_create(
        VisitTick(
            visit=visit,
            item=code,
            option=option,
            is_danger=(code, option) in danger,
        )
        for code, option in sorted(ticks - before)
    )


def _keep_texts(visit: HomeVisit, names: Iterable[str], texts: dict[str, str]) -> None:
    for name in names:
        visit.answers.pop(name, None)
        if texts.get(name):
            visit.answers[name] = texts[name]


def _keep_wrong(visit: HomeVisit, item: Item, checked: Checked) -> None:
    """What has no place in a table yet: wrong texts, and half a pair of coordinates."""
    texts = checked.answers.texts
    if item.kind is Kind.PLACE and not _both(checked):
        half = {} if checked.sound("place.forget") else texts
        _keep_texts(visit, names_of(item), half)
        return
    wrong = {name: texts[name] for name in checked.errors}
    _keep_texts(visit, names_of(item), wrong)


def _both(checked: Checked) -> bool:
    return bool(checked.sound("place.latitude") and checked.sound("place.longitude"))


def _write_column(visit: HomeVisit, item: Item, checked: Checked) -> None:
    text = checked.sound(item.code)
    if item.kind is Kind.DATE:
        setattr(visit, item.column, day(text))
    elif text or item.column != "mode":
        setattr(visit, item.column, text)


def _write_members(visit: HomeVisit, checked: Checked) -> None:
    visit.members.all().delete()
    rows = [VisitMember(visit=visit, **row) for row in member_rows(checked)]
    VisitMember.objects.bulk_create(rows)
    visit.household_income, visit.income_per_head = incomes(checked)


def _write_place(visit: HomeVisit, checked: Checked, *, by: User) -> None:
    """Where the house stands is kept once, at the household.

    Empty fields leave it as it is: a step saves itself, and somebody else may have located the
    house since it was opened. Who wants the place gone says so (`place.forget`).
    """
    household = visit.student.household or Household(school=visit.student.school)
    place: dict[str, Any]
    if checked.sound("place.forget"):
        place = dict.fromkeys(("latitude", "longitude", "accuracy_m"))
    elif _both(checked):
        accuracy = checked.sound("place.accuracy")
        place = {
            "latitude": Decimal(checked.sound("place.latitude")),
            "longitude": Decimal(checked.sound("place.longitude")),
            "accuracy_m": int(accuracy) if accuracy else None,
        }
    else:
        return
    if all(getattr(household, name) == value for name, value in place.items()):
        return
    for name, value in place.items():
        setattr(household, name, value)
    household.located_at = timezone.now() if place["latitude"] is not None else None
    household.save()
    if visit.student.household_id is None:
        visit.student.household = household
        visit.student.save(update_fields=["household"])
    audit.record(
        "household.change",
        household,
        by=by,
        school_id=visit.student.school_id,
        district_id=visit.student.school.district_id,
        pupil_id=visit.student_id,
        fields=list(place),
    )


__all__ = [
    "KEPT",
    "carried",
    "fetch",
    "items_of",
    "last_visit",
    "signers",
    "step_of",
    "steps_of",
    "stored",
    "write",
]
