"""structure/ …: the school's structure of a year, its units, the teams of the care work."""

from django.urls import path

from students.views import structure, teams, units

urlpatterns = [
    path("structure/", structure.structure_detail, name="structure-detail"),
    path("structure/begin/", structure.structure_begin, name="structure-begin"),
    path("structure/<int:pk>/edit/", structure.structure_update, name="structure-update"),
    path("structure/<int:pk>/remove/", structure.structure_remove, name="structure-remove"),
    path("structure/<int:pk>/divisions/add/", structure.division_create, name="division-create"),
    path("structure/divisions/<int:pk>/edit/", structure.division_update, name="division-update"),
    path("structure/divisions/<int:pk>/remove/", structure.division_remove, name="division-remove"),
    path("structure/divisions/<int:pk>/units/add/", units.unit_create, name="unit-create"),
    path("structure/units/<int:pk>/", units.unit_detail, name="unit-detail"),
    path("structure/units/<int:pk>/edit/", units.unit_update, name="unit-update"),
    path("structure/units/<int:pk>/people/", units.unit_people, name="unit-people"),
    path("structure/units/<int:pk>/remove/", units.unit_remove, name="unit-remove"),
    path("structure/teams/", teams.team_list, name="team-list"),
    path("structure/teams/<int:pk>/edit/", teams.team_update, name="team-update"),
    path("structure/teams/<int:pk>/add/", teams.team_add, name="team-add"),
    path(
        "structure/teams/members/<int:pk>/edit/",
        teams.team_member_update,
        name="team-member-update",
    ),
    path(
        "structure/teams/members/<int:pk>/remove/",
        teams.team_member_remove,
        name="team-member-remove",
    ),
]
