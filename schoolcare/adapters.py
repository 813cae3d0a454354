"""allauth in our house: nobody signs up alone, a new password ends the forced change."""

from allauth.account import auth_backends
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest
from django.urls import reverse

from schoolcare import audit
from schoolcare.accounts import home_facts
from schoolcare.models import User
from schoolcare.sign_in import lift_lock


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to the work; the form alone would look as if it had to be filled in again."""
        return reverse("home")

    def set_password(self, user: User, password: str) -> None:
        """Their own new password, also by e-mail: what was typed wrong before counts no more."""
        user.must_change_password = False
        super().set_password(user, password)
        lift_lock(user)
        audit.record("user.password", user, by=user, **home_facts(user, user))


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """allauth's, which does not ask anew for the person whom the session brought along."""

    def get_user(self, user_id: int) -> User | None:
        session = getattr(context.request, "session", None)
        owner: User | None = getattr(session, "owner", None)
        if owner is None or owner.pk != user_id:
            return super().get_user(user_id)
        return owner if self.user_can_authenticate(owner) else None
