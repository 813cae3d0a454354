"""Addresses of community relations; a module an area, one list a noun, added up here."""

from community.urls import resources
from community.urls.activities import activity_work
from community.urls.calendar import operations
from community.urls.experts import expert_area
from community.urls.feeds import feed_area
from community.urls.partners import partner_area
from community.urls.projects import project_urls
from community.urls.service_area import learning, planned, service_area

app_name = "community"

urlpatterns: list = [
    *partner_area,
    *service_area,
    *learning,
    *planned,
    *activity_work,
    *operations,
    *project_urls,
    *feed_area,
    *resources.urlpatterns,
    *expert_area,
]
