"""The papers of community relations; importing this package puts them into the catalogue."""

from community.documents.annual_calendar import AnnualCalendar

__all__ = ["AnnualCalendar"]
