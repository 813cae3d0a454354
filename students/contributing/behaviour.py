"""Behaviour on the home page and a pupil's page, its rules in the year's binder."""

from collections.abc import Iterator
from typing import Any

from schoolcare.access import Permission
from schoolcare.audit_words import NOUNS
from schoolcare.registry import (
    BinderPaper,
    PupilPanel,
    binder,
    demo,
    home_counts,
    pupil_panels,
    screening_hints,
)
from students.behaviour_cards import behaviour_counts
from students.behaviour_hints import of_violence
from students.demo_behaviour import fill
from students.models import BehaviourLetter, Penalty

NOUNS |= {
    "behaviour": "บันทึกพฤติกรรม",
    "behaviour_letter": "การแจ้งผู้ปกครองเรื่องความประพฤติ",
    "behaviours": "รายการพฤติกรรม",
    "conduct": "ระเบียบความประพฤติ",
    "penalty": "บทลงโทษ",
    "signed_bond": "ทัณฑ์บนที่ลงชื่อแล้ว",
    "scale": "เกณฑ์คะแนนความประพฤติ",
}
pupil_panels.append(PupilPanel("พฤติกรรม", "students:student-behaviour", Permission.BEHAVIOUR_VIEW))
demo.append((13, fill))
home_counts.append(behaviour_counts)
screening_hints.append(of_violence)


def _rules(school: Any, year: int, classroom: Any) -> Iterator[dict[str, str]]:
    """The rules that the school has announced; none where it has not."""
    if school.conduct_rules.exists():
        yield {"school": school.code}


binder.append(BinderPaper("conduct-rules", "พฤติกรรมและวินัย", 510, _rules, is_of_class=False))


def _bonds(school: Any, year: int, classroom: Any) -> Iterator[dict[str, str]]:
    """Every bond of a class that stands."""
    rows = Penalty.objects.standing().filter(kind=Penalty.Kind.BOND, year=year)
    rows = rows.filter(student__enrolments__classroom=classroom, student__enrolments__ends_on=None)
    for pk in rows.order_by("decided_on", "pk").values_list("pk", flat=True):
        yield {"object": str(pk)}


def _letters(school: Any, year: int, classroom: Any) -> Iterator[dict[str, str]]:
    """Every letter to guardians of a class that went out."""
    rows = BehaviourLetter.objects.filter(state=BehaviourLetter.State.SENT, year=year)
    rows = rows.filter(student__enrolments__classroom=classroom, student__enrolments__ends_on=None)
    for pk in rows.order_by("settled_on", "pk").values_list("pk", flat=True):
        yield {"object": str(pk)}


binder += [
    BinderPaper("behaviour-letter", "พฤติกรรมและวินัย", 520, _letters, is_expected=False),
    BinderPaper("probation-bond", "พฤติกรรมและวินัย", 530, _bonds, is_expected=False),
]
