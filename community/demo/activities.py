"""Demo activities: held, late, to come; a trip with replies, a training, shared lessons, photos."""

import random
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from community.demo import activity_pictures as pictures
from community.models import (
    Activity,
    ActivityPhoto,
    Course,
    CourseLearner,
    GuestGroup,
    Partner,
    Trip,
    WorkArea,
)
from community.services import activities, activity_photos, lessons, trips
from community.services.activities import People
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User
from schoolcare.thai import academic_year
from students.models import Classroom, Enrolment, PublicationConsent, Student

Kind, Shows = Activity.Kind, ActivityPhoto.Shows
ALL_KINDS = 10  # in scale data one school in so many has every kind of activity, with photos
CANDLES = {
    "title": "แห่เทียนเข้าพรรษาร่วมกับชุมชน",
    "place": "วัดประจำหมู่บ้าน",
    "host": Activity.Host.BOTH,
    "strategy": Activity.Strategy.SYNERGY,
    "result": "นักเรียนและชุมชนร่วมขบวนแห่ครบทุกหมู่บ้าน วัดได้เทียนพรรษา 9 ต้น นักเรียนเล่าประวัติประเพณีได้",
    "worked": "ให้นักเรียนสัมภาษณ์ผู้สูงอายุก่อนวันงาน แล้วนำเรื่องมาทำป้ายในขบวน",
    "failed": "รถรับส่งไม่พอ นักเรียนหมู่บ้านไกลมาถึงช้า",
    "advice": "นัดวัดและผู้ใหญ่บ้านก่อนสองสัปดาห์ และตกลงเรื่องรถกับ อบต. ให้เสร็จก่อนวันงาน",
}
GARDEN = {
    "title": "แปลงผักของโรงเรียน ให้ชุมชนช่วยสอน",
    "place": "แปลงเกษตรหลังอาคาร 1",
    "strategy": Activity.Strategy.SCHOOL_BASED,
    "result": "ได้ผักอาหารกลางวันทุกสัปดาห์ ผู้ปกครอง 6 คนผลัดกันมาสอน",
    "worked": "แบ่งแปลงให้แต่ละชั้นดูแล มีชื่อผู้ปกครองที่ปรึกษาแปลง",
    "failed": "ช่วงปิดภาคเรียนไม่มีคนรดน้ำ",
    "advice": "ทำตารางรดน้ำช่วงปิดภาคเรียนกับกรรมการหมู่บ้านไว้ก่อน",
}
PEOPLE = [
    ("นางบัวผัน ใจงามตัวอย่าง", "บ้านดอยงาม", None),
    ("นายคำมูล สุขสาธิต", "บ้านแม่ลาด", None),
    ("นางแสงหล้า มีสาธิต", "บ้านป่าแป๋", Decimal("3")),
    ("พระสาธิต ฐิตธมฺโม", "วัดดอยงาม", None),
]
PROGRAMME = [
    (time(7, 30), "นักเรียนพร้อมกันที่โรงเรียน ตรวจรายชื่อ"),
    (time(8, 0), "ออกเดินทาง"),
    (time(9, 30), "เข้าฐานการเรียนรู้"),
    (time(12, 0), "รับประทานอาหารกลางวัน"),
    (time(14, 30), "เดินทางกลับ"),
]


def fill(plan: DemoPlan) -> None:
    """All of it at the largest school, a lesson at the smallest; in scale data a row a school."""
    for number, (school, its) in enumerate(plan.made):
        if plan.is_scale:
            _scale(plan, school, with_all=number % ALL_KINDS == 0)
        elif its.is_small:
            garden = _held(plan.today, school, 60, GARDEN)
            _photos(garden, [(pictures.garden(plan.draw), "แปลงผักของแต่ละชั้น", Shows.NOBODY)])
            _share(garden)
        elif school.kind != School.Kind.MUNICIPAL:
            _large(plan, school)


def _scale(plan: DemoPlan, school: School, *, with_all: bool) -> None:
    if not User.objects.filter(memberships__school=school).exists():
        return
    held = _held(plan.today, school, 30, CANDLES)
    if with_all:
        _photos(held, [(pictures.procession(plan.draw), "", Shows.BLURRED)])
        _trip(plan.today, school)
        _training(plan.today, school)


def _large(plan: DemoPlan, school: School) -> None:
    today = plan.today
    candles = _held(today, school, 115, CANDLES)
    _photos(candles, _album(plan.draw))
    _share(candles)
    _made(today - timedelta(days=9), school, {"title": "ทำบุญตักบาตรและทำความสะอาดวัด"}, 48)
    coming = {"title": "ตลาดนัดพอเพียงร่วมกับชุมชน", "host": Activity.Host.COMMUNITY}
    _made(today + timedelta(days=5), school, coming, 0)
    off = _made(today - timedelta(days=40), school, {"title": "กีฬาชุมชนสัมพันธ์"}, 0)
    activities.cancel(off, reason="ฝนตกหนัก สนามใช้ไม่ได้", by=off.made_by)
    _trip(today, school)
    _training(today, school)


def _staff(school: School) -> list[User]:
    roles = [Role.ADVISER, Role.COMMUNITY_HEAD]
    found = User.objects.filter(memberships__school=school, memberships__role__in=roles)
    return list(found.distinct().order_by("pk")[:4])


def _made(day: date, school: School, facts: dict[str, Any], guests: int) -> Activity:
    staff = _staff(school)
    area = WorkArea.objects.filter(school=None, district=None, name="งานสานสัมพันธ์").first()
    new = Activity(school=school, area=area, starts_on=day, ends_on=day, **facts)
    rooms = Classroom.objects.filter(school=school, year=academic_year(day), level__gte=14)
    groups = {one.name: one for one in GuestGroup.objects.offered_to(school)}
    counts = {"ผู้ปกครอง": guests, "พระสงฆ์และสามเณร": guests and 9, "ผู้นำชุมชน": guests // 8}
    people = People(
        staff=staff,
        classes=dict.fromkeys(rooms[:3], 18),
        guests={groups[name]: number for name, number in counts.items()},
    )
    partners = list(Partner.objects.filter(school=school).order_by("pk")[:2])
    return activities.save_activity(new, people=people, partners=partners, today=day, by=staff[0])


def _held(today: date, school: School, days: int, facts: dict[str, Any]) -> Activity:
    return _made(today - timedelta(days=days), school, facts, 64)


def _album(draw: random.Random) -> list[tuple[Any, str, str]]:
    """Fit for the public, kept inside for want of consent, not looked at yet."""
    return [
        (pictures.procession(draw), "ขบวนแห่เทียนออกจากโรงเรียน", Shows.BLURRED),
        (pictures.garden(draw), "แปลงดอกไม้ถวายวัด", Shows.NOBODY),
        (pictures.portrait(draw), "นักเรียนเล่าประวัติประเพณี", Shows.NAMED),
        (pictures.portrait(draw), "นักเรียนรับเทียนจากเจ้าอาวาส", Shows.NAMED),
        (pictures.procession(draw), "", Shows.UNKNOWN),
    ]


def _photos(activity: Activity, album: list[tuple[Any, str, str]]) -> None:
    """The first photo with pupils shows those whose families allow it, the others anybody."""
    by = activity.made_by
    allowed = PublicationConsent.objects.filter(decision=PublicationConsent.Decision.GIVEN)
    rooms = activity.classes.values("classroom")
    seated = Student.objects.filter(enrolments__classroom__in=rooms, enrolments__ends_on=None)
    sets = [seated.filter(pk__in=allowed.values("student")), seated.order_by("-pk")]
    added = activity_photos.add_photos(activity, [picture for picture, _, _ in album], by=by)
    for photo, (_, caption, shows) in zip(added.photos, album, strict=True):
        photo.caption, photo.shows = caption, shows
        pupils = list(sets.pop(0)[:3]) if shows == Shows.NAMED else []
        activity_photos.describe_photo(photo, pupils=pupils, by=by)


def _share(activity: Activity) -> None:
    lessons.share(activity, by=activity.made_by)
    near = User.objects.filter(memberships__school__district=activity.school.district)
    near = near.filter(memberships__role=Role.ADVISER)
    for user in near.exclude(memberships__school=activity.school).order_by("pk")[:2]:
        school = user.memberships.filter(school__isnull=False).first().school
        lessons.thank(activity, school=school, by=user)


def _trip(today: date, school: School) -> None:
    """Waits for the director; most families have answered. None without a class of that level."""
    open_seats = Enrolment.objects.filter(classroom__school=school, classroom__level=15)
    seat = open_seats.filter(year=academic_year(today), ends_on=None).order_by("classroom").first()
    if seat is None:
        return
    facts = {"title": "ทัศนศึกษาศูนย์การเรียนรู้เกษตรอินทรีย์", "kind": Kind.TRIP, "place": "ศูนย์เรียนรู้ดอยสาธิต"}
    activity = _made(today + timedelta(days=16), school, facts, 0)
    activity.classes.all().delete()
    leader = activity.made_by
    trip = Trip(activity=activity, purpose="ให้นักเรียนเรียนรู้การทำเกษตรอินทรีย์จากผู้รู้ในชุมชน", leader=leader)
    trip.vehicle, trip.cost = "รถบัสปรับอากาศ 1 คัน พร้อมประกันภัย", "ไม่เก็บเงินผู้ปกครอง"
    trip.departs_at, trip.returns_at = time(8, 0), time(16, 0)
    steps = [(activity.starts_on, at, text) for at, text in PROGRAMME]
    trips.save_plan(trip, steps=steps, by=leader)
    seated = Student.objects.filter(enrolments__classroom=seat.classroom, enrolments__ends_on=None)
    going = list(seated.order_by("first_name", "pk")[:24])
    trips.choose_pupils(trip, seat.classroom, going, among=going, by=leader)
    said = ["yes"] * 17 + ["no"] * 2
    rows = trip.pupils.order_by("pk").values_list("pk", flat=True)
    trips.reply(trip, dict(zip(rows, said, strict=False)), by=leader)
    trips.ask(trip, by=leader)


def _training(today: date, school: School) -> None:
    """Asked for by a village, held, followed up."""
    facts = {
        "title": "การทำปุ๋ยหมักจากเศษอาหารในครัวเรือน",
        "kind": Kind.TRAINING,
        "place": "ศาลาประชาคมบ้านดอยงาม",
        "result": "ชาวบ้านทำปุ๋ยหมักได้เอง 18 ครัวเรือน",
    }
    activity = _made(today - timedelta(days=75), school, facts, 22)
    course = Course.objects.create(
        activity=activity,
        hours=Decimal("6"),
        trainers="ครูกลุ่มสาระการงานอาชีพ และหมอดินอาสา",
        topics="วัสดุและสัดส่วน\nการกลับกอง\nการใช้กับแปลงผัก",
        village=school.villages.order_by("pk").first(),
        asked_by="ผู้ใหญ่บ้าน",
        follow_up_on=today - timedelta(days=20),
        follow_up="เยี่ยม 10 ครัวเรือน ยังทำต่อเนื่อง 8 ครัวเรือน",
    )
    CourseLearner.objects.bulk_create(
        CourseLearner(course=course, name=name, village=village, hours=hours, position=place)
        for place, (name, village, hours) in enumerate(PEOPLE)
    )
