"""What the pupil registry contributes to the house."""

from schoolcare.access import Permission
from schoolcare.registry import MenuEntry, demo, menu
from students.demo import fill
from students.importing import importer  # noqa: F401 -- registers itself

demo.append((10, fill))

menu += [
    MenuEntry(
        "นักเรียน", "students:student-list", "people", (Permission.PUPIL_LIST,), order=10, bar=True
    ),
    MenuEntry(
        "นำเข้าข้อมูล", "students:import-list", "upload", (Permission.PUPIL_IMPORT,), order=40
    ),
]
