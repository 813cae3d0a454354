"""The place of the rollover in the menu."""

from schoolcare.access import Permission
from schoolcare.registry import MenuEntry, menu

menu.append(
    MenuEntry(
        "เลื่อนชั้น",
        "students:rollover-home",
        "up",
        (Permission.ROLLOVER_RUN,),
        order=160,
        group="ระบบดูแลช่วยเหลือ",
    )
)
