"""A whole visit as plain data, for its revisions."""

from typing import Any

from homevisits.models import HomeVisit, VisitMember


def snapshot(visit: HomeVisit) -> dict[str, Any]:
    """Everything of the visit as JSON: columns as text, answers, ticks, members, files by id."""
    columns = ("status", "mode", "reason", "reason_note", "definition", "version", "review_remark")
    data: dict[str, Any] = {name: getattr(visit, name) for name in columns}
    for name in ("visited_on", "household_income", "income_per_head"):
        value = getattr(visit, name)
        data[name] = None if value is None else str(value)
    household = visit.student.household
    place = None
    if household and household.latitude is not None:
        place = [str(household.latitude), str(household.longitude)]
    return data | {
        "author": visit.author_id,
        "answers": dict(visit.answers),
        "steps_done": list(visit.steps_done),
        "ticks": [[tick.item, tick.option, tick.is_danger] for tick in visit.ticks.all()],
        "members": [_member(member) for member in visit.members.all()],
        "photos": [[one.kind, one.caption, str(one.file_id)] for one in visit.photos.all()],
        "signatures": [
            [one.signer, one.name, one.relation, one.on_paper, _id(one.file_id)]
            for one in visit.signatures.all()
        ],
        "place": place,
    }


def _member(member: VisitMember) -> dict[str, Any]:
    incomes = {name: str(getattr(member, name)) for name in VisitMember.INCOMES}
    plain = {name: getattr(member, name) for name in ("order", "relation", "age", "is_disabled")}
    return plain | incomes


def _id(key: Any) -> str | None:
    return None if key is None else str(key)
