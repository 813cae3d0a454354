"""allauth in our house: nobody signs up alone, a new password ends the forced change."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from schoolcare import audit
from schoolcare.accounts import home_facts
from schoolcare.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)
        audit.record("user.password", user, by=user, **home_facts(user, user))
