"""What one school tells another of a pupil who moves: the parts it chose, as they stand that day.

Never counselling, alerts, screening, behaviour or hand-over notes (care.md §6.5).
"""

import json
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from schoolcare.identity import mask_citizen_id
from schoolcare.models import Level
from schoolcare.thai import thai_date
from students.models import SensitiveRecord, Student, Transfer

NAMES = ("title", "first_name", "last_name", "nickname", "english_name", "sex", "nationality")
HOME = (
    *("house_no", "moo", "cluster", "street", "tambon", "amphoe", "province", "postcode"),
    *("phone", "home_language"),
)
GUARDIAN = ("title", "first_name", "last_name", "phone", "occupation")
HEALTH = ("blood_group", "health_note", "disabilities")
PARTS = {
    "family": "ผู้ปกครองและที่อยู่",
    "history": "ประวัติการเข้าเรียนและการเปลี่ยนสถานะ",
    "health": "สุขภาพและความพิการ (ข้อมูลอ่อนไหว)",
}
USUAL = ("family", "history")


def make(student: Student, parts: Collection[str]) -> dict[str, Any]:
    """The summary of the chosen parts; who the pupil is goes always."""
    chosen = {name: make_part(student) for name, make_part in MAKERS.items() if name in parts}
    return {"person": _person(student), **chosen}


def _person(student: Student) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(student, name) for name in NAMES}
    found["birth_date"] = student.birth_date.isoformat() if student.birth_date else ""
    found["code"] = student.code
    seat = student.enrolments.filter(ends_on=None).select_related("classroom").order_by("-year")
    last = seat.first()
    found["level"] = last.classroom.level if last else None
    number = student.identifiers.filter(is_current=True).first()
    found["identifier"] = number.value if number else ""
    return found


def _family(student: Student) -> dict[str, Any]:
    home, links = student.household, student.guardianships.select_related("guardian")
    flags = ("relation", "is_primary", "lives_with", "has_legal_power", "may_be_contacted")
    return {
        "home": {name: getattr(home, name) for name in HOME} if home else {},
        "guardians": [
            {name: getattr(one, name) for name in flags}
            | {name: getattr(one.guardian, name) for name in GUARDIAN}
            for one in links
        ],
    }


def _history(student: Student) -> dict[str, Any]:
    seats = student.enrolments.select_related("classroom").order_by("year", "pk")
    return {
        "seats": [[one.year, one.classroom.label] for one in seats],
        "changes": [
            [one.on.isoformat(), one.get_to_status_display()]
            for one in student.status_changes.order_by("on", "pk")
        ],
    }


def _health(student: Student) -> dict[str, Any]:
    record = SensitiveRecord.objects.filter(student=student).first()
    return {name: getattr(record, name) for name in HEALTH} if record else {}


MAKERS: dict[str, Callable[[Student], dict[str, Any]]] = {
    "family": _family,
    "history": _history,
    "health": _health,
}


def dump(summary: dict[str, Any]) -> str:
    return json.dumps(summary, ensure_ascii=False, sort_keys=True)


def load(transfer: Transfer) -> dict[str, Any]:
    """The summary as it was sent; empty where its key is lost."""
    found: dict[str, Any] = json.loads(transfer.summary or "{}")
    return found


Section = tuple[str, list[tuple[str, str]]]


def sections(summary: dict[str, Any]) -> list[Section]:
    """The summary as pages show it: a title and pairs of label and words; the number masked."""
    found = [("นักเรียน", _person_words(summary["person"]))] if "person" in summary else []
    if family := summary.get("family"):
        found.append((PARTS["family"], _family_words(family)))
    if history := summary.get("history"):
        seats = [(f"ปีการศึกษา {year}", str(room)) for year, room in history["seats"]]
        changes = [
            (thai_date(date.fromisoformat(on)), str(word)) for on, word in history["changes"]
        ]
        found.append((PARTS["history"], seats + changes))
    if health := summary.get("health"):
        disabilities = ", ".join(health.get("disabilities") or [])
        words = [("หมู่โลหิต", health["blood_group"]), ("สุขภาพ", health["health_note"])]
        found.append((PARTS["health"], [*words, ("ความพิการ", disabilities)]))
    return [(title, [(label, word) for label, word in rows if word]) for title, rows in found]


def _person_words(person: dict[str, Any]) -> list[tuple[str, str]]:
    sex = dict(Student.Sex.choices).get(person["sex"], "")
    born = person["birth_date"]
    name = f"{person['title']}{person['first_name']} {person['last_name']}".strip()
    return [
        ("ชื่อ - สกุล", name),
        ("ชื่อเล่น", person["nickname"]),
        ("เพศ", str(sex)),
        ("วันเกิด", thai_date(date.fromisoformat(born)) if born else ""),
        ("สัญชาติ", person["nationality"]),
        ("เลขประจำตัว", mask_citizen_id(person["identifier"]) if person["identifier"] else ""),
        ("รหัสนักเรียนเดิม", person["code"]),
        ("ชั้นล่าสุด", Level(person["level"]).label if person["level"] else ""),
    ]


def _family_words(family: dict[str, Any]) -> list[tuple[str, str]]:
    people = [
        (one["relation"], f"{one['title']}{one['first_name']} {one['last_name']} {one['phone']}")
        for one in family["guardians"]
    ]
    home = family["home"]
    marks = {"house_no": "", "moo": "หมู่ ", "tambon": "ต.", "amphoe": "อ.", "province": "จ."}
    address = " ".join(f"{mark}{home[name]}" for name, mark in marks.items() if home.get(name))
    return [*people, ("ที่อยู่", address)]
