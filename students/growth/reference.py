"""Tables of the Ministry of Public Health read from .csv or .xlsx (care.md §2.7).

Two shapes of rows: sex and age_months with the values of weight or height at each S.D., and sex and
height_cm with the values of weight. A column `index` says which it is; columns may also carry it
in front (wa_-2, ha_-2). Where a file by age says neither, its medians tell weight from height.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit
from schoolcare.importing import Counts
from schoolcare.models import User
from schoolcare.spreadsheet import Row, Sheet
from schoolcare.text import arabic_digits
from students.growth.judging import BY_AGE
from students.models import GrowthBand, GrowthMeasure, GrowthReference, GrowthRow
from students.models.growth import Index
from students.services.growth import fill_results

MEDIAN = "median"
OLDEST_MONTHS = 12 * 20
HEIGHTS = (30, 230)
BATCH = 500
SEARCHED = 10  # rows among which the header stands
SEXES = {"m": "M", "male": "M", "boy": "M", "boys": "M", "ชาย": "M", "ช": "M", "1": "M"}
SEXES |= {"f": "F", "female": "F", "girl": "F", "girls": "F", "หญิง": "F", "ญ": "F", "2": "F"}
_NAMES = {
    Index.WEIGHT_AGE: r"w/?a|wfa|weight[_ ]?for[_ ]?age|weight|น้ำหนัก(?:ตามเกณฑ์)?(?:ตาม)?(?:อายุ)?",
    Index.HEIGHT_AGE: r"h/?a|hfa|height[_ ]?for[_ ]?age|height|ส่วนสูง(?:ตามเกณฑ์)?(?:ตาม)?(?:อายุ)?",
    Index.WEIGHT_HEIGHT: r"w/?h|wfh|weight[_ ]?for[_ ]?height|น้ำหนักตาม(?:เกณฑ์)?ส่วนสูง",
}
INDICES = {index: re.compile(names) for index, names in _NAMES.items()}
_PREFIXES = {index: re.compile(rf"(?:{names})[\s_:]+(.+)") for index, names in _NAMES.items()}
_KEYS = {
    "sex": {"sex", "เพศ", "gender"},
    "age": {"age_months", "age", "months", "month", "อายุ(เดือน)", "อายุ", "เดือน", "อายุเดือน"},
    "height": {"height_cm", "height", "cm", "ส่วนสูง(ซม.)", "ส่วนสูง", "ส่วนสูง(ซม)"},
    "index": {"index", "ดัชนี", "indicator", "เกณฑ์"},
}
_MEDIANS = {"median", "med", "m", "0", "0.0", "มัธยฐาน", "ค่ากลาง", "sd0"}
_SD = re.compile(r"(\+|-|plus|pos|p|บวก|minus|neg|m|n|ลบ)?(\d)(?:[._](\d))?")
_BELOW = {"-", "minus", "neg", "m", "n", "ลบ"}
NO_HEADER = "ไม่พบหัวตาราง ต้องมีคอลัมน์ sex กับ age_months หรือ height_cm และค่าที่ S.D. ต่าง ๆ"


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """One row of a table, or what is wrong with it."""

    number: int
    index: str = ""
    sex: str = ""
    at: Decimal = Decimal(0)
    bounds: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def key(self) -> tuple[str, str, Decimal]:
        return self.index, self.sex, self.at


class Header:
    """Where the columns stand: keys by name, values by (index or "", S.D.)."""

    def __init__(self, row: Row) -> None:
        self.texts = row.texts
        self.keys: dict[str, int] = {}
        self.values: dict[tuple[str, str], int] = {}
        for column, text in enumerate(row.texts):
            plain = re.sub(r"\s+", " ", arabic_digits(text).strip().lower())
            name = next((n for n, known in _KEYS.items() if plain.replace(" ", "") in known), "")
            if name:
                self.keys.setdefault(name, column)
            elif found := _value_of(plain):
                self.values.setdefault(found, column)

    @property
    def is_one(self) -> bool:
        return "sex" in self.keys and bool({"age", "height"} & set(self.keys)) and bool(self.values)

    def text(self, row: Row, name: str) -> str:
        column = self.keys.get(name)
        return "" if column is None else arabic_digits(row.text(column)).strip()

    def bounds(self, row: Row, index: str) -> dict[str, str]:
        """What stands at each S.D., columns without an index in front counting for any."""
        found = {}
        for (own, sd), column in self.values.items():
            if own in {"", index} and (text := arabic_digits(row.text(column)).strip()):
                found[sd] = text
        return found

    @property
    def named(self) -> list[str]:
        """The indices that stand in front of columns."""
        return sorted({own for own, _sd in self.values if own})


def _value_of(plain: str) -> tuple[str, str] | None:
    if sd := _sd_of(plain):
        return "", sd
    for index, prefix in _PREFIXES.items():
        if (found := prefix.fullmatch(plain)) and (sd := _sd_of(found[1])):
            return index.value, sd
    return None


def _sd_of(plain: str) -> str:
    text = plain.replace("−", "-").replace("–", "-")
    text = re.sub(r"s\.?d\.?|[\s]|^_|_$", "", text).strip("_")
    if text in _MEDIANS:
        return MEDIAN
    found = _SD.fullmatch(text)
    if found is None:
        return ""
    sign = "-" if found[1] in _BELOW else ""
    return f"{sign}{found[2]}.{found[3] or 0}"


def read(sheets: Sequence[Sheet], bands: Mapping[str, Sequence[GrowthBand]]) -> list[ReferenceLine]:
    """Every row of the file; ValidationError where no table is recognised in it."""
    return read_rows(*find(sheets), bands)


def find(sheets: Sequence[Sheet]) -> tuple[Header, Sequence[Row]]:
    """The first header of the file and what stands under it; ValidationError without either."""
    for sheet in sheets:
        for place, row in enumerate(sheet.rows[:SEARCHED]):
            header = Header(row)
            if header.is_one:
                if rows := sheet.rows[place + 1 :]:
                    return header, rows
                raise ValidationError("ไฟล์นี้มีแต่หัวตาราง", code="file_empty")
    raise ValidationError(NO_HEADER, code="no_header")


def read_rows(
    header: Header, rows: Sequence[Row], bands: Mapping[str, Sequence[GrowthBand]]
) -> list[ReferenceLine]:
    guess = _guess(header, rows)
    lines: list[ReferenceLine] = []
    seen: dict[tuple, int] = {}
    for row in rows:
        for index in _indices(header, row, guess):
            line = _line(header, row, index, bands)
            if not line.problem and line.key in seen:
                line = ReferenceLine(row.number, problem=f"ซ้ำกับแถว {seen[line.key]}")
            elif not line.problem:
                seen[line.key] = row.number
            lines.append(line)
    return lines


def _guess(header: Header, rows: Sequence[Row]) -> str:
    """Weight or height, from the medians of a file by age that does not say; "" where they part."""
    told = set()
    for row in rows:
        age, middle = header.text(row, "age"), header.bounds(row, "").get(MEDIAN)
        if not (age and middle) or header.text(row, "height"):
            continue
        try:
            is_tall = Decimal(middle) > (80 if int(Decimal(age)) >= 36 else 40)
        except InvalidOperation:
            continue
        told.add(Index.HEIGHT_AGE.value if is_tall else Index.WEIGHT_AGE.value)
    return told.pop() if len(told) == 1 else ""


def _indices(header: Header, row: Row, guess: str) -> list[str]:
    """Which indices a row is about: as it says, as its columns say, by its shape."""
    if said := header.text(row, "index").lower():
        return [next((i.value for i, names in INDICES.items() if names.fullmatch(said)), "?")]
    if header.named:
        return [one for one in header.named if header.bounds(row, one)] or ["?"]
    return [Index.WEIGHT_HEIGHT.value if header.text(row, "height") else guess]


def _line(
    header: Header, row: Row, index: str, bands: Mapping[str, Sequence[GrowthBand]]
) -> ReferenceLine:
    try:
        if index not in Index.values:
            raise ValueError("ไม่รู้ว่าเป็นน้ำหนักหรือส่วนสูง เพิ่มคอลัมน์ index: W/A, H/A หรือ W/H")
        sex = SEXES.get(header.text(row, "sex").lower())
        if sex is None:
            raise ValueError("เพศต้องเป็น M หรือ F")
        at = _at(header.text(row, "age" if index in BY_AGE else "height"), index)
        bounds = _bounds(header.bounds(row, index), bands[index])
        return ReferenceLine(row.number, index, sex, at, bounds)
    except ValueError as error:
        return ReferenceLine(row.number, problem=str(error))


def _at(text: str, index: str) -> Decimal:
    value = _number(text)
    if index in BY_AGE:
        if value is None or value != int(value) or not 0 <= value <= OLDEST_MONTHS:
            raise ValueError(f"อายุ “{text}” ต้องเป็นเดือนเต็ม 0–{OLDEST_MONTHS}")
        return value
    if value is None or not HEIGHTS[0] <= value <= HEIGHTS[1]:
        raise ValueError(f"ส่วนสูง “{text}” ต้องเป็นเซนติเมตร {HEIGHTS[0]}–{HEIGHTS[1]}")
    return round(value, 1)


def _bounds(texts: Mapping[str, str], bands: Sequence[GrowthBand]) -> dict[str, str]:
    """The values, each above the one before; all that the categories ask for must be there."""
    values = {sd: _number(text) for sd, text in texts.items()}
    for sd, value in values.items():
        if value is None or not 0 < value < HEIGHTS[1] * 2:
            raise ValueError(f"ค่าที่ {sd} S.D. “{texts[sd]}” ไม่ใช่ตัวเลขที่เป็นไปได้")
    missing = [str(one.until_sd) for one in bands if one.until_sd is not None]
    missing = [sd for sd in missing if sd not in values]
    if missing:
        raise ValueError(f"ไม่มีค่าที่ {', '.join(missing)} S.D.")
    ordered = sorted(values, key=lambda sd: Decimal(0) if sd == MEDIAN else Decimal(sd))
    for low, high in pairwise(ordered):
        if not values[low] < values[high]:  # type: ignore[operator]
            raise ValueError(f"ค่าที่ {low} S.D. ต้องน้อยกว่าค่าที่ {high} S.D.")
    return {sd: str(values[sd]) for sd in ordered}


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


@transaction.atomic
def take_in(
    lines: Sequence[ReferenceLine],
    *,
    source: str = "",
    since: date,
    by: User | None = None,
    district_id: int | None = None,
) -> Counts:
    """Write the good rows. Values that differ from those in use make a new edition for days from
    `since`, so that results keep the one they were judged by; what had no result gets one.
    """
    edition = GrowthReference.objects.select_for_update().order_by("-number").first()
    if edition is None:
        edition = GrowthReference.objects.create(number=1)
    known = {(one.index, one.sex, one.at): one for one in edition.rows.all()}
    good = [one for one in lines if not one.problem]
    new = [one for one in good if one.key not in known]
    other = [one for one in good if one.key in known and known[one.key].bounds != one.bounds]
    counts = Counts(len(new), len(other), len(good) - len(new) - len(other), len(lines) - len(good))
    if not new and not other:
        return counts
    if other and GrowthMeasure.objects.filter(reference=edition).exists():
        edition = _next_edition(edition, since)
        known = {(one.index, one.sex, one.at): one for one in edition.rows.all()}
    _write(edition, known, new, other)
    if source:
        edition.source = source[:200]
        edition.save(update_fields=["source"])
    audit.record(
        "growth_reference.import", edition, by=by, district_id=district_id, counts=str(counts)
    )
    fill_results()
    return counts


def _write(
    edition: GrowthReference,
    known: Mapping[tuple, GrowthRow],
    new: Sequence[ReferenceLine],
    other: Sequence[ReferenceLine],
) -> None:
    made = [
        GrowthRow(reference=edition, index=one.index, sex=one.sex, at=one.at, bounds=one.bounds)
        for one in new
    ]
    GrowthRow.objects.bulk_create(made, batch_size=BATCH)
    changed = []
    for one in other:
        row = known[one.key]
        row.bounds = dict(one.bounds)
        changed.append(row)
    GrowthRow.objects.bulk_update(changed, ["bounds"], batch_size=BATCH)


def _next_edition(edition: GrowthReference, since: date) -> GrowthReference:
    """A copy for later days, categories and rows with it."""
    copy = GrowthReference.objects.create(
        number=edition.number + 1, source=edition.source, starts_on=since
    )
    bands, rows = list(edition.bands.all()), list(edition.rows.all())
    for band in bands:
        band.pk, band.reference = None, copy  # type: ignore[assignment]
    for row in rows:
        row.pk, row.reference = None, copy  # type: ignore[assignment]
    GrowthBand.objects.bulk_create(bands, batch_size=BATCH)
    GrowthRow.objects.bulk_create(rows, batch_size=BATCH)
    return copy
