"""Rows of tests/access_rows.py and tests/audit_rows.py about an office's work with its schools."""

from collections.abc import Callable
from typing import Any

from tests.access_place import Place

Fields = Callable[[Place], dict[str, Any]]


def nothing(place: Place) -> dict[str, Any]:
    return {}


def typed(**fields: Any) -> Fields:
    return lambda place: fields


def of_circular(place: Place) -> dict[str, Any]:
    return {"pk": place.circular.pk}


def of_circular_draft(place: Place) -> dict[str, Any]:
    return {"pk": place.draft_circular.pk}


def of_receipt(place: Place) -> dict[str, Any]:
    return {"pk": place.circular.receipts.get().pk}


def of_enclosure(place: Place) -> dict[str, Any]:
    return {"pk": place.circular.files.create(file=place.picture(), title="แบบ").pk}


def of_board_network(place: Place) -> dict[str, Any]:
    return {"pk": place.board_network.pk}


def of_training(place: Place) -> dict[str, Any]:
    return {"pk": place.training.pk}


def the_receipts(place: Place) -> dict[str, Any]:
    return {"receipts": [place.circular.receipts.get().pk]}


def new_network(place: Place) -> dict[str, Any]:
    return {"name": "เครือข่ายใหม่", "level": "cluster", "schools": [place.school.pk]}


def new_training(place: Place) -> dict[str, Any]:
    return {"title": "อบรม", "starts_on": "1/6/2569", "hours": "6", "place": "ห้องประชุม"}


def the_members(place: Place) -> dict[str, Any]:
    """All of the board but its chair, who is on the list."""
    rows = place.board.members.exclude(pk=place.member.pk)
    return {"source": f"school-{place.school.pk}", "members": [one.pk for one in rows]}


def missed_hours(place: Place) -> dict[str, Any]:
    return {f"hours_{place.training.trainees.get().pk}": "1.5"}


OFFICE_ROWS: dict[str, Fields] = {
    "committee:circular-detail": of_circular,
    "committee:circular-file": of_enclosure,
    "committee:circular-remind": of_circular,
    "committee:circular-send": of_circular_draft,
    "committee:circular-update": of_circular_draft,
    "committee:circular-withdraw": of_circular,
    "committee:network-detail": of_board_network,
    "committee:network-meeting": of_board_network,
    "committee:network-update": of_board_network,
    "committee:receipt-acknowledge": of_receipt,
    "committee:receipt-detail": of_receipt,
    "committee:receipt-file": of_enclosure,
    "committee:training-detail": of_training,
    "committee:training-hours": of_training,
    "committee:training-outsider": of_training,
    "committee:training-people": of_training,
    "committee:training-update": of_training,
}

# What one good POST leaves in the log, and what is typed for it.
OFFICE_WRITES: dict[str, tuple[str, Fields]] = {
    "committee:circular-create": ("circular.create", typed(subject="แจ้ง", text="ด้วย")),
    "committee:circular-remind": ("circular.remind", the_receipts),
    "committee:circular-send": ("circular.submit", nothing),
    "committee:circular-update": ("circular.update", typed(subject="แจ้งอีกครั้ง")),
    "committee:circular-withdraw": ("circular.cancel", typed(reason="พิมพ์ผิด")),
    "committee:network-create": ("board_network.create", new_network),
    "committee:network-meeting": ("meeting.plan", typed(held_on="1/6/2590", place="ห้องประชุม")),
    "committee:network-update": ("board_network.update", typed(contact="นางมานี ใจดี")),
    "committee:receipt-acknowledge": ("receipt.acknowledge", nothing),
    "committee:training-create": ("training.create", new_training),
    "committee:training-hours": ("training.hours", missed_hours),
    "committee:training-outsider": ("training.people", typed(name="นางมานี ใจดี")),
    "committee:training-people": ("training.people", the_members),
    "committee:training-update": ("training.update", typed(trainers="นางมานี ใจดี")),
}
