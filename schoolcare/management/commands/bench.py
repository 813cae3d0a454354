"""`manage.py bench`: speed figures of the main pages and prints on the data at hand.

For figures that compare, run it on `demo --schools 1 --students 2500` and on
`demo --schools 250 --students 40000`, with DEBUG=0.
"""

import multiprocessing
import os
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from schoolcare import bench
from schoolcare.documents import catalogue, prepare

FEWEST = 2  # a 95th percentile needs two points


class Command(BaseCommand):
    help = "Prints CPU, wall, queries and bytes of the main pages, and the speed of prints."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--requests", type=int, default=bench.REQUESTS)
        parser.add_argument("--no-prints", action="store_true", help="pages only")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["requests"] < FEWEST:
            raise CommandError(f"--requests {options['requests']}: at least {FEWEST} are wanted")
        self.stdout.write(bench.HEADER)
        for figure in bench.pages(options["requests"]):
            self.stdout.write(str(figure))
        if not options["no_prints"]:
            self.prints()

    def prints(self) -> None:
        """Every paper whose example the data holds; CPU seconds of this process and its children.

        Single papers once warm. Of a batch, parts kept from an earlier print cost nothing: empty
        MEDIA_ROOT/paper-cache for the figure of a first one; its second line is the unchanged pack.
        """
        heads = f"{'cpu s':>8}{'a page':>8}{'wall s':>8}{'pages':>8}{'pages/s':>9}{'kB':>9}"
        self.stdout.write(f"\n{'paper':<40}{heads}")
        for slug in sorted(catalogue):
            if asked := catalogue[slug].demo_params():
                self.stdout.write(_printed(slug, asked, slug))
                if catalogue[slug].is_batch:
                    self.stdout.write(_printed(slug, asked, f"{slug}, unchanged"))


def _printed(slug: str, asked: dict[str, str], name: str) -> str:
    """One paper set, and how long it took."""
    if not catalogue[slug].is_batch:
        prepare(slug, asked, user=None).pdf()
    with TemporaryDirectory() as folder:
        target = Path(folder) / "paper.pdf"
        started = _cpu(), time.perf_counter()
        try:
            prepare(slug, asked, user=None).write(target)
        except ValidationError as error:
            return f"{name:<40}  {' '.join(error.messages)}"
        cpu, wall = _cpu() - started[0], time.perf_counter() - started[1]
        with pikepdf.open(target) as pdf:
            pages = len(pdf.pages)
        figures = f"{cpu:>8.2f}{cpu / pages:>8.3f}{wall:>8.2f}{pages:>8}{pages / wall:>9.1f}"
        return f"{name:<40}{figures}{target.stat().st_size / 1024:>9.1f}"


def _cpu() -> float:
    """CPU seconds of this process and of those that set the parts of packs, where /proc tells."""
    spent = time.process_time()
    for child in multiprocessing.active_children():
        with suppress(OSError):
            fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
            spent += sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")  # user, system
    return spent
