"""Any printed paper from the shell: print_document SLUG [what it is about] --out FILE.pdf"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from schoolcare.document_jobs import record_print
from schoolcare.documents import Document, catalogue, prepare
from schoolcare.subjects import NEEDS, SubjectError


class Command(BaseCommand):
    help = "Prints a document to a PDF file; --list shows what there is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", help="which document")
        parser.add_argument("--school", metavar="CODE")
        parser.add_argument("--district", metavar="CODE")
        parser.add_argument("--year", metavar="Y", help="academic year in พ.ศ.")
        parser.add_argument("--term", metavar="T", help="1 or 2")
        parser.add_argument("--classroom", metavar="NAME", help="like ป.4/1")
        parser.add_argument("--object", metavar="ID", help="key of the record it is about")
        parser.add_argument("--blank", action="store_true", help="the empty form")
        parser.add_argument("--demo", action="store_true", help="an example out of the demo data")
        parser.add_argument("--out", metavar="FILE.pdf", type=Path)
        parser.add_argument("--list", action="store_true", help="every slug, its title, its needs")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for document in sorted(catalogue.values(), key=lambda one: one.slug):
                self.stdout.write(describe(document))
            return
        if options["slug"] is None:
            raise CommandError("ระบุชื่อเอกสาร ดูรายชื่อด้วย --list")
        if options["slug"] not in catalogue:
            raise CommandError(f"ไม่มีเอกสารชื่อ {options['slug']} ดูรายชื่อด้วย --list")
        if options["out"] is None:
            raise CommandError("ระบุชื่อไฟล์ด้วย --out FILE.pdf")
        try:
            paper = prepare(options["slug"], asked(options), user=None)
        except SubjectError as error:
            raise CommandError(f"{error} ({describe(catalogue[options['slug']])})") from error
        try:
            paper.write(options["out"])
        except ValidationError as error:
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"เขียนไฟล์ {options['out']} ไม่ได้") from error
        record_print(paper, by=None)
        self.stdout.write(f"{options['out']} {options['out'].stat().st_size:,} bytes")


def asked(options: dict[str, Any]) -> dict[str, str]:
    """What the options name, over what the demo proposes."""
    named = {need: options[need] for need in NEEDS if options[need]}
    demo = catalogue[options["slug"]].demo_params() if options["demo"] else {}
    return {**demo, **named, **({"blank": "1"} if options["blank"] else {})}


def describe(document: type[Document]) -> str:
    needs = " ".join(f"--{need}" for need in document.needs)
    return f"{document.slug}\t{document.title}\t{needs}{' [--blank]' * document.can_be_blank}"
