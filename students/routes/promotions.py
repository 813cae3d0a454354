"""promotions/ …: activities of pupils."""

from django.urls import path

from students.views import promotion_choices, promotions

urlpatterns = [
    path("promotions/", promotions.promotion_list, name="promotion-list"),
    path("promotions/new/", promotions.promotion_create, name="promotion-create"),
    path("promotions/choices/", promotion_choices.promotion_choices, name="promotion-choices"),
    path("promotions/choices/new/", promotion_choices.promotion_choice, name="promotion-choice"),
    path(
        "promotions/choices/<int:pk>/",
        promotion_choices.promotion_choice_update,
        name="promotion-choice-update",
    ),
    path(
        "promotions/choices/<int:pk>/switch/",
        promotion_choices.promotion_choice_switch,
        name="promotion-choice-switch",
    ),
    path("promotions/<int:pk>/", promotions.promotion_detail, name="promotion-detail"),
    path("promotions/<int:pk>/edit/", promotions.promotion_update, name="promotion-update"),
    path("promotions/<int:pk>/pupils/", promotions.promotion_pupils, name="promotion-pupils"),
    path("promotions/<int:pk>/results/", promotions.promotion_results, name="promotion-results"),
    path("promotions/<int:pk>/void/", promotions.promotion_void, name="promotion-void"),
    path("promotions/<int:pk>/files/", promotions.promotion_attach, name="promotion-attach"),
    path("promotions/files/<int:pk>/", promotions.promotion_file, name="promotion-file"),
    path("promotions/files/<int:pk>/remove/", promotions.promotion_detach, name="promotion-detach"),
]
