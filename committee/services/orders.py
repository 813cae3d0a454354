"""Orders of the office: what goes on a draft, issuing it, cancelling it (admin.md §1.11, §4.4).

An order is issued in one transaction for all its schools or for none. Its row and the rows of its
boards are locked, so that of two officers the second finds it issued.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from committee.authority import authority_of, legal_basis
from committee.models import Order, OrderKind, OrderLine
from committee.services import effects
from committee.wording import Draft, kept
from schoolcare import audit, numbering
from schoolcare.models import District, DocumentText, StoredFile, User
from schoolcare.numbering import number_of

State = Order.State
PAPER = "committee-order"  # whose number the register keeps


def lines_of(order: Order) -> QuerySet[OrderLine]:
    """What an order says, by school, with everything that pages and papers show."""
    found = OrderLine.objects.filter(order=order)
    found = found.select_related("board__school__district", "board__rule_set", "member__replaces")
    return found.order_by("board__school__name", "board", "asked_at", "pk")


@transaction.atomic
def draft(office: District, lines: Iterable[int], *, by: User) -> Order:
    """A draft order of what waits: one kind, one appointing authority, as many schools as chosen.

    Raises ValidationError where nothing was chosen, or the chosen do not go together.
    """
    found = _waiting(office, lines)
    order = Order(district=office, kind=_one_kind(found), made_by=by)
    order.legal_basis = legal_basis(found[0].board.rule_set)
    order.save()
    _put(order, found, by=by)
    audit.record("order.create", order, by=by, district_id=office.pk, kind=order.kind)
    return order


def _waiting(office: District, lines: Iterable[int]) -> list[OrderLine]:
    rows = OrderLine.objects.select_for_update(of=("self",)).waiting()
    rows = rows.filter(pk__in=list(lines), board__school__district=office)
    found = list(rows.select_related("board__rule_set", "board__school__district").order_by("pk"))
    if not found:
        raise ValidationError("เลือกเรื่องที่รอออกคำสั่งอย่างน้อยหนึ่งเรื่อง")
    return found


def _one_kind(lines: list[OrderLine]) -> str:
    if len({one.kind for one in lines}) > 1:
        raise ValidationError("คำสั่งหนึ่งฉบับทำได้เรื่องชนิดเดียว เลือกเรื่องชนิดเดียวกัน")
    if len({authority_of(one.board).key for one in lines}) > 1:
        raise ValidationError("ผู้แต่งตั้งของโรงเรียนที่เลือกไม่ใช่คนเดียวกัน แยกเป็นคนละคำสั่ง")
    return lines[0].kind


def _put(order: Order, lines: Iterable[OrderLine], *, by: User) -> None:
    for line in lines:
        line.order = order
        line.save(update_fields=["order"])
        audit.record("order.list", line, by=by, school_id=line.board.school_id, order=order.pk)


@transaction.atomic
def take_off(line: OrderLine, *, by: User) -> OrderLine:
    """Take one matter off a draft: it waits again; the last one takes the draft with it."""
    rows = OrderLine.objects.select_related("board")
    if (order_id := rows.get(pk=line.pk).order_id) is None:
        return line
    order = _locked(order_id)  # before its lines, as everywhere
    line = rows.select_for_update(of=("self",)).get(pk=line.pk)
    if line.order_id != order.pk:
        return line
    _refuse_unless_draft(order)
    line.order = None
    line.save(update_fields=["order"])
    audit.record("order.unlist", line, by=by, school_id=line.board.school_id, order=order.pk)
    if not order.lines.exists():
        _cancel(order, reason="นำทุกเรื่องออกจากร่างแล้ว", by=by)
    return line


@transaction.atomic
def update(order: Order, *, by: User) -> Order:
    """Save basis and note of a draft."""
    current = _locked(order.pk)
    _refuse_unless_draft(current)
    changes = audit.differences(current, order)
    if changes:
        order.save(update_fields=list(changes))
        audit.record("order.update", order, by=by, district_id=order.district_id, fields=changes)
    return order


@transaction.atomic
def issue(order: Order, *, number: str, dated_on: date, effective_on: date, by: User) -> Order:
    """The order is out: every board and member on it becomes what it says.

    Issued twice, it was issued once. Raises ValidationError, and changes nothing, for a number in
    use, or any school whose registry cannot take it; the words name the school.
    """
    District.objects.select_for_update().get(pk=order.district_id)  # one number after the other
    order = _locked(order.pk)
    if order.state == State.ISSUED:
        return order
    _refuse_unless_draft(order)
    _refuse_number(order, number)
    order.number, order.dated_on, order.effective_on = number, dated_on, effective_on
    order.wording = _wording(order)
    order.state, order.issued_by, order.issued_at = State.ISSUED, by, timezone.now()
    order.full_clean(exclude=["district", "made_by", "issued_by", "signed_copy"])
    order.save()
    _write(order, by=by)
    audit.record(
        "order.issue", order, by=by, district_id=order.district_id, number=number, kind=order.kind
    )
    return order


def _wording(order: Order) -> dict[str, Any]:
    """What was signed: the draft as it was printed, before the registry follows the order."""
    found = kept(Draft(order, list(lines_of(order)), timezone.localdate()).wording())
    place = {"slug": PAPER, "subject_key": _key(order), "district": order.district_id}
    if edited := DocumentText.objects.filter(**place).first():
        found["texts"] |= {
            name: edited.body.get(name, text) for name, text in found["texts"].items()
        }
    return found


def _key(order: Order) -> str:
    """Names the order in the keys of its paper."""
    return f"///{order.pk}"


def _write(order: Order, *, by: User) -> None:
    """Each line into the registry; refusals of all schools together."""
    refused: list[str] = []
    for line in lines_of(order):
        try:
            effects.write(line, order, by=by)
        except ValidationError as error:
            refused.append(f"{line.board.school.short_name}: {' '.join(error.messages)}")
    if refused:
        raise ValidationError(refused)


def _refuse_number(order: Order, number: str) -> None:
    if not number:
        raise ValidationError({"number": "กรอกเลขที่คำสั่ง"})
    same = Order.objects.filter(district=order.district_id, number=number).exclude(pk=order.pk)
    if same.exists():
        raise ValidationError({"number": f"คำสั่งที่ {number} ออกไปแล้ว เลขที่ใช้ซ้ำไม่ได้"})


@transaction.atomic
def cancel(order: Order, *, reason: str, by: User) -> tuple[Order, list[OrderLine]]:
    """Cancel a draft, or an order that is out; its number stays and is never used again.

    What the order wrote is taken back and waits for an order anew, where it still stands as the
    order wrote it. Gives back the lines whose registry was changed since: those stay as they are.
    Raises ValidationError without a reason.
    """
    order = _locked(order.pk)
    if order.state == State.CANCELLED:
        return order, []
    if not (words := " ".join(reason.split())):
        raise ValidationError({"reason": "เขียนเหตุที่ยกเลิก"})
    left: list[OrderLine] = []
    if order.state == State.DRAFT:
        for line in lines_of(order):
            line.order = None
            line.save(update_fields=["order"])
    else:
        left = [one for one in lines_of(order) if not effects.take_back(one, order, by=by)]
    return _cancel(order, reason=words, by=by), left


def _cancel(order: Order, *, reason: str, by: User) -> Order:
    if entry := number_of(order.district, PAPER, _key(order)):
        numbering.cancel(entry, reason=reason[:200], by=by)
    order.state, order.cancel_reason = State.CANCELLED, reason
    order.cancelled_by, order.cancelled_at = by, timezone.now()
    order.save(update_fields=["state", "cancel_reason", "cancelled_by", "cancelled_at"])
    audit.record(
        "order.cancel",
        order,
        by=by,
        district_id=order.district_id,
        number=order.number,
        reason=reason,
    )
    return order


@transaction.atomic
def attach(order: Order, copy: StoredFile, *, by: User) -> Order:
    """Keep the signed copy with an issued order and with each board that it appointed."""
    order = _locked(order.pk)
    if order.state != State.ISSUED:
        raise ValidationError("แนบสำเนาได้เมื่อออกคำสั่งแล้ว")
    order.signed_copy = copy
    order.save(update_fields=["signed_copy"])
    if order.kind == OrderKind.BOARD:
        for line in lines_of(order):
            line.board.order_scan = copy
            line.board.save(update_fields=["order_scan"])
    audit.record("order.attach", order, by=by, district_id=order.district_id)
    return order


def _locked(pk: int) -> Order:
    return Order.objects.select_for_update(of=("self",)).select_related("district").get(pk=pk)


def _refuse_unless_draft(order: Order) -> None:
    if order.state != State.DRAFT:
        raise ValidationError(f"คำสั่งนี้อยู่ในขั้น “{order.get_state_display()}” แล้ว")
