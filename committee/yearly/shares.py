"""Shares and means as they are printed: half up, nothing where there is nothing to divide by."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

# Bands of a mean of levels 1 to 5 (BAND451, admin.md §3.8), looked up on the rounded value.
BANDS = (
    (Decimal("4.51"), "มากที่สุด"),
    (Decimal("3.51"), "มาก"),
    (Decimal("2.51"), "ปานกลาง"),
    (Decimal("1.51"), "น้อย"),
    (Decimal("0"), "น้อยที่สุด"),
)


def share(part: int, whole: int) -> str:
    """`part` of `whole` in percent with one decimal; "" of nothing."""
    if not whole:
        return ""
    return str((Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def mean(values: Iterable[int]) -> str:
    """With two decimals; "" of nothing."""
    found = list(values)
    if not found:
        return ""
    return str((Decimal(sum(found)) / len(found)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def band(average: str) -> str:
    """The word for a mean of levels; "" without one."""
    if not average:
        return ""
    return next(word for least, word in BANDS if Decimal(average) >= least)
