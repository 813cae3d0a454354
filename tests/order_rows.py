"""Rows of tests/access_rows.py from a selection to the order, in the school of the insider."""

from collections.abc import Callable
from datetime import date
from typing import Any

from committee.models import Board
from tests.access_place import Place
from tests.committee.making import make_board
from tests.committee.order_making import issue, make_candidate, make_selecting
from tests.homevisits import making

Fields = Callable[[Place], dict[str, Any]]


def of_board(place: Place) -> dict[str, Any]:
    return {"pk": place.board.pk}


def of_member(place: Place) -> dict[str, Any]:
    return {"pk": place.member.pk}


def of_draft_board(place: Place) -> dict[str, Any]:
    draft = make_board(place.school, state=Board.State.DRAFT, ends_on=date(2033, 5, 31), seats=())
    return {"pk": draft.pk}


def of_selecting_board(place: Place) -> dict[str, Any]:
    return {"pk": make_selecting(place.school, number=9).pk}


def of_candidate(place: Place) -> dict[str, Any]:
    return {"pk": make_candidate(place.board).pk}


def of_waiting_line(place: Place) -> dict[str, Any]:
    return {"pk": place.order_line.pk}


def of_drafted_line(place: Place) -> dict[str, Any]:
    return {"pk": place.order.lines.get().pk}


def of_order(place: Place) -> dict[str, Any]:
    return {"pk": place.order.pk}


def of_signed_order(place: Place) -> dict[str, Any]:
    order = issue(place.order, place.everybody)
    order.signed_copy = place.picture()
    order.save()
    return {"pk": order.pk}


ORDER_ROWS = {
    "committee:board-propose": of_selecting_board,
    "committee:board-select": of_draft_board,
    "committee:candidate-create": of_board,
    "committee:candidate-drop": of_candidate,
    "committee:correction-ask": of_board,
    "committee:line-off": of_drafted_line,
    "committee:line-return": of_waiting_line,
    "committee:line-withdraw": of_waiting_line,
    "committee:member-propose": of_candidate,
    "committee:order-attach": of_signed_order,
    "committee:order-cancel": of_order,
    "committee:order-detail": of_order,
    "committee:order-file": of_signed_order,
    "committee:order-issue": of_order,
    "committee:order-update": of_order,
    "committee:removal-ask": of_member,
}


def typed(**fields: Any) -> Fields:
    return lambda place: fields


# What one good POST leaves in the log, and what is typed over the form; for tests/audit_rows.py.
ORDER_WRITES: dict[str, tuple[str, Fields]] = {
    "committee:board-propose": ("board.state", typed(accept="on")),
    "committee:board-select": ("selection.save", typed(student_count=301)),
    "committee:candidate-create": ("member.create", typed(seat="8", first_name="ใหม่")),
    "committee:candidate-drop": ("member.delete", typed()),
    "committee:correction-ask": ("order.ask", typed(field="ends_on", right="1/6/2590")),
    "committee:line-off": ("order.unlist", typed()),
    "committee:line-return": ("order.return", typed(reason="ขาดเอกสาร")),
    "committee:line-withdraw": ("order.unask", typed()),
    "committee:member-propose": ("order.ask", typed(accept="on")),
    "committee:order-attach": ("order.attach", lambda place: {"copy": making.picture()}),
    "committee:order-cancel": ("order.cancel", typed(reason="ลงวันที่ผิด")),
    "committee:order-create": ("order.create", lambda place: {"lines": [place.order_line.pk]}),
    "committee:order-issue": ("order.issue", typed(number="1/2569")),
    "committee:order-update": ("order.update", typed(note="ด่วน")),
    "committee:removal-ask": ("order.ask", typed(left_on="1/6/2590", left_reason="removed")),
}
