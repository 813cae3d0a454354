"""Daily: what the house itself throws away. Periods stand in docs/data-protection.md too."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.utils import timezone

from schoolcare.models import Session, Submission

LOGIN_LIFE = timedelta(days=90)  # what the computer-crime act asks of traffic logs (care.md §6.4)
KEY_LIFE = timedelta(days=90)  # a form may be sent again from a phone that had no signal for weeks


def clean_sessions() -> int:
    """Sessions that have ended, and the list of devices that belonged to them; how many."""
    removed = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    living = Session.objects.values("session_key")
    return removed + UserSession.objects.exclude(session_key__in=living).delete()[0]


def clean_logins() -> int:
    """Old rows about attempts to log in; how many."""
    before = timezone.now() - LOGIN_LIFE
    models = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(model.objects.filter(attempt_time__lt=before).delete()[0] for model in models)


def clean_submissions() -> int:
    """One-time keys of forms that nobody will send again; how many."""
    return Submission.objects.filter(at__lt=timezone.now() - KEY_LIFE).delete()[0]
