"""The same import as on screen, from the shell."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from schoolcare import import_batches
from schoolcare.files import why
from schoolcare.importing import Line, State
from schoolcare.models import School
from schoolcare.text import arabic_digits
from schoolcare.thai import academic_year, buddhist_year
from students.importing.importer import StudentImporter

REFUSED = 2  # exit code: nothing of the file was read in
YEAR = re.compile(r"[0-9]{4}")
FARTHEST = 20  # years from now; beyond it somebody mistyped


class Command(BaseCommand):
    help = "Import pupils of one school from DMC's .xlsx or .csv, or from our own form"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--school", required=True, metavar="CODE")
        parser.add_argument("--year", help="academic year in พ.ศ., by default today's")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args: Any, file: Path, school: str, **options: Any) -> None:
        place = School.objects.filter(code=arabic_digits(school).strip()).first()
        if place is None:
            words = f"ไม่มีโรงเรียนรหัส {school}" if school.strip() else "ระบุรหัสโรงเรียนด้วย --school"
            raise CommandError(words, returncode=REFUSED)
        importer = StudentImporter(place, read_year(options["year"]))
        try:
            with file.open("rb") as opened:
                plan = import_batches.run(
                    importer, opened, file.name, by=None, dry_run=options["dry_run"]
                )
        except OSError as error:
            raise CommandError(f"เปิดไฟล์ไม่ได้: {why(error)}", returncode=REFUSED) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=REFUSED) from error
        if plan.note:
            self.stdout.write(plan.note)
        for line in plan.lines:
            self._report(line)
        if plan.missing:
            self.stdout.write(f"ไม่อยู่ในไฟล์ {len(plan.missing)} คน (ไม่ลบ)")
        self.stdout.write(str(plan.counts))

    def _report(self, line: Line) -> None:
        """Rows by their number alone: names do not belong in a terminal's history."""
        remarks = [("ผิด", one) for one in line.problems]
        remarks += [("ควรตรวจ", one) for one in line.warnings if line.state != State.BAD]
        for word, remark in remarks:
            self.stdout.write(f"แถว {line.number} {word} – {remark.column}: {remark.text}")


def read_year(asked: int | str | None) -> int:
    """พ.ศ., by default today's; a year of our era is understood too."""
    today = academic_year(timezone.localdate())
    if asked is None:
        return today
    digits = arabic_digits(asked).strip()
    year = buddhist_year(int(digits)) if YEAR.fullmatch(digits) else 0
    if abs(year - today) > FARTHEST:
        raise CommandError(
            f"ปีการศึกษา {asked} ไม่ถูกต้อง ใส่เป็น พ.ศ. เช่น --year 2569", returncode=REFUSED
        )
    return year
