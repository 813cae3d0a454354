"""The year's care binder: which papers it holds, in order, and which are still missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError

from schoolcare import registry
from schoolcare.documents import Document, catalogue, prepare
from schoolcare.models import School, User
from schoolcare.paper.subjects import SubjectError
from schoolcare.registry import BinderPaper
from students.models import Classroom

NO_RECORDS, NO_RIGHT = "ยังไม่มีข้อมูล", "ไม่มีสิทธิ์พิมพ์"


@dataclass
class Entry:
    """One line of the contents: a paper that is printed, or why it is not."""

    paper: BinderPaper
    classroom: Any = None
    document: Document | None = None
    gap: str = ""
    page: int = field(default=0, compare=False)  # where it begins, once the binder is set

    @property
    def title(self) -> str:
        return self.paper.title or str(self.document or catalogue[self.paper.slug].title)

    @property
    def about(self) -> str:
        """The class, and the term where the paper is of one."""
        term = self.document.subject.term if self.document else None
        words = [f"ชั้น {self.classroom}" if self.classroom else "", str(term or "")]
        return " ".join(one for one in words if one)


@dataclass(frozen=True)
class Line:
    """A row of the contents; classes that lack the same paper share one."""

    title: str
    about: str
    gap: str
    page: int


def lines_of(entries: list[Entry]) -> Iterator[Line]:
    rooms = {one.classroom for one in entries if one.classroom}
    for (_paper, _title, gap), group in groupby(entries, _row):
        found = list(group)
        if gap and len(found) > 1:
            yield Line(found[0].title, _classes(found, len(rooms)), gap, 0)
            continue
        for one in found:
            yield Line(one.title, one.about, one.gap, one.page)


def _row(entry: Entry) -> tuple[str, str, str]:
    return entry.paper.slug, entry.title, entry.gap


def _classes(entries: list[Entry], rooms: int) -> str:
    if len(entries) == rooms:
        return f"ทุกห้อง ({rooms} ห้อง)"
    return f"ชั้น {', '.join(str(one.classroom) for one in entries)}"


def papers_of(*, whole_school: bool) -> list[BinderPaper]:
    """Section by section as their first papers stand, each in its order; those of the school alone
    only in its own binder.
    """
    known = [one for one in registry.binder if one.slug in catalogue]
    mine = [one for one in known if whole_school or one.is_of_class]
    first = {
        name: min(one.order for one in mine if one.section == name)
        for name in {one.section for one in mine}
    }
    return sorted(mine, key=lambda one: (first[one.section], one.section, one.order, one.slug))


def entries_of(
    school: School, year: int, classroom: Classroom | None, *, user: User | None
) -> list[Entry]:
    """What the binder of a class, or without one of the school, holds and lacks; `user` as prints
    take it: None is the shell, which may print everything.
    """
    rooms: Iterable[Any] = [classroom] if classroom else _rooms(school, year)
    rooms = list(rooms)
    found: list[Entry] = []
    for paper in papers_of(whole_school=classroom is None):
        for room in rooms if paper.is_of_class else [None]:
            found += _entries(paper, school, year, room, user)
    return found


def _rooms(school: School, year: int) -> Iterable[Classroom]:
    """Classes with pupils."""
    rooms = Classroom.objects.filter(school=school, year=year).with_counts()
    return rooms.filter(pupils__gt=0)


def _entries(
    paper: BinderPaper, school: School, year: int, room: Any, user: User | None
) -> Iterator[Entry]:
    if user is not None and not user.access.allows(catalogue[paper.slug].permission):
        yield Entry(paper, room, gap=NO_RIGHT)
        return
    asked = [
        {"school": school.code, "year": str(year)} | one for one in paper.params(school, year, room)
    ]
    if not asked and paper.is_expected:
        yield Entry(paper, room, gap=NO_RECORDS)
    for one in asked:
        yield _entry(paper, room, one, user)


def _entry(paper: BinderPaper, room: Any, asked: dict[str, str], user: User | None) -> Entry:
    try:
        document = prepare(paper.slug, asked, user=user)
        document.check()
    except SubjectError:
        return Entry(paper, room, gap=NO_RECORDS if user is None else NO_RIGHT)
    except ValidationError as error:
        return Entry(paper, room, gap=" ".join(error.messages))
    return Entry(paper, room, document)
