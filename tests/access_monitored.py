"""Rows of tests/access_rows.py about monitoring and the yearly report."""

from collections.abc import Callable
from typing import Any

from tests.access_place import Place
from tests.committee.monitored import make_evidence, make_report, make_round, make_yearly


def of_draft_monitoring(place: Place) -> dict[str, Any]:
    return {"pk": make_round(place.school.district, state="draft").pk}


def of_question(place: Place) -> dict[str, Any]:
    return of_draft_monitoring(place) | {"code": "q1"}


def of_section(place: Place) -> dict[str, Any]:
    return of_draft_monitoring(place) | {"number": 1}


def of_monitoring(place: Place) -> dict[str, Any]:
    return {"pk": make_round(place.school.district).pk}


def of_report(place: Place) -> dict[str, Any]:
    """The school is writing it."""
    return {"pk": make_report(place.school, by=place.everybody).pk}


def of_sent_report(place: Place) -> dict[str, Any]:
    return {"pk": make_report(place.school, state="sent", by=place.everybody).pk}


def of_advised_report(place: Place) -> dict[str, Any]:
    report = make_report(place.school, state="visited", by=place.everybody, advice="ประชุมให้ครบ")
    return {"pk": report.pk}


def of_proof(place: Place) -> dict[str, Any]:
    report = make_report(place.school, by=place.everybody)
    return {"pk": make_evidence(report, place.picture()).pk}


def of_yearly(place: Place) -> dict[str, Any]:
    office = place.school.district
    return {"pk": make_yearly(office, place.picture(), by=place.everybody).pk}


def of_sent_proof(place: Place) -> dict[str, Any]:
    report = make_report(place.school, state="sent", by=place.everybody)
    return {"pk": make_evidence(report, place.picture()).pk}


MONITORED_ROWS: dict[str, Callable[[Place], dict[str, Any]]] = {
    "committee:evidence-file": of_proof,
    "committee:evidence-look": of_sent_proof,
    "committee:monitoring-close": of_monitoring,
    "committee:monitoring-detail": of_monitoring,
    "committee:monitoring-drop": of_draft_monitoring,
    "committee:monitoring-open": of_draft_monitoring,
    "committee:monitoring-questions": of_draft_monitoring,
    "committee:monitoring-update": of_monitoring,
    "committee:question-create": of_draft_monitoring,
    "committee:question-remove": of_question,
    "committee:question-update": of_question,
    "committee:section-update": of_section,
    "committee:report-close": of_sent_report,
    "committee:report-detail": of_report,
    "committee:report-edit": of_report,
    "committee:report-result": of_advised_report,
    "committee:report-return": of_sent_report,
    "committee:report-review": of_sent_report,
    "committee:report-send": of_report,
    "committee:report-start": of_monitoring,
    "committee:report-visit": of_sent_report,
    "committee:yearly-detail": of_yearly,
    "committee:yearly-file": of_yearly,
}
