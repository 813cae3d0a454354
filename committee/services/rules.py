"""An office's own editions of the rule sets. What came with the system is never written over.

A change makes a new edition: a board keeps the rules it was made under, unless the administrator
has those follow that are still in their term. A board that is over or cancelled never follows.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committee.models import Board, Check, CheckRule, RuleSet, Seat, SeatRule, Severity
from schoolcare import audit
from schoolcare.models import District, User

FACTS = (
    *("size_threshold", "term_years", "max_terms", "is_consecutive_only"),
    *("refill_days", "refill_exempt_days", "appointed_by", "source"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What an edition says: FACTS by name, (small, large) by seat, (severity, value) by check."""

    facts: dict[str, Any]
    seats: dict[int, tuple[int, int]]
    checks: dict[str, tuple[str, int | None]]


def open_boards(office: District, code: str) -> Any:
    """The boards under rules of this code at the office: neither over nor cancelled."""
    rules = Q(rule_set__district=None) | Q(rule_set__district=office)
    found = Board.objects.filter(rules, school__district=office, rule_set__code=code)
    found = found.exclude(state=Board.State.CANCELLED)
    return found.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))


def draft_of(rules: RuleSet) -> Draft:
    """What stands there now; seats that the rules do not name have no holder."""
    seats = {one.seat: (one.count_small, one.count_large) for one in rules.seats.all()}
    return Draft(
        facts={name: getattr(rules, name) for name in FACTS},
        seats={seat: seats.get(seat, (0, 0)) for seat in Seat.values},
        checks={one.check_code: (one.severity, one.value) for one in rules.checks.all()},
    )


@transaction.atomic
def change_rules(
    rules: RuleSet, office: District, draft: Draft, *, follow: bool, by: User
) -> tuple[RuleSet, int]:
    """A new edition for the office, and how many boards in their term `follow` it.

    Raises ValidationError for what cannot be and when somebody made another edition meanwhile.
    """
    District.objects.select_for_update().get(pk=office.pk)
    if not RuleSet.objects.offered_to(office.pk).filter(pk=rules.pk).exists():
        raise ValidationError("มีผู้อื่นแก้ไขไปก่อนแล้ว กรุณาเปิดหน้านี้ใหม่")
    changes = _changes(draft_of(rules), draft)
    moving = open_boards(office, rules.code).exclude(rule_set=rules) if follow else None
    if not changes and not (moving and moving.exists()):
        return rules, 0
    edition = _edition(rules, office, draft) if changes else rules
    moved = 0
    if follow:
        followers = open_boards(office, rules.code).exclude(rule_set=edition)
        moved = Board.objects.filter(pk__in=list(followers.values_list("pk", flat=True))).update(
            rule_set=edition
        )
    if changes and rules.district_id:
        _retire(rules)
    where = {"district_id": office.pk, "count": moved}
    audit.record("rules.change", edition, by=by, items=changes, **where)
    return edition, moved


@transaction.atomic
def drop_edition(rules: RuleSet, *, by: User) -> None:
    """New boards follow again what came with the system; those there keep what they have."""
    if rules.district_id is None or not rules.is_current:
        raise ValidationError("หลักเกณฑ์นี้เป็นฉบับที่มากับระบบอยู่แล้ว")
    audit.record("rules.drop", rules, by=by, district_id=rules.district_id)
    rules.is_current = False
    rules.save(update_fields=["is_current"])
    _retire(rules)


def _edition(rules: RuleSet, office: District, draft: Draft) -> RuleSet:
    if rules.district_id:
        rules.is_current = False
        rules.save(update_fields=["is_current"])
    kept = {name: getattr(rules, name) for name in ("code", "name", "effective_from")}
    edition = RuleSet(
        district=office,
        changed_on=timezone.localdate(),
        is_total_free=rules.is_total_free,
        **kept,
        **draft.facts,
    )
    edition.full_clean()
    edition.save()
    trading = {one.seat for one in rules.seats.all() if one.may_trade}
    SeatRule.objects.bulk_create(
        SeatRule(
            rule_set=edition,
            seat=seat,
            count_small=small,
            count_large=large,
            may_trade=seat in trading,
        )
        for seat, (small, large) in draft.seats.items()
        if small or large
    )
    CheckRule.objects.bulk_create(
        CheckRule(
            rule_set=edition,
            check_code=one.check_code,
            severity=draft.checks[one.check_code][0],
            value=draft.checks[one.check_code][1],
            source=one.source,
            is_general=one.is_general,
        )
        for one in rules.checks.all()
    )
    return edition


def _retire(rules: RuleSet) -> None:
    """An edition that no board was made under is forgotten; its changes stand in the log."""
    if not Board.objects.filter(rule_set=rules).exists():
        rules.delete()


def _changes(before: Draft, after: Draft) -> dict[str, list[Any]]:
    """What differs, as {name: [old, new]}; seats and checks in words, as the log shows them."""
    pairs = {
        **{name: (before.facts[name], after.facts[name]) for name in FACTS},
        **{
            str(seat.label): tuple("/".join(map(str, one.seats[seat])) for one in (before, after))
            for seat in Seat
        },
        **{
            str(Check(code).label): tuple(_weight(*one.checks[code]) for one in (before, after))
            for code in before.checks
        },
    }
    return {name: [old, new] for name, (old, new) in pairs.items() if old != new}


def _weight(severity: str, value: int | None) -> str:
    label = str(Severity(severity).label)
    return label if value is None else f"{label} {value}"
