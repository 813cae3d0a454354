"""What SDQ says to the screening of mind and behaviour; what it tells in a pupil's chronology."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from schoolcare.access import Permission
from schoolcare.asked_together import Asked, Rows, facts, moment
from schoolcare.registry import Event, EventSource, HintSource, ScreeningHint
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.chronology import ROUND, later_first, round_of
from students.models import Informant, SdqGroup, SdqNormSet, SdqResponse, SdqSettings, Student

ASPECT = "mind"


def _asks_hints(pupils: QuerySet, year: int, semester: int) -> Asked:
    """Of the term, by the school's main informant."""
    own = "student__school__sdq_settings__"
    rows = SdqResponse.objects.of_term(year, semester).filter(student__in=pupils)
    rows = rows.annotate(
        asked=Coalesce(F(f"{own}primary"), Value(SdqSettings.PRIMARY.value)),
        takes=Coalesce(F(f"{own}hint"), Value(SdqSettings.Hint.WORST.value)),
    ).filter(informant=F("asked"))
    norms = {one: f"norm_set__{one}" for one in ("name", "version", "school")}
    told = ("student", "informant", "takes", "total_group", "worst_group")
    return rows, facts(*told, **norms, number="round__number", total="scores__total")


def _tells_hints(pupils: QuerySet, year: int, semester: int, rows: Rows) -> Iterator[ScreeningHint]:
    """The newest round's; the adviser confirms."""
    newest = {row["student"]: row for row in sorted(rows, key=itemgetter("number"))}
    for student, row in newest.items():
        takes_total = row["takes"] == SdqSettings.Hint.TOTAL
        level = row["total_group"] if takes_total else row["worst_group"]
        if level:
            url = address(student, "students:assessment-detail")
            yield ScreeningHint(student, ASPECT, level, _source(row), url=url)


def _source(row: dict[str, Any]) -> str:
    """SDQ ครู: คะแนนรวม 18 มีปัญหา (เกณฑ์ A …)."""
    informant, group = Informant(row["informant"]).label, row["total_group"]
    norms = SdqNormSet(name=row["name"], version=row["version"], school_id=row["school"])
    said = "คะแนนรวมยังไม่ครบ"
    if group:
        said = f"คะแนนรวม {row['total']} {SdqGroup(group).label}"
    return f"SDQ {informant}: {said} ({norms})"


def _asks(pupil: Any, kept_out: Any) -> Asked:
    """That a sheet was keyed, without what it says."""
    found = SdqResponse.objects.filter(student=pupil)
    return found, facts("informant", "answered_on", "keyed_at", **ROUND)


def _tells(request: Request, student: Student, rows: Rows) -> Iterator[Event]:
    url = address(student.pk, "students:assessment-detail")
    for row in later_first(rows):
        title = f"SDQ ผู้ประเมิน: {Informant(row['informant']).label}"
        day = row["answered_on"]
        on = date.fromisoformat(day) if day else moment(row["keyed_at"])
        yield Event(on, title, text=round_of(row), url=url, icon="clipboard")


hints = HintSource(_asks_hints, _tells_hints)
of_assessments = EventSource(_asks, _tells, Permission.SDQ_VIEW)
