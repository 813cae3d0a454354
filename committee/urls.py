"""Addresses of the school board; one list per noun, added up at the end."""

from django.urls import URLPattern

app_name = "committee"

# The registry of one school: its boards and who sits on them
registry: list[URLPattern] = []

urlpatterns = [*registry]
