"""The table of roles: which permission each grants, and how far it reaches.

Asked through `schoolcare.access` alone.
"""

from enum import StrEnum

from django.db import models


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
# What a unit of a school's structure may carry: never what signs, manages accounts or reads logs.
UNIT_ROLES = (
    *(Role.CARE_HEAD, Role.COUNSELLOR, Role.HEALTH_TEACHER, Role.LEVEL_HEAD, Role.WELFARE),
    *(Role.COMMUNITY_HEAD, Role.FACILITIES, Role.CLERK, Role.FINANCE),
)


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
    PUPIL_MERGE = "pupil.merge"  # two records of one person become one
    STATUS_CHANGE = "status.change"  # pupils leave, come back, move to another school
    LEAVER_VIEW = "leaver.view"  # the register of who is missing or left early
    LEAVER_NAMED = "leaver.named"  # the same by name, for the office's appointed officer
    ROLLOVER_RUN = "rollover.run"  # every pupil into the next year
    HANDOVER_VIEW = "handover.view"  # what one adviser hands to the next
    HANDOVER_WRITE = "handover.write"
    STRUCTURE_VIEW = "structure.view"  # divisions, units, teams of a year
    STRUCTURE_EDIT = "structure.edit"  # a unit may carry a role: who edits gives rights
    CARE_ORDER = "care.order"  # teams of the care work, orders, handbook: nobody gets a right by it
    DUTY_VIEW = "duty.view"  # the class board: what is done for each pupil
    CARE_COUNT = "care.count"  # numbers of the care work, without names
    SCREENING_VIEW = "screening.view"
    SCREENING_WRITE = "screening.write"
    SCREENING_ACT = "screening.act"  # what is done about a result
    SCREENING_ROUND = "screening.round"
    SCREENING_FORM = "screening.form"  # aspects and criteria of a school or an office
    SDQ_VIEW = "sdq.view"  # SDQ and other tests of mind and feeling
    SDQ_WRITE = "sdq.write"
    SDQ_IMPORT = "sdq.import"
    GROWTH_VIEW = "growth.view"
    GROWTH_WRITE = "growth.write"
    GROWTH_IMPORT = "growth.import"
    ATTENDANCE_VIEW = "attendance.view"
    ATTENDANCE_WRITE = "attendance.write"
    ATTENDANCE_IMPORT = "attendance.import"
    HOMEROOM_VIEW = "homeroom.view"  # homeroom and meetings of a class with its guardians
    HOMEROOM_WRITE = "homeroom.write"
    HOMEROOM_REVIEW = "homeroom.review"  # looks over what advisers wrote of homeroom
    PARENTS_EDIT = "parents.edit"  # networks of parents of rooms, levels, the school
    PROMOTION_VIEW = "promotion.view"  # activities of pupils in and out of school
    PROMOTION_LOG = "promotion.log"
    BEHAVIOUR_NOTE = "behaviour.note"  # of any pupil of the school
    BEHAVIOUR_VIEW = "behaviour.view"
    BEHAVIOUR_DECIDE = "behaviour.decide"  # penalties
    CONDUCT_EDIT = "conduct.edit"  # the school's rules and its scale of points
    GROUP_VIEW = "group.view"  # pupils' council, YC and other groups
    GROUP_EDIT = "group.edit"
    BINDER_MAKE = "binder.make"  # the year's papers of care in one file
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
_NAMES = (
    _STAFF
    | _grants(SCHOOL, P.PUPIL_LIST, P.PUPIL_NOTE, P.STRUCTURE_VIEW, P.BEHAVIOUR_NOTE)
    | _grants(SCHOOL, P.PROMOTION_VIEW, P.PROMOTION_LOG, P.GROUP_VIEW)
)
_PUPILS = _NAMES | _grants(SCHOOL, P.PUPIL_VIEW, P.PUPIL_EXPORT)

# What is known of pupils in the care work; by adviser and level head of own classes.
_CARE_READ = (
    *(P.DUTY_VIEW, P.SCREENING_VIEW, P.SDQ_VIEW, P.GROWTH_VIEW, P.ATTENDANCE_VIEW),
    *(P.HOMEROOM_VIEW, P.BEHAVIOUR_VIEW, P.HANDOVER_VIEW),
)
_CARE_WRITE = (
    *(P.SCREENING_WRITE, P.SCREENING_ACT, P.SDQ_WRITE, P.GROWTH_WRITE),
    *(P.ATTENDANCE_WRITE, P.HOMEROOM_WRITE, P.HANDOVER_WRITE),
)
_CARE_LEAD = _grants(SCHOOL, *_CARE_READ, P.CARE_COUNT, P.PUPIL_COUNT, P.LEAVER_VIEW) | _grants(
    SCHOOL,
    P.HOMEROOM_REVIEW,
    P.SCREENING_ROUND,
    P.BEHAVIOUR_DECIDE,
    P.CONDUCT_EDIT,
    P.BINDER_MAKE,
    P.CARE_ORDER,
)
_GROUPS = _grants(SCHOOL, P.GROUP_EDIT, P.PARENTS_EDIT)
_REGISTRY = _grants(SCHOOL, P.STATUS_CHANGE, P.LEAVER_VIEW, P.ROLLOVER_RUN, P.PUPIL_MERGE)

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
    | _grants(OWN, P.VISIT_WRITE, P.VISIT_VIEW, P.VISIT_FOLLOW, P.VISIT_POVERTY)
    | _grants(OWN, *_CARE_READ, *_CARE_WRITE, P.BINDER_MAKE),
    Role.TEACHER: _NAMES,
    Role.FINANCE: _NAMES | _RESOURCES,
    Role.HEALTH_TEACHER: _NAMES
    | _grants(SCHOOL, P.SENSITIVE_HEALTH, P.GROWTH_VIEW, P.GROWTH_WRITE, P.GROWTH_IMPORT),
    Role.LEVEL_HEAD: _NAMES
    | _grants(OWN, P.PUPIL_VIEW, P.VISIT_VIEW, P.VISIT_POVERTY, P.VISIT_REVIEW)
    | _grants(OWN, *_CARE_READ),
    Role.COUNSELLOR: _PUPILS
    | _grants(SCHOOL, P.SENSITIVE_VIEW, P.VISIT_VIEW, P.VISIT_FOLLOW, P.VISIT_POVERTY)
    | _grants(SCHOOL, P.ALERT_ASSIGNED, *_CARE_READ, P.CARE_COUNT, P.PUPIL_COUNT, P.LEAVER_VIEW)
    | _grants(SCHOOL, P.SCREENING_WRITE, P.SCREENING_ACT, P.SCREENING_ROUND, P.SCREENING_FORM)
    | _grants(SCHOOL, P.SDQ_WRITE, P.SDQ_IMPORT),
    Role.CARE_HEAD: _PUPILS
    | _CARE_LEAD
    | _GROUPS
    | _grants(SCHOOL, *_CARE_WRITE, P.SCREENING_FORM, P.SDQ_IMPORT, P.GROWTH_IMPORT)
    | _grants(SCHOOL, P.ATTENDANCE_IMPORT, P.STATUS_CHANGE)
    | _MEETINGS
    | _PLANS
    | _grants(SCHOOL, P.PUPIL_EDIT, P.SENSITIVE_VIEW, P.CLASS_EDIT)
    | _grants(SCHOOL, P.VISIT_VIEW, P.VISIT_POVERTY, P.VISIT_REVIEW, P.VISIT_ROUND, P.VISIT_COUNT)
    | _grants(SCHOOL, P.VISIT_FOLLOW, P.ALERT_VIEW, P.ALERT_ASSIGN, P.ALERT_ASSIGNED),
    Role.WELFARE: _PUPILS
    | _grants(SCHOOL, P.SENSITIVE_WELFARE, P.VISIT_POVERTY, P.ATTENDANCE_VIEW, P.PUPIL_COUNT),
    Role.DEPUTY: _PUPILS
    | _grants(SCHOOL, P.STRUCTURE_EDIT, P.CARE_ORDER, P.ROLLOVER_RUN)
    | _grants(SCHOOL, P.CARE_COUNT, P.PUPIL_COUNT)
    | _grants(SCHOOL, P.DUTY_VIEW, P.ATTENDANCE_VIEW, P.HOMEROOM_VIEW, P.BEHAVIOUR_VIEW)
    | _grants(SCHOOL, P.HOMEROOM_REVIEW)
    | _grants(SCHOOL, P.BEHAVIOUR_DECIDE, P.CONDUCT_EDIT, P.LEAVER_VIEW, P.BINDER_MAKE)
    | _GROUPS
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
    | _CARE_LEAD
    | _GROUPS
    | _REGISTRY
    | _grants(SCHOOL, P.STRUCTURE_EDIT)
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
    | _GROUPS
    | _REGISTRY
    | _grants(SCHOOL, P.PUPIL_COUNT, P.ATTENDANCE_VIEW, P.ATTENDANCE_IMPORT, P.CARE_ORDER)
    | _PLANS
    | _COMMUNITY
    | _RESOURCES
    | _BOARD
    | _MEETINGS
    | _NUMBERS
    | _CIRCULARS
    | _grants(SCHOOL, P.PUPIL_EDIT, P.PUPIL_IMPORT, P.SENSITIVE_VIEW, P.CLASS_EDIT, P.VISIT_COUNT),
    Role.COMMUNITY_HEAD: _NAMES
    | _GROUPS
    | _PLANS
    | _COMMUNITY
    | _RESOURCES
    | _MEETINGS
    | _CIRCULARS
    | _grants(SCHOOL, P.VISIT_COUNT, P.BOARD_VIEW),
    Role.FACILITIES: _NAMES | _grants(SCHOOL, P.VISIT_COUNT),
    Role.SCHOOL_ADMIN: _grants(SCHOOL, P.STRUCTURE_VIEW, P.STRUCTURE_EDIT)
    | _grants(SCHOOL, P.ACCOUNT_MANAGE, P.SCHOOL_SETTINGS, P.AUDIT_VIEW)
    | _grants(SCHOOL, P.CALENDAR_VIEW, P.CALENDAR_EDIT),
    Role.BOARD_MEMBER: _grants(SCHOOL, P.BOARD_OWN),
    Role.DISTRICT_OFFICER: _grants(DISTRICT, P.PUPIL_COUNT, P.VISIT_COUNT, P.CARE_COUNT)
    | _grants(DISTRICT, P.SCREENING_FORM, P.LEAVER_NAMED)
    | _grants(DISTRICT, P.BOARD_VIEW, P.BOARD_PERSON, P.BOARD_EDIT, P.BOARD_REVIEW)
    | _grants(DISTRICT, P.NUMBER_VIEW, P.NUMBER_TAKE, P.PROCEDURE_VIEW, P.PROCEDURE_RUN)
    | _grants(DISTRICT, P.MEETING_VIEW, P.MEETING_EDIT, P.ORDER_MAKE, P.MONITOR_VISIT)
    | _grants(DISTRICT, P.CALENDAR_EDIT, P.PROJECT_WRITE, P.PROJECT_EDIT, P.PROJECT_APPROVE)
    | _SUPPORT,
    Role.SUPERVISOR: _grants(DISTRICT, P.PUPIL_COUNT, P.VISIT_COUNT, P.CARE_COUNT)
    | _grants(DISTRICT, P.BOARD_VIEW, P.BOARD_REVIEW, P.NUMBER_VIEW)
    | _grants(DISTRICT, P.MEETING_VIEW, P.MEETING_EDIT, P.PROCEDURE_VIEW, P.PROCEDURE_RUN)
    | _grants(DISTRICT, P.MONITOR_VISIT)
    | _SUPPORT,
    Role.DISTRICT_ADMIN: _grants(DISTRICT, P.ACCOUNT_MANAGE, P.SCHOOL_SETTINGS)
    | _grants(DISTRICT, P.DISTRICT_SETTINGS, P.AUDIT_VIEW),
    Role.AUDITOR: _grants(DISTRICT, P.AUDIT_VIEW),
}
