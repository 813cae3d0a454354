"""Rows of tests/access_rows.py about the office's own work with its schools."""

from collections.abc import Callable
from typing import Any

from tests.access_place import Place


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


OFFICE_ROWS: dict[str, Callable[[Place], dict[str, Any]]] = {
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
