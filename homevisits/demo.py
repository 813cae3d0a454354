"""Demo visits: a finished round and a running one in every school of the demo."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from homevisits import demo_answers, demo_pictures
from homevisits.definition import CURRENT
from homevisits.models import (
    FollowUp,
    HomeVisit,
    Status,
    VisitMember,
    VisitPhoto,
    VisitRound,
    VisitSignature,
    VisitTick,
)
from homevisits.services.alerts import raise_alert
from schoolcare import files
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import Level, School, StoredFile, Term, User
from students.models import Enrolment, Guardianship

BATCH = 1000
RUNNING = [  # share of pupils by state in the running round
    (Status.APPROVED, 0.35),
    (Status.SUBMITTED, 0.15),
    (Status.DRAFT, 0.05),
    (Status.RETURNED, 0.05),
]


def fill(plan: DemoPlan) -> None:
    """Rounds and visits of every school that was made just now; scale data gets its round alone."""
    for school, school_plan in plan.made:
        if not school_plan.with_staff:
            continue
        finished, running = _rounds(plan, school, short=school_plan.is_small)
        if plan.is_scale:
            continue
        pictures = _pictures(plan, school)
        _visits(plan, finished, [(Status.APPROVED, 0.97)], pictures)
        _visits(plan, running, RUNNING, pictures)
        _alert(running)


def _rounds(plan: DemoPlan, school: School, *, short: bool) -> tuple[VisitRound, VisitRound]:
    """One round that ended some months ago (in a small school on the short form), one that opened
    twenty days ago.
    """
    opened = plan.today - timedelta(days=20)
    finished = _round(school, plan.year, opened - timedelta(days=140), is_closed=True)
    if short:
        finished.form = VisitRound.Form.SHORT
        finished.save(update_fields=["form"])
    return finished, _round(school, plan.year, opened, is_closed=False)


def _round(school: School, year: int, opens_on: date, *, is_closed: bool) -> VisitRound:
    terms = list(Term.objects.filter(school=school, year=year).order_by("starts_on"))
    term = next((one for one in reversed(terms) if one.starts_on <= opens_on), terms[0])
    closes_on = opens_on + timedelta(days=29)
    return VisitRound.objects.create(
        school=school,
        term=term,
        number=term.visit_rounds.count() + 1,
        opens_on=opens_on,
        closes_on=closes_on,
        form=VisitRound.Form.OBEC,
        created_by=_head(school),
        closed_at=_moment(closes_on) if is_closed else None,
    )


def _alert(round_: VisitRound) -> None:
    """One visit whose ticks mean danger, so that the demo shows what happens then."""
    visits = round_.visits.filter(mode=HomeVisit.Mode.HOME, status=Status.SUBMITTED)
    if visit := visits.order_by("pk").first():
        item, option = min(CURRENT.danger_options)
        VisitTick.objects.create(visit=visit, item=item, option=option, is_danger=True)
        raise_alert(visit, by=visit.author)


def _head(school: School) -> User:
    return (
        User.objects.filter(memberships__school=school, memberships__role=Role.CARE_HEAD)
        .order_by("pk")
        .first()
    )


def _pictures(plan: DemoPlan, school: School) -> dict[str, list[StoredFile]]:
    draws = {"outside": demo_pictures.outside, "inside": demo_pictures.inside}
    return {
        kind: [files.store_image(make(plan.draw), school=school, by=None) for _ in range(4)]
        for kind, make in draws.items()
    }


def _visits(
    plan: DemoPlan,
    round_: VisitRound,
    shares: list[tuple[Status, float]],
    pictures: dict[str, list[StoredFile]],
) -> None:
    school = round_.school
    head = _head(school)
    pupils = (
        Enrolment.objects.filter(classroom__school=school, year=plan.year, ends_on=None)
        .select_related("classroom", "student")
        .order_by("classroom", "roll_number")
    )
    advisers = {
        adviser.classroom_id: adviser.user
        for room in {one.classroom for one in pupils}
        for adviser in room.advisers.select_related("user")
    }
    visits = []
    for enrolment in pupils:
        status = _status(plan, shares)
        if status and (author := advisers.get(enrolment.classroom_id)):
            visits.append(_visit(plan, round_, enrolment, status, by=(author, head)))
    _name_guardians(school, visits)
    HomeVisit.objects.bulk_create(visits, batch_size=BATCH)
    _details(plan, visits, pictures)


def _name_guardians(school: School, visits: list[HomeVisit]) -> None:
    """The forms speak of the guardians of the registry."""
    links = Guardianship.objects.filter(student__school=school, is_primary=True)
    known = {link.student_id: link for link in links.select_related("guardian")}
    for visit in visits:
        link = known.get(visit.student_id)
        if link is None or visit.mode == HomeVisit.Mode.NONE:
            continue
        guardian = link.guardian
        lines = {"name": guardian.full_name, "relation": link.relation, "phone": guardian.phone}
        lines |= {"occupation": guardian.occupation, "education": guardian.education}
        visit.answers |= {f"guardian_{name}": text for name, text in lines.items() if text}


def _status(plan: DemoPlan, shares: list[tuple[Status, float]]) -> Status | None:
    left = plan.draw.random()
    for status, share in shares:
        left -= share
        if left < 0:
            return status
    return None


def _visit(
    plan: DemoPlan,
    round_: VisitRound,
    enrolment: Enrolment,
    status: Status,
    *,
    by: tuple[User, User],
) -> HomeVisit:
    """`by`: who visited, who reviews."""
    author, head = by
    mode = plan.draw.choices(["home", "remote", "met", "none"], weights=[88, 6, 2, 4])[0]
    visited_on = round_.opens_on + timedelta(days=plan.draw.randrange(18))
    reviewed = status in {Status.APPROVED, Status.RETURNED}
    done = status in {Status.APPROVED, Status.SUBMITTED, Status.RETURNED}
    steps = [step.code for step in CURRENT.steps_for(round_.form)]
    return HomeVisit(
        round=round_,
        student=enrolment.student,
        classroom=enrolment.classroom,
        status=status,
        mode=mode,
        reason=plan.draw.choice(["absent", "moved"]) if mode == "none" else "",
        visited_on=visited_on,
        author=author,
        definition=CURRENT.version,
        answers=demo_answers.written(plan.draw, CURRENT, round_.form) if mode != "none" else {},
        steps_done=steps if done else steps[:3],
        submitted_at=_moment(visited_on) if done else None,
        reviewed_by=head if reviewed else None,
        reviewed_at=_moment(visited_on + timedelta(days=2)) if reviewed else None,
        review_remark="ขอรูปภายในบ้านเพิ่มอีกหนึ่งรูป" if status == Status.RETURNED else "",
    )


def _details(
    plan: DemoPlan, visits: list[HomeVisit], pictures: dict[str, list[StoredFile]]
) -> None:
    """Ticks, members with income, photos, signatures and follow-ups of the visits made."""
    ticks, members, photos, signatures, follow_ups = [], [], [], [], []
    for visit in visits:
        if visit.mode == HomeVisit.Mode.NONE:
            continue
        ticks += [
            VisitTick(visit=visit, item=item, option=option)
            for item, option in demo_answers.ticked(plan.draw, CURRENT, visit.round.form)
        ]
        if visit.round.form == VisitRound.Form.OBEC and plan.draw.random() < 0.5:
            members += _members(plan, visit)
        is_shown = visit.classroom.level == Level.P4 or plan.draw.random() < 0.3
        is_shown |= visit.round.form == VisitRound.Form.SHORT  # which cannot be without photos
        if is_shown and visit.mode == HomeVisit.Mode.HOME and visit.status != Status.DRAFT:
            photos += [
                VisitPhoto(visit=visit, kind=kind, file=plan.draw.choice(stored))
                for kind, stored in pictures.items()
            ]
        if visit.status != Status.DRAFT:
            signatures.append(VisitSignature(visit=visit, signer="guardian", on_paper=True))
        if plan.draw.random() < 0.08:
            follow_ups.append(_follow_up(plan, visit))
    HomeVisit.objects.bulk_update(visits, ["household_income", "income_per_head"], batch_size=BATCH)
    for model, rows in (
        (VisitTick, ticks),
        (VisitMember, members),
        (VisitPhoto, photos),
        (VisitSignature, signatures),
        (FollowUp, follow_ups),
    ):
        model.objects.bulk_create(rows, batch_size=BATCH)


def _members(plan: DemoPlan, visit: HomeVisit) -> list[VisitMember]:
    people = [("นักเรียน", 10), ("ยาย", 66), ("มารดา", 38), ("บิดา", 41), ("น้องชาย", 6)]
    count = min(int(visit.answers.get("household_count", 4)), len(people))
    rows = []
    for order, (relation, age) in enumerate(people[:count], start=1):
        is_earning = relation in {"มารดา", "บิดา"}
        rows.append(
            VisitMember(
                visit=visit,
                order=order,
                relation=relation,
                age=age,
                wage=plan.draw.choice([0, 3000, 4500, 6500]) if is_earning else 0,
                farming=plan.draw.choice([0, 800, 1500]) if is_earning else 0,
                welfare=700 if relation == "ยาย" else 0,
            )
        )
    visit.household_income = Decimal(sum(row.total for row in rows))
    people_count = Decimal(visit.answers.get("household_count", "4"))
    visit.income_per_head = (visit.household_income / people_count).quantize(Decimal("0.01"))
    return rows


def _follow_up(plan: DemoPlan, visit: HomeVisit) -> FollowUp:
    due_on = visit.visited_on + timedelta(days=plan.draw.choice([7, 14, 30]))
    what = plan.draw.choice(["ค่ารถมาโรงเรียน", "การอ่านหนังสือ", "การมาเรียนสาย", "แว่นสายตา"])
    return FollowUp(visit=visit, due_on=due_on, what=what, how="พบผู้ปกครองที่โรงเรียน")


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15, 30)))
