"""Runs background jobs and the daily tasks."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from schoolcare.worker import run_worker, work_off


class Command(BaseCommand):
    help = "Runs background jobs and the daily tasks. SIGTERM or Ctrl-C finishes the job in hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="work off the queue, then end")

    def handle(self, *, once: bool, **options: object) -> None:
        if once:
            work_off()
        else:
            run_worker()
