"""Writes a backup of the database and the private files."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from schoolcare.backup import BackupError, write_backup


class Command(BaseCommand):
    help = "Writes database and private files to one archive; DATA_KEYS and HASH_KEY stay outside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")

    def handle(self, *, out: Path, **options: object) -> None:
        try:
            run, missing = write_backup(out)
        except (OSError, BackupError) as error:
            raise CommandError(f"No backup written: {error}") from error
        self.stdout.write(f"{out}: rows={run.rows} files={run.files} bytes={run.size}")
        if missing:
            raise CommandError(
                f"The backup is written, but {len(missing)} private files are missing or damaged "
                f"on this machine, the first of them {missing[0]}."
            )
