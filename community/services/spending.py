"""A project under way: what was paid, and what its indicators came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from community.models import Project, Spending
from community.services.projects import touch, under_way, where
from schoolcare import audit
from schoolcare.models import User
from schoolcare.thai import baht


@dataclass(frozen=True)
class Result:
    """What an indicator came to; `is_met` None while that is not known."""

    text: str
    is_met: bool | None


@transaction.atomic
def spend(spending: Spending, *, by: User) -> Spending:
    """Note a payment of a budget row. More than planned is a warning of the page, no refusal.

    Raises ValidationError for a future day, a foreign row, and unless the project is under way.
    """
    project = under_way(spending.project)
    if spending.line.project_id != project.pk:
        raise ValidationError({"line": "เลือกรายการงบประมาณของโครงการนี้"})
    if spending.spent_on > timezone.localdate():
        raise ValidationError({"spent_on": "วันที่จ่ายต้องไม่ใช่วันข้างหน้า"})
    spending.made_by = by
    spending.full_clean()
    spending.save()
    audit.record("spending.add", project, by=by, **where(project), **_facts(spending))
    return spending


@transaction.atomic
def take_back(spending: Spending, *, by: User) -> None:
    """Remove a payment that was noted wrongly; the log keeps day and amount.

    A second time changes nothing. Raises ValidationError unless the project is under way.
    """
    project = under_way(spending.project)
    if Spending.objects.filter(pk=spending.pk).delete()[0]:
        audit.record("spending.remove", project, by=by, **where(project), **_facts(spending))


def _facts(spending: Spending) -> dict[str, Any]:
    return {"row": str(spending.line)[:100], "amount": baht(spending.amount)}


@transaction.atomic
def note_results(project: Project, results: Mapping[int, Result], *, by: User) -> Project:
    """What indicators came to, by key. Raises ValidationError unless the project is under way."""
    project = under_way(project)
    changed = 0
    for pk, row in project.indicators.in_bulk(list(results)).items():
        noted = results[pk]
        if (row.result, row.is_met) != (noted.text, noted.is_met):
            row.result, row.is_met = noted.text, noted.is_met
            row.save(update_fields=["result", "is_met"])
            changed += 1
    if changed:
        touch(project)
        audit.record("project_indicator.result", project, by=by, **where(project), count=changed)
    return project
