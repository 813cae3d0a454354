"""binder/: the year's papers of the care work in one file."""

from django.urls import path

from students.views import binder

urlpatterns = [path("binder/", binder.binder, name="binder")]
