"""Addresses of the school board's work; a module an area, one list a noun, added up here."""

from committee.urls.invited import invited
from committee.urls.meetings import meetings
from committee.urls.monitoring import monitored, yearly_reports
from committee.urls.office import office_work
from committee.urls.orders import order_work
from committee.urls.registry import registered

app_name = "committee"

urlpatterns = [
    *registered,
    *monitored,
    *yearly_reports,
    *office_work,
    *invited,
    *meetings,
    *order_work,
]
