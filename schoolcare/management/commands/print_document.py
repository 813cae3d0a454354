"""Any printed paper from the shell: print_document SLUG [what it is about] --out FILE.pdf"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from schoolcare.documents import Document, catalogue, prepare
from schoolcare.files import why
from schoolcare.paper.choices import Option
from schoolcare.paper.jobs import record_print
from schoolcare.paper.subjects import NEEDS, SubjectError, refuse_impossible


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
        parser.add_argument(
            *("--option", "-o"),
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="what the paper itself lets choose, like form=short; may be given several times",
        )
        parser.add_argument("--demo", action="store_true", help="an example out of the demo data")
        parser.add_argument("--out", metavar="FILE.pdf", type=Path)
        parser.add_argument("--list", action="store_true", help="every slug, its title, its needs")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for document in sorted(catalogue.values(), key=lambda one: one.slug):
                self.stdout.write(describe(document))
            return
        document = wanted(options)
        try:
            refuse_impossible(document, asked(options))
            paper = prepare(document.slug, asked(options), user=None)
        except SubjectError as error:
            hint = "" if options[error.need] else f" ระบุด้วย --{error.need}"
            raise CommandError(f"{error}{hint} ({describe(document)})") from error
        try:
            paper.write(options["out"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except OSError as error:
            raise CommandError(f"เขียนไฟล์ {options['out']} ไม่ได้: {why(error)}") from error
        record_print(paper, by=None)
        self.stdout.write(f"{options['out']} {options['out'].stat().st_size:,} bytes")


def wanted(options: dict[str, Any]) -> type[Document]:
    """The paper that is asked for, when it can be printed that way and there is a file for it."""
    if options["slug"] is None:
        raise CommandError("ระบุชื่อเอกสาร ดูรายชื่อด้วย --list")
    document = catalogue.get(options["slug"])
    if document is None:
        raise CommandError(f"ไม่มีเอกสารชื่อ {options['slug']} ดูรายชื่อด้วย --list")
    if options["blank"] and not document.can_be_blank:
        blank = ", ".join(sorted(one.slug for one in catalogue.values() if one.can_be_blank))
        raise CommandError(f"{document.slug} ไม่มีแบบเปล่า เอกสารที่มีแบบเปล่า: {blank}")
    if options["out"] is None:
        raise CommandError("ระบุชื่อไฟล์ด้วย --out FILE.pdf")
    return document


def asked(options: dict[str, Any]) -> dict[str, str]:
    """What the options name, over what the demo proposes."""
    named = {need: options[need] for need in NEEDS if options[need]}
    document = catalogue[options["slug"]]
    demo = document.demo_params() if options["demo"] else {}
    own = dict(chosen(document, words) for words in options["option"])
    return {**demo, **named, **own, **({"blank": "1"} if options["blank"] else {})}


def chosen(document: type[Document], words: str) -> tuple[str, str]:
    """Name and value of an option of the paper's own."""
    name, _sign, value = words.partition("=")
    option = next((one for one in document.options if one.name == name), None)
    if option is None or (value and not option.read(value)):
        known = ", ".join(shown(one) for one in document.options) or "ไม่มี"
        raise CommandError(f"{document.slug} ไม่มีตัวเลือก {words} ตัวเลือกที่มี: {known}")
    return name, value


def shown(option: Option) -> str:
    """An option as it is typed: form=short."""
    values = "|".join(key for key, _label in option.choices if key) or "…"
    return f"{option.name}={values}"


def describe(document: type[Document]) -> str:
    needs = " ".join(f"--{need}" for need in document.needs)
    needs = needs.replace("--school --district", "--school|--district")
    if document.takes_school_alone:
        needs = needs.replace("--object", "[--object]")
    return f"{document.slug}\t{document.title}\t{needs}{' [--blank]' * document.can_be_blank}"
