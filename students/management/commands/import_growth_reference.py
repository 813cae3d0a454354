"""The tables of weight and height from a file; without them no index is told (care.md §2.7)."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from schoolcare import spreadsheet
from schoolcare.files import why
from schoolcare.thai import parse_thai_date
from students.growth import reference
from students.growth.judging import editions

REFUSED = 2  # exit code: nothing of the file was read in


class Command(BaseCommand):
    help = "Import reference tables of growth: sex,age_months,… or sex,height_cm,… (.csv, .xlsx)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="where the numbers are from")
        parser.add_argument(
            "--from",
            dest="since",
            default="",
            metavar="DATE",
            help="first day of measuring that changed values hold for, by default today",
        )

    def handle(self, *args: Any, file: Path, source: str, since: str, **options: Any) -> None:
        day = _day(since)
        known = editions()
        try:
            with file.open("rb") as opened:
                sheets = spreadsheet.read_sheets(opened, file.name)
            lines = reference.read(sheets, known[0].bands if known else {})
        except OSError as error:
            raise CommandError(f"เปิดไฟล์ไม่ได้: {why(error)}", returncode=REFUSED) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=REFUSED) from error
        counts = reference.take_in(lines, source=source, since=day)
        for line in lines:
            if line.problem:
                self.stdout.write(f"แถว {line.number} ผิด – {line.problem}")
        self.stdout.write(str(counts))


def _day(text: str) -> date:
    if not text:
        return timezone.localdate()
    try:
        return parse_thai_date(text)
    except ValueError as error:
        raise CommandError(f"--from: {error}", returncode=REFUSED) from error
