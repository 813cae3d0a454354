"""transfers/ …"""

from django.urls import path

from students.views import transfers

urlpatterns = [
    path("<int:pk>/transfer/", transfers.transfer_offer, name="transfer-offer"),
    path("transfers/", transfers.transfer_list, name="transfer-list"),
    path("transfers/<int:pk>/", transfers.transfer_detail, name="transfer-detail"),
    path("transfers/<int:pk>/accept/", transfers.transfer_accept, name="transfer-accept"),
    path("transfers/<int:pk>/refuse/", transfers.transfer_refuse, name="transfer-refuse"),
    path("transfers/<int:pk>/withdraw/", transfers.transfer_withdraw, name="transfer-withdraw"),
]
