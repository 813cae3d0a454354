"""A kept connection to PostgreSQL is looked at before each request, without a query."""

import time

import pytest
from django.db import connection
from django.db.backends.postgresql import base

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no line to a server"),
]
ENOUGH = 5  # seconds


def _session() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def _end(session: int) -> None:
    """As a server does that is stopped or started anew."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [session])
    other.close()


def _next_request() -> None:
    """As Django begins one while the connection is young."""
    connection.close_at, connection.health_check_enabled = None, True
    connection.close_if_unusable_or_obsolete()


def test_a_line_that_stands_is_not_asked(monkeypatch):
    session = _session()
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda self: pytest.fail("asked"))

    _next_request()
    assert _session() == session


def test_a_session_that_the_server_ended_is_replaced_before_the_next_request():
    session = _session()
    _end(session)

    until = time.monotonic() + ENOUGH
    while connection.is_usable() and time.monotonic() < until:
        time.sleep(0.01)  # the server's last word is on its way
    _next_request()
    assert _session() != session


def test_after_an_error_the_query_is_asked(monkeypatch):
    _session()
    asked = []
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda self: asked.append(1) or True)
    connection.errors_occurred = True

    _next_request()
    assert asked == [1]


def test_a_line_closed_from_here_is_not_usable():
    _session()
    connection.connection.close()

    assert not connection.is_usable()
    connection.close()
