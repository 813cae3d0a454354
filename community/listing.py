"""Everything a year's calendar shows: the entries, and the dates that other apps know."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from community.models import Audience, CalendarEntry, WorkArea
from community.models.areas import shipped_areas
from community.periods import Stretch, days_of, period_words, range_words
from community.years import year_days
from schoolcare import registry
from schoolcare.asked_together import asked_together
from schoolcare.models import District, School
from schoolcare.registry import CalendarDate

Office = School | District
NO_DATE = "รอกำหนดวัน"
AREAS = "areas"  # beside the numbers of what apps ask
SEEN_BY = {
    Audience.PRIVATE: (Audience.PRIVATE, Audience.STAFF, Audience.PUBLIC),
    Audience.STAFF: (Audience.STAFF, Audience.PUBLIC),
    Audience.PUBLIC: (Audience.PUBLIC,),
}


Person = tuple[int, str]  # key and name of a member of staff who is responsible


@dataclass(frozen=True)
class Line:
    """One line of a calendar, however it came there; both days are included.

    `entry` is None for a date of another app, which is edited where `url` leads. `mark` (k1 to k4)
    is empty where a date belongs to no kind of work. `key` names the line for good. Where a day has
    still to be set (`needs_date`) the two days are last year's, for sorting only. `plan` and `step`
    as in CalendarDate.
    """

    key: str
    title: str
    starts_on: date | None
    ends_on: date | None
    is_all_year: bool
    area: str
    division: str
    mark: str
    period: str
    owners: str
    place: str
    audience: str
    entry: CalendarEntry | None = None
    link: str = ""
    needs_date: bool = False
    people: tuple[Person, ...] = ()
    plan: str = ""
    step: int = 0

    @property
    def url(self) -> str:
        return self.entry.get_absolute_url() if self.entry else self.link

    def days(self, first: date, last: date) -> list[Stretch]:
        """Its stretches of days within `first` to `last`, cut to them; none if over the year."""
        if self.needs_date:
            return []
        if self.entry:
            return days_of(self.entry, first, last)
        if self.starts_on is None or self.ends_on is None:
            return []
        start, end = max(first, self.starts_on), min(last, self.ends_on)
        return [(start, end)] if start <= end else []


def lines_of(office: Office, year: int, *, audience: str = Audience.STAFF) -> list[Line]:
    """The calendar of an academic year (พ.ศ.) as `audience` reads it.

    Entries in the office's own order, those that run over from the year before, then what other
    apps know, by day. PRIVATE reads everything:
    ask for it only for who may edit the calendar. Three queries.
    """
    rows = CalendarEntry.objects.shown_in(office, range(year, year + 1))
    rows = rows.filter(audience__in=SEEN_BY[Audience(audience)])
    return lines_of_entries(rows) + lines_of_apps(office, *year_days(year), audience=audience)


def lines_of_entries(rows: Iterable[CalendarEntry]) -> list[Line]:
    """The lines of entries in the order given; a queryset is read with all that lines need."""
    if hasattr(rows, "select_related"):
        rows = rows.select_related("area")
    entries = list(rows)
    people = people_of(entries)
    return [line_of_entry(one, people.get(one.pk, ())) for one in entries]


def people_of(entries: list[CalendarEntry]) -> dict[int, tuple[Person, ...]]:
    """The staff responsible for each entry, by name. One query."""
    through = CalendarEntry.owners.through._default_manager
    rows = through.filter(calendarentry__in=[one.pk for one in entries])
    ordered = rows.order_by("user__first_name", "user__last_name", "user")
    name = ("user__title", "user__first_name", "user__last_name", "user__username")
    found: dict[int, list[Person]] = defaultdict(list)
    for pk, user, title, first_name, last_name, username in ordered.values_list(
        "calendarentry", "user", *name
    ):
        words = f"{title}{first_name} {last_name}".strip() or username  # as User.full_name
        found[pk].append((user, words))
    return {pk: tuple(people) for pk, people in found.items()}


def lines_of_apps(
    office: Office, first: date, last: date, *, audience: str = Audience.STAFF
) -> list[Line]:
    """The dates that other apps know from `first` to `last`, by day; one query."""
    sources = dict(enumerate(registry.calendar_dates))
    asks = {key: rows for key, one in sources.items() if (rows := one.asks(office, first, last))}
    area = (shipped_areas(), {one: one for one in ("name", "division", "mark")})
    said = asked_together({**asks, AREAS: area})
    areas = {one["name"]: WorkArea(**one) for one in said[AREAS]}
    found = [
        told
        for key, one in sources.items()
        for told in one.tells(office, first, last, said.get(key, []))
        if told.is_public or audience != Audience.PUBLIC
    ]
    found.sort(key=attrgetter("starts_on", "ends_on", "title", "key"))
    return [_line_of_date(one, areas.get(one.area)) for one in found]


def line_of_entry(entry: CalendarEntry, people: tuple[Person, ...] | None = None) -> Line:
    """The line of an entry; its people are looked up where they are not given."""
    if people is None:
        people = people_of([entry]).get(entry.pk, ())
    return Line(
        key=f"entry-{entry.pk}",
        title=entry.title,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        is_all_year=entry.starts_on is None,
        area=entry.area.name,
        division=entry.area.division,
        mark=entry.area.mark,
        period=NO_DATE if entry.needs_date else period_words(entry),
        owners=owner_words(entry, people),
        place=entry.place,
        audience=entry.audience,
        entry=entry,
        needs_date=entry.needs_date,
        people=people,
    )


def owner_words(entry: CalendarEntry, people: tuple[Person, ...]) -> str:
    """Who is responsible: staff by name, then what was written; empty for nobody."""
    named = [name for _pk, name in people]
    return ", ".join([*named, entry.owner_text] if entry.owner_text else named)


def _line_of_date(one: CalendarDate, area: WorkArea | None) -> Line:
    return Line(
        key=one.key,
        title=one.title,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        is_all_year=False,
        area=area.name if area else "",
        division=area.division if area else "",
        mark=area.mark if area else "",
        period=range_words(one.starts_on, one.ends_on),
        owners="",
        place="",
        audience=Audience.PUBLIC if one.is_public else Audience.STAFF,
        link=one.url,
        plan=one.plan,
        step=one.step,
    )


def by_day(lines: Iterable[Line]) -> list[Line]:
    """What lasts all year first, in the order given; then by the first day, by the last."""
    return sorted(lines, key=lambda one: (one.starts_on or date.min, one.ends_on or date.min))
