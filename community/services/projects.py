"""A project's proposal: made, changed section by section and row by row, taken over from last year.

Every change locks the project, so that nothing changes under who proposes or approves it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from community.models import UNPLACED, BudgetLine, Indicator, Project, ProjectTask
from schoolcare import audit
from schoolcare.models import User

LOCKED = "โครงการนี้เสนอไปแล้ว แก้ไขข้อเสนอไม่ได้ ให้ผู้มีสิทธิส่งกลับแก้ไขก่อน"
GONE = "มีคนลบรายการนี้ไปแล้ว"
RUNNING_ONLY = "บันทึกได้เฉพาะโครงการที่กำลังดำเนินการ"
SECTIONS = (
    *("plan_name", "strategy", "standards", "unit", "rationale", "objectives"),
    *("quantity_target", "quality_target", "place", "expected"),
)
KEPT = ("area", "year_kind", "owner_text", "budget", *SECTIONS)  # of last year's project
ROW = {ProjectTask: "task", BudgetLine: "budget", Indicator: "indicator"}
GROUP = {ProjectTask: "phase", BudgetLine: "kind", Indicator: "project_id"}  # ordered within it
Part = TypeVar("Part", ProjectTask, BudgetLine, Indicator)


def group_of(row: ProjectTask | BudgetLine | Indicator) -> str:
    """The phase or type within which a row is ordered, in words; "" for an indicator."""
    if isinstance(row, Indicator):
        return ""
    label: str = getattr(row, f"get_{GROUP[type(row)]}_display")()
    return label


def where(project: Project) -> dict[str, Any]:
    """Whose log an event of the project belongs to."""
    return {"school_id": project.school_id, "district_id": project.district_id}


def lock(project: Project) -> Project:
    """The project as it is now; nobody else changes it until the transaction ends."""
    return Project.objects.select_for_update().get(pk=project.pk)


def draft_of(project: Project) -> Project:
    """The locked project. Raises ValidationError where its proposal may no longer be changed."""
    current = lock(project)
    if not current.is_draft:
        raise ValidationError(LOCKED)
    return current


@transaction.atomic
def create(project: Project, *, by: User) -> Project:
    """A new draft of `by`. Raises ValidationError for what cannot be."""
    project.made_by, project.state = by, Project.State.DRAFT
    project.full_clean()
    project.save()
    audit.record("project.create", project, by=by, **where(project))
    return project


@transaction.atomic
def update(project: Project, fields: Iterable[str], *, by: User) -> Project:
    """Save these fields of a draft. Raises ValidationError once it was proposed."""
    return _save(project, fields, draft_of(project), by=by)


@transaction.atomic
def update_results(project: Project, fields: Iterable[str], *, by: User) -> Project:
    """Save what came of it. Raises ValidationError unless the project is under way."""
    return _save(project, fields, under_way(project), by=by)


def under_way(project: Project) -> Project:
    """The locked project. Raises ValidationError unless it is under way."""
    current = lock(project)
    if not current.is_under_way:
        raise ValidationError(RUNNING_ONLY)
    return current


def _save(project: Project, fields: Iterable[str], current: Project, *, by: User) -> Project:
    """Only what the form showed: another section that somebody saved meanwhile stays."""
    names = [name for name in fields if getattr(project, name) != getattr(current, name)]
    for name in names:
        setattr(current, name, getattr(project, name))
    current.full_clean()
    if names:
        current.version += 1
        current.save(update_fields=[*names, "version"])
        audit.record("project.update", current, by=by, **where(current), fields=names)
    return current


@transaction.atomic
def set_owners(project: Project, owners: list[User], *, by: User) -> None:
    """Who is responsible among the staff; they may change the project from now on."""
    if set(project.owners.values_list("pk", flat=True)) != {one.pk for one in owners}:
        project.owners.set(owners)
        keys = [one.pk for one in owners]
        audit.record("project.owners", project, by=by, **where(project), people=keys)


@transaction.atomic
def save_part(row: Part, *, by: User) -> Part:
    """Add or change an activity, a budget row or an indicator of a draft.

    Raises ValidationError for what cannot be, and once the project was proposed.
    """
    project = draft_of(row.project)
    is_new, group = row.pk is None, GROUP[type(row)]
    if not is_new and getattr(_standing(row), group) != getattr(row, group):
        row.position = UNPLACED
    task = getattr(row, "task", None)
    if task is not None and task.project_id != project.pk:
        raise ValidationError({"task": "เลือกกิจกรรมของโครงการนี้"})
    row.full_clean()
    row.save()
    touch(project)
    verb = "add" if is_new else "change"
    audit.record(
        f"project_{ROW[type(row)]}.{verb}", project, by=by, **where(project), row=str(row)[:100]
    )
    return row


def _standing(row: Part) -> Part:
    """The row as it is kept now. Raises ValidationError where somebody removed it."""
    found = type(row)._base_manager.filter(pk=row.pk).first()
    if found is None:
        raise ValidationError(GONE)
    return found


@transaction.atomic
def shift_part(row: Part, *, is_up: bool, by: User) -> None:
    """Change places with the neighbour of the same phase or type; at the edge nothing happens.

    Raises ValidationError for a row that is gone, and once the project was proposed.
    """
    project, kind = draft_of(row.project), type(row)
    now, group = _standing(row), GROUP[type(row)]
    rows = list(kind._default_manager.filter(project=project, **{group: getattr(now, group)}))
    at = rows.index(now)
    to = at - 1 if is_up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for position, one in enumerate(rows, start=1):
        one.position = position
    kind._default_manager.bulk_update(rows, ["position"])
    touch(project)
    name = f"project_{ROW[kind]}.move"
    audit.record(name, project, by=by, **where(project), row=str(now)[:100])


@transaction.atomic
def remove_part(row: Part, *, by: User) -> None:
    """Take a row off a draft; a second time changes nothing. Raises ValidationError: proposed."""
    project = draft_of(row.project)
    found = type(row)._base_manager.filter(pk=row.pk)
    if found.delete()[0]:
        touch(project)
        kind = ROW[type(row)]
        audit.record(f"project_{kind}.remove", project, by=by, **where(project), row=str(row)[:100])


def touch(project: Project) -> None:
    """A row of the project changed: whoever opened it before has an older version."""
    project.version += 1
    project.save(update_fields=["version"])


@transaction.atomic
def reuse(source: Project, year: int, *, by: User) -> Project:
    """ใช้ของปีก่อน: a draft for another year with every section and row, days moved by the years.

    Results, spending and the course stay behind. Raises ValidationError where the year already has
    a project of this name.
    """
    same = Project.objects.filter(school=source.school_id, district=source.district_id)
    same = same.filter(year=year, year_kind=source.year_kind, name=source.name)
    if same.exclude(state=Project.State.CANCELLED).exists():
        raise ValidationError({"year": f"มีโครงการชื่อนี้ใน{source.get_year_kind_display()} {year} แล้ว"})
    years = year - source.year
    made = Project(school_id=source.school_id, district_id=source.district_id)
    for name in ("name", *KEPT):
        setattr(made, name, getattr(source, name))
    made.year, made.copied_from = year, source
    made.nature = Project.Nature.CONTINUING
    made.starts_on, made.ends_on = (moved(day, years) for day in (source.starts_on, source.ends_on))
    made = create(made, by=by)
    made.owners.set(source.owners.filter(is_active=True))
    _copy_rows(source, made, years)
    return made


def _copy_rows(source: Project, made: Project, years: int) -> None:
    tasks: dict[int | None, ProjectTask | None] = {None: None}
    for task in source.tasks.all():
        old = task.pk
        task.pk, task.project = None, made
        task.starts_on = task.starts_on and moved(task.starts_on, years)
        task.ends_on = task.ends_on and moved(task.ends_on, years)
        task.save()
        tasks[old] = task
    for line in source.budget_lines.all():
        line.pk, line.project, line.task = None, made, tasks[line.task_id]
        line.save()
    for one in source.indicators.all():
        one.pk, one.project, one.result, one.is_met = None, made, "", None
        one.save()


def moved(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes the 28th in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
