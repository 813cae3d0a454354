"""Addresses of the papers; what they are about stands behind the question mark."""

from django.urls import path

from schoolcare.screens import documents as views

urlpatterns = [
    path("papers/", views.document_list, name="document-list"),
    path("papers/<slug:slug>/", views.document_print, name="document-print"),
    path("papers/<slug:slug>/pdf/", views.document_pdf, name="document-pdf"),
    path("papers/<slug:slug>/xlsx/", views.document_sheet, name="document-sheet"),
    path("papers/<slug:slug>/others/", views.document_others, name="document-others"),
]
