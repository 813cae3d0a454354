"""Addresses of projects: proposal, rows, course, results."""

from django.urls import path

from community.models import ProjectMove
from community.views import project_parts, projects
from community.views.project_moves import move_page

Verb = ProjectMove.Verb
ONE = "projects/<int:pk>/"

project_urls = [
    path("projects/", projects.project_list, name="project-list"),
    path("projects/new/", projects.project_create, name="project-create"),
    path("projects/reuse/", projects.project_reuse, name="project-reuse"),
    path(ONE, projects.project_detail, name="project-detail"),
    path(f"{ONE}edit/", projects.project_update, name="project-update"),
    path(f"{ONE}edit/<slug:section>/", projects.project_section, name="project-section"),
    path(f"{ONE}results/", projects.project_results, name="project-results"),
    path(f"{ONE}indicators/", project_parts.indicator_results, name="project-indicators"),
    path(f"{ONE}spending/new/", project_parts.spending_create, name="spending-create"),
    path("spending/<int:pk>/remove/", project_parts.spending_remove, name="spending-remove"),
    path(f"{ONE}<slug:kind>/new/", project_parts.part_create, name="project-part-create"),
    path(f"{ONE}<slug:kind>/order/", project_parts.part_order, name="project-part-order"),
    path("project-<slug:kind>/<int:pk>/", project_parts.part_update, name="project-part"),
    path(
        "project-<slug:kind>/<int:pk>/move/",
        project_parts.part_move,
        name="project-part-move",
    ),
    path(
        "project-<slug:kind>/<int:pk>/remove/",
        project_parts.part_remove,
        name="project-part-remove",
    ),
    path(f"{ONE}propose/", move_page(Verb.PROPOSE), name="project-propose"),
    path(f"{ONE}opinion/", move_page(Verb.ENDORSE), name="project-endorse"),
    path(f"{ONE}approve/", move_page(Verb.APPROVE), name="project-approve"),
    path(f"{ONE}start/", move_page(Verb.START), name="project-start"),
    path(f"{ONE}report/", move_page(Verb.REPORT), name="project-report"),
    path(f"{ONE}close/", move_page(Verb.CLOSE), name="project-close"),
    path(f"{ONE}return/", move_page(Verb.RETURN), name="project-return"),
    path(f"{ONE}cancel/", move_page(Verb.CANCEL), name="project-cancel"),
]
