"""Where one is logged in."""

from typing import Any

from allauth.usersessions.views import ListUserSessionsView
from django.views.generic import FormView

from schoolcare import sign_in
from schoolcare.access import Permission, require


class DeviceList(ListUserSessionsView):
    """allauth's page, whose list asks two queries for each device."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = sign_in.devices(self.request.user)
        context = FormView.get_context_data(self, **kwargs)
        return context | {"sessions": found, "session_count": len(found)}


device_list = require(Permission.SIGNED_IN)(DeviceList.as_view())
