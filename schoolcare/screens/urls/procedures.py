"""Addresses of the year's procedures: the plan, its rounds, all schools, writing one's own."""

from django.urls import path

from schoolcare.screens import (
    procedure_board,
    procedure_rounds,
    procedure_writing,
    procedures,
)

ONE = "procedures/of/<slug:code>/"

procedure_urls = [
    # the year
    path("procedures/", procedures.procedure_list, name="procedure-list"),
    path("procedures/open/", procedures.step_open, name="step-open"),
    path("procedures/before/", procedure_rounds.steps_close, name="steps-close"),
    path("procedures/<int:pk>/", procedures.step_edit, name="step-edit"),
    path("procedures/<int:pk>/proof/", procedures.step_file, name="step-file"),
    path("procedures/rounds/<int:pk>/stop/", procedure_rounds.start_drop, name="start-drop"),
    # all schools of an office
    path("procedures/schools/", procedure_board.procedure_board, name="procedure-board"),
    path("procedures/schools/<int:pk>/", procedure_board.procedure_school, name="procedure-school"),
    # one procedure
    path(ONE, procedures.procedure_detail, name="procedure-detail"),
    path(f"{ONE}start/", procedure_rounds.procedure_start, name="procedure-start"),
    # writing
    path("procedures/own/", procedure_writing.procedure_own, name="procedure-own"),
    path("procedures/own/new/", procedure_writing.procedure_create, name="procedure-create"),
    path(f"{ONE}edition/", procedure_writing.procedure_edition, name="procedure-edition"),
    path(f"{ONE}words/", procedure_writing.procedure_words, name="procedure-words"),
    path(f"{ONE}use/", procedure_writing.procedure_use, name="procedure-use"),
    path(f"{ONE}end/", procedure_writing.procedure_end, name="procedure-end"),
    path(f"{ONE}drop/", procedure_writing.procedure_drop, name="procedure-drop"),
    path(f"{ONE}steps/new/", procedure_writing.step_create, name="step-create"),
    path("procedures/steps/<int:pk>/", procedure_writing.step_update, name="step-update"),
    path("procedures/steps/<int:pk>/move/", procedure_writing.step_move, name="step-move"),
    path("procedures/steps/<int:pk>/drop/", procedure_writing.step_drop, name="step-drop"),
]
