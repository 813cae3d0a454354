"""When pupils are measured: each term of a year in two rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schoolcare.models import School, Term
from schoolcare.text import arabic_digits
from students.models import GrowthMeasure
from students.models.growth import ROUNDS


@dataclass(frozen=True, slots=True)
class Round:
    term: Term
    number: int

    def __str__(self) -> str:
        return f"{self.term} ครั้งที่ {self.number}"

    @property
    def label(self) -> str:
        return f"{self.term.semester}/{self.term.year} ครั้งที่ {self.number}"

    @property
    def query(self) -> str:
        return f"term={self.term.semester}&round={self.number}"

    def why_not(self, day: date, today: date) -> str:
        """What is wrong with a day of measuring, "" where nothing is."""
        if day > today:
            return "วันที่ชั่งวัดยังมาไม่ถึง"
        if not self.term.starts_on <= day <= self.term.ends_on:
            return f"วันที่ชั่งวัดอยู่นอก{self.term}"
        return ""


def rounds_of(school: School | None, year: int) -> list[Round]:
    """Every round of the school's terms of a year, in order; one query."""
    terms = Term.objects.filter(school=school, year=year).order_by("semester")
    return [Round(term, number) for term in terms for number in ROUNDS]


def choose(rounds: Sequence[Round], asked: Mapping[str, str], today: date) -> Round | None:
    """The round that an address asks for; else the newest of the present term that was begun."""
    if not rounds:
        return None
    wanted = arabic_digits(asked.get("term", "")), arabic_digits(asked.get("round", ""))
    for one in rounds:
        if wanted == (str(one.term.semester), str(one.number)):
            return one
    begun = [one.term for one in rounds if one.term.starts_on <= today]
    term = begun[-1] if begun else rounds[0].term
    measured = GrowthMeasure.objects.filter(term=term).order_by("-round")
    number = measured.values_list("round", flat=True).first() or ROUNDS[0]
    return next(one for one in rounds if one.term == term and one.number == number)
