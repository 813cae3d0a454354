"""`manage.py bench`: speed figures of the main pages and prints on the data at hand.

For figures that compare, run it on `demo --schools 1 --students 2500` and on
`demo --schools 250 --students 40000`, with DEBUG=0.
"""

import time
from typing import Any

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
        """Every paper whose example the data holds, once warm: CPU seconds of this process."""
        self.stdout.write(f"\n{'paper':<34}{'cpu s':>8}{'wall s':>8}{'pages':>8}{'kB':>9}")
        for slug in sorted(catalogue):
            asked = catalogue[slug].demo_params()
            if not asked or catalogue[slug].is_batch:
                continue
            prepare(slug, asked, user=None).pdf()
            started = time.process_time(), time.perf_counter()
            data = prepare(slug, asked, user=None).pdf()
            spent = time.process_time() - started[0], time.perf_counter() - started[1]
            pages = data.count(b"/Type /Page\n") or data.count(b"/Type /Page ")
            self.stdout.write(
                f"{slug:<34}{spent[0]:>8.2f}{spent[1]:>8.2f}{pages:>8}{len(data) / 1024:>9.1f}"
            )
