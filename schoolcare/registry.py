"""What apps contribute to the house, in AppConfig.ready; the kit loops and names nobody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schoolcare.access import Permission


@dataclass(frozen=True)
class MenuEntry:
    """A place in the side menu, under the heading `group`; entries of one group follow each other.

    `bar`: also in the thumb's bar on phones. Entries of one `hub` share a place of that name, with
    tabs on their pages and where one `leads` at once (a view). Who may open one alone sees it.
    `at_school`: only where the permission is held at the school worked in.
    """

    label: str
    url_name: str
    icon: str
    permissions: tuple[Permission, ...]
    order: int = 50
    bar: bool = False
    short: str = ""
    group: str = ""
    hub: str = ""
    leads: str = ""
    at_school: bool = False


@dataclass(frozen=True)
class HomeCard:
    """One line of what waits for a person: the figure, the words, where it leads."""

    title: str
    count: int
    url: str
    text: str = ""
    state: str = ""  # "late", "soon" or nothing


@dataclass(frozen=True)
class HomeCounts:
    """Cards that follow from figures of a school or office: all apps' figures cost one query.

    `asks` gives, for a request, the place and expressions on its row by name; None for who is told
    nothing. `tells` gets the request and the values by the same names.
    """

    asks: Callable[[Any], tuple[Any, dict[str, Any]] | None]
    tells: Callable[[Any, dict[str, Any]], Iterable[HomeCard]]


@dataclass(frozen=True)
class Figure:
    """A count on the home page, below what waits; a link to its rows."""

    label: str
    value: int
    url: str
    total: int | None = None


@dataclass(frozen=True)
class HomePart:
    """A part of the home page with a look of its own; its template gets `facts` as `part`."""

    template: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One line of a pupil's chronology."""

    on: date | datetime
    title: str
    text: str = ""
    url: str = ""
    link: str = "ดู"
    icon: str = "journal"
    kind: str = ""
    badge: tuple[str, str] | None = None


@dataclass(frozen=True)
class EventSource:
    """Lines of a pupil's chronology that an app knows: those of all apps cost one query.

    `asks` gives, of a pupil, rows and expressions on them by name; its second is the person from
    whom something may be hidden, else None. The pupil may be a `prepared.Slot`. `tells` gets the
    request, the pupil and each row's values as JSON has them (unordered); Events, later ones first.
    """

    asks: Callable[[Any, Any], tuple[Any, dict[str, Any]]]
    tells: Callable[[Any, Any, list[dict[str, Any]]], Iterable[Event]]
    right: Permission = Permission.PUPIL_VIEW  # that must reach this very pupil


@dataclass(frozen=True)
class PupilPanel:
    """A tab on a pupil's page."""

    label: str
    url_name: str
    permission: Permission


@dataclass(frozen=True)
class OfficeSetting:
    """A page of settings of an office, whose address takes the office; asks district.settings."""

    label: str
    url_name: str
    icon: str


@dataclass(frozen=True)
class BenchPage:
    """A page whose speed is measured; `posted` makes the data of each POST, else it is a GET.

    `part` is the id of the part of the page that the browser asks for anew, through htmx.
    """

    name: str
    url: str
    posted: Callable[[], dict[str, str]] | None = None
    part: str = ""


@dataclass(frozen=True)
class Evidence:
    """What the product's own records say of a step: done or how far, and where to see it."""

    is_done: bool
    text: str
    url: str = ""


@dataclass(frozen=True)
class Proof:
    """How the product's own records prove a step of every school's or every office's procedure.

    `facts` gives, for the step and an academic year (พ.ศ.), expressions on the row of the school or
    office by name: all of a plan are asked in one query. `tell` gets their values and says what
    they prove. Steps of several procedures may name one kind: each has its own records. Where a
    step is due several times a year and each time asks for a record of its own, `facts_between`
    gives the expressions for the days from one time until the next, both included, instead.
    Of weeks that begin several times a year `facts_in_round` is asked for the days of each round.
    `is_shared`: every step that names it has the same records, so that they are counted once.
    `label`: what closes the step, for who writes a procedure; without one it is not offered.
    """

    level: str  # that of the procedure
    facts: Callable[[Any, int], dict[str, Any]] | None
    tell: Callable[[dict[str, Any]], Evidence]
    facts_between: Callable[[Any, int, date, date], dict[str, Any]] | None = None
    facts_in_round: Callable[[Any, int, date, date], dict[str, Any]] | None = None
    is_shared: bool = False
    label: str = ""


@dataclass(frozen=True)
class CalendarDate:
    """A date that an app knows by itself: it stands in the calendar and is edited where it lives.

    Both days are included. `key` names it for good, for calendar programs; `is_public` says
    whether people without an account may read it.
    """

    key: str
    title: str
    starts_on: date
    ends_on: date
    area: str = ""  # the shipped kind of work it belongs to, by its name
    url: str = ""
    is_public: bool = False
    plan: str = ""  # whose step it is: calendars drawn by the day show when its steps are due
    step: int = 0


@dataclass(frozen=True)
class DateSource:
    """Dates that an app knows: all apps' dates of a calendar cost one query.

    `asks` gives, for a school or office and two days, rows and expressions on them by name; None
    where there is nothing to ask. `tells` gets the same and the values of each row, as JSON has
    them (days as text, in no order), and yields the CalendarDates that touch those days.
    """

    asks: Callable[[Any, date, date], tuple[Any, dict[str, Any]] | None]
    tells: Callable[[Any, date, date, list[dict[str, Any]]], Iterable[CalendarDate]]


@dataclass(frozen=True)
class BoardMeeting:
    """A meeting that a school's board held; `key` finds it again, `title` holds its number."""

    key: int
    title: str
    held_on: date


@dataclass(frozen=True)
class BoardRecords:
    """What the record of school boards tells other apps, one query each; `address` asks none.

    `meetings` are those that the school's board held until a day, the latest first. `chair` names
    who chairs it on a day, "" where that is not known. `address` is the page of a meeting, for
    whoever holds meeting.view.
    """

    meetings: Callable[[Any, date], list[BoardMeeting]]
    chair: Callable[[Any, date], str]
    address: Callable[[int], str]


@dataclass(frozen=True)
class Duty:
    """A column of the class board: what is to be done for every pupil of a class.

    `rows` gives, for an academic year (พ.ศ.) and a semester, the rows that say it is done, of all
    schools; their model states SCHOOL_PATH and DISTRICT_PATH, so that the boards can narrow them.
    `school` is a shorter path to the school where `rows` joins one already ("round__school").
    `student` is the path from a row to its pupil ("pk" where a row is one), `part` a condition on a
    row for what is begun and not complete. `asks` is a condition on enrolments: of whom it is
    asked, None of all. `due`: an expression on enrolments, the last day, None without one.
    All duties of a class cost one query, and so do those of a school's classes and of an office's
    schools: conditions stay ones on columns. `url_name` takes the pupil's key: the missing piece,
    or what was written; asks `permission`. That page includes {% board_next pupil %} of
    `templatetags/board.py`, and what it saves leads to `next_pupil.onward`.
    """

    key: str
    label: str
    order: int
    permission: Permission
    rows: Callable[[int, int], Any]
    url_name: str
    student: str = "student"
    part: Any = None
    asks: Callable[[int, int], Any] | None = None
    due: Callable[[int, int], Any] | None = None
    short: str = ""  # the column's head where `label` is long
    school: str = ""


@dataclass(frozen=True)
class ScreeningHint:
    """What other records of a pupil say of one aspect: the adviser confirms it or gives a reason.

    `aspect` is the code of the aspect, `level` one of normal, risk, problem, or has for what is
    there or not; `criterion` its code where one fits; `source` where it was seen, in words. What
    was measured gives `measure` and `value` alone: the form's criteria know when they are met.
    """

    student_id: int
    aspect: str
    level: str
    source: str
    criterion: str = ""
    url: str = ""
    measure: str = ""
    value: Decimal | None = None


@dataclass(frozen=True)
class HintSource:
    """What an app's records say of screened aspects: those of all apps cost one query.

    `asks` gives, for a queryset of pupils' keys, a year (พ.ศ.) and a semester, rows and expressions
    on them by name. `tells` gets these and each row's values, as JSON has them, and yields hints.
    """

    asks: Callable[[Any, int, int], tuple[Any, dict[str, Any]] | None]
    tells: Callable[[Any, int, int, list[dict[str, Any]]], Iterable[ScreeningHint]]


@dataclass(frozen=True)
class Danger:
    """What must be told at once to who answers for the protection of children (care.md §2.3).

    `source` names the record for good ("screening:41"): told twice, it is told once, with the words
    of both. Called in the transaction that writes the record.
    """

    student: Any
    source: str
    words: tuple[str, ...]
    by: Any


@dataclass(frozen=True)
class Dimension:
    """A way in which the pupils of a school or an office are counted: by level, village, income …

    `value` gives, for an academic year (พ.ศ.) and a day, an expression on enrolments; None or "" is
    what nobody has recorded. `words` are the known values in their order, others stand as they are;
    `unit` follows a value that has no word. With `is_list` the value is a JSON list, and a pupil
    stands in the row of each of its items, or under `empty`. Beside pupil.count it asks at a school
    for one of `permissions`; to see whose a number is, for one of `named`, and the look is logged.
    `seen_value`, where it is given, is `value` for a person from whom something may be hidden.
    """

    key: str
    label: str
    order: int
    section: str
    value: Callable[[int, date], Any]
    words: dict[Any, str] = field(default_factory=dict)
    unit: str = ""
    is_list: bool = False
    empty: str = ""
    permissions: tuple[Permission, ...] = ()
    named: tuple[Permission, ...] = (Permission.PUPIL_VIEW,)
    source: str = ""  # where it was recorded, in words
    seen_value: Callable[[int, date, Any], Any] | None = None

    def value_for(self, user: Any, year: int, day: date) -> Any:
        """The expression as `user` sees it; None sees everything."""
        if user is None or self.seen_value is None:
            return self.value(year, day)
        return self.seen_value(year, day, user)


@dataclass(frozen=True)
class BinderPaper:
    """A paper of the year's care binder, in its `order` under the heading `section`.

    `params` gives, for a school, an academic year and a class, what to print it with, as
    `print_document` takes it: one mapping a print ({"classroom": "12", "term": "1"}), none where
    records are missing. A paper of classes (`is_of_class`) is asked for each class; another once,
    of the binder of the whole school alone, with None for the class. The binder adds school and
    year. `title` stands in the contents, without one that of the paper; a paper that needs a term
    or round says which in its own title. Nothing to print stands there as ยังไม่มี if `is_expected`.
    """

    slug: str
    section: str
    order: int
    params: Callable[[Any, int, Any], Iterable[dict[str, str]]]
    is_of_class: bool = True
    title: str = ""
    is_expected: bool = True  # else a year without one lacks nothing


@dataclass
class Contributions:
    """All lists in one place, so that tests can look at them."""

    menu: list[MenuEntry] = field(default_factory=list)
    home_cards: list[Callable[[Any], Iterable[HomeCard]]] = field(default_factory=list)
    home_counts: list[HomeCounts] = field(default_factory=list)
    figures: list[Callable[[Any], Iterable[Figure]]] = field(default_factory=list)
    home_parts: list[Callable[[Any], HomePart | None]] = field(default_factory=list)
    chronology: list[EventSource] = field(default_factory=list)
    pupil_panels: list[PupilPanel] = field(default_factory=list)
    office_settings: list[OfficeSetting] = field(default_factory=list)
    procedure_evidence: dict[str, Proof] = field(default_factory=dict)
    calendar_dates: list[DateSource] = field(default_factory=list)
    board_records: list[BoardRecords] = field(default_factory=list)
    days_off: list[Callable[[Any, date, date], dict[date, list[str]]]] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    screening_hints: list[HintSource] = field(default_factory=list)
    dangers: list[Callable[[Danger], object]] = field(default_factory=list)
    closed_sources: list[Callable[[Any], Any]] = field(default_factory=list)
    binder: list[BinderPaper] = field(default_factory=list)
    statistics: list[Dimension] = field(default_factory=list)
    daily_tasks: dict[str, Callable[[], object]] = field(default_factory=dict)
    rounds: list[Callable[[], object]] = field(default_factory=list)
    demo: list[tuple[int, Callable[..., None]]] = field(default_factory=list)
    bench_pages: list[Callable[..., Iterable[BenchPage]]] = field(default_factory=list)


_all = Contributions()
menu = _all.menu  # MenuEntry
home_cards = _all.home_cards  # request -> HomeCards, at most one query each
home_counts = _all.home_counts  # HomeCounts: what can be counted on the row of a school or office
figures = _all.figures  # request -> Figures
home_parts = _all.home_parts  # request -> HomePart; None, without a query, for who has none
chronology = _all.chronology  # EventSource: lines of a pupil's page
pupil_panels = _all.pupil_panels
office_settings = _all.office_settings  # OfficeSetting
procedure_evidence = _all.procedure_evidence  # name of a step's evidence -> Proof
calendar_dates = _all.calendar_dates  # DateSource: what stands in calendars by itself
board_records = _all.board_records  # BoardRecords, of the one app that keeps boards
days_off = _all.days_off  # (school, first day, last day) -> names by day; at most one query
duties = _all.duties  # Duty: columns of the class board
screening_hints = _all.screening_hints  # HintSource: what other records say of aspects
dangers = _all.dangers  # function of a Danger, by the app that keeps alerts
closed_sources = _all.closed_sources  # user -> rows of `Danger.source` whose alert excludes them
binder = _all.binder  # BinderPaper
statistics = _all.statistics  # Dimension
daily_tasks = _all.daily_tasks  # name -> function, once a day under any number of workers
rounds = _all.rounds  # short function, at each round of each worker, every few seconds
demo = _all.demo  # (order, function of a DemoPlan)
bench_pages = _all.bench_pages  # user -> BenchPages
