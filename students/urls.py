"""Addresses of the pupil registry."""


app_name = "students"

urlpatterns: list = []
