"""Addresses of the registry: boards, members, files, the office's list, chasing, review, rules."""

from django.urls import path

from committee.views import (
    boards,
    chases,
    confirmations,
    imports,
    member_accounts,
    members,
    review,
    rules,
    schools,
)

# The registry of one school: its boards …
registry = [
    path("", boards.registry, name="registry"),
    path("schools/<int:pk>/", boards.school_registry, name="school-registry"),
    path("schools/<int:pk>/boards/", boards.board_list, name="board-list"),
    path("schools/<int:pk>/boards/new/", boards.board_create, name="board-create"),
    path("boards/<int:pk>/", boards.board_detail, name="board-detail"),
    path("boards/<int:pk>/edit/", boards.board_update, name="board-update"),
    path("boards/<int:pk>/order/", boards.board_order, name="board-order"),
    path("boards/<int:pk>/appoint/", boards.board_appoint, name="board-appoint"),
    path("boards/<int:pk>/cancel/", boards.board_cancel, name="board-cancel"),
    path("boards/<int:pk>/confirm/", boards.board_confirm, name="board-confirm"),
]

# … and who sits on them
people = [
    path("boards/<int:pk>/members/new/", members.member_create, name="member-create"),
    path("members/<int:pk>/", members.member_detail, name="member-detail"),
    path("members/<int:pk>/edit/", members.member_update, name="member-update"),
    path("members/<int:pk>/leave/", members.member_leave, name="member-leave"),
    path("members/<int:pk>/photo/", members.member_photo, name="member-photo"),
    path("members/<int:pk>/identifier/", members.member_reveal, name="member-reveal"),
    path("members/<int:pk>/account/", member_accounts.member_account, name="member-account"),
    path("members/<int:pk>/guardian/", members.member_guardian, name="member-guardian"),
]

# imports/ …
files = [
    path("imports/", imports.ImportList.as_view(), name="import-list"),
    path("imports/new/", imports.ImportUpload.as_view(), name="import-upload"),
    path("imports/template/", imports.ImportTemplate.as_view(), name="import-template"),
    path("imports/<uuid:pk>/", imports.ImportDetail.as_view(), name="import-detail"),
    path("imports/<uuid:pk>/columns/", imports.ImportColumns.as_view(), name="import-columns"),
    path("imports/<uuid:pk>/commit/", imports.ImportCommit.as_view(), name="import-commit"),
    path("imports/<uuid:pk>/drop/", imports.ImportDrop.as_view(), name="import-drop"),
    path("imports/<uuid:pk>/bad/", imports.ImportRejected.as_view(), name="import-rejected"),
]

# The registry of every school, for the office above …
overview = [
    path("schools/", schools.school_list, name="school-list"),
    path("schools/certify/", review.certify_all, name="certify-all"),
]

# … and whom it chased …
chasing = [
    path("chases/", chases.chase_list, name="chase-list"),
    path("chases/new/<slug:kind>/", chases.chase_create, name="chase-create"),
    path("chases/<int:pk>/", chases.chase_detail, name="chase-detail"),
]

# … and its review of what a school confirmed
reviewing = [
    path("boards/<int:pk>/review/", review.board_review, name="board-review"),
    path("confirmations/<int:pk>/", confirmations.confirmation_detail, name="confirmation-detail"),
    path("confirmations/<int:pk>/remark/", review.remark_create, name="remark-create"),
    path("confirmations/<int:pk>/return/", review.confirmation_return, name="confirmation-return"),
    path(
        "confirmations/<int:pk>/certify/",
        review.confirmation_certify,
        name="confirmation-certify",
    ),
    path("remarks/<int:pk>/settle/", review.remark_settle, name="remark-settle"),
]

# offices/: the rule sets that an office's boards follow
rule_sets = [
    path("offices/<int:pk>/rules/", rules.rule_set_list, name="rule-set-list"),
    path("offices/<int:pk>/rules/<slug:code>/", rules.rule_set_edit, name="rule-set-edit"),
    path("offices/<int:pk>/rules/<slug:code>/drop/", rules.rule_set_drop, name="rule-set-drop"),
]

registered = [
    *registry,
    *rule_sets,
    *people,
    *files,
    *overview,
    *chasing,
    *reviewing,
]
