"""groups/ …: the pupils' council, YC and other groups of a year."""

from django.urls import path

from students.views import group_kinds, groups

urlpatterns = [
    path("groups/", groups.group_list, name="group-list"),
    path("groups/new/", groups.group_create, name="group-create"),
    path("groups/<int:pk>/", groups.group_detail, name="group-detail"),
    path("groups/<int:pk>/edit/", groups.group_update, name="group-update"),
    path("groups/<int:pk>/remove/", groups.group_remove, name="group-remove"),
    path("groups/<int:pk>/pupils/add/", groups.group_add, name="group-add"),
    path("groups/pupils/<int:pk>/edit/", groups.group_pupil_update, name="group-pupil-update"),
    path("groups/pupils/<int:pk>/remove/", groups.group_pupil_remove, name="group-pupil-remove"),
    path("groups/kinds/", group_kinds.group_kind_list, name="group-kind-list"),
    path("groups/kinds/add/", group_kinds.group_kind_create, name="group-kind-create"),
    path("groups/kinds/<int:pk>/edit/", group_kinds.group_kind_update, name="group-kind-update"),
]
