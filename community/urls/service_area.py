"""Addresses of agreements, villages and what the community asks for."""

from django.urls import path

from community.views import agreements, archiving, needs, plans, sources, villages

service_area = [
    # agreements/
    path("agreements/", agreements.agreement_list, name="agreement-list"),
    path("agreements/<int:pk>/", agreements.agreement_detail, name="agreement-detail"),
    path("agreements/<int:pk>/edit/", agreements.agreement_update, name="agreement-update"),
    path("agreements/<int:pk>/cancel/", agreements.agreement_cancel, name="agreement-cancel"),
    path("agreements/<int:pk>/scan/", agreements.agreement_scan, name="agreement-scan"),
    path("partners/<int:pk>/agreements/new/", agreements.agreement_create, name="agreement-create"),
    # service-area/
    path("service-area/", villages.village_list, name="village-list"),
    path("service-area/carry/", villages.village_carry, name="village-carry"),
    path("service-area/<int:pk>/", villages.village_detail, name="village-detail"),
    path("service-area/<int:pk>/edit/", villages.village_update, name="village-update"),
    path("service-area/<int:pk>/place/", villages.village_place, name="village-place"),
    # needs/
    path("needs/", needs.need_list, name="need-list"),
    path("needs/new/", needs.need_create, name="need-create"),
    path("needs/<int:pk>/", needs.need_detail, name="need-detail"),
    path("needs/<int:pk>/ask/", needs.need_ask, name="need-ask"),
    path("needs/<int:pk>/edit/", needs.need_update, name="need-update"),
    path("needs/<int:pk>/remove/", needs.need_remove, name="need-remove"),
    path("asked-experts/<int:pk>/answer/", needs.need_reply, name="need-reply"),
    path("asked-experts/<int:pk>/remove/", needs.need_withdraw, name="need-withdraw"),
]
learning = [
    # learning-sources/
    path("learning-sources/", sources.source_list, name="source-list"),
    path("learning-sources/new/", sources.source_create, name="source-create"),
    path("learning-sources/<int:pk>/", sources.source_detail, name="source-detail"),
    path("learning-sources/<int:pk>/edit/", sources.source_update, name="source-update"),
    path("learning-sources/<int:pk>/archive/", archiving.source_archive, name="source-archive"),
    path("learning-sources/<int:pk>/restore/", archiving.source_restore, name="source-restore"),
    path("learning-sources/<int:pk>/uses/new/", sources.use_create, name="use-create"),
    path("source-uses/<int:pk>/edit/", sources.use_update, name="use-update"),
    path("source-uses/<int:pk>/remove/", sources.use_remove, name="use-remove"),
]
planned = [
    # common-plans/
    path("common-plans/", plans.plan_list, name="plan-list"),
    path("common-plans/new/", plans.plan_create, name="plan-create"),
    path("common-plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("common-plans/<int:pk>/edit/", plans.plan_update, name="plan-update"),
    path("common-plans/<int:pk>/copy/", plans.plan_copy, name="plan-copy"),
    path("common-plans/<int:pk>/goals/new/", plans.goal_create, name="plan-goal-create"),
    path("plan-goals/<int:pk>/edit/", plans.goal_update, name="plan-goal-update"),
    path("plan-goals/<int:pk>/remove/", plans.goal_remove, name="plan-goal-remove"),
    path("plan-goals/<int:pk>/actions/new/", plans.action_create, name="plan-action-create"),
    path("plan-actions/<int:pk>/edit/", plans.action_update, name="plan-action-update"),
    path("plan-actions/<int:pk>/remove/", plans.action_remove, name="plan-action-remove"),
]
