"""Lines that stand ready for any calendar: the community year, and common days of schools.

Sources: admin.md §3.1 (the four projects of the community-relations year, over the whole school
year, nobody named), §3.5 and §5.7 (days and traditions; their dates are proposals).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from community.models import Movement, Span
from community.moving import buddhist_day, nth_weekday, weekday_before
from community.years import first_of, last_of

BOARD, TOGETHER = "งานกรรมการสถานศึกษา", "งานสานสัมพันธ์"
VISITS, FUNDS = "งานเยี่ยมบ้านนักเรียน", "งานทุนทรัพย์เพื่อการพัฒนาการศึกษา"
THURSDAY, FRIDAY, SATURDAY = 3, 4, 5

Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class ReadyLine:
    """One line: where its days are in an academic year (พ.ศ.), and how they move to the next.

    `days` gives None twice where the day is not known; such a line waits for its date.
    """

    key: str
    title: str
    area: str
    span: Span
    movement: Movement
    days: Callable[[int], Days]
    months: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReadySet:
    key: str
    title: str
    lines: tuple[ReadyLine, ...]


def _all_year(key: str, title: str, area: str) -> ReadyLine:
    return ReadyLine(key, title, area, Span.ALL_YEAR, Movement.ALL_YEAR, lambda year: (None, None))


def _months(key: str, title: str, area: str, *months: int) -> ReadyLine:
    def days(year: int) -> Days:
        return first_of(year, months[0]), last_of(year, months[-1])

    return ReadyLine(key, title, area, Span.MONTHS, Movement.SAME_DAY, days, months)


def _on(
    key: str, title: str, area: str, when: tuple[int, int], *, before: bool = False
) -> ReadyLine:
    """A fixed day, `when` as month and day; `before`: the Friday before a weekend."""

    def days(year: int) -> Days:
        month, day = when
        on = first_of(year, month).replace(day=day)
        on = weekday_before(on) if before else on
        return on, on

    return ReadyLine(key, title, area, Span.DAY, Movement.SAME_DAY, days)


def _nth(key: str, title: str, area: str, when: tuple[int, int, int]) -> ReadyLine:
    """`when`: month, weekday (0 is Monday) and which one of the month."""

    def days(year: int) -> Days:
        month, weekday, number = when
        on = nth_weekday(first_of(year, month), weekday, number)
        return on, on

    return ReadyLine(key, title, area, Span.DAY, Movement.SAME_WEEKDAY, days)


def _lunar(key: str, title: str, area: str, name: str, offset: int = 0) -> ReadyLine:
    """`offset` days from the Buddhist day `name`."""

    def days(year: int) -> Days:
        on = buddhist_day(name, year)
        return (on + timedelta(days=offset),) * 2 if on else (None, None)

    return ReadyLine(key, title, area, Span.DAY, Movement.LUNAR, days)


COMMUNITY_YEAR = ReadySet(
    "community",
    "งานสัมพันธ์ชุมชนประจำปี",
    (
        _all_year("visits", "โครงการเยี่ยมบ้าน", VISITS),
        _all_year("funds", "โครงการจัดหาทุน", FUNDS),
        _all_year("together", "โครงการสานสัมพันธ์", TOGETHER),
        _all_year("friends", "โครงการไมตรีจิตรผูกมิตรชุมชน", TOGETHER),
    ),
)
SCHOOL_DAYS = ReadySet(
    "school-days",
    "วันสำคัญและประเพณีของโรงเรียน",
    (
        _nth("orientation", "ปฐมนิเทศนักเรียนและประชุมผู้ปกครอง", BOARD, (5, SATURDAY, 4)),
        _months("rockets", "งานบุญบั้งไฟกับชุมชน", TOGETHER, 5),
        _nth("teachers", "พิธีไหว้ครู", TOGETHER, (6, THURSDAY, 2)),
        _on("poet", "วันสุนทรภู่", TOGETHER, (6, 26), before=True),
        _lunar("candles", "หล่อและถวายเทียนพรรษา", TOGETHER, "วันเข้าพรรษา", -2),
        _on("language", "วันภาษาไทยแห่งชาติ", TOGETHER, (7, 29), before=True),
        _on("mothers", "กิจกรรมวันแม่แห่งชาติ", TOGETHER, (8, 11), before=True),
        _on("science", "วันวิทยาศาสตร์แห่งชาติ", TOGETHER, (8, 18), before=True),
        _months("volunteers", "จิตอาสาพัฒนาชุมชน", TOGETHER, 10),
        _lunar("loy-krathong", "ลอยกระทงกับชุมชน", TOGETHER, "วันลอยกระทง"),
        _on("fathers", "กิจกรรมวันพ่อแห่งชาติ", TOGETHER, (12, 4), before=True),
        _months("sports", "กีฬาสีสัมพันธ์ชุมชน", TOGETHER, 12),
        _nth("children", "วันเด็กแห่งชาติ", TOGETHER, (1, SATURDAY, 2)),
        _on("teachers-day", "วันครู", TOGETHER, (1, 16)),
        _lunar("makha", "ทำบุญตักบาตรวันมาฆบูชา", TOGETHER, "วันมาฆบูชา", -1),
        _months("farewell", "ปัจฉิมนิเทศและมอบทุนการศึกษา", FUNDS, 3),
        _on("elders", "รดน้ำดำหัวผู้สูงอายุในชุมชน", TOGETHER, (4, 12), before=True),
    ),
)
SETS = (COMMUNITY_YEAR, SCHOOL_DAYS)


def lines_by_key() -> dict[str, ReadyLine]:
    """Every ready line by the name that forms send."""
    return {f"{one.key}/{line.key}": line for one in SETS for line in one.lines}
