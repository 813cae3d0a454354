"""Restores a backup."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from schoolcare.backup import BackupError, is_empty, restore_backup


class Command(BaseCommand):
    help = "Replaces database and private files by those of a backup. Stop web and worker first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--yes", action="store_true", help="replace the data that is there")

    def handle(self, *, file: Path, yes: bool, **options: object) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        call_command("migrate", verbosity=0, interactive=False)
        if not yes and not is_empty():
            raise CommandError("The database is not empty. To replace everything in it, add --yes.")
        try:
            count, files = restore_backup(file)
        except (BackupError, DatabaseError, ValueError) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        self.stdout.write(f"{file}: rows={count} files={files}")
