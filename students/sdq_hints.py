"""What SDQ says to the screening of mind and behaviour; what it tells in a pupil's chronology."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, moment
from schoolcare.registry import Event, EventSource, ScreeningHint
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.chronology import ROUND, Rows, facts, later_first, round_of
from students.models import Informant, SdqGroup, SdqResponse, SdqSettings, Student

ASPECT = "mind"


def hints(pupils: QuerySet, year: int, semester: int) -> Iterator[ScreeningHint]:
    """Of the newest round of the term, by the school's main informant; the adviser confirms."""
    own = "student__school__sdq_settings__"
    rows = SdqResponse.objects.of_term(year, semester).filter(student__in=pupils)
    rows = rows.annotate(
        asked=Coalesce(F(f"{own}primary"), Value(SdqSettings.PRIMARY.value)),
        takes=Coalesce(F(f"{own}hint"), Value(SdqSettings.Hint.WORST.value)),
    ).filter(informant=F("asked"))
    newest: dict[int, Any] = {}
    for one in rows.select_related("norm_set").order_by("round__number"):
        newest[one.student_id] = one
    for one in newest.values():
        takes_total = one.takes == SdqSettings.Hint.TOTAL
        level = one.total_group if takes_total else one.worst_group
        if level:
            url = reverse("students:assessment-detail", args=[one.student_id])
            yield ScreeningHint(one.student_id, ASPECT, level, _source(one), url=url)


def _source(response: SdqResponse) -> str:
    """SDQ ครู: คะแนนรวม 18 มีปัญหา (เกณฑ์ A …)."""
    informant = Informant(response.informant).label
    total, group = response.scores.get("total"), response.total_group
    said = f"คะแนนรวม {total} {SdqGroup(group).label}" if group else "คะแนนรวมยังไม่ครบ"
    return f"SDQ {informant}: {said} ({response.norm_set})"


def _asks(request: Request, student: Any) -> Asked | None:
    """That a sheet was keyed, for who may see it, without what it says."""
    if Permission.SDQ_VIEW not in student.rights:
        return None
    return student.sdq_responses.all(), facts("informant", "answered_on", "keyed_at", **ROUND)


def _tells(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    url = address(student.pk, "students:assessment-detail")
    for row in later_first(rows):
        title = f"SDQ ผู้ประเมิน: {Informant(row['informant']).label}"
        day = row["answered_on"]
        on = date.fromisoformat(day) if day else moment(row["keyed_at"])
        yield Event(on, title, text=round_of(row), url=url, icon="clipboard")


of_assessments = EventSource(_asks, _tells)
