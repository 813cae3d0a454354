"""Getting in and being kept out: one-time passwords, lock-out, sessions, closing an account."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from schoolcare import audit
from schoolcare.accounts import home_facts, refuse_foreign
from schoolcare.models import Session, User
from schoolcare.onboarding import one_time_password


@transaction.atomic
def reset_password(person: User, *, by: User) -> str:
    """A new one-time password; every device is logged out and a lock-out is lifted."""
    refuse_foreign(by, person)
    password = one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    _end_sessions(person)
    lift_lock(person)
    audit.record("user.reset", person, by=by, **home_facts(person, by))
    return password


@transaction.atomic
def log_out_everywhere(person: User, *, by: User) -> None:
    refuse_foreign(by, person)
    _end_sessions(person)
    audit.record("user.logout", person, by=by, **home_facts(person, by))


@transaction.atomic
def unlock(person: User, *, by: User) -> None:
    """Forget the failed log-ins, so that the person need not wait."""
    refuse_foreign(by, person)
    lift_lock(person)
    audit.record("user.unlock", person, by=by, **home_facts(person, by))


@transaction.atomic
def drop_second_factor(person: User, *, by: User) -> None:
    """For a lost phone: the next log-in asks for the password alone."""
    refuse_foreign(by, person)
    Authenticator.objects.filter(user=person).delete()
    audit.record("user.factor", person, by=by, **home_facts(person, by))


@transaction.atomic
def deactivate(person: User, *, by: User) -> None:
    """Close the account; roles stay as they are, so that papers of the past stand."""
    refuse_foreign(by, person)
    if person == by:
        raise ValidationError("ปิดบัญชีของตนเองไม่ได้")
    person.is_active = False
    person.save(update_fields=["is_active"])
    _end_sessions(person)
    audit.record("user.deactivate", person, by=by, **home_facts(person, by))


@transaction.atomic
def activate(person: User, *, by: User) -> None:
    refuse_foreign(by, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("user.activate", person, by=by, **home_facts(person, by))


def is_locked(person: User) -> bool:
    """Whether too many failed log-ins keep this person out just now."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    recent = _attempts(person).filter(attempt_time__gte=since)
    return recent.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).exists()


def login_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name under which axes counts failures: one a person, whether they type name or e-mail."""
    given = credentials or {}
    typed = str(given.get("username") or given.get("email") or "").strip()
    owner = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()
    return owner.username if typed and owner else typed.lower()


def _attempts(person: User) -> QuerySet[AccessAttempt]:
    return AccessAttempt.objects.filter(username=person.username)


def lift_lock(person: User) -> None:
    """Forget the failed log-ins."""
    _attempts(person).delete()


def devices(person: User) -> list[UserSession]:
    """Where the person is logged in, the first log-in first; two queries.

    A session that ended, or that began before the password changed, opens nothing and is not told.
    """
    hashed = person.get_session_auth_hash()
    living = Session.objects.filter(user=person, expire_date__gt=timezone.now())
    told = [(one.session_key, one.get_decoded().get(HASH_SESSION_KEY, "")) for one in living]
    keys = {key for key, was in told if constant_time_compare(was, hashed)}
    every = UserSession.objects.filter(user=person).order_by("created_at", "pk")
    return [one for one in every if one.session_key in keys]


def _end_sessions(person: User) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
