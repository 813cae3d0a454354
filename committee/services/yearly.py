"""Issuing the office's yearly report."""

import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from committee.documents.yearly import PROBLEMS, SUGGESTIONS, YearlyPaper
from committee.models import YearlyReport
from schoolcare import audit, files
from schoolcare.documents import prepare
from schoolcare.models import District, User
from schoolcare.thai import academic_year


@transaction.atomic
def issue_report(office: District, year: int, *, by: User, today: date) -> YearlyReport:
    """Freeze figures, words and the paper of a year; the step of the procedure closes by it.

    Issued again while nothing has changed, it is the same report. Raises ValidationError for a year
    that has not begun.
    """
    if year > academic_year(today):
        raise ValidationError(f"ปีการศึกษา {year} ยังไม่เริ่ม ออกรายงานไม่ได้")
    asked = {"district": office.code, "year": str(year), "date": today.isoformat()}
    paper = prepare(YearlyPaper.slug, asked, user=by)
    assert isinstance(paper, YearlyPaper)  # noqa: S101 -- the slug is its own
    body = paper.body
    texts = {name: body[name] for name in (PROBLEMS.name, SUGGESTIONS.name)}
    District.objects.select_for_update().get(pk=office.pk)
    last = YearlyReport.objects.filter(district=office, year=year).order_by("-pk").first()
    if last and (last.figures, last.texts) == (_stored(paper.figures), texts):
        return last
    file = files.store_result(paper.pdf(), content_type="application/pdf", school=None, by=by)
    made = YearlyReport.objects.create(
        district=office,
        year=year,
        figures=paper.figures,
        texts=texts,
        file=file,
        issued_by=by,
    )
    audit.record("yearly.issue", made, by=by, district_id=office.pk, year=year)
    return made


def _stored(figures: dict[str, Any]) -> Any:
    """As they come back from the database."""
    return json.loads(json.dumps(figures))
