"""Rows of tests/access_rows.py and tests/audit_rows.py about projects, in the insider's school."""

from collections.abc import Callable
from typing import Any

from community.models import Project, Spending
from tests.access_place import SECRET, Place
from tests.community.making_projects import FIRST, make_project, make_task, make_whole

Fields = Callable[[Place], dict[str, Any]]
State = Project.State


def of_draft(place: Place) -> dict[str, Any]:
    return {"pk": make_whole(place.school, place.everybody).pk}


def in_state(state: State, **fields: Any) -> Fields:
    def row(place: Place) -> dict[str, Any]:
        return {"pk": make_whole(place.school, place.everybody, state=state, **fields).pk}

    return row


def of_section(place: Place) -> dict[str, Any]:
    return of_draft(place) | {"section": "rationale"}


def of_kind(place: Place) -> dict[str, Any]:
    return of_draft(place) | {"kind": "task"}


def of_task(place: Place) -> dict[str, Any]:
    return {"kind": "task", "pk": make_task(make_project(place.school, place.everybody)).pk}


def of_first_task(place: Place) -> dict[str, Any]:
    project = make_project(place.school, place.everybody)
    first, _second = make_task(project), make_task(project)
    return {"kind": "task", "pk": first.pk}


def of_spending(place: Place) -> dict[str, Any]:
    project = make_whole(place.school, place.everybody, state=State.RUNNING)
    paid = {"line": project.budget_lines.get(), "spent_on": FIRST, "amount": 100}
    return {"pk": Spending.objects.create(project=project, made_by=place.everybody, **paid).pk}


def nothing(place: Place) -> dict[str, Any]:
    return {}


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def the_source(place: Place) -> dict[str, Any]:
    return {"source": make_whole(place.school, place.everybody).pk, "year": 2570}


def the_area(place: Place) -> dict[str, Any]:
    area = make_project(place.school).area
    return {"name": "โครงการใหม่", "area": area and area.pk, "budget": "0", "nature": "new"}


def a_payment(place: Place) -> dict[str, Any]:
    line = Project.objects.get(state=State.RUNNING).budget_lines.get()
    return {"line": line.pk, "amount": "๑๐๐", "spent_on": "16/5/2569"}


def the_results(place: Place) -> dict[str, Any]:
    one = Project.objects.get(state=State.RUNNING).indicators.get()
    return {f"met_{one.pk}": "yes", f"result_{one.pk}": "310 คน"}


REPORTED = {"outcome": "ทำครบ", "state": State.RUNNING}


def of_reported(place: Place) -> dict[str, Any]:
    project = make_whole(place.school, place.everybody, **REPORTED)
    project.indicators.update(is_met=True)
    return {"pk": project.pk}


PROJECT_ROWS: dict[str, Fields] = {
    "community:project-approve": of_draft,
    "community:project-cancel": of_draft,
    "community:project-close": of_draft,
    "community:project-detail": of_draft,
    "community:project-endorse": of_draft,
    "community:project-indicators": in_state(State.RUNNING),
    "community:project-part": of_task,
    "community:project-part-create": of_kind,
    "community:project-part-move": of_task,
    "community:project-part-order": of_kind,
    "community:project-part-remove": of_task,
    "community:project-propose": of_draft,
    "community:project-report": of_draft,
    "community:project-results": in_state(State.RUNNING),
    "community:project-return": of_draft,
    "community:project-section": of_section,
    "community:project-start": of_draft,
    "community:project-update": of_draft,
    "community:spending-create": in_state(State.RUNNING),
    "community:spending-remove": of_spending,
}
# The action that one good POST leaves, what is typed, and the row where the one above does not do.
PROJECT_WRITES: dict[str, tuple[Any, ...]] = {
    "community:project-approve": ("project.grant", nothing, in_state(State.ENDORSED)),
    "community:project-cancel": ("project.cancel", typed(words="งดจัด")),
    "community:project-close": ("project.close", nothing, in_state(State.REPORTED)),
    "community:project-create": ("project.create", the_area),
    "community:project-endorse": (
        "project.endorse",
        typed(opinion="endorse", on="16/5/2569"),
        in_state(State.PROPOSED),
    ),
    "community:project-indicators": ("project_indicator.result", the_results),
    "community:project-part": ("project_task.change", typed(what="จัดงาน")),
    "community:project-part-create": ("project_task.add", typed(phase="2", what="จัดงาน")),
    "community:project-part-move": ("project_task.move", typed(to="down"), of_first_task),
    "community:project-part-remove": ("project_task.remove",),
    "community:project-propose": ("project.put",),
    "community:project-report": ("project.report", nothing, of_reported),
    "community:project-results": ("project.update", typed(outcome="ทำครบ")),
    "community:project-return": ("project.return", typed(words="แก้"), in_state(State.PROPOSED)),
    "community:project-reuse": ("project.create", the_source),
    "community:project-section": ("project.update", typed(rationale="เพราะว่า")),
    "community:project-start": ("project.start", nothing, in_state(State.APPROVED)),
    "community:project-update": ("project.update", typed(name="ชื่อใหม่")),
    "community:spending-create": ("spending.add", a_payment),
    "community:spending-remove": ("spending.remove",),
}
POST_ONLY = {
    "community:project-part-move",
    "community:project-part-remove",
    "community:spending-remove",
}
LISTS = {"community:project-list": SECRET}
