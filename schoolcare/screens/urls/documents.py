"""Addresses of papers, each named behind the question mark what it is about; of numbers."""

from django.urls import path

from schoolcare.screens import documents as views
from schoolcare.screens import numbers
from schoolcare.screens.urls.procedures import procedure_urls

urlpatterns = [
    path("papers/", views.document_list, name="document-list"),
    path("papers/<slug:slug>/", views.document_print, name="document-print"),
    path("papers/<slug:slug>/pdf/", views.document_pdf, name="document-pdf"),
    path("papers/<slug:slug>/xlsx/", views.document_sheet, name="document-sheet"),
    path("papers/<slug:slug>/others/", views.document_others, name="document-others"),
    path("numbers/", numbers.number_list, name="number-list"),
    path("numbers/take/", numbers.number_take, name="number-take"),
    path("numbers/<int:pk>/cancel/", numbers.number_cancel, name="number-cancel"),
    *procedure_urls,
]
