"""Weights and heights that are hardly meant: a point forgotten, metres for centimetres, two boxes
mixed up, a pupil who shrank. Each doubt says what was probably meant; nothing is refused for it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from students.models.growth import MOST_CM, MOST_KG, GrowthMeasure

Range = tuple[int, int]
# From an age in months: heights (cm) and weights (kg) that occur at all. Wide on purpose: they
# find slips of the pen, never the health of a child.
OCCURS: tuple[tuple[int, Range, Range], ...] = (
    (0, (40, 115), (1, 30)),
    (36, (70, 140), (7, 60)),
    (72, (85, 190), (10, 130)),
    (144, (105, 220), (17, 200)),
)
ANY_AGE = (70, 220), (7, 200)  # without a birth date
FACTORS = tuple(Decimal(one) for one in ("0.1", "10", "100", "0.01", "1000"))
SHRUNK_CM = Decimal(1)  # two measures of one child differ by that much
GROWN_CM, GROWN_CM_A_MONTH = Decimal(4), Decimal("1.2")
CHANGED_KG, CHANGED_SHARE, CHANGED_KG_A_MONTH = Decimal(3), Decimal("0.2"), Decimal(1)
LEAST_BMI, MOST_BMI = 10, 50
POSSIBLE = {"weight": (1, MOST_KG), "height": (30, MOST_CM)}  # of anybody
ROUNDING = Decimal("0.1")
METRES = 3  # below it a height was typed in metres
MONTH = Decimal("30.4")


@dataclass(frozen=True, slots=True)
class Doubt:
    """At the field `weight` or `height`; `likely` is what was probably meant."""

    field: str
    text: str
    likely: Decimal | None = None


def doubts(
    weight: Decimal | None,
    height: Decimal | None,
    *,
    months: int | None,
    on: date,
    last: GrowthMeasure | None = None,
) -> list[Doubt]:
    """What to ask back about one pupil's figures, at most once a field."""
    heights, weights = _occurring(months)
    if weight and height and _are_swapped(weight, height, heights, weights):
        text = "น้ำหนักกับส่วนสูงอาจสลับช่องกัน"
        return [Doubt("weight", text, height), Doubt("height", text, weight)]
    last_weight, last_height = (last.weight_kg, last.height_cm) if last else (None, None)
    found = [
        _out_of_range("weight", weight, weights, "กก.", last_weight),
        _out_of_range("height", height, heights, "ซม.", last_height),
    ]
    named = {one.field for one in found if one}
    if last:
        elapsed = max(Decimal((on - last.measured_on).days), Decimal(0)) / MONTH
        if "weight" not in named:
            found.append(_weight_jump(weight, last_weight, elapsed))
        if "height" not in named:
            found.append(_height_jump(height, last_height, elapsed))
    doubtful = [one for one in found if one]
    return doubtful or _ill_matched(weight, height)


def rounded(value: Decimal | None) -> Decimal | None:
    """To the tenth that is kept; metres, as 1.42, are left as typed to be recognised."""
    if value is None or value < METRES:
        return value
    return value.quantize(ROUNDING, ROUND_HALF_UP)


def is_impossible(field: str, value: Decimal) -> bool:
    """Nobody's figure, whatever anybody confirms."""
    low, high = POSSIBLE[field]
    return not low <= value <= high


def likely_value(value: Decimal, within: Range, last: Decimal | None = None) -> Decimal | None:
    """The same digits with the point elsewhere; the nearest to the last measure, where known."""
    low, high = within
    found = [round(value * factor, 1) for factor in FACTORS]
    found = [one for one in found if low <= one <= high]
    if last is not None:
        return min(found, key=lambda one: abs(one - last), default=None)
    return found[0] if found else None


def _occurring(months: int | None) -> tuple[Range, Range]:
    if months is None:
        return ANY_AGE
    return next((tall, heavy) for since, tall, heavy in reversed(OCCURS) if months >= since)


def _are_swapped(weight: Decimal, height: Decimal, heights: Range, weights: Range) -> bool:
    is_odd = not (heights[0] <= height <= heights[1])
    return is_odd and heights[0] <= weight <= heights[1] and weights[0] <= height <= weights[1]


def _out_of_range(
    field: str, value: Decimal | None, within: Range, unit: str, last: Decimal | None
) -> Doubt | None:
    if value is None or within[0] <= value <= within[1]:
        return None
    likely = likely_value(value, within, last)
    if likely is None:
        return Doubt(field, f"{value:f} {unit} ผิดจากที่พบในวัยนี้ กรุณาตรวจอีกครั้ง")
    return Doubt(field, f"{value:f} {unit} ผิดจากที่พบในวัยนี้ น่าจะเป็น {likely} {unit}", likely)


def _weight_jump(now: Decimal | None, last: Decimal | None, months: Decimal) -> Doubt | None:
    if now is None or last is None:
        return None
    allowed = max(CHANGED_KG, last * CHANGED_SHARE) + CHANGED_KG_A_MONTH * months
    if abs(now - last) <= allowed:
        return None
    return Doubt("weight", f"ครั้งก่อน {last} กก. ต่างกัน {abs(now - last)} กก. กรุณาตรวจอีกครั้ง")


def _height_jump(now: Decimal | None, last: Decimal | None, months: Decimal) -> Doubt | None:
    if now is None or last is None:
        return None
    if last - now > SHRUNK_CM:
        return Doubt("height", f"ครั้งก่อน {last} ซม. เตี้ยลง {last - now} ซม. กรุณาตรวจอีกครั้ง")
    if now - last > GROWN_CM + GROWN_CM_A_MONTH * months:
        return Doubt("height", f"ครั้งก่อน {last} ซม. สูงขึ้น {now - last} ซม. กรุณาตรวจอีกครั้ง")
    return None


def _ill_matched(weight: Decimal | None, height: Decimal | None) -> list[Doubt]:
    if not weight or not height:
        return []
    bmi = round(weight / (height / 100) ** 2, 1)
    if LEAST_BMI <= bmi <= MOST_BMI:
        return []
    return [Doubt("weight", f"น้ำหนักกับส่วนสูงไม่สัมพันธ์กัน (ดัชนีมวลกาย {bmi}) กรุณาตรวจอีกครั้ง")]
