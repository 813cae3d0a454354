"""What a visit found out and the registry does not know yet: typed once, kept in both places.

Only fields that the registry holds, only when the visit holds something else there, never emptied.
The guardian's lines count only for the primary guardian whom the form names.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from django.db.models import Model

from homevisits.answers import StepAnswers, check
from homevisits.definition import definition_of
from homevisits.models import HomeVisit
from homevisits.services.drafts import PARENTS, TRAVEL, option_of
from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.models import User
from schoolcare.text import search_key
from students.models import Guardianship, Student

GUARDIAN = {"phone": "โทรศัพท์", "occupation": "อาชีพ", "education": "การศึกษาสูงสุด"}
WELFARE = ("guardian_marks", "state_welfare")
# Options of the form in the words of the registry (DMC's) where each is the other's one partner.
WORDS = {
    "parents_status": {
        "apart": "แยกกันอยู่",
        "divorced": "หย่าร้าง",
        "both_lost": "เสียชีวิตทั้งคู่",
        "abandoned": "ทอดทิ้ง",
    },
    "travel_mode": {"walk": "เดินเท้า", "bicycle": "จักรยาน"},
}
# What the registry tells apart and the form does not: registered or not, dead or missing, with a
# fare or without. The adviser says which, or leaves the registry as it is.
TOGETHER = ("อยู่ด้วยกันจดทะเบียนสมรส", "อยู่ด้วยกันไม่ได้จดทะเบียนสมรส")
FARES = ("พาหนะไม่เสียค่าโดยสาร", "พาหนะเสียค่าโดยสาร")
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "parents_status": {
        "together": TOGETHER,
        "father_lost": ("บิดาเสียชีวิต",),
        "mother_lost": ("มารดาเสียชีวิต",),
    },
    "travel_mode": dict.fromkeys(("parent", "bus", "motorcycle", "school_bus", "car"), FARES),
}
SAME = {"parents_status": PARENTS, "travel_mode": TRAVEL}  # what other words there mean
LABELS = {"parents_status": "สถานภาพของบิดามารดา", "travel_mode": "การเดินทางมาโรงเรียน"}


@dataclass(frozen=True)
class Update:
    """One field of the registry, as it stands there and as the visit has it."""

    field: str  # guardian.phone, student.distance_m
    label: str
    old: str
    new: str
    said: str = ""  # words of the form, where `new` is one of several that they could mean

    @property
    def key(self) -> str:
        """Names the change together with what it replaces, so that a newer edit is not lost."""
        seen = sha256(f"{self.field}\n{self.old}\n{self.new}".encode()).hexdigest()[:12]
        return f"{self.field}-{seen}"


def updates(visit: HomeVisit, *, by: User) -> list[Update]:
    """What would change in the registry; nothing for who may not edit this pupil there."""
    rows = Student.objects.for_user(by, Permission.PUPIL_EDIT).filter(pk=visit.student_id)
    if visit.mode == HomeVisit.Mode.NONE or not rows.exists():
        return []
    student, link = rows.get(), _primary(visit)
    ticks = set(visit.ticks.values_list("item", "option"))
    found = [*_of_guardian(visit, link, ticks)] if link else []
    return [*found, *_of_words(visit, student, ticks), *_of_travel(visit, student)]


def questions(found: Iterable[Update]) -> list[list[Update]]:
    """Of `updates`, those that must be chosen among: the candidates of each field."""
    open_ones = [one for one in found if one.said]
    return [list(some) for _field, some in groupby(open_ones, key=attrgetter("field"))]


def write_back(visit: HomeVisit, chosen: Collection[str], *, by: User) -> list[Update]:
    """Write the `chosen` (keys) of `updates` into the registry, each with its audit row.

    One whose record was changed since it was shown has another key and is left alone.
    """
    wanted = [one for one in updates(visit, by=by) if one.key in chosen]
    link = _primary(visit)
    guardian = {one.field.partition(".")[2]: one for one in wanted if "guardian." in one.field}
    if link and guardian:
        for name, one in guardian.items():
            setattr(link.guardian, name, True if name == "has_state_welfare" else one.new)
        link.guardian.save(update_fields=[*guardian])
        _record("guardian.change", link, visit, guardian, by=by)
    pupil = {one.field.partition(".")[2]: one for one in wanted if "student." in one.field}
    if pupil:
        Student.objects.filter(pk=visit.student_id).update(
            **{name: one.new if name in WORDS else int(one.new) for name, one in pupil.items()}
        )
        _record("student.update", visit.student, visit, pupil, by=by)
    return wanted


def _primary(visit: HomeVisit) -> Guardianship | None:
    found = Guardianship.objects.filter(student=visit.student_id, is_primary=True)
    return found.select_related("guardian").first()


def _of_guardian(
    visit: HomeVisit, link: Guardianship, ticks: set[tuple[str, str]]
) -> Iterator[Update]:
    if search_key(_sound(visit, "guardian_name")) != search_key(link.guardian.full_name):
        return  # another person answered, or nobody was named
    for name, label in GUARDIAN.items():
        old, new = getattr(link.guardian, name), _sound(visit, f"guardian_{name}")
        if new and new != old:
            yield Update(f"guardian.{name}", f"{label}ผู้ปกครอง", old, new)
    if WELFARE in ticks and not link.guardian.has_state_welfare:
        yield Update("guardian.has_state_welfare", "ผู้ปกครองได้สวัสดิการแห่งรัฐ", "ไม่มี", "มี")


def _of_words(visit: HomeVisit, student: Student, ticks: set[tuple[str, str]]) -> Iterator[Update]:
    """Ticks in the registry's words, unless the words there mean the same."""
    definition = definition_of(visit.definition)
    for name, label in LABELS.items():
        option = next((option for item, option in ticks if item == name), "")
        old = getattr(student, name)
        if not option or not _is_asked(visit, name) or option_of(old, SAME[name]) == option:
            continue
        if new := WORDS[name].get(option):
            yield Update(f"student.{name}", label, old, new)
        choices = CHOICES[name].get(option, ())
        for new in () if old in choices else choices:
            yield Update(f"student.{name}", label, old, new, definition.label(name, option))


def _of_travel(visit: HomeVisit, student: Student) -> Iterator[Update]:
    """The form asks for both ways in kilometres, the registry holds metres of one way."""
    if there_and_back := _sound(visit, "distance_km"):
        metres = (Decimal(there_and_back) * 500).quantize(Decimal(1), ROUND_HALF_UP)
        yield from _number("distance_m", "ระยะทางไปโรงเรียน (เมตร)", student, int(metres))
    hours, minutes = _sound(visit, "travel_hours"), _sound(visit, "travel_minutes")
    if hours or minutes:
        total = int(Decimal(hours or 0) * 60 + Decimal(minutes or 0))
        yield from _number("travel_minutes", "เวลาเดินทางไปโรงเรียน (นาที)", student, total)


def _number(name: str, label: str, student: Student, new: int) -> Iterator[Update]:
    old = getattr(student, name)
    if new and new != old:
        yield Update(f"student.{name}", label, "" if old is None else str(old), str(new))


def _sound(visit: HomeVisit, code: str) -> str:
    """The answer in its plain form; nothing where it is empty, wrong, or not asked."""
    if not visit.answers.get(code) or not _is_asked(visit, code):
        return ""
    item = definition_of(visit.definition).item(code)
    return check([item], StepAnswers({code: visit.answers[code]})).sound(code)


def _is_asked(visit: HomeVisit, code: str) -> bool:
    """Whether the visit's round and version have the item."""
    try:
        return visit.round.form in definition_of(visit.definition).item(code).forms
    except KeyError:
        return False


def _record(
    action: str, target: Model, visit: HomeVisit, changes: dict[str, Update], *, by: User
) -> None:
    audit.record(
        action,
        target,
        by=by,
        school_id=visit.student.school_id,
        district_id=visit.student.school.district_id,
        pupil_id=visit.student_id,
        visit=visit.pk,
        **{name: [one.old, one.new] for name, one in changes.items()},
    )
