"""Demo calendars: this year's and last year's of every demo school, and the offices' own."""

from datetime import date, timedelta

from community.models import Audience, CalendarEntry, Holiday, Movement, Repeat, Span, WorkArea
from community.models.areas import shipped_areas
from community.ready import BOARD, COMMUNITY_YEAR, FUNDS, SCHOOL_DAYS, TOGETHER, VISITS, ReadyLine
from community.services.entries import owner
from community.years import first_of, last_of
from schoolcare.demo import DemoPlan
from schoolcare.models import District, School, User

CARE = "งานกิจการนักเรียน"
# title, kind of work, month, day, length in days, place, owner in words
DATED = [
    ("ประชุมผู้ปกครองชั้นเรียน ภาคเรียนที่ 1", BOARD, 5, 22, 1, "หอประชุม", "ครูที่ปรึกษาทุกชั้น"),
    ("เยี่ยมบ้านนักเรียน รอบที่ 1", VISITS, 6, 1, 30, "หมู่บ้านในเขตบริการ", "ครูที่ปรึกษา"),
    ("คัดกรองนักเรียนรายบุคคล", CARE, 7, 6, 5, "", "งานระบบดูแลช่วยเหลือ"),
    ("ส่งจุลสารถึงผู้ปกครอง ฉบับที่ 1", TOGETHER, 7, 17, 1, "", "งานประชาสัมพันธ์"),
    ("พัฒนาวัดและแหล่งเรียนรู้กับชุมชน", TOGETHER, 8, 7, 1, "วัดห้วยน้ำริน", ""),
    ("อบรมกรรมการสถานศึกษา", BOARD, 8, 20, 1, "ห้องประชุมพวงแสด", ""),
    ("สอบกลางปี", CARE, 9, 14, 5, "", "งานวิชาการ"),
    ("ทอดผ้าป่าเพื่อการศึกษา", FUNDS, 10, 31, 1, "ลานโรงเรียน", "คณะกรรมการสถานศึกษา"),
    ("เยี่ยมบ้านนักเรียน รอบที่ 2", VISITS, 11, 2, 29, "หมู่บ้านในเขตบริการ", "ครูที่ปรึกษา"),
    ("ประชุมเครือข่ายผู้ปกครอง", BOARD, 11, 24, 1, "หอประชุม", ""),
    ("ค่ายจิตอาสา", TOGETHER, 12, 18, 3, "อ่างเก็บน้ำชุมชน", ""),
    ("สรุปผลการคัดกรองและส่งต่อ", CARE, 12, 15, 1, "", "งานระบบดูแลช่วยเหลือ"),
    ("มอบทุนการศึกษา", FUNDS, 1, 29, 1, "หอประชุม", "งานทุนการศึกษา"),
    ("ส่งจุลสารถึงผู้ปกครอง ฉบับที่ 2", TOGETHER, 2, 19, 1, "", "งานประชาสัมพันธ์"),
    ("สอบปลายปี", CARE, 2, 22, 5, "", "งานวิชาการ"),
    ("ประเมินความพึงพอใจของชุมชน", TOGETHER, 3, 8, 5, "", ""),
]


def fill(plan: DemoPlan) -> None:
    """This year's and last year's calendar of the schools made just now; of offices a few lines."""
    areas = {one.name: one for one in shipped_areas()}
    for school, _ in plan.made:
        _fill_school(school, areas, plan)
    for office in {school.district for school, _ in plan.made if not plan.is_scale}:
        _fill_office(office, areas, plan)


def _fill_school(school: School, areas: dict[str, WorkArea], plan: DemoPlan) -> None:
    own, _ = WorkArea.objects.get_or_create(
        school=school, division="บริหารงานทั่วไป", name=CARE, defaults={"mark": "k1"}
    )
    kinds = areas | {CARE: own}
    staff = [one.user for one in school.memberships.select_related("user").order_by("pk")[:4]]
    years = (plan.year,) if plan.is_scale else (plan.year - 1, plan.year)
    for year in years:
        _fill_year(school, year, kinds, staff, is_whole=not plan.is_scale)
    if not plan.is_scale:
        _fill_special(school, kinds, plan)


def _fill_year(
    school: School, year: int, kinds: dict[str, WorkArea], staff: list[User], *, is_whole: bool
) -> None:
    if CalendarEntry.objects.of(school, year).exists():
        return
    ready = [*COMMUNITY_YEAR.lines, *(SCHOOL_DAYS.lines if is_whole else ())]
    rows = [_of_ready(school, year, one, kinds) for one in ready]
    rows += [_of_dated(school, year, one, kinds) for one in (DATED if is_whole else DATED[:3])]
    rows[4:] = sorted(rows[4:], key=lambda one: one.starts_on or date.min)
    for number, row in enumerate(rows, start=1):
        row.position = number
    made = CalendarEntry.objects.bulk_create(rows)
    for number, entry in enumerate(made if staff else []):
        if entry.span == Span.DAY and not entry.owner_text and number % 2:
            entry.owners.set([staff[number % len(staff)]])


def _of_ready(
    school: School, year: int, line: ReadyLine, kinds: dict[str, WorkArea]
) -> CalendarEntry:
    starts_on, ends_on = line.days(year)
    return CalendarEntry(
        school=school,
        year=year,
        title=line.title,
        area=kinds[line.area],
        span=line.span,
        starts_on=starts_on,
        ends_on=ends_on,
        months=list(line.months),
        movement=line.movement,
        audience=Audience.PUBLIC,
    )


def _of_dated(school: School, year: int, facts: tuple, kinds: dict[str, WorkArea]) -> CalendarEntry:
    title, area, month, day, length, place, words = facts
    starts_on = first_of(year, month).replace(day=day)
    return CalendarEntry(
        school=school,
        year=year,
        title=title,
        area=kinds[area],
        span=Span.DAY if length == 1 else Span.RANGE,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=length - 1),
        place=place,
        owner_text=words,
        movement=Movement.SAME_WEEKDAY if length == 1 else Movement.SAME_DAY,
    )


def _fill_special(school: School, kinds: dict[str, WorkArea], plan: DemoPlan) -> None:
    """A draft for who makes the calendar, a weekly line, one whose day is not known yet."""
    year, rows = plan.year, CalendarEntry.objects
    if rows.filter(school=school, year=year, repeat=Repeat.WEEKLY).exists():
        return
    base = {"school": school, "year": year, "position": 90}
    november = first_of(year, 11)
    rows.create(
        **base,
        title="เวรจราจรหน้าโรงเรียนกับ อปพร.",
        area=kinds[CARE],
        repeat=Repeat.WEEKLY,
        starts_on=november.replace(day=6),
        ends_on=first_of(year, 12).replace(day=25),
    )
    rows.create(
        **base,
        title="ซ้อมหนีไฟ (ยังไม่แจ้งนักเรียน)",
        area=kinds[CARE],
        starts_on=first_of(year, 12).replace(day=9),
        ends_on=first_of(year, 12).replace(day=9),
        audience=Audience.PRIVATE,
    )
    rows.create(
        **base,
        title="งานปอยหลวงวัดประจำหมู่บ้าน",
        area=kinds[TOGETHER],
        starts_on=first_of(year, 2).replace(day=13),
        ends_on=first_of(year, 2).replace(day=13),
        movement=Movement.LUNAR,
        needs_date=True,
        note="รอเจ้าอาวาสกำหนดวัน",
    )
    Holiday.objects.get_or_create(
        school=school, on=first_of(year, 11).replace(day=23), name="หยุดชดเชยงานประเพณีท้องถิ่น"
    )


def _fill_office(office: District, areas: dict[str, WorkArea], plan: DemoPlan) -> None:
    if CalendarEntry.objects.of(office, plan.year).exists():
        return
    base = {**owner(office), "year": plan.year, "area": areas[BOARD]}
    lines = [
        ("ประชุมผู้บริหารสถานศึกษา", Span.DAY, first_of(plan.year, 11).replace(day=26), None),
        ("ติดตามคณะกรรมการสถานศึกษา", Span.RANGE, first_of(plan.year, 2).replace(day=8), 5),
        ("รวบรวมรายงานประจำปี", Span.MONTHS, first_of(plan.year, 3), None),
    ]
    for position, (title, span, starts_on, length) in enumerate(lines, start=1):
        ends_on = starts_on + timedelta(days=(length or 1) - 1)
        months = [starts_on.month] if span == Span.MONTHS else []
        if months:
            ends_on = last_of(plan.year, starts_on.month)
        CalendarEntry.objects.create(
            **base,
            position=position,
            title=title,
            span=span,
            starts_on=starts_on,
            ends_on=ends_on,
            months=months,
        )
    Holiday.objects.get_or_create(
        district=office, on=first_of(plan.year, 12).replace(day=11), name="วันหยุดพิเศษของจังหวัด"
    )
