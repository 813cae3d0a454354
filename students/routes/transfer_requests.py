"""transfers/requests/ …"""

from django.urls import path

from students.views import transfer_requests as pages

urlpatterns = [
    path("transfers/requests/", pages.request_list, name="transfer-request-list"),
    path("transfers/requests/new/", pages.request_new, name="transfer-request-new"),
    path(
        "imports/<uuid:batch>/rows/<int:row>/transfer/",
        pages.request_row,
        name="transfer-request-row",
    ),
    path("transfers/requests/<int:pk>/", pages.request_detail, name="transfer-request-detail"),
    path(
        "transfers/requests/<int:pk>/refuse/", pages.request_refuse, name="transfer-request-refuse"
    ),
    path(
        "transfers/requests/<int:pk>/withdraw/",
        pages.request_withdraw,
        name="transfer-request-withdraw",
    ),
]
