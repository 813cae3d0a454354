"""The same import as on screen, from the shell, with the scores of what was read."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from schoolcare import import_batches
from schoolcare.files import why
from schoolcare.importing import Line, Plan, State
from schoolcare.models import School
from schoolcare.paper.subjects import SEMESTERS
from schoolcare.text import arabic_digits
from students.importing.sdq import SCORE_HEADERS, SdqImporter, score_rows
from students.management.commands.import_students import REFUSED, read_year


class Command(BaseCommand):
    help = "Import keyed SDQ sheets of one school and term from .xlsx or .csv"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--school", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, help="academic year in พ.ศ.")
        parser.add_argument("--term", required=True, help="1 or 2")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument(
            "--scores", type=Path, metavar="OUT.csv", help="write a line of scores a sheet"
        )

    def handle(self, *args: Any, file: Path, school: str, **options: Any) -> None:
        place = School.objects.filter(code=arabic_digits(school).strip()).first()
        if place is None:
            words = f"ไม่มีโรงเรียนรหัส {school}" if school.strip() else "ระบุรหัสโรงเรียนด้วย --school"
            raise CommandError(words, returncode=REFUSED)
        importer = SdqImporter(place, read_year(options["year"]))
        importer.semester = _semester(options["term"])
        out: Path | None = options["scores"]
        if out is not None:
            _refuse_unwritable(out)
        try:
            with file.open("rb") as opened:
                plan = import_batches.run(
                    importer, opened, file.name, by=None, dry_run=options["dry_run"]
                )
        except OSError as error:
            raise CommandError(f"เปิดไฟล์ไม่ได้: {why(error)}", returncode=REFUSED) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=REFUSED) from error
        for line in plan.lines:
            self._report(line)
        if out is not None:
            write_scores(out, plan)
        self.stdout.write(str(plan.counts))

    def _report(self, line: Line) -> None:
        """Rows by their number alone: names do not belong in a terminal's history."""
        remarks = [("ผิด", one) for one in line.problems]
        remarks += [("ควรตรวจ", one) for one in line.warnings if line.state != State.BAD]
        for word, remark in remarks:
            self.stdout.write(f"แถว {line.number} {word} – {remark.column}: {remark.text}")


def write_scores(out: Path, plan: Plan) -> None:
    """A line a sheet, in UTF-8, for other programs."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(SCORE_HEADERS)
        writer.writerows(score_rows(plan))


def _semester(asked: str) -> int:
    digits = arabic_digits(asked).strip()
    if digits not in SEMESTERS:
        raise CommandError(f"ไม่มีภาคเรียนที่ {asked} ใส่ 1 หรือ 2", returncode=REFUSED)
    return int(digits)


def _refuse_unwritable(out: Path) -> None:
    """Before anything is imported; a file that is there is left as it is."""
    try:
        with out.open("a", encoding="utf-8"):
            pass
    except OSError as error:
        raise CommandError(f"เขียนไฟล์คะแนนไม่ได้: {why(error)}", returncode=REFUSED) from error
