"""What the pupil registry contributes to the house."""

from schoolcare.access import Permission
from schoolcare.registry import (
    MenuEntry,
    PupilPanel,
    bench_pages,
    chronology,
    demo,
    menu,
    pupil_panels,
)
from students import documents  # noqa: F401 -- registers itself
from students import evidence as _evidence  # noqa: F401 -- registers what proves steps
from students.bench import measured_pages
from students.chronology import of_consents, of_enrolments, of_notes
from students.contributing import at_risk as _at_risk  # noqa: F401 -- registers itself
from students.contributing import attendance as _attendance  # noqa: F401 -- registers itself
from students.contributing import behaviour as _behaviour  # noqa: F401 -- registers itself
from students.contributing import binder as _binder  # noqa: F401 -- registers itself
from students.contributing import boards as _boards  # noqa: F401 -- registers itself
from students.contributing import duplicates as _duplicates  # noqa: F401 -- registers itself
from students.contributing import growth as _growth  # noqa: F401 -- registers itself
from students.contributing import handovers as _handovers  # noqa: F401 -- registers itself
from students.contributing import homeroom as _homeroom  # noqa: F401 -- registers itself
from students.contributing import leaving as _leaving  # noqa: F401 -- registers itself
from students.contributing import menu as _menu  # noqa: F401 -- registers itself
from students.contributing import promotions as _promotions  # noqa: F401 -- registers itself
from students.contributing import screening as _screening  # noqa: F401 -- registers itself
from students.contributing import sdq as _sdq  # noqa: F401 -- registers itself
from students.contributing import statistics as _statistics  # noqa: F401 -- registers itself
from students.contributing import structure as _structure  # noqa: F401 -- registers itself
from students.demo import fill
from students.importing import importer  # noqa: F401 -- registers itself

demo.append((10, fill))
bench_pages.append(measured_pages)
chronology += [of_notes, of_enrolments, of_consents]

menu += [
    MenuEntry(
        "นักเรียน",
        "students:student-list",
        "people",
        (Permission.PUPIL_LIST,),
        order=10,
        bar=True,
        group="นักเรียน",
    ),
    MenuEntry(
        "ห้องเรียน",
        "students:classroom-list",
        "board",
        (Permission.PUPIL_LIST,),
        order=11,
        group="นักเรียน",
    ),
    MenuEntry(
        "นำเข้าข้อมูล",
        "students:import-list",
        "upload",
        (Permission.PUPIL_IMPORT,),
        order=18,
        group="นักเรียน",
        at_school=True,
    ),
]

pupil_panels += [
    PupilPanel("สุขภาพ", "students:student-health", Permission.SENSITIVE_HEALTH),
    PupilPanel("สวัสดิการ", "students:student-welfare", Permission.SENSITIVE_WELFARE),
]
