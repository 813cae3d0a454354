"""What people do to their own second factor stands in the log; allauth tells us of it."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver

from schoolcare import audit
from schoolcare.accounts import home_facts
from schoolcare.models import User

KINDS = {
    Authenticator.Type.TOTP: "แอปยืนยันตัวตน",
    Authenticator.Type.RECOVERY_CODES: "รหัสสำรอง",
    Authenticator.Type.WEBAUTHN: "พาสคีย์",
}


@receiver(authenticator_added, dispatch_uid="schoolcare.factor_added")
def factor_added(user: User, authenticator: Authenticator, **told: Any) -> None:
    _record("user.factor_add", user, authenticator)


@receiver(authenticator_removed, dispatch_uid="schoolcare.factor_removed")
def factor_removed(user: User, authenticator: Authenticator, **told: Any) -> None:
    _record("user.factor_remove", user, authenticator)


@receiver(authenticator_reset, dispatch_uid="schoolcare.factor_reset")
def factor_reset(user: User, authenticator: Authenticator, **told: Any) -> None:
    _record("user.factor_reset", user, authenticator)


def _record(action: str, user: User, authenticator: Authenticator) -> None:
    kind = KINDS.get(Authenticator.Type(authenticator.type), authenticator.type)
    audit.record(action, user, by=user, **home_facts(user, user), kind=str(kind))
