"""Files of keyed SDQ sheets, for tests."""

import csv
from io import StringIO

from schoolcare.spreadsheet import write_xlsx

ITEMS = [f"ข้อ {number}" for number in range(1, 26)]
HEADERS = ["รหัสนักเรียน", "ผู้ประเมิน", "วันที่", *ITEMS]
IMPACT = ["ความยากลำบากโดยรวม", "ทำให้ไม่สบายใจ", "รบกวนการคบเพื่อน", "รบกวนการเรียนในห้อง"]
DAY = "20/11/2569"


def sheet(code, informant="ครู", answers=1, on=DAY, **items):
    """A row of a file: one answer everywhere, single items by number as n7=""."""
    row = [answers] * 25
    for name, value in items.items():
        row[int(name[1:]) - 1] = value
    return [code, informant, on, *row]


def as_csv(*rows, headers=HEADERS, encoding="utf-8-sig"):
    out = StringIO()
    csv.writer(out).writerows([headers, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(*rows, headers=HEADERS):
    return write_xlsx("SDQ", headers, rows)
