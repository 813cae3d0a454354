"""What is thrown away every night, and what stays."""

import uuid
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessLog
from django.utils import timezone

from schoolcare import cleaning, registry
from schoolcare.models import Session, Submission
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_clean_sessions_removes_ended_ones_and_their_devices():
    user, now = make_user(), timezone.now()
    for key, hours in (("living", 1), ("ended", -1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=now + timedelta(hours=hours)
        )
        UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1")

    cleaning.clean_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["living"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["living"]


def test_clean_logins_keeps_90_days():
    for days in (89, 91):
        moment = timezone.now() - timedelta(days=days)
        log = AccessLog.objects.create(username=f"{days}", ip_address="127.0.0.1")
        AccessLog.objects.filter(pk=log.pk).update(attempt_time=moment)
        attempt = AccessAttempt.objects.create(username=f"{days}", failures_since_start=1)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=moment)

    cleaning.clean_logins()

    assert [row.username for row in AccessLog.objects.all()] == ["89"]
    assert [row.username for row in AccessAttempt.objects.all()] == ["89"]


def test_clean_submissions_keeps_90_days():
    user = make_user()
    fresh, old = (Submission.objects.create(user=user, key=uuid.uuid4()) for _ in range(2))
    Submission.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=91))

    cleaning.clean_submissions()

    assert list(Submission.objects.all()) == [fresh]


def test_daily_tasks_of_the_kit_run():
    for name in registry.daily_tasks:
        registry.daily_tasks[name]()
    assert {"jobs.clean", "files.clean", "sessions.clean", "logins.clean"} <= set(
        registry.daily_tasks
    )
