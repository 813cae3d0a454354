"""Statistics: their place in the menu, words of the log, what pupils are counted by."""

from schoolcare.access import Permission
from schoolcare.audit_words import FACTS, NOUNS
from schoolcare.registry import MenuEntry, menu
from students import dimensions  # noqa: F401 -- registers itself
from students.contributing.boards import CARE

NOUNS |= {"statistics": "สถิตินักเรียน", "care_count": "ความก้าวหน้างานดูแลช่วยเหลือ"}
FACTS |= {"dimension": "นับตาม"}

menu.append(
    MenuEntry(
        "สถิตินักเรียน",
        "students:statistics",
        "chart",
        (Permission.PUPIL_COUNT,),
        order=145,
        group=CARE,
    )
)
