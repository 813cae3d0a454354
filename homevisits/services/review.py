"""Looking over a visit that was handed in: ครบถ้วน, or ส่งกลับแก้ไข with a remark."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from homevisits.models import TRANSITIONS, HomeVisit, Status, VisitRevision
from homevisits.services.snapshot import snapshot
from schoolcare import audit
from schoolcare.access import GRANTS, Permission, Reach, Role
from schoolcare.models import Membership, User
from students.models import Adviser

CHANGED = "การเยี่ยมนี้เพิ่งถูกเปลี่ยน โปรดดูอีกครั้งก่อนตัดสิน"
OWN = "ผู้บันทึกตรวจงานของตนเองไม่ได้ โปรดให้ผู้มีสิทธิ์ตรวจคนอื่นตรวจ"


@transaction.atomic
def approve(visit: HomeVisit, *, version: int, by: User) -> HomeVisit:
    """Mark ครบถ้วน what the reviewer saw, which was `version`.

    Raises ValidationError when it changed since, is not waiting, or was made by the reviewer while
    somebody else at the school may look it over (design.md, two-person rules).
    """
    visit = _locked(visit, version=version, target=Status.APPROVED)
    if must_be_another(visit, by):
        raise ValidationError(OWN)
    visit.self_approved = visit.author_id == by.pk
    return _settle(visit, Status.APPROVED, remark="", by=by)


@transaction.atomic
def send_back(visit: HomeVisit, *, version: int, remark: str, by: User) -> HomeVisit:
    """Give the visit back to its author with what is to be mended; also one already approved.

    Raises ValidationError without a remark, when it changed since, or is not handed in.
    """
    if not remark.strip():
        raise ValidationError("เขียนสิ่งที่ต้องแก้ไข")
    visit = _locked(visit, version=version, target=Status.RETURNED)
    visit.self_approved = False
    return _settle(visit, Status.RETURNED, remark=remark.strip(), by=by)


def _locked(visit: HomeVisit, *, version: int, target: Status) -> HomeVisit:
    fresh = (
        HomeVisit.objects.select_for_update(of=("self",))
        .select_related("round__term", "student__household", "classroom")
        .get(pk=visit.pk)
    )
    if fresh.version != version:
        raise ValidationError(CHANGED)
    if target not in TRANSITIONS[Status(fresh.status)]:
        raise ValidationError("การเยี่ยมนี้ไม่ได้รอตรวจอยู่")
    return fresh


def _settle(visit: HomeVisit, status: Status, *, remark: str, by: User) -> HomeVisit:
    visit.status, visit.review_remark = status, remark
    visit.reviewed_by, visit.reviewed_at = by, timezone.now()
    visit.version += 1
    visit.save()
    VisitRevision.objects.create(
        visit=visit,
        number=visit.revisions.count() + 1,
        action=status,
        data=snapshot(visit),
        remark=remark,
        by=by,
    )
    audit.record(
        "visit.approve" if status == Status.APPROVED else "visit.return",
        visit,
        by=by,
        school_id=visit.student.school_id,
        pupil_id=visit.student_id,
        self_approved=visit.self_approved,
    )
    return visit


def must_be_another(visit: HomeVisit, user: User) -> bool:
    """Whether `user` made the visit and somebody else may review it (design.md, two-person rules).

    One query for the author, none for anybody else.
    """
    own = visit.author_id == user.pk
    return own and reviewers(visit).exclude(pk=user.pk).exists()


def reviewers(visit: HomeVisit) -> QuerySet[User]:
    """Active people who may review this visit today."""
    today = timezone.localdate()
    condition = Q(pk__in=[])
    for role, grants in GRANTS.items():
        if Permission.VISIT_REVIEW in grants:
            condition |= _reaches(visit, role, grants[Permission.VISIT_REVIEW])
    found = Membership.objects.on(today).filter(condition, school=visit.student.school_id)
    return User.objects.filter(pk__in=found.values("user_id"), is_active=True)


def _reaches(visit: HomeVisit, role: Role, reach: Reach) -> Q:
    if reach is not Reach.OWN_CLASSES:
        return Q(role=role)
    if role == Role.LEVEL_HEAD:
        return Q(role=role, level=visit.classroom.level)
    advisers = Adviser.objects.filter(classroom=visit.classroom_id).values("user_id")
    return Q(role=role, user__in=advisers)


def may_see_danger(visit: HomeVisit, user: User) -> bool:
    """Whether `user` sees what means danger in this visit (VisitQuerySet.with_rights)."""
    return HomeVisit.objects.with_rights(user).filter(Q(sees_danger=True), pk=visit.pk).exists()
