"""The class board: its place in the menu, the figure on an adviser's home page, its first duty."""

from schoolcare.access import Permission
from schoolcare.audit_words import NOUNS
from schoolcare.registry import Duty, MenuEntry, bench_pages, duties, figures, menu
from students.board_bench import board_pages
from students.board_figures import own_classes
from students.completeness import is_complete
from students.models import Student

CARE = "ระบบดูแลช่วยเหลือ"
NOUNS |= {"record_rule": "รายการที่นับว่าข้อมูลครบ"}

menu.append(
    MenuEntry(
        "กระดานงานประจำชั้น",
        "students:board",
        "board",
        (Permission.DUTY_VIEW,),
        order=19,
        group=CARE,
    )
)
menu.append(
    MenuEntry(
        "ความก้าวหน้างานดูแล",
        "students:board-figures",
        "chart",
        (Permission.CARE_COUNT,),
        order=101,
        group=CARE,
    )
)
figures.append(own_classes)
bench_pages.append(board_pages)
duties.append(
    Duty(
        "record",
        "ข้อมูลนักเรียน",
        10,
        Permission.PUPIL_VIEW,
        lambda year, semester: Student.objects.all(),
        "students:record-missing",
        student="pk",
        part=~is_complete(),
        short="ข้อมูลครบ",
    )
)
