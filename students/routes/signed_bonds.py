"""behaviour/penalties/…/scans/: the bond as it was signed."""

from django.urls import path

from students.views import signed_bonds

urlpatterns = [
    path(
        "behaviour/penalties/<int:pk>/scans/add/",
        signed_bonds.signed_bond_attach,
        name="signed-bond-attach",
    ),
    path("behaviour/scans/<int:pk>/", signed_bonds.signed_bond_file, name="signed-bond-file"),
    path(
        "behaviour/scans/<int:pk>/remove/",
        signed_bonds.signed_bond_remove,
        name="signed-bond-remove",
    ),
]
