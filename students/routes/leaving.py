"""status/ and leavers/ …"""

from django.urls import path

from students.views import leaver_offices, leavers, status

urlpatterns = [
    path("<int:pk>/status/", status.status_detail, name="status-detail"),
    path("<int:pk>/status/change/", status.status_change, name="status-change"),
    path("status/<int:pk>/papers/", status.status_papers, name="status-papers"),
    path("status/<int:pk>/back/", status.status_back, name="status-back"),
    path("leavers/", leavers.leaver_list, name="leaver-list"),
    path("leavers/sheet/", leavers.leaver_sheet, name="leaver-sheet"),
    path("leavers/<int:pk>/", leavers.leaver_detail, name="leaver-detail"),
    path("leavers/<int:pk>/trace/", leavers.leaver_trace, name="leaver-trace"),
    path("leavers/<int:pk>/close/", leavers.leaver_close, name="leaver-close"),
    path("leavers/office/", leaver_offices.leaver_counts, name="leaver-counts"),
    path("leavers/office/names/", leaver_offices.leaver_names, name="leaver-names"),
    path("leavers/office/sheet/", leaver_offices.names_sheet, name="leaver-names-sheet"),
    path("leavers/settings/<int:pk>/", leaver_offices.leaver_settings, name="leaver-settings"),
    path("leavers/officers/<int:pk>/add/", leaver_offices.officer_add, name="leaver-officer-add"),
    path("leavers/officers/<int:pk>/end/", leaver_offices.officer_end, name="leaver-officer-end"),
    path("leavers/causes/<int:pk>/add/", leaver_offices.cause_add, name="leaver-cause-add"),
    path(
        "leavers/causes/<int:pk>/switch/", leaver_offices.cause_switch, name="leaver-cause-switch"
    ),
]
