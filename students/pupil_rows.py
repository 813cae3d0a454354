"""What the list of pupils shows, page by page.

Where somebody reaches a whole school, as clerks and teachers do, the first page, the count and the
classes to choose from are asked by queries that are written once (decision 0013): a list is opened
all day, and Django writes its query as long as it writes fifty rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField
from django.utils import timezone

from schoolcare.access import Permission
from schoolcare.models import School, User
from schoolcare.prepared import Prepared, PreparedCount, Slot
from schoolcare.thai import academic_year
from students.models import Classroom, Student
from students.models.people import StudentQuerySet, short_name, words_of
from students.reaching import ALL, in_school, reach_in, reached, slots
from students.search import narrowed, pupil_list, seated, with_seat

MOST_COUNTED = 10_000
PAGE = 50
MOST_WORDS = 4  # beyond them nobody writes a query once for all


class PupilRow(NamedTuple):
    """A pupil of the list; see `search.seated` for the seat."""

    pk: int
    title: str
    first_name: str
    last_name: str
    nickname: str
    code: str
    may_open: bool
    level: int | None
    room: int | None
    room_name: str | None
    roll_number: int | None
    status_then: str

    @property
    def short_name(self) -> str:
        return short_name(self.title, self.first_name, self.last_name)


class PupilRows:
    """Rows of `search.pupil_list` for a paginator, counted no further than one beyond
    MOST_COUNTED, so that a large table is never read whole. None `wanted`: there are no rows.
    """

    def __init__(
        self, user: User, *, school: School | None, year: int, wanted: Mapping[str, Any] | None
    ) -> None:
        self._user, self._school, self._year, self._wanted = user, school, year, wanted or {}
        self._is_empty = wanted is None

    @cached_property
    def bare(self) -> StudentQuerySet:
        found = pupil_list(self._user, school=self._school, year=self._year, wanted=self._wanted)
        return found.none() if self._is_empty else found

    def count(self) -> int:
        if self._asked:
            return self._asked.how_many.count(**self._values)
        return self.bare.order_by().values("pk")[: MOST_COUNTED + 1].count()

    def __getitem__(self, part: slice) -> list[PupilRow]:
        if self._asked and not part.start and part.stop <= PAGE:
            return [PupilRow(*row) for row in self._asked.first.ask(**self._values)[part]]
        found = with_seat(self.bare, self._user, year=self._year)
        return [PupilRow(*row) for row in found.values_list(*PupilRow._fields)[part]]

    @cached_property
    def _words(self) -> list[list[str]]:
        return words_of(self._wanted.get("q") or "")

    @cached_property
    def _asked(self) -> "Asked | None":
        """None where the query is of one person or of a year that is over."""
        may_open = self._may_open
        many_words = sum(map(len, self._words)) > MOST_WORDS
        is_over = self._year < academic_year(timezone.localdate())
        if self._is_empty or may_open is None or many_words or is_over:
            return None
        given = frozenset(one for one in ("level", "classroom") if self._wanted.get(one))
        words, status = tuple(map(len, self._words)), self._wanted.get("status") or ""
        return written(Shape(self._year, may_open, words, status, given))

    @cached_property
    def _may_open(self) -> str | None:
        """Which of the school's pupils the person may open, as `reach_in`."""
        school, access = self._school, self._user.access
        if school is None or reach_in(school, access, Permission.PUPIL_LIST) != ALL:
            return None
        return reach_in(school, access, Permission.PUPIL_VIEW)

    @cached_property
    def _values(self) -> dict[str, Any]:
        assert self._school is not None  # noqa: S101 -- _asked is None without one
        ways = enumerate(self._words)
        words = {_word(way, at): one for way, words in ways for at, one in enumerate(words)}
        chosen = {one: self._wanted.get(one) for one in ("level", "classroom")}
        return slots(self._user, self._school) | words | chosen


class Shape(NamedTuple):
    """All that decides the words of the query; the rest are values in its slots."""

    year: int
    may_open: str
    words: tuple[int, ...]
    status: str
    given: frozenset[str]


@dataclass(frozen=True)
class Asked:
    """The queries of one shape."""

    first: Prepared
    how_many: PreparedCount


@lru_cache(maxsize=200)
def written(shape: Shape) -> Asked:
    """A search is planned each time: for a short word the index of its letters is the slow way,
    which a plan made for all words cannot know. What is rarely asked is not planned for good.
    """
    is_planned = not shape.status and not any(shape.words)
    first = Prepared(lambda: _rows(shape), is_planned=is_planned)
    return Asked(first, PreparedCount(lambda: _counted(shape), is_planned=is_planned))


def _counted(shape: Shape) -> Any:
    return _bare(shape).order_by().values("pk")[: MOST_COUNTED + 1]


def _rows(shape: Shape) -> Any:
    found = _bare(shape).annotate(may_open=reached(shape.may_open))
    return seated(found, year=shape.year).values_list(*PupilRow._fields)[:PAGE]


def _bare(shape: Shape) -> StudentQuerySet:
    """Every pupil of a school: who asks reaches them all."""
    found = Student.objects.filter(in_school(ALL))
    ways = [
        [Slot(_word(way, at), CharField()) for at in range(number)]
        for way, number in enumerate(shape.words)
    ]
    wanted = {"status": shape.status} | {one: Slot(one) for one in shape.given}
    return narrowed(found.saying(ways), year=shape.year, wanted=wanted)


def _word(way: int, at: int) -> str:
    return f"word_{way}_{at}"


def rooms_of(user: User, *, school: School | None, year: int) -> list[Classroom]:
    """Classes of the school and year whose pupils' names `user` may see, in their order."""
    if school and reach_in(school, user.access, Permission.PUPIL_LIST) == ALL:
        return _ROOMS.records(school=school.pk, year=year)
    found = Classroom.objects.for_user(user, Permission.PUPIL_LIST)
    return list(found.filter(school=school, year=year))


_ROOMS = Prepared(lambda: Classroom.objects.filter(school=Slot("school"), year=Slot("year")))
