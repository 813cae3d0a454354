"""Who may do what, where: the one table of roles, and the one filter by school.

A role grants permissions, each in one of three reaches: the classes a person advises (or the level
they head), a school, or every school of a district. `for_user` turns that into rows.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from schoolcare.models import User


class Role(models.TextChoices):
    """What a person is at a school or an office; stored as short strings."""

    ADVISER = "adviser", "ครูประจำชั้น/ครูที่ปรึกษา"
    TEACHER = "teacher", "ครู"
    LEVEL_HEAD = "level_head", "หัวหน้าระดับชั้น"
    HEALTH_TEACHER = "health_teacher", "ครูอนามัย"
    COUNSELLOR = "counsellor", "ครูแนะแนว"
    CARE_HEAD = "care_head", "หัวหน้างานระบบดูแลช่วยเหลือนักเรียน"
    WELFARE = "welfare", "งานสวัสดิการและทุนการศึกษา"
    COMMUNITY_HEAD = "community_head", "หัวหน้างานสัมพันธ์ชุมชน"
    FACILITIES = "facilities", "งานอาคารสถานที่"
    CLERK = "clerk", "ธุรการ/งานทะเบียน"
    FINANCE = "finance", "การเงิน"
    DEPUTY = "deputy", "รองผู้อำนวยการ"
    DIRECTOR = "director", "ผู้อำนวยการ"
    SCHOOL_ADMIN = "school_admin", "ผู้ดูแลระบบของโรงเรียน"
    BOARD_MEMBER = "board_member", "กรรมการสถานศึกษา"
    DISTRICT_OFFICER = "district_officer", "เจ้าหน้าที่หน่วยงานต้นสังกัด"
    SUPERVISOR = "supervisor", "ศึกษานิเทศก์"
    DISTRICT_ADMIN = "district_admin", "ผู้ดูแลระบบของหน่วยงานต้นสังกัด"
    AUDITOR = "auditor", "ผู้ตรวจสอบบันทึกการใช้งาน"


DISTRICT_ROLES = {Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.DISTRICT_ADMIN, Role.AUDITOR}
SCHOOL_ROLES = set(Role) - {Role.DISTRICT_OFFICER, Role.SUPERVISOR, Role.DISTRICT_ADMIN}


class Permission(StrEnum):
    """Everything that is asked for anywhere; views name one each."""

    SIGNED_IN = "signed_in"
    PUPIL_LIST = "pupil.list"  # name and class
    PUPIL_VIEW = "pupil.view"
    PUPIL_EDIT = "pupil.edit"
    PUPIL_IMPORT = "pupil.import"
    PUPIL_NOTE = "pupil.note"
    PUPIL_EXPORT = "pupil.export"
    PUPIL_COUNT = "pupil.count"
    SENSITIVE_VIEW = "sensitive.view"  # id, religion, ethnicity, disability, health
    SENSITIVE_HEALTH = "sensitive.health"
    SENSITIVE_WELFARE = "sensitive.welfare"  # income, disability
    CLASS_EDIT = "class.edit"
    VISIT_WRITE = "visit.write"
    VISIT_VIEW = "visit.view"
    VISIT_POVERTY = "visit.poverty"
    VISIT_REVIEW = "visit.review"
    VISIT_FOLLOW = "visit.follow"  # open and close follow-ups
    VISIT_ROUND = "visit.round"
    VISIT_COUNT = "visit.count"
    ALERT_VIEW = "alert.view"
    ALERT_ASSIGNED = "alert.assigned"
    ALERT_ASSIGN = "alert.assign"
    BOARD_VIEW = "board.view"  # the school board's registry
    BOARD_PERSON = "board.person"  # a member's id, birthday, address, religion
    BOARD_EDIT = "board.edit"
    BOARD_CONFIRM = "board.confirm"  # the school's yearly word that the registry is right
    BOARD_REVIEW = "board.review"  # the office checks, returns, certifies
    ORDER_MAKE = "order.make"  # the office appoints, removes, corrects by order
    BOARD_OWN = "board.own"  # a member's own board: its meetings and adopted minutes
    MEETING_VIEW = "meeting.view"  # plans, minutes and resolutions of the school or office
    MEETING_EDIT = "meeting.edit"
    MONITOR_REPORT = "monitor.report"  # the school reports in a monitoring round
    MONITOR_VISIT = "monitor.visit"  # the office runs the round, visits, advises
    CIRCULAR_SEND = "circular.send"  # the office's circulars to its schools
    CIRCULAR_READ = "circular.read"  # a school reads them and says so
    NETWORK_EDIT = "network.edit"  # networks of boards
    TRAINING_EDIT = "training.edit"
    NUMBER_VIEW = "number.view"  # the register of letters, orders, announcements
    NUMBER_TAKE = "number.take"
    PROCEDURE_VIEW = "procedure.view"  # the year's steps of an office or school
    PROCEDURE_RUN = "procedure.run"
    CALENDAR_VIEW = "calendar.view"  # the year's calendar of the school or office
    CALENDAR_EDIT = "calendar.edit"
    PROJECT_VIEW = "project.view"
    PROJECT_WRITE = "project.write"  # what one has made or is responsible for
    PROJECT_EDIT = "project.edit"  # every project of the school or office
    PROJECT_APPROVE = "project.approve"
    ACTIVITY_VIEW = "activity.view"
    ACTIVITY_LOG = "activity.log"  # what one has recorded or takes part in
    ACTIVITY_EDIT = "activity.edit"  # every activity of the school
    ACTIVITY_ALLOW = "activity.allow"  # to take pupils out
    LESSON_READ = "lesson.read"  # what schools of the office share with each other
    PARTNER_VIEW = "partner.view"  # partners, learning sources, experts: without their contacts
    PARTNER_PERSON = "partner.person"  # people, telephones, addresses
    PARTNER_EDIT = "partner.edit"
    RESOURCE_VIEW = "resource.view"  # what was given, by whom
    RESOURCE_EDIT = "resource.edit"
    COMMUNITY_COUNT = "community.count"  # the office's report: counts and sums of its schools
    ACCOUNT_MANAGE = "account.manage"
    SCHOOL_SETTINGS = "school.settings"
    DISTRICT_SETTINGS = "district.settings"
    AUDIT_VIEW = "audit.view"


class Reach(StrEnum):
    """How far a grant goes."""

    OWN_CLASSES = "own_classes"
    SCHOOL = "school"
    DISTRICT = "district"


P, OWN, SCHOOL, DISTRICT = Permission, Reach.OWN_CLASSES, Reach.SCHOOL, Reach.DISTRICT


def _grants(reach: Reach, *permissions: Permission) -> dict[Permission, Reach]:
    return dict.fromkeys(permissions, reach)


# Every member of staff logs activities, runs projects, and finds whom the school works with.
_STAFF = _grants(SCHOOL, P.CALENDAR_VIEW, P.PROJECT_VIEW, P.PROJECT_WRITE) | _grants(
    SCHOOL, P.ACTIVITY_VIEW, P.ACTIVITY_LOG, P.LESSON_READ, P.PARTNER_VIEW
)
_NAMES = _STAFF | _grants(SCHOOL, P.PUPIL_LIST, P.PUPIL_NOTE)
_PUPILS = _NAMES | _grants(SCHOOL, P.PUPIL_VIEW, P.PUPIL_EXPORT)

_BOARD = _grants(SCHOOL, P.BOARD_VIEW, P.BOARD_PERSON, P.BOARD_EDIT)
# Who prepares the meetings also reports on them.
_MEETINGS = _grants(SCHOOL, P.MEETING_VIEW, P.MEETING_EDIT, P.MONITOR_REPORT)
_NUMBERS = _grants(SCHOOL, P.NUMBER_VIEW, P.NUMBER_TAKE)
_CIRCULARS = _grants(SCHOOL, P.CIRCULAR_READ)
_PLANS = _grants(SCHOOL, P.CALENDAR_EDIT, P.PROCEDURE_VIEW, P.PROCEDURE_RUN)
_COMMUNITY = _grants(SCHOOL, P.PROJECT_EDIT, P.ACTIVITY_EDIT, P.PARTNER_PERSON, P.PARTNER_EDIT)
_RESOURCES = _grants(SCHOOL, P.RESOURCE_VIEW, P.RESOURCE_EDIT)
_SUPPORT = _grants(DISTRICT, P.CIRCULAR_SEND, P.NETWORK_EDIT, P.TRAINING_EDIT) | _grants(
    DISTRICT, P.CALENDAR_VIEW, P.PROJECT_VIEW, P.LESSON_READ, P.COMMUNITY_COUNT
)

GRANTS: dict[Role, dict[Permission, Reach]] = {
    Role.ADVISER: _NAMES
    | _grants(OWN, P.PUPIL_VIEW, P.PUPIL_EDIT, P.PUPIL_EXPORT, P.SENSITIVE_VIEW)
    | _grants(OWN, P.VISIT_WRITE, P.VISIT_VIEW, P.VISIT_FOLLOW, P.VISIT_POVERTY),
    Role.TEACHER: _NAMES,
    Role.FINANCE: _NAMES | _RESOURCES,
    Role.HEALTH_TEACHER: _NAMES | _grants(SCHOOL, P.SENSITIVE_HEALTH),
    Role.LEVEL_HEAD: _NAMES
    | _grants(OWN, P.PUPIL_VIEW, P.VISIT_VIEW, P.VISIT_POVERTY, P.VISIT_REVIEW),
    Role.COUNSELLOR: _PUPILS
    | _grants(SCHOOL, P.SENSITIVE_VIEW, P.VISIT_VIEW, P.VISIT_FOLLOW, P.VISIT_POVERTY)
    | _grants(SCHOOL, P.ALERT_ASSIGNED),
    Role.CARE_HEAD: _PUPILS
    | _MEETINGS
    | _PLANS
    | _grants(SCHOOL, P.PUPIL_EDIT, P.SENSITIVE_VIEW, P.CLASS_EDIT)
    | _grants(SCHOOL, P.VISIT_VIEW, P.VISIT_POVERTY, P.VISIT_REVIEW, P.VISIT_ROUND, P.VISIT_COUNT)
    | _grants(SCHOOL, P.VISIT_FOLLOW, P.ALERT_VIEW, P.ALERT_ASSIGN, P.ALERT_ASSIGNED),
    Role.WELFARE: _PUPILS | _grants(SCHOOL, P.SENSITIVE_WELFARE, P.VISIT_POVERTY),
    Role.DEPUTY: _PUPILS
    | _PLANS
    | _COMMUNITY
    | _RESOURCES
    | _grants(SCHOOL, P.PROJECT_APPROVE, P.ACTIVITY_ALLOW)
    | _BOARD
    | _MEETINGS
    | _NUMBERS
    | _CIRCULARS
    | _grants(SCHOOL, P.VISIT_VIEW, P.VISIT_POVERTY, P.VISIT_REVIEW, P.VISIT_COUNT),
    Role.DIRECTOR: _PUPILS
    | _PLANS
    | _COMMUNITY
    | _RESOURCES
    | _grants(SCHOOL, P.PROJECT_APPROVE, P.ACTIVITY_ALLOW)
    | _BOARD
    | _MEETINGS
    | _NUMBERS
    | _grants(SCHOOL, P.BOARD_CONFIRM)
    | _CIRCULARS
    | _grants(SCHOOL, P.SENSITIVE_VIEW, P.VISIT_VIEW, P.VISIT_POVERTY, P.VISIT_COUNT)
    | _grants(SCHOOL, P.VISIT_REVIEW, P.VISIT_ROUND, P.VISIT_FOLLOW)
    | _grants(SCHOOL, P.ALERT_VIEW, P.ALERT_ASSIGN, P.ALERT_ASSIGNED),
    Role.CLERK: _PUPILS
    | _PLANS
    | _COMMUNITY
    | _RESOURCES
    | _BOARD
    | _MEETINGS
    | _NUMBERS
    | _CIRCULARS
    | _grants(SCHOOL, P.PUPIL_EDIT, P.PUPIL_IMPORT, P.SENSITIVE_VIEW, P.CLASS_EDIT, P.VISIT_COUNT),
    Role.COMMUNITY_HEAD: _NAMES
    | _PLANS
    | _COMMUNITY
    | _RESOURCES
    | _MEETINGS
    | _CIRCULARS
    | _grants(SCHOOL, P.VISIT_COUNT, P.BOARD_VIEW),
    Role.FACILITIES: _NAMES | _grants(SCHOOL, P.VISIT_COUNT),
    Role.SCHOOL_ADMIN: _grants(SCHOOL, P.ACCOUNT_MANAGE, P.SCHOOL_SETTINGS, P.AUDIT_VIEW)
    | _grants(SCHOOL, P.CALENDAR_VIEW, P.CALENDAR_EDIT),
    Role.BOARD_MEMBER: _grants(SCHOOL, P.BOARD_OWN),
    Role.DISTRICT_OFFICER: _grants(DISTRICT, P.PUPIL_COUNT, P.VISIT_COUNT)
    | _grants(DISTRICT, P.BOARD_VIEW, P.BOARD_PERSON, P.BOARD_EDIT, P.BOARD_REVIEW)
    | _grants(DISTRICT, P.NUMBER_VIEW, P.NUMBER_TAKE, P.PROCEDURE_VIEW, P.PROCEDURE_RUN)
    | _grants(DISTRICT, P.MEETING_VIEW, P.MEETING_EDIT, P.ORDER_MAKE, P.MONITOR_VISIT)
    | _grants(DISTRICT, P.CALENDAR_EDIT, P.PROJECT_WRITE, P.PROJECT_EDIT, P.PROJECT_APPROVE)
    | _SUPPORT,
    Role.SUPERVISOR: _grants(DISTRICT, P.PUPIL_COUNT, P.VISIT_COUNT)
    | _grants(DISTRICT, P.BOARD_VIEW, P.BOARD_REVIEW, P.NUMBER_VIEW)
    | _grants(DISTRICT, P.MEETING_VIEW, P.MEETING_EDIT, P.PROCEDURE_VIEW, P.PROCEDURE_RUN)
    | _grants(DISTRICT, P.MONITOR_VISIT)
    | _SUPPORT,
    Role.DISTRICT_ADMIN: _grants(DISTRICT, P.ACCOUNT_MANAGE, P.SCHOOL_SETTINGS)
    | _grants(DISTRICT, P.DISTRICT_SETTINGS, P.AUDIT_VIEW),
    Role.AUDITOR: _grants(DISTRICT, P.AUDIT_VIEW),
}


@dataclass
class Grant:
    """Where one permission is held: ids of districts and schools, and own classes by school."""

    districts: set[int] = field(default_factory=set)
    schools: set[int] = field(default_factory=set)
    advised: set[int] = field(default_factory=set)  # schools where it reaches the advised classes
    levels: set[tuple[int, int]] = field(default_factory=set)  # (school, level) headed
    user_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.districts or self.schools or self.advised or self.levels)


NOTHING = Grant()


class Access:
    """All grants of one person, built from the memberships in force today."""

    def __init__(self, grants: dict[Permission, Grant], memberships: "list[Any]") -> None:
        self.grants, self.memberships = grants, memberships

    @classmethod
    def of(cls, user: "User") -> "Access":
        """One query; nobody who is not active holds anything."""
        # circular: the models are scoped by this module
        from schoolcare.models import Membership

        found: list[Any] = []
        if user.pk and user.is_active:
            today = timezone.localdate()
            held = Membership.objects.filter(user=user).with_places().order_by()
            in_force = [one for one in held if one.is_in_force(today)]
            found = sorted(in_force, key=lambda one: one.pk)
        grants: dict[Permission, Grant] = defaultdict(lambda: Grant(user_id=user.pk))
        for membership in found:
            for permission, reach in GRANTS[Role(membership.role)].items():
                _add(grants[permission], membership, reach)
        if user.is_authenticated and user.is_active:
            grants[Permission.SIGNED_IN] = Grant(schools={0})
        return cls(dict(grants), found)

    def grant(self, permission: Permission) -> Grant:
        return self.grants.get(permission, NOTHING)

    def allows(self, permission: Permission) -> bool:
        """Whether the permission is held anywhere; rows still go through `for_user`."""
        return bool(self.grant(permission))


def _add(grant: Grant, membership: Any, reach: Reach) -> None:
    if membership.district_id:
        if reach is Reach.DISTRICT:
            grant.districts.add(membership.district_id)
    elif reach is not Reach.OWN_CLASSES:
        grant.schools.add(membership.school_id)
    elif membership.role == Role.LEVEL_HEAD:
        grant.levels.add((membership.school_id, membership.level))
    else:
        grant.advised.add(membership.school_id)


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a school. The model states SCHOOL_PATH (and DISTRICT_PATH) to it."""

    def for_user(self, user: "User", permission: Permission) -> Self:
        """The rows within the places where `user` holds `permission`; no grant, no rows."""
        return self.filter(self.reach(user, permission))

    def reach(self, user: "User", permission: Permission, *, within: Permission | None = None) -> Q:
        """The condition of `for_user`, where several permissions meet in one query.

        `within`: the rows have gone through `for_user` with that permission already, so that
        nothing is asked again where both are held in the same places.
        """
        grant = user.access.grant(permission)
        if within and grant == user.access.grant(within):
            return ~Q(pk__in=[])  # always true, and stays so beside others
        condition = self.own_classes(grant)
        model: Any = self.model  # states SCHOOL_PATH and DISTRICT_PATH
        if grant.schools:
            condition |= Q(**{f"{model.SCHOOL_PATH}__in": grant.schools})
        if grant.districts:
            condition |= Q(**{f"{model.DISTRICT_PATH}__in": grant.districts})
        return condition

    def with_reach(
        self, user: "User", *, within: Permission | None = None, **asked: Permission
    ) -> Self:
        """Each row with a truth for every name: whether `user` holds that permission for it.

        `within` as in `reach`.
        """
        truths = {name: self.reach(user, one, within=within) for name, one in asked.items()}
        return self.annotate(**truths)

    def own_classes(self, grant: Grant) -> Q:
        """Rows of the advised classes: none here; overridden once, where classes are known."""
        return Q(pk__in=[])


class OfficeQuerySet(ScopedQuerySet):
    """Rows that are a school's or an office's own: exactly one of `school` and `district` is set.

    An office's people reach what is their office's, not what is its schools'.
    """

    def reach(self, user: "User", permission: Permission, *, within: Permission | None = None) -> Q:
        grant = user.access.grant(permission)
        return Q(school__in=grant.schools) | Q(district__in=grant.districts)


def one_place() -> Q:
    """For a constraint: a row is a school's or an office's own, never both and never neither's."""
    return Q(school=None, district__isnull=False) | Q(school__isnull=False, district=None)


def require(permission: Permission) -> Callable[[Callable], Callable]:
    """Decorate a function view with the permission it asks for; 403 where it is held nowhere."""

    def decorate(view: Callable) -> Callable:
        def wrapped(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not request.user.access.allows(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapped.__name__, wrapped.__doc__ = view.__name__, view.__doc__
        wrapped.__module__ = view.__module__
        wrapped.permission = permission  # type: ignore[attr-defined]
        wrapped.view = view  # type: ignore[attr-defined]
        return wrapped

    return decorate


class Can:
    """`can` in templates: {% if can.pupil_edit %}."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def __getattr__(self, name: str) -> bool:
        try:
            return self._access.allows(Permission[name.upper()])
        except KeyError:
            raise AttributeError(name) from None
