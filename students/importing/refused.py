"""A refused row of a file that was imported or looked at, read again from what is kept of it."""

from django.core.files.base import ContentFile
from django.utils import timezone

from schoolcare import import_batches
from schoolcare.headings import Entry
from schoolcare.models import ImportBatch, School
from schoolcare.spreadsheet import read_sheets
from students.importing.columns import recognise
from students.importing.reading import read_entry


def refused_entry(batch: ImportBatch, number: int, school: School) -> Entry | None:
    """What row `number` of the file says; None where it was not refused, or nothing is kept."""
    lines = batch.detail.get("lines", [])
    bad = sorted(line["number"] for line in lines if line["problems"])
    if number not in bad or batch.file is None:
        return None
    kept = ContentFile(import_batches.rejected_rows(batch))
    found = next(filter(None, (recognise(one.rows) for one in read_sheets(kept, "bad.xlsx"))), None)
    if found is None:
        return None
    columns, rows = found
    return read_entry(rows[bad.index(number)], columns, school, timezone.localdate())
