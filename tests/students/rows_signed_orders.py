"""Scans of signed orders in the tables of access and of the log."""

from typing import Any

from schoolcare.access import Permission
from students.models import SignedOrder
from tests.access_place import Place
from tests.homevisits import making

RIGHTS = {
    Permission.STRUCTURE_VIEW: "students:signed-order-file",
    Permission.CARE_ORDER: "students:signed-order-attach students:signed-order-remove",
}


def of_scan(place: Place) -> dict[str, Any]:
    order = SignedOrder.objects.create(
        school=place.school,
        year=2569,
        kind=SignedOrder.Kind.TEAMS,
        file=place.picture(),
        added_by=place.everybody,
    )
    return {"pk": order.pk}


def scan(place: Place) -> dict[str, Any]:
    return {"kind": "adviser-order", "copy": making.picture()}


SCHOOL_ROWS = {"students:signed-order-file": of_scan, "students:signed-order-remove": of_scan}
POST_ONLY = {"students:signed-order-remove"}
WRITES = {
    "students:signed-order-attach": ("signed_order.attach", scan),
    "students:signed-order-remove": ("signed_order.delete",),
}
LOOKS = {"students:signed-order-file": "signed_order.download"}
