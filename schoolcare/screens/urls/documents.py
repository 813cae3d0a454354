"""Addresses of papers (what one is about stands behind the question mark), numbers, procedures."""

from django.urls import path

from schoolcare.screens import documents as views
from schoolcare.screens import numbers, procedure_board, procedures

urlpatterns = [
    path("papers/", views.document_list, name="document-list"),
    path("papers/<slug:slug>/", views.document_print, name="document-print"),
    path("papers/<slug:slug>/pdf/", views.document_pdf, name="document-pdf"),
    path("papers/<slug:slug>/xlsx/", views.document_sheet, name="document-sheet"),
    path("papers/<slug:slug>/others/", views.document_others, name="document-others"),
    path("numbers/", numbers.number_list, name="number-list"),
    path("numbers/take/", numbers.number_take, name="number-take"),
    path("procedures/", procedures.procedure_list, name="procedure-list"),
    path("procedures/open/", procedures.step_open, name="step-open"),
    path("procedures/schools/", procedure_board.procedure_board, name="procedure-board"),
    path("procedures/schools/<int:pk>/", procedure_board.procedure_school, name="procedure-school"),
    path("procedures/of/<slug:code>/", procedures.procedure_detail, name="procedure-detail"),
    path("procedures/of/<slug:code>/start/", procedures.procedure_start, name="procedure-start"),
    path("procedures/<int:pk>/", procedures.step_edit, name="step-edit"),
    path("procedures/<int:pk>/proof/", procedures.step_file, name="step-file"),
    path("numbers/<int:pk>/cancel/", numbers.number_cancel, name="number-cancel"),
]
