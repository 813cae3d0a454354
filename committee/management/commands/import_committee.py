"""The same import as on screen, from the shell."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError

from committee.importing.importer import CommitteeImporter
from committee.importing.offices import split_by_office
from schoolcare import import_batches, spreadsheet
from schoolcare.files import why
from schoolcare.importing import Counts, Line, Plan, State
from schoolcare.models import District
from schoolcare.spreadsheet import Sheet
from schoolcare.text import arabic_digits

REFUSED = 2  # exit code: nothing of the file was read in


class Command(BaseCommand):
    help = "Import school boards from .xlsx or .csv, a row a member, each row naming its school"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--district", metavar="CODE", help="the schools of one office alone")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args: Any, file: Path, district: str | None, **options: Any) -> None:
        office = _office(district)
        try:
            data = ContentFile(file.read_bytes())
            sheets = spreadsheet.read_sheets(data, file.name)
            shares = [(office, sheets)] if office else split_by_office(sheets)
            if not shares:
                raise CommandError("ยังไม่มีหน่วยงานและโรงเรียนในระบบ", returncode=REFUSED)
            plans = list(_plans(shares, data, file.name, dry_run=options["dry_run"]))
        except OSError as error:
            raise CommandError(f"เปิดไฟล์ไม่ได้: {why(error)}", returncode=REFUSED) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=REFUSED) from error
        lines = [line for plan in plans for line in plan.lines]
        for line in sorted(lines, key=lambda one: one.number):
            self._report(line)
        if missing := sum(len(plan.missing) for plan in plans):
            self.stdout.write(f"ไม่อยู่ในไฟล์ {missing} คน (ไม่ลบ)")
        self.stdout.write(str(_total(plans)))

    def _report(self, line: Line) -> None:
        """Rows by their number alone: names do not belong in a terminal's history."""
        remarks = [("ผิด", one) for one in line.problems]
        remarks += [("ควรตรวจ", one) for one in line.warnings if line.state != State.BAD]
        for word, remark in remarks:
            self.stdout.write(f"แถว {line.number} {word} – {remark.column}: {remark.text}")


def _office(code: str | None) -> District | None:
    if code is None:
        return None
    office = District.objects.filter(code=arabic_digits(code).strip()).first()
    if office is None:
        raise CommandError(f"ไม่มีหน่วยงานรหัส {code}", returncode=REFUSED)
    return office


def _plans(
    shares: list[tuple[District, list[Sheet]]], data: ContentFile, name: str, *, dry_run: bool
) -> Iterator[Plan]:
    """One batch an office, so that each office's log tells of its own."""
    for office, sheets in shares:
        importer = CommitteeImporter(office)
        yield import_batches.run(importer, data, name, by=None, dry_run=dry_run, sheets=sheets)


def _total(plans: list[Plan]) -> Counts:
    counts = [plan.counts for plan in plans]
    return Counts(
        sum(one.created for one in counts),
        sum(one.updated for one in counts),
        sum(one.unchanged for one in counts),
        sum(one.rejected for one in counts),
    )
