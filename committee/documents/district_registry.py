"""The registry of every school of an office in one file: a part a school, made by the worker."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from committee.documents.registry import PERSON, Section, cells, headers, section_of, wants
from committee.documents.registry import sees_person as sees_persons_of
from committee.listing import Listing, count_of, listings, with_rules
from committee.models import Board
from committee.reports import SchoolBoard, school_boards, totals_of
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import District, School
from schoolcare.paper.packs import Part
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_date_full

TEMPLATES = "committee/print"


def schools_of(office: District) -> QuerySet[School]:
    """Schools in use, in order of their names, with what papers print of each."""
    return School.objects.filter(district=office, is_active=True).select_related(
        "district", "network"
    )


@register
class DistrictRegistry(Document):
    """Every school starts on a page of its own; one that changed is set anew, the others kept."""

    slug = "committee-registry-district"
    title = "ทะเบียนคณะกรรมการทุกโรงเรียน"
    short_title = "ทะเบียนทุกโรงเรียน"
    permission = Permission.BOARD_VIEW
    needs = ("district",)
    template = f"{TEMPLATES}/district_cover.html"
    page_class = "wide packed"
    options = (PERSON,)
    is_batch = True
    is_numbered_through = True

    @cached_property
    def lines(self) -> list[SchoolBoard]:
        office: Any = self.subject.district
        return school_boards(schools_of(office), self.choices.date)

    @cached_property
    def sections(self) -> list[tuple[School, Section]]:
        boards = with_rules(Board.objects.all()).in_bulk(
            [line.board.pk for line in self.lines if line.board]
        )
        found = listings(boards.values(), self.choices.date)
        sections = []
        for line in self.lines:
            board = boards[line.board.pk] if line.board else None
            listing = found[board.pk] if board else Listing()
            section = section_of(line.school, board, listing, self.choices.date)
            sections.append((line.school, section))
        return sections

    @cached_property
    def has_person(self) -> bool:
        office: Any = self.subject.district
        is_wanted = wants(self, PERSON) != "no"
        return is_wanted and sees_persons_of(self.user, School.objects.filter(district=office))

    def context(self) -> dict[str, Any]:
        listed = [section.listing for _school, section in self.sections]
        people, monks = sum(one.people for one in listed), sum(one.monks for one in listed)
        return {
            "totals": totals_of(self.lines),
            "members": count_of(people, monks),
            "vacant": sum(one.vacant for one in listed),
        }

    def parts(self) -> Iterable[Part]:
        """A cover with the sums, then the schools."""
        yield Part(self.html, label="ปก ", is_numbered=True)
        for number, (school, section) in enumerate(self.sections, 1):
            yield self.part(number, school, section)

    def part(self, number: int, school: School, section: Section) -> Part:
        """One school, known by what it shows: its HTML is made only when it is not on disk."""
        shown = {"number": number, "section": section, "has_person": self.has_person}
        about = (self.slug, self.uses_thai_digits, thai_date_full(self.choices.date), shown)
        template = f"{TEMPLATES}/district_school.html"
        return Part(
            lambda: self.render(template, shown),
            label=f"{school.short_name} หน้า ",
            content=repr(about),
            is_numbered=True,
        )

    def sheet(self) -> Page:
        how = {"has_person": self.has_person}
        rows = [
            [school.code, school.full_name, *cells(number, row, **how)]
            for school, section in self.sections
            for number, row in enumerate(section.listing.rows, 1)
        ]
        return Page("ทะเบียนคณะกรรมการ", ["รหัสโรงเรียน", "โรงเรียน", *headers(**how)], rows)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        office = District.objects.order_by("pk").first()
        return {"district": office.code} if office else {}
