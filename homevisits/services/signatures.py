"""Signatures of a visit: drawn on the screen, or given on the print."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError

from homevisits.answers import KEPT
from homevisits.models import HomeVisit, VisitSignature
from schoolcare import audit, files
from schoolcare.models import User

SIGNERS = {
    "guardian_signature": VisitSignature.Signer.GUARDIAN,
    "visitor_signature": VisitSignature.Signer.VISITOR,
}


def signatures_of(visit: Any) -> list[VisitSignature]:
    """Those that came with the visit (`VisitQuerySet.with_signatures`), else asked for."""
    if not getattr(visit, "is_signed_known", False):
        return list(visit.signatures.all())
    names = [f"signed_{signer}" for signer in VisitSignature.Signer.values]
    return [getattr(visit, name) for name in names if hasattr(visit, name)]


def read_signature(visit: HomeVisit, code: str) -> dict[str, str]:
    """Controls of a signature as stored: name, relation, `drawn` = KEPT, on_paper = 1."""
    found = next((one for one in signatures_of(visit) if one.signer == SIGNERS[code]), None)
    if found is None:
        return {}
    texts = {"name": found.name, "relation": found.relation}
    texts |= {"drawn": KEPT if found.file_id else "", "on_paper": "1" if found.on_paper else ""}
    return {f"{code}.{name}": text for name, text in texts.items() if text}


def write_signature(visit: HomeVisit, code: str, texts: dict[str, str], *, by: User) -> None:
    """Keep, replace or take away one signature; an unreadable drawing leaves what was there."""
    sent = {name: texts.get(f"{code}.{name}", "") for name in ("name", "relation", "drawn")}
    on_paper = bool(texts.get(f"{code}.on_paper"))
    signer = SIGNERS[code]
    if not any(sent.values()) and not on_paper:
        if visit.signatures.filter(signer=signer).delete()[0]:
            _record(visit, signer, by=by, removed=True)
        return
    row = visit.signatures.filter(signer=signer).first() or VisitSignature(
        visit=visit, signer=signer
    )
    row.name, row.relation = sent["name"][:200], sent["relation"][:50]
    row.on_paper = on_paper
    if sent["drawn"] != KEPT:
        _draw(row, visit, code, sent["drawn"], by=by)
    row.save()


def _draw(row: VisitSignature, visit: HomeVisit, code: str, drawing: str, *, by: User) -> None:
    mark = hashlib.sha256(drawing.encode()).hexdigest() if drawing else ""
    if visit.answers.get(f"{code}.mark", "") == mark and bool(row.file_id) == bool(drawing):
        return
    if not drawing:
        row.file = None
    else:
        try:
            row.file = files.store_signature(drawing, school=visit.student.school, by=by)
        except ValidationError:
            return
    visit.answers[f"{code}.mark"] = mark
    _record(visit, row.signer, by=by, drawn=bool(drawing))


def _record(visit: HomeVisit, signer: str, *, by: User, **changes: bool) -> None:
    audit.record(
        "visit.sign",
        visit,
        by=by,
        school_id=visit.student.school_id,
        district_id=visit.student.school.district_id,
        pupil_id=visit.student_id,
        signer=signer,
        **changes,
    )
