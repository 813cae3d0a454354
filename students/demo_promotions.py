"""Demo activities of pupils: a contest with awards, a camp of a whole class."""

from datetime import date, timedelta

from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User
from students.models import Classroom, Promotion, PromotionChoice, Student
from students.services import promotions


def fill(plan: DemoPlan) -> None:
    """Two at every school with staff; none in scale data."""
    for school, its in plan.made:
        if its.with_staff and not plan.is_scale:
            _made(plan.today, school)


def _made(today: date, school: School) -> None:
    roles = [Role.ADVISER, Role.TEACHER, Role.CARE_HEAD]
    people = User.objects.filter(memberships__school=school, memberships__role__in=roles)
    by = people.order_by("pk").first()
    if by is None:
        return
    contest = _one(school, by, "แข่งขันทักษะภาษาไทย", "วิชาการ", today - timedelta(days=25))
    room = Classroom.objects.filter(school=school, year=contest.year).order_by("-level").first()
    pupils = Student.objects.filter(enrolments__classroom=room, enrolments__ends_on=None)
    promotions.add_pupils(contest, pupils.order_by("pk")[:3], by=by)
    awards = PromotionChoice.objects.filter(school=None, sort=PromotionChoice.Sort.AWARD)
    won = [awards.get(name=name) for name in ("เหรียญทอง", "เหรียญเงิน", "เข้าร่วม")]
    rows = contest.pupils.order_by("pk")
    results = {row: (award, "คัดลายมือ") for row, award in zip(rows, won, strict=False)}
    promotions.save_results(contest, results, by=by)
    camp = _one(school, by, "ค่ายคุณธรรมจริยธรรม", "คุณธรรม จริยธรรม", today - timedelta(days=50))
    promotions.add_pupils(camp, pupils, by=by)


def _one(school: School, by: User, title: str, kind: str, day: date) -> Promotion:
    choice = PromotionChoice.objects.get(school=None, name=kind)
    facts = {"title": title, "kind": choice, "starts_on": day, "ends_on": day}
    return promotions.save_promotion(Promotion(school=school, **facts), staff=[by], by=by)
