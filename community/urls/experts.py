"""Local experts and what they taught."""

from django.urls import path

from community.views import archiving, choices, experts

expert_area = [
    path("experts/", experts.expert_list, name="expert-list"),
    path("experts/search/", experts.expert_search, name="expert-search"),
    path("experts/add/", experts.expert_create, name="expert-create"),
    path("experts/<int:pk>/", experts.expert_detail, name="expert-detail"),
    path("experts/<int:pk>/edit/", experts.expert_update, name="expert-update"),
    path("experts/<int:pk>/archive/", archiving.expert_archive, name="expert-archive"),
    path("experts/<int:pk>/restore/", archiving.expert_restore, name="expert-restore"),
    path("experts/<int:pk>/photo/", experts.expert_photo, name="expert-photo"),
    path("experts/<int:pk>/taught/", experts.teaching_create, name="teaching-create"),
    path("experts/branches/", choices.branch_list, name="branch-list"),
    path("experts/branches/add/", choices.branch_create, name="branch-create"),
    path("experts/branches/<int:pk>/edit/", choices.branch_update, name="branch-update"),
    path("experts/taught/<int:pk>/remove/", experts.teaching_remove, name="teaching-remove"),
]
