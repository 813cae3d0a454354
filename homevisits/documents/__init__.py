"""The papers of home visits; importing this package puts them into the catalogue."""

from homevisits.documents.class_pack import ClassPack
from homevisits.documents.visit_form import VisitForm

__all__ = ["ClassPack", "VisitForm"]
