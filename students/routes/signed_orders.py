"""structure/orders/ …: scans of signed orders."""

from django.urls import path

from students.views import signed_orders

urlpatterns = [
    path("structure/orders/add/", signed_orders.signed_order_attach, name="signed-order-attach"),
    path("structure/orders/<int:pk>/", signed_orders.signed_order_file, name="signed-order-file"),
    path(
        "structure/orders/<int:pk>/remove/",
        signed_orders.signed_order_remove,
        name="signed-order-remove",
    ),
]
