"""rollover/ …"""

from django.urls import path

from students.views import rollovers

urlpatterns = [
    path("rollover/", rollovers.rollover_home, name="rollover-home"),
    path("rollover/begin/", rollovers.rollover_begin, name="rollover-begin"),
    path("rollover/<int:pk>/", rollovers.rollover_detail, name="rollover-detail"),
    path("rollover/<int:pk>/sheet/", rollovers.rollover_sheet, name="rollover-sheet"),
    path("rollover/<int:pk>/settings/", rollovers.rollover_settings, name="rollover-settings"),
    path("rollover/<int:pk>/make/", rollovers.rollover_make, name="rollover-make"),
    path("rollover/<int:pk>/commit/", rollovers.rollover_commit, name="rollover-commit"),
    path("rollover/<int:pk>/undo/", rollovers.rollover_undo, name="rollover-undo"),
    path("rollover/<int:pk>/classes/<int:room>/", rollovers.rollover_class, name="rollover-class"),
    path("rollover/<int:pk>/teams/<int:room>/", rollovers.rollover_team, name="rollover-team"),
]
