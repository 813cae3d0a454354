"""A list of holidays as people paste it: a day, a name and for whom, one a line. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from community.listing import Office
from community.models import Holiday
from community.services.entries import owner
from schoolcare.models import School
from schoolcare.text import normalize
from schoolcare.thai import parse_thai_date

HEADS = ("วันที่", "วัน", "date")
EVERYBODY = {"", "ทั้งประเทศ", "ทั่วประเทศ", "ประเทศ", "ประเทศไทย", "national"}
OF_SCHOOL = {"โรงเรียน", "สถานศึกษา", "school"}
OF_OFFICE = {"เขต", "เขตพื้นที่", "หน่วยงาน", "ทุกโรงเรียน"}
PROVINCE = re.compile(r"(?:จังหวัด|จ\.)\s?(\S.*)")
MOST, LONGEST_NAME, LONGEST_PROVINCE, SHOWN = 400, 200, 100, 40


@dataclass(frozen=True)
class Read:
    """What was understood, and by row what was not."""

    rows: list[Holiday]
    errors: list[str]


def read(text: str, office: Office) -> Read:
    """Read the lines of a pasted list for a school or office; an unknown scope is told by row."""
    rows, errors = [], []
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST:
        return Read([], [f"มีเกิน {MOST} แถว แบ่งใส่ทีละปี"])
    for number, line in lines:
        cells = [normalize(one) for one in re.split(r"[\t,;]", line)]
        if number == lines[0][0] and cells[0].lower() in HEADS:
            continue
        try:
            rows.append(_row(cells, office))
        except ValueError as error:
            errors.append(f"แถวที่ {number}: {error}")
    return Read(rows, errors)


def _row(cells: list[str], office: Office) -> Holiday:
    day, name, scope, *rest = [*cells, "", "", ""]
    if any(rest):
        raise ValueError("มีเกินสามช่อง ใช้ วันที่, ชื่อ, ขอบเขต")
    on: date = parse_thai_date(day)
    if not name:
        raise ValueError("ไม่มีชื่อวันหยุด")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"ชื่อยาวเกิน {LONGEST_NAME} ตัวอักษร")
    return Holiday(**owner(office), on=on, name=name, province=_province(scope, office))


def _province(scope: str, office: Office) -> str:
    """The province that the scope names; "" for everybody of the school or office."""
    known = EVERYBODY | (OF_SCHOOL if isinstance(office, School) else OF_OFFICE)
    if scope.lower() in known:
        return ""
    found = PROVINCE.fullmatch(scope)
    if found and len(found[1]) <= LONGEST_PROVINCE:
        return found[1]
    shown = scope if len(scope) <= SHOWN else f"{scope[:SHOWN]}…"
    own = "โรงเรียน" if isinstance(office, School) else "หน่วยงาน"
    raise ValueError(f"ไม่รู้จักขอบเขต “{shown}” ใช้ ทั้งประเทศ, {own} หรือ จังหวัด…")
