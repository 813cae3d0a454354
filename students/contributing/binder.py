"""The care binder: its place in the menu, and the papers of the registry in it."""

from typing import Any

from schoolcare.access import Permission
from schoolcare.registry import BinderPaper, MenuEntry, binder, menu
from students.contributing.boards import CARE

KNOWN = "รู้จักนักเรียนเป็นรายบุคคล"
SUMMARY = "สรุปและสถิติ"

menu.append(
    MenuEntry(
        "แฟ้มงานระบบดูแล",
        "students:binder",
        "file",
        (Permission.BINDER_MAKE,),
        order=146,
        group=CARE,
    )
)


def of_class(school: Any, year: int, room: Any) -> list[dict[str, str]]:
    """Printed once a class, whatever there is: the roster holds at least one pupil."""
    return [{"classroom": str(room.pk)}]


def of_school(school: Any, year: int, room: Any) -> list[dict[str, str]]:
    return [{}]


binder += [
    BinderPaper("class-list", KNOWN, 20, of_class),
    BinderPaper("student-records", KNOWN, 25, of_class),
    BinderPaper("care-statistics", SUMMARY, 900, of_school, is_of_class=False),
]
