"""The class board: the figure on an adviser's home page, its first duty."""

from schoolcare.access import Permission
from schoolcare.audit_words import NOUNS
from schoolcare.registry import Duty, bench_pages, duties, figures, rounds
from students.board_bench import board_pages
from students.board_figures import own_classes
from students.completeness import is_complete
from students.kept_counts import recount
from students.models import Student

NOUNS |= {"record_rule": "รายการที่นับว่าข้อมูลครบ"}

figures.append(own_classes)
bench_pages.append(board_pages)
rounds.append(recount)
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
