"""The procedures of every school of an office: done, late, with evidence; one school's to read."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schoolcare import audit, procedures
from schoolcare.access import Permission, require
from schoolcare.models import Network, Procedure, School
from schoolcare.procedure_sets import (
    SchoolPlans,
    StepShare,
    plans_of_schools,
    shared_steps,
    shares_of,
)
from schoolcare.procedures import Planned, State
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME
from schoolcare.screens.forms.procedure_board import BoardFilter
from schoolcare.screens.numbers import not_here
from schoolcare.screens.procedures import badge_of, shown, year_of, years_around
from schoolcare.spreadsheet import write_xlsx
from schoolcare.thai import search_key, thai_key

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
P = Permission.PROCEDURE_VIEW


@require_safe
@require(P)
def procedure_board(request: Request) -> HttpResponse:
    """Every school with its steps; above them how far the schools are with each step."""
    if not request.user.access.grant(P).districts:
        not_here()
    year, today = year_of(request), request.workplace.today
    schools = _schools(request).filter(is_active=True).select_related("network")
    every = plans_of_schools(schools.order_by("name", "pk"), year, today)
    shared = _procedures(every)
    form = BoardFilter(request.GET or None, networks=_networks(every), procedures=shared)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if code := wanted.get("procedure"):
        [root] = [one.root_id for one in shared if one.code == code]
        every = [line.of(root) for line in every]
    placed = [line for line in every if _is_in_place(line, wanted)]
    found = [line for line in placed if _is_in_state(line, wanted)]
    if request.GET.get("as") == "xlsx":
        return _sheet(request, found, year)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    asked = {name: str(value) for name, value in wanted.items() if value}
    by_step = wanted.get("view") == "steps"
    context = {
        "form": form,
        "year": year,
        "segments": _views(asked, by_step=by_step),
        "by_step": by_step,
        "page_obj": page,
        "rows": [(line, _cells(line)) for line in page],
        "shares": [_shown_share(one, asked) for one in shares_of(placed)] if by_step else [],
        "total": len(placed),
        "late": sum(line.late > 0 for line in placed),
        "complete": sum(0 < len(line.steps) == line.done for line in placed),
        "sheet_query": f"?{urlencode(asked | {'as': 'xlsx'})}",
        "crumbs": [HOME, ("กระบวนงานประจำปี", reverse("procedure-list")), ("ทุกโรงเรียน", "")],
    }
    return render(request, "procedures/procedure_board.html", context)


def _schools(request: Request) -> Any:
    return School.objects.for_user(request.user, P)


def _networks(every: list[SchoolPlans]) -> list[Network]:
    """Those of the schools at hand, which costs no query."""
    found = {line.school.network_id: line.school.network for line in every if line.school.network}
    return sorted(found.values(), key=lambda network: thai_key(network.name))


def _procedures(every: list[SchoolPlans]) -> list[Procedure]:
    """One of each family that several schools go by."""
    found: dict[int, Procedure] = {}
    for one in shared_steps(every):
        found.setdefault(one.step.procedure.root_id, one.step.procedure)
    return list(found.values())


def _is_in_place(line: SchoolPlans, wanted: dict[str, Any]) -> bool:
    network, key = wanted.get("network"), search_key(wanted.get("q", ""))
    if network and str(line.school.network_id) != network:
        return False
    return key in search_key(line.school.full_name + line.school.code)


def _is_in_state(line: SchoolPlans, wanted: dict[str, Any]) -> bool:
    """Whether any step, or the one asked for, stands as asked."""
    step, state = wanted.get("step"), wanted.get("state")
    if not state:
        return True
    steps = [(one, now) for one, now in line.steps if not step or one.key == step]
    if state == State.DONE and not step:
        return 0 < len(steps) == line.done
    return any(_is(state, one, now) for one, now in steps)


def _is(state: str, one: Planned, now: State) -> bool:
    if state == "bare":
        return now is State.DONE and not one.has_evidence
    return now is not State.DONE if state == "open" else now == state


def _cells(line: SchoolPlans) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "words": f"ขั้นที่ {one.step.number} {words}"}
        for one, state in line.steps
        for kind, words in [badge_of(one, state)]
    ]


def _without(asked: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name not in names}


def _views(asked: dict[str, str], *, by_step: bool) -> list[dict[str, Any]]:
    """The same schools, one by one or counted for each step."""
    here = _without(asked, "step", "view")
    counted = {"url": f"?{urlencode(here | {'view': 'steps'})}", "current": by_step}
    listed = {"url": f"?{urlencode(here)}", "current": not by_step}
    return [{"label": "รายโรงเรียน"} | listed, {"label": "รายขั้นตอน"} | counted]


def _shown_share(share: StepShare, asked: dict[str, str]) -> dict[str, Any]:
    """A line of the summary; its figures lead to the schools they count."""
    here = _without(asked, "step", "state", "view")
    links = {
        name: f"?{urlencode(here | {'step': share.planned.key, 'state': name})}"
        for name in (State.DONE.value, State.LATE.value)
    }
    return {"share": share, "planned": share.planned, "links": links}


def _sheet(request: Request, lines: list[SchoolPlans], year: int) -> HttpResponse:
    """A row a school, a column a step that several go by; the log says how many rows left."""
    headers = ["รหัสโรงเรียน", "โรงเรียน", "กลุ่มเครือข่าย", "เสร็จแล้ว", "เลยกำหนด", "มีหลักฐาน"]
    steps = shared_steps(lines)
    headers += [
        f"{one.step.procedure.name} {one.step.number}. {one.step.name} ({one.time_words})"
        for one in steps
    ]
    rows: list[list[Any]] = [
        [
            *(line.school.code, line.school.full_name, str(line.school.network or "")),
            *(line.done, line.late, line.with_evidence),
            *(
                badge_of(*line.by_key[one.key])[1] if one.key in line.by_key else ""
                for one in steps
            ),
        ]
        for line in lines
    ]
    data = write_xlsx(f"กระบวนงาน {year}", headers, rows)
    office = request.workplace.district
    where = {"district_id": office.pk if office else None}
    audit.record("procedure.export", None, by=request.user, rows=len(rows), year=year, **where)
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="procedures-{year}.xlsx"'
    return response


@require_safe
@require(P)
def procedure_school(request: Request, pk: int) -> HttpResponse:
    """One school's plans, to read."""
    school, year = get_object_or_404(_schools(request), pk=pk), year_of(request)
    board = f"{reverse('procedure-board')}?year={year}"
    listed = reverse("procedure-list")
    context = {
        "plans": shown(procedures.plans(school, year), request.workplace.today),
        "place": school,
        "year": year,
        "segments": years_around(request, year),
        "is_seen_from_above": True,
        "crumbs": [
            *(HOME, ("กระบวนงานประจำปี", listed), ("ทุกโรงเรียน", board)),
            (school.short_name, ""),
        ],
    }
    return render(request, "procedures/procedure_list.html", context)
