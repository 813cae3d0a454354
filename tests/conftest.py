"""Settings of tests, and the cast: people of school A, a stranger of B, an officer above."""

import os
from importlib import import_module

# Set before Django reads its settings; a developer's own .env has no say in tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop in the thread

import pytest
from django.conf import settings as django_settings
from django.contrib.postgres.operations import CreateCollation, TrigramExtension
from django.core.management.commands import flush
from django.db import connection, connections
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver
from hypothesis import HealthCheck
from hypothesis import settings as given_settings
from playwright.sync_api import expect

from schoolcare import access
from schoolcare.access import GRANTS, Permission, Role
from schoolcare.models import School
from tests import standing
from tests.factories import make_adviser, make_classroom, make_school, make_term, make_user
from tests.windows import PASSWORD, Window

# A PostgreSQL database that migrations made, to begin from (.ci/run).
connections.settings["default"]["TEST"]["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")
# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)
given_settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
given_settings.load_profile("patient")
LONGEST = {"test_accessible.py", "test_demo.py", "test_robustness.py", "test_walk.py"}


def pytest_collection_modifyitems(items):
    """The longest begin first, so that nobody waits for the last of them alone."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@receiver(pre_migrate)
def _postgres_can_search_and_sort(sender, **kwargs):
    """Tables made from the models need what the first migration makes before them."""
    made_from_models = "schoolcare" in django_settings.MIGRATION_MODULES
    if sender.name != "schoolcare" or not made_from_models or connection.vendor != "postgresql":
        return
    if School._meta.db_table not in connection.introspection.table_names():
        first = import_module("schoolcare.migrations.0001_initial").Migration
        with connection.schema_editor() as editor:
            for operation in first.operations:
                if isinstance(operation, CreateCollation | TrigramExtension):
                    operation.database_forwards("schoolcare", editor, None, None)


@receiver(post_migrate)
def _shipped_rows_stand(sender, **kwargs):
    """Without migrations nothing brings them; a test with a live server empties every table."""
    if sender.name == "committee":
        standing.stand()


@pytest.fixture(autouse=True)
def _fast_and_private(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.SECURE_SSL_REDIRECT = False
    settings.HOME_KEPT_SECONDS = settings.OFFICE_KEPT_SECONDS = 0  # factories write no log
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def school(db):
    school = make_school()
    make_term(school)
    return school


@pytest.fixture
def classroom(school):
    return make_classroom(school)


@pytest.fixture
def teacher(classroom):
    """The adviser of the class."""
    return make_adviser(classroom)


@pytest.fixture
def director(school):
    return make_user(Role.DIRECTOR, school=school)


@pytest.fixture
def care_head(school):
    return make_user(Role.CARE_HEAD, school=school)


@pytest.fixture
def clerk(school):
    return make_user(Role.CLERK, school=school)


@pytest.fixture
def stranger(db):
    """Adviser, care head and director of another school."""
    classroom = make_classroom(make_school())
    user = make_adviser(classroom)
    for role in (Role.CARE_HEAD, Role.DIRECTOR, Role.CLERK):
        user.memberships.create(role=role, school=classroom.school)
    return user


@pytest.fixture
def officer(school):
    return make_user(Role.DISTRICT_OFFICER, district=school.district)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Each connection asks SQLite whether it knows JSON: not in the middle of counted queries."""
    flush.sql_flush = standing.rows_deleted
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field
        type(connection.features).supports_json_field = True  # beside a browser there is another
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def _plain_http():
    """The live server is made once, before any test's settings; its threads keep no connection."""
    django_settings.SECURE_SSL_REDIRECT = False
    connections.settings["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium, which speaks to nobody by itself."""
    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    quiet = "--disable-background-networking --disable-component-update"
    return browser_type_launch_args | {
        "executable_path": "/usr/bin/chromium",
        "args": f"{flags} {quiet}".split(),
    }


@pytest.fixture
def log_in(browser, live_server):
    """Opens a window of its own for each person; all are closed before the server is."""
    contexts = []

    def enter(username: str, size: dict) -> Window:
        contexts.append(browser.new_context(viewport=size))
        page = contexts[-1].new_page()
        page.goto(live_server.url)
        page.get_by_label("ชื่อผู้ใช้หรืออีเมล").fill(username)
        page.get_by_label("รหัสผ่าน").fill(PASSWORD)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_url(f"{live_server.url}/")
        return Window(page, live_server.url)

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def take_away(monkeypatch):
    """Takes a right from a role, as on a day when the table of roles says so."""

    def take(role: Role, right: Permission) -> None:
        rest = {one: reach for one, reach in GRANTS[role].items() if one is not right}
        monkeypatch.setitem(GRANTS, role, rest)
        access._grants.cache_clear()

    yield take
    access._grants.cache_clear()
