"""handover/ and destinations/ …"""

from django.urls import path

from students.views import destinations, handover_sheets, handovers

urlpatterns = [
    path("handover/", handovers.handover_home, name="handover-home"),
    path("handover/<int:pk>/", handovers.handover_class, name="handover-class"),
    path("handover/<int:pk>/write/", handover_sheets.handover_sheet, name="handover-sheet"),
    path("handover/<int:pk>/<int:student>/", handovers.handover_write, name="handover-write"),
    path("handover/<int:pk>/read/", handovers.handover_read, name="handover-read"),
    path("<int:pk>/handover/", handovers.handover_detail, name="handover-detail"),
    path("destinations/", destinations.destination_list, name="destination-list"),
    path("destinations/<int:pk>/", destinations.destination_class, name="destination-class"),
]
