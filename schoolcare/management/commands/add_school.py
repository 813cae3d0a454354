"""Makes a school in a real, empty installation."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from schoolcare.models import School
from schoolcare.onboarding import open_school
from schoolcare.thai import academic_year


class Command(BaseCommand):
    help = "Makes a school, its office, this academic year's terms, and its administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="the school's code, 8 digits at สพฐ.")
        parser.add_argument("name", metavar="NAME", help="the name without โรงเรียน")
        parser.add_argument("--district", metavar="CODE", default="", help="the office above")
        kinds = "|".join(School.Kind.values)
        parser.add_argument("--kind", metavar=kinds, default=School.Kind.EXPANDED.value)
        parser.add_argument("--admin", metavar="USERNAME", default="", help="a log-in name")

    def handle(
        self, *, code: str, name: str, district: str, kind: str, admin: str, **options: object
    ) -> None:
        year = academic_year(timezone.localdate())
        try:
            opening = open_school(
                code, name, kind=kind, district_code=district, admin=admin, year=year
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        school = opening.school
        state = "made" if opening.created else "is already there"
        self.stdout.write(
            f"School {school.code} {school.name} ({school.get_kind_display()}) {state}"
        )
        self.stdout.write(f"Office {school.district.code} {school.district.name}")
        if opening.password:
            self.stdout.write(f"Administrator {admin}, one-time password: {opening.password}")
        elif opening.admin:
            self.stdout.write(f"Administrator {admin} has an account already, now with this school")
