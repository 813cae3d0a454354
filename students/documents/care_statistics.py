"""The numbers of pupils of a school or an office, as its page of statistics shows them."""

from functools import cached_property
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import District, School
from schoolcare.spreadsheet import Page
from students.dimensions import SCREENED
from students.models import Classroom
from students.school_table import SchoolTable, school_table
from students.screening_figures import Figures, screening_figures
from students.statistics import Table, dimensions_for, table_of

TITLE_LENGTH = 31  # letters that the name of a sheet may have


@register
class CareStatistics(Document):
    """Without names; who may not see a way of counting on the page does not print it."""

    slug = "care-statistics"
    title = "สถิตินักเรียน"
    permission = Permission.PUPIL_COUNT
    needs = ("school", "district", "year")
    template = "students/print/care_statistics.html"
    page_class = "report"

    @property
    def place(self) -> School | District:
        found: Any = self.subject.school or self.subject.district
        return found

    @property
    def year(self) -> int:
        found: Any = self.subject.year
        return found

    @cached_property
    def tables(self) -> list[Table]:
        every = dimensions_for(self.user, self.place)
        asked = {"place": self.place, "year": self.year, "day": self.choices.date}
        return [table_of(one, **asked, user=self.user) for one in every]

    @cached_property
    def figures(self) -> list[Figures]:
        is_seen = any(one.dimension.section == SCREENED for one in self.tables)
        return screening_figures(self.place, self.year, user=self.user) if is_seen else []

    @cached_property
    def schools(self) -> SchoolTable | None:
        office = self.subject.district
        return school_table(office, self.year) if office and not self.subject.school else None

    def context(self) -> dict[str, Any]:
        return {
            "tables": self.tables,
            "figures": self.figures,
            "is_office": self.subject.school is None,
        }

    def sheet(self) -> Page:
        return self.sheets()[0]

    def sheets(self) -> list[Page]:
        found = [_page(one.dimension.label, one) for one in self.tables]
        found += [_page(one.title, one) for one in self.figures]
        if self.schools:
            found.append(_page("โรงเรียน", self.schools))
        return found

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        room = Classroom.objects.select_related("school").order_by("pk").first()
        return {"school": room.school.code, "year": str(room.year)} if room else {}


def _page(title: str, table: Table | Figures | SchoolTable) -> Page:
    """A wide first column; the others as wide as their words."""
    widths = [40, *(max(10, len(one) + 2) for one in table.headers[1:])]
    return Page(title.replace("/", "-")[:TITLE_LENGTH], table.headers, table.sheet, widths)
