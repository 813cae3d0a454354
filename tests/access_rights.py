"""Which right opens each address: a second hand to the views, which name the right themselves.

A new address that asks for a right is added here, else tests/test_access.py fails. What everybody
signed in may open stands in tests/test_access.py.
"""

from schoolcare.access import Permission
from tests import care_rows
from tests.community import rows_activities, rows_feeds, rows_procedures
from tests.community.rows_calendar import CALENDAR_RIGHTS

RIGHTS: dict[Permission, str] = {
    # people and places
    Permission.ACCOUNT_MANAGE: "membership-add membership-edit membership-end person-add "
    "person-detail person-edit person-join person-list person-verb",
    Permission.AUDIT_VIEW: "audit-log",
    Permission.DISTRICT_SETTINGS: "settings-district settings-garuda settings-head "
    "settings-head-add settings-head-remove settings-network settings-network-add "
    "committee:rule-set-drop committee:rule-set-edit committee:rule-set-list "
    "community:tax-rule-create community:tax-rule-list community:tax-rule-remove "
    "community:tax-rule-update",
    Permission.SCHOOL_SETTINGS: "settings-home settings-picture settings-school settings-term "
    "settings-term-open settings-terms settings-village settings-village-add "
    "settings-village-leave settings-villages",
    # papers
    Permission.NUMBER_TAKE: "number-cancel number-take",
    Permission.NUMBER_VIEW: "number-list",
    # pupils
    Permission.CLASS_EDIT: "students:adviser-add students:adviser-remove students:classroom-add "
    "students:classroom-remove students:classroom-rolls",
    Permission.PUPIL_EDIT: "students:consent-create students:guardian-add students:guardian-edit "
    "students:guardian-remove students:household-edit students:photo-update students:seat-roll "
    "students:photo-remove "
    "students:student-create students:student-history students:student-update",
    Permission.PUPIL_EXPORT: "students:student-export",
    Permission.PUPIL_IMPORT: "students:import-commit students:import-detail students:import-drop "
    "students:import-list students:import-rejected students:import-template "
    "students:import-upload",
    Permission.PUPIL_LIST: "students:classroom-detail students:classroom-list "
    "students:student-list students:student-search",
    Permission.PUPIL_NOTE: "students:note-create",
    Permission.PUPIL_VIEW: "students:consent-list students:student-detail students:student-photo",
    Permission.SENSITIVE_HEALTH: "students:student-health",
    # whoever sees changes only with pupil.edit of that pupil: tests/students/test_rights.py
    Permission.SENSITIVE_VIEW: "students:circumstances-update students:identifier-reveal "
    "students:identifier-update students:sensitive-detail students:sensitive-update "
    "students:student-find",
    Permission.SENSITIVE_WELFARE: "students:student-welfare",
    # the school board
    Permission.BOARD_CONFIRM: "committee:board-confirm",
    # the form of a member asks for board.person beside it: tests/committee/test_member_pages.py
    Permission.BOARD_EDIT: "committee:board-appoint committee:board-cancel committee:board-create "
    "committee:board-update committee:member-account committee:member-create "
    "committee:member-guardian committee:member-leave committee:member-update "
    "committee:import-columns committee:import-commit committee:import-detail "
    "committee:import-drop committee:import-list committee:import-rejected "
    "committee:import-template committee:import-upload "
    "committee:board-propose committee:board-select committee:candidate-create "
    "committee:candidate-drop committee:correction-ask committee:line-withdraw "
    "committee:member-propose committee:removal-ask",
    Permission.ORDER_MAKE: "committee:line-off committee:line-return committee:order-attach "
    "committee:order-cancel committee:order-create committee:order-detail committee:order-file "
    "committee:order-issue committee:order-list committee:order-update",
    Permission.BOARD_OWN: "committee:own-detail committee:own-list committee:own-paper "
    "committee:own-reply",
    Permission.BOARD_PERSON: "committee:member-photo committee:member-reveal",
    Permission.BOARD_REVIEW: "committee:board-review committee:certify-all "
    "committee:chase-create committee:chase-detail committee:chase-list "
    "committee:confirmation-certify committee:confirmation-return committee:remark-create "
    "committee:network-detail committee:network-list "
    "committee:training-detail committee:training-list "
    "committee:remark-settle committee:yearly committee:yearly-detail committee:yearly-file "
    "committee:yearly-issue",
    Permission.CIRCULAR_READ: "committee:receipt-acknowledge committee:receipt-detail "
    "committee:receipt-file committee:receipt-list",
    Permission.CIRCULAR_SEND: "committee:circular-create committee:circular-detail "
    "committee:circular-file committee:circular-list committee:circular-remind "
    "committee:circular-send committee:circular-update committee:circular-withdraw",
    Permission.NETWORK_EDIT: "committee:network-create committee:network-update",
    Permission.TRAINING_EDIT: "committee:training-create committee:training-hours "
    "committee:training-outsider committee:training-people committee:training-update",
    Permission.BOARD_VIEW: "committee:board-detail committee:board-list committee:board-order "
    "committee:confirmation-detail committee:member-detail committee:registry "
    "committee:school-list committee:school-registry "
    "committee:trained-list",
    Permission.MONITOR_REPORT: "committee:evidence-file committee:report-detail "
    "committee:report-edit committee:report-list committee:report-result committee:report-send "
    "committee:report-start",
    Permission.MONITOR_VISIT: "committee:evidence-look committee:monitoring-close "
    "committee:monitoring-create committee:monitoring-detail committee:monitoring-drop "
    "committee:monitoring-list committee:monitoring-open committee:monitoring-questions "
    "committee:monitoring-update committee:question-create committee:question-remove "
    "committee:question-update committee:report-close committee:report-return "
    "committee:report-review committee:report-visit committee:section-update",
    # its meetings, and others'
    Permission.MEETING_VIEW: "committee:agenda-item committee:meeting-detail "
    "committee:meeting-list committee:meeting-roll committee:minutes-read "
    "committee:resolution-list committee:revision-detail committee:revision-list",
    Permission.MEETING_EDIT: "committee:link-create committee:link-qr committee:link-renew "
    "committee:link-withdraw committee:network-meeting committee:reply-list committee:reply-told "
    "committee:agenda-adopt committee:agenda-create "
    "committee:agenda-decide committee:agenda-move committee:agenda-remove "
    "committee:agenda-update committee:attendance-create committee:attendance-mark "
    "committee:attendance-preside committee:attendance-remove committee:attendance-update "
    "committee:meeting-cancel committee:meeting-close committee:meeting-create "
    "committee:meeting-open committee:meeting-settings committee:meeting-update "
    "committee:minutes-clash committee:minutes-edit committee:minutes-propose "
    "committee:minutes-take-back committee:recusal-create committee:recusal-remove "
    "committee:resolution-create committee:resolution-finish committee:resolution-reopen "
    "committee:resolution-update committee:roll-fill committee:roll-rest",
    # projects
    Permission.PROJECT_VIEW: "community:project-detail community:project-list",
    # what one has made or is responsible for: tests/community/test_projects.py
    Permission.PROJECT_WRITE: "community:project-cancel community:project-create "
    "community:project-indicators community:project-part community:project-part-create "
    "community:project-part-move community:project-part-order community:project-part-remove "
    "community:project-propose community:project-report "
    "community:project-results community:project-reuse community:project-section "
    "community:project-start community:project-update "
    "community:spending-create community:spending-remove",
    Permission.PROJECT_EDIT: "community:project-endorse community:project-return",
    Permission.PROJECT_APPROVE: "community:project-approve community:project-close",
    # visits
    Permission.ALERT_ASSIGN: "homevisits:alert-assign homevisits:alert-exclude",
    Permission.ALERT_ASSIGNED: "homevisits:alert-acknowledge homevisits:alert-detail "
    "homevisits:alert-handle homevisits:alert-list",
    Permission.VISIT_COUNT: "homevisits:coverage",
    Permission.VISIT_FOLLOW: "homevisits:follow-up-close homevisits:follow-up-create",
    Permission.VISIT_REVIEW: "homevisits:review-list homevisits:visit-approve "
    "homevisits:visit-return",
    Permission.VISIT_ROUND: "homevisits:round-close homevisits:round-create homevisits:round-list "
    "homevisits:round-pupils homevisits:round-reopen homevisits:round-update",
    Permission.VISIT_VIEW: "homevisits:follow-up-list homevisits:photo homevisits:signature "
    "homevisits:visit-detail homevisits:visit-list homevisits:visit-pupil",
    Permission.VISIT_WRITE: "homevisits:photo-add homevisits:photo-remove homevisits:visit-clash "
    "homevisits:visit-continue homevisits:visit-start homevisits:visit-step "
    "homevisits:visit-submit homevisits:visit-summary",
    # gifts, donors
    Permission.RESOURCE_VIEW: "community:channel-list community:donor-detail community:donor-list "
    "community:donor-search community:purpose-detail community:purpose-list "
    "community:resource-detail community:resource-file community:resource-list "
    "community:resource-papers community:resource-report community:purpose-use-file "
    "community:resource-search",
    Permission.RESOURCE_EDIT: "community:channel-create community:channel-update "
    "community:resource-wait community:donor-reveal community:donor-update "
    "community:purpose-create community:purpose-update community:resource-acknowledge "
    "community:resource-attach community:resource-create community:resource-update "
    "community:resource-void community:purpose-use community:purpose-use-void",
    Permission.COMMUNITY_COUNT: "community:district-overview",
    # partners and the service area
    Permission.PARTNER_VIEW: "community:branch-list community:expert-detail community:expert-list "
    "community:expert-photo community:expert-search "
    "community:agreement-detail community:agreement-list "
    "community:agreement-scan community:need-detail community:need-list "
    "community:partner-detail community:partner-list "
    "community:partner-search community:place-list community:plan-detail "
    "community:plan-list community:source-detail community:source-list "
    "community:village-detail community:village-list",
    # forms with telephones ask for partner.person beside it: tests/community/test_partners.py
    Permission.PARTNER_EDIT: "community:branch-create community:branch-update "
    "community:expert-create community:expert-update "
    "community:teaching-create community:teaching-remove "
    "community:contact-create community:contact-done "
    "community:contact-remove community:contact-update community:partner-archive "
    "community:partner-restore community:source-archive community:source-restore "
    "community:expert-archive community:expert-restore "
    "community:partner-create community:partner-update community:person-create "
    "community:person-remove community:person-update community:agreement-cancel "
    "community:agreement-create community:agreement-update community:need-create "
    "community:need-ask community:need-remove community:need-reply community:need-update "
    "community:need-withdraw community:plan-action-create "
    "community:plan-action-remove community:plan-action-update community:plan-copy "
    "community:plan-create community:plan-goal-create community:plan-goal-remove "
    "community:plan-goal-update community:plan-update community:source-create "
    "community:source-update community:use-create community:use-remove community:use-update "
    "community:village-carry community:village-place community:village-update",
}
RIGHTS |= rows_activities.RIGHTS | rows_procedures.RIGHTS

for one in (CALENDAR_RIGHTS, rows_feeds.RIGHTS, care_rows.rights()):
    for right, names in one.items():
        RIGHTS[right] = f"{RIGHTS.get(right, '')} {names}".strip()
