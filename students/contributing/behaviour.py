"""Behaviour in the menu and on a pupil's page, its rules in the year's binder."""

from collections.abc import Iterator
from typing import Any

from schoolcare.access import Permission
from schoolcare.audit_words import NOUNS
from schoolcare.registry import BinderPaper, MenuEntry, PupilPanel, binder, demo, menu, pupil_panels
from students.demo_behaviour import fill

NOUNS |= {
    "behaviour": "บันทึกพฤติกรรม",
    "behaviours": "รายการพฤติกรรม",
    "conduct": "ระเบียบความประพฤติ",
    "scale": "เกณฑ์คะแนนความประพฤติ",
}
menu.append(
    MenuEntry(
        "พฤติกรรม",
        "students:behaviour-find",
        "star",
        (Permission.BEHAVIOUR_NOTE,),
        order=120,
        group="ระบบดูแลช่วยเหลือ",
    )
)
pupil_panels.append(PupilPanel("พฤติกรรม", "students:student-behaviour", Permission.BEHAVIOUR_VIEW))
demo.append((13, fill))


def _rules(school: Any, year: int, classroom: Any) -> Iterator[dict[str, str]]:
    """The rules that the school has announced; none where it has not."""
    if school.conduct_rules.exists():
        yield {"school": school.code}


binder.append(BinderPaper("conduct-rules", "พฤติกรรมและวินัย", 510, _rules, is_of_class=False))
