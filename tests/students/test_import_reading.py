"""Whatever stands in a cell, reading it gives values, warnings or problems, never a crash."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from schoolcare.headings import Entry
from schoolcare.identity import citizen_id_ok
from schoolcare.models import Level, School
from schoolcare.spreadsheet import Flag, Row
from students.importing.columns import HEADERS, Columns
from students.importing.reading import read_entry

SCHOOL = School(code="58019901")
COLUMNS = Columns(
    Row(1, tuple(headers[0] for headers in HEADERS.values())),
    {field: place for place, field in enumerate(HEADERS)},
)
THAI = "".join(map(chr, range(0x0E01, 0x0E5C)))
TEXT = st.text(max_size=20) | st.text(alphabet=THAI + "0123456789/.-+=EG, ", max_size=20)
TYPED = st.sampled_from(
    ["ป.4", "ม.๑/2", "1100000000008", "31/02/2559", "นาง", "=A1", "1.9E+12", "-"]
)
FLAGS = st.dictionaries(st.integers(0, len(HEADERS) - 1), st.sampled_from(Flag), max_size=5)


def read(texts: list[str], flags: dict[int, Flag]) -> Entry:
    return read_entry(Row(2, tuple(texts), flags), COLUMNS, SCHOOL, date(2026, 11, 21))


@given(st.lists(TEXT | TYPED, min_size=len(HEADERS), max_size=len(HEADERS)), FLAGS)
def test_reading_never_crashes_and_good_rows_are_whole(texts, flags):
    entry = read(texts, flags)

    if not entry.problems:
        assert entry.get("first_name")
        assert entry.get("level") in Level.values
        assert Flag.FORMULA not in flags.values()
    if entry.get("number")[:1] in set("123458"):
        assert citizen_id_ok(entry.get("number"))


@given(st.lists(TEXT | TYPED, min_size=len(HEADERS), max_size=len(HEADERS)))
def test_problems_never_quote_a_number(texts):
    number = "1234567890123"
    texts[list(HEADERS).index("number")] = number

    entry = read(texts, {})

    assert all(number not in one.text for one in entry.problems + entry.warnings)
