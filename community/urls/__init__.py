"""Addresses of community relations; a module an area, one list a noun, added up here."""

app_name = "community"

urlpatterns: list = []
