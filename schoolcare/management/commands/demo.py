"""`manage.py demo`: the fixed small demo, or scale data of any size."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from schoolcare.demo import DemoPlan, make_demo, make_scale
from schoolcare.thai import academic_year

# Some more than the country has: 245 offices, 250 schools and 40,000 pupils in a large one.
MOST = {"districts": 1_000, "schools": 30_000, "students": 10_000_000}
FARTHEST = 20  # years from now; beyond it somebody mistyped


class Command(BaseCommand):
    help = "Writes demo data; repeatable. Without numbers the fixed small demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--districts", type=int, default=1)
        parser.add_argument("--schools", type=int, help="schools per district")
        parser.add_argument("--students", type=int, help="pupils per district")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--year", type=int, help="academic year in พ.ศ.; default today's")

    def handle(self, *args: Any, **options: Any) -> None:
        today = academic_year(timezone.localdate())
        year = options["year"] or today
        if abs(year - today) > FARTHEST:
            raise CommandError(f"--year {year}: an academic year in พ.ศ. is wanted, like {today}")
        for name in ("districts", "schools", "students"):
            if options[name] is not None and options[name] < 1:
                raise CommandError(f"--{name} {options[name]}: at least 1 is wanted")
            if options[name] is not None and options[name] > MOST[name]:
                raise CommandError(f"--{name} {options[name]}: at most {MOST[name]:,} are made")
        started = time.perf_counter()
        if options["schools"] or options["students"]:
            schools = options["schools"] or 1
            students = options["students"] if options["students"] is not None else 160 * schools
            plan = DemoPlan(year, options["seed"], is_scale=True)
            make_scale(plan, districts=options["districts"], schools=schools, students=students)
            total = students * options["districts"]
            spent = time.perf_counter() - started
            self.stdout.write(f"{total} pupils in {spent:.1f} s, {total / spent:.0f} a second")
        else:
            make_demo(DemoPlan(year, options["seed"]))
            self.stdout.write(f"demo of {year} ready in {time.perf_counter() - started:.1f} s")
        _analyse()


def _analyse() -> None:
    """PostgreSQL plans the first pages by the rows just made, not by tables it knows as empty."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
