"""Addresses of home visits; the project mounts them under `visits/`."""

from django.urls import URLPattern

app_name = "homevisits"

# The form: start, steps, photos, signatures, submission
form_urls: list[URLPattern] = []

# Rounds, the adviser's list, review, follow-ups, alerts, coverage
round_urls: list[URLPattern] = []

urlpatterns = [*form_urls, *round_urls]
