"""Where every school's board stands, a line a school, for people and for scripts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from committee.reports import SchoolBoard, school_boards, totals_of
from schoolcare.models import District, School
from schoolcare.text import arabic_digits


class Command(BaseCommand):
    help = "Print CODE, STATUS, filled/total, expires and confirmation of every school's board"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--district", metavar="CODE", help="the schools of one office alone")

    def handle(self, *args: Any, district: str | None, **options: Any) -> None:
        schools = School.objects.filter(is_active=True).order_by("code")
        if district is not None:
            office = District.objects.filter(code=arabic_digits(district).strip()).first()
            if office is None:
                raise CommandError(f"ไม่มีหน่วยงานรหัส {district}", returncode=2)
            schools = schools.filter(district=office)
        lines = school_boards(schools, timezone.localdate())
        for line in lines:
            self.stdout.write("\t".join(_columns(line)))
        totals = totals_of(lines)
        self.stdout.write(f"ครบร้อยละ {totals.percent} ({totals.done}/{totals.schools} โรงเรียน)")


def _columns(line: SchoolBoard) -> tuple[str, ...]:
    verdict = line.verdict
    expires = verdict.expires_on.isoformat() if verdict.expires_on else ""
    seats = "0/-" if verdict.total is None else f"{verdict.filled}/{verdict.total}"
    confirmed = "ยืนยันแล้ว" if line.is_confirmed else "ยังไม่ยืนยัน"
    return line.school.code, verdict.status.label, seats, expires, confirmed
