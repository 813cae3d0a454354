"""Hand-over notes, destinations and transfers: the tab of a pupil, home, the binder."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.audit_words import NOUNS
from schoolcare.counting import counted
from schoolcare.models import School
from schoolcare.registry import (
    BinderPaper,
    HomeCard,
    HomeCounts,
    PupilPanel,
    binder,
    demo,
    home_counts,
    pupil_panels,
)
from students.demo_next_year import fill as fill_demo
from students.models import Destination, HandoverNote, Student, Transfer, TransferRequest


def _asks(request: Any) -> tuple[School, dict[str, Any]] | None:
    """Pupils whom another school offers to this one, asks it for, or does not send to it."""
    school = request.workplace.office(Permission.STATUS_CHANGE)
    if not isinstance(school, School):
        return None
    rows = Transfer.objects.filter(state=Transfer.State.OFFERED)
    asked = TransferRequest.objects.waiting().filter(student__status__in=Student.IN_SCHOOL)
    return school, {
        "transfers": counted(rows, "to_school"),
        "requests": counted(asked, "student__school"),
        "answers": counted(TransferRequest.objects.unread(), "to_school"),
    }


def _tells(request: Any, found: dict[str, Any]) -> Iterable[HomeCard]:
    url = reverse("students:transfer-list")
    yield HomeCard("นักเรียนขอย้ายเข้า", found["transfers"], url, "ดูสรุป แล้วรับหรือไม่รับ", "soon")
    text = "เลือกสรุปที่จะส่ง หรือบอกเหตุผล"
    yield HomeCard("โรงเรียนอื่นขอรับย้ายนักเรียน", found["requests"], url, text, "soon")
    url, text = reverse("students:transfer-request-list"), "อ่านคำตอบของโรงเรียนเดิม"
    yield HomeCard("คำขอย้ายเข้าที่ยังไม่ได้รับเรื่อง", found["answers"], url, text, "soon")


def _notes(school: Any, year: int, room: Any) -> Iterator[dict[str, str]]:
    """The class's notes of the year, where somebody wrote any."""
    rows = HandoverNote.objects.filter(year=year, student__enrolments__classroom=room)
    if room is not None and rows.exists():
        yield {"classroom": str(room.pk)}


def _destinations(school: Any, year: int, room: Any) -> Iterator[dict[str, str]]:
    if Destination.objects.filter(student__school=school, year=year).exists():
        yield {"school": school.code, "year": str(year)}


NOUNS |= {"entry_request": "คำขอย้ายเข้า", "transfer_request": "คำขอย้ายไปของโรงเรียนอื่น"}
demo.append((16, fill_demo))
home_counts.append(HomeCounts(_asks, _tells))
pupil_panels.append(PupilPanel("ส่งต่อครู", "students:handover-detail", Permission.HANDOVER_VIEW))
binder += [
    BinderPaper("handover-note", "การส่งต่อครูที่ปรึกษา", 90, _notes),
    BinderPaper(
        "graduate-destination", "การศึกษาต่อและประกอบอาชีพ", 91, _destinations, is_of_class=False
    ),
]
