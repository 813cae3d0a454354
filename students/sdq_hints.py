"""What SDQ says to the screening of mind and behaviour; what it tells in a pupil's chronology."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from schoolcare.access import Permission
from schoolcare.registry import Event, ScreeningHint
from schoolcare.requests import Request
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


def of_assessments(request: Request, student: Student) -> Iterator[Event]:
    """That a sheet was keyed, for who may see it, without what it says."""
    if Permission.SDQ_VIEW not in student.rights:  # type: ignore[attr-defined]
        return
    url = reverse("students:assessment-detail", args=[student.pk])
    rows: Any = student.sdq_responses.select_related("round__term").order_by()  # type: ignore[attr-defined]
    for one in sorted(rows, key=lambda one: one.pk, reverse=True):
        title = f"SDQ ผู้ประเมิน: {Informant(one.informant).label}"
        on = one.answered_on or one.keyed_at
        yield Event(on, title, text=str(one.round), url=url, icon="clipboard")
