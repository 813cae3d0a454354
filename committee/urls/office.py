"""Addresses of the office's own work with its schools."""

from django.urls import path

from committee.views import circulars, networks, receipts, trainings

# circulars/ of the office …
announcing = [
    path("circulars/", circulars.circular_list, name="circular-list"),
    path("circulars/new/", circulars.circular_create, name="circular-create"),
    path("circulars/<int:pk>/", circulars.circular_detail, name="circular-detail"),
    path("circulars/<int:pk>/edit/", circulars.circular_update, name="circular-update"),
    path("circulars/<int:pk>/send/", circulars.circular_send, name="circular-send"),
    path("circulars/<int:pk>/withdraw/", circulars.circular_withdraw, name="circular-withdraw"),
    path("circulars/<int:pk>/remind/", circulars.circular_remind, name="circular-remind"),
    path("circulars/files/<int:pk>/", circulars.circular_file, name="circular-file"),
]

# … as each school has them
knowing = [
    path("received/", receipts.receipt_list, name="receipt-list"),
    path("received/<int:pk>/", receipts.receipt_detail, name="receipt-detail"),
    path("received/<int:pk>/known/", receipts.receipt_acknowledge, name="receipt-acknowledge"),
    path("received/files/<int:pk>/", receipts.receipt_file, name="receipt-file"),
]

# networks/ of boards
networked = [
    path("networks/", networks.network_list, name="network-list"),
    path("networks/new/", networks.network_create, name="network-create"),
    path("networks/<int:pk>/", networks.network_detail, name="network-detail"),
    path("networks/<int:pk>/edit/", networks.network_update, name="network-update"),
    path("networks/<int:pk>/meeting/", networks.network_meeting, name="network-meeting"),
]

# trainings/ of board members
training = [
    path("trainings/", trainings.training_list, name="training-list"),
    path("trainings/new/", trainings.training_create, name="training-create"),
    path("trainings/<int:pk>/", trainings.training_detail, name="training-detail"),
    path("trainings/<int:pk>/edit/", trainings.training_update, name="training-update"),
    path("trainings/<int:pk>/people/", trainings.training_people, name="training-people"),
    path("trainings/<int:pk>/outsider/", trainings.training_outsider, name="training-outsider"),
    path("trainings/<int:pk>/hours/", trainings.training_hours, name="training-hours"),
    path("trained/", trainings.trained_list, name="trained-list"),
]

office_work = [*announcing, *knowing, *networked, *training]
