"""A file of many offices' schools split by office: each gets the rows of its own schools."""

from collections import defaultdict
from collections.abc import Sequence

from committee.importing.columns import recognise
from committee.importing.known import Schools
from schoolcare.models import District
from schoolcare.spreadsheet import Row, Sheet


def split_by_office(sheets: Sequence[Sheet]) -> list[tuple[District, list[Sheet]]]:
    """The offices whose schools the file names, with their rows under the file's header.

    Rows that name no known school go with the first office, to be refused there; so does a file
    without a header. Empty where there is no office at all.
    """
    first = District.objects.order_by("pk").first()
    if first is None:
        return []
    found = next(filter(None, (recognise(sheet.rows) for sheet in sheets)), None)
    if found is None:
        return [(first, list(sheets))]
    columns, rows = found
    codes = {row.number: columns.text(row, "school_code") for row in rows}
    schools = Schools(first, set(codes.values()))
    offices: dict[int, District] = {}
    shares: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        school = schools.named(codes[row.number])
        if school:
            offices[school.district_id] = school.district
        shares[school.district_id if school else None].append(row)
    offices = offices or {first.pk: first}
    start = min(offices)
    shares[start] = sorted([*shares.pop(None, []), *shares[start]], key=lambda row: row.number)
    return [(offices[pk], [Sheet("", [columns.header, *shares[pk]])]) for pk in sorted(offices)]
