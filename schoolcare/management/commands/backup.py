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
        if not out.name or out.is_dir():
            raise CommandError(f"--out {out} is a folder. Name a file in it, like backup.tar.")
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}. Make it first.")
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
