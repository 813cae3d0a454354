"""The villages that a school serves in a year: what is known of each, and its pupils, counted now.

Three queries whatever the number of villages. Of pupils there are counts only.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from community.models import VillageProfile
from schoolcare.models import School, Village
from students.models import Enrolment


@dataclass(frozen=True)
class Line:
    """A village with its profile of the year and how many of the school's pupils live there.

    The profile is an empty one where nothing is known (`is_known` False).
    """

    village: Village
    profile: VillageProfile
    pupils: int

    @property
    def is_known(self) -> bool:
        return self.profile.pk is not None


@dataclass(frozen=True)
class ServiceArea:
    """The lines in order of name; `outside`: pupils whose home is in none of these villages."""

    lines: list[Line]
    outside: int

    @cached_property
    def households(self) -> int:
        return sum(one.profile.households or 0 for one in self.lines)

    @cached_property
    def people(self) -> int:
        return sum(one.profile.people or 0 for one in self.lines)

    @property
    def pupils(self) -> int:
        return sum(one.pupils for one in self.lines)

    @property
    def all_pupils(self) -> int:
        return self.pupils + self.outside

    @property
    def unknown(self) -> int:
        """Villages of which nothing is known in that year."""
        return sum(not one.is_known for one in self.lines)


def service_area(school: School, year: int) -> ServiceArea:
    """The service area of a school in an academic year (พ.ศ.)."""
    villages = list(school.villages.select_related("place").order_by("name", "pk"))
    profiles = VillageProfile.objects.filter(village__in=villages, year=year)
    known = {one.village_id: one for one in profiles.select_related("changed_by", "school")}
    counts = pupils_by_village(school, year)
    lines = [
        Line(one, known.get(one.pk) or VillageProfile(year=year), counts.get(one.pk, 0))
        for one in villages
    ]
    return ServiceArea(lines, sum(counts.values()) - sum(one.pupils for one in lines))


def pupils_by_village(school: School, year: int) -> dict[int | None, int]:
    """How many pupils of the school live in each village, by its key; None: unknown. One query."""
    seats = Enrolment.objects.on_roster().filter(student__school=school, year=year)
    rows = seats.order_by().values_list("student__household__village")
    return dict(rows.annotate(pupils=Count("student", distinct=True)))
