"""Settings of tests, and the cast: people of school A, a stranger of B, an officer above."""

import os
from importlib import import_module

# Set before Django reads its settings; a developer's own .env has no say in tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop in the thread

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.postgres.operations import CreateCollation, TrigramExtension
from django.db import connection, connections
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from schoolcare.access import Role
from tests.factories import make_adviser, make_classroom, make_school, make_term, make_user
from tests.windows import PASSWORD, Window

BROUGHT_BY_MIGRATIONS = {
    "committee.RuleSet": (
        "committee.migrations.0002_rule_sets",
        "committee.migrations.0012_more_checks",
    ),
    "community.Channel": ("community.migrations.0007_shipped_channels_and_branches",),
    "schoolcare.Procedure": (
        "committee.migrations.0004_yearly_procedure",
        "committee.migrations.0009_steps_with_evidence",
        "committee.migrations.0020_manual_of_the_procedure",
        "community.migrations.0008_procedures",
        "community.migrations.0013_scholarship_circulars",
        "community.migrations.0025_what_proves_the_plans",
        "community.migrations.0026_structure_proves_the_care_procedure",
    ),
    "students.PromotionChoice": ("students.migrations.0025_shipped_promotion_choices",),
    "students.BehaviourScale": ("students.migrations.0007_shipped_conduct",),
    "students.GroupKind": ("students.migrations.0011_shipped_group_kinds",),
    "students.SdqNormSet": ("students.migrations.0016_shipped_sdq_norms",),
    "students.PhqForm": ("students.migrations.0017_shipped_tests",),
    "students.ScreeningTemplate": (
        "students.migrations.0005_shipped_screening_forms",
        "students.migrations.0019_measures_of_shipped_forms",
    ),
    "community.WorkArea": ("community.migrations.0002_work_areas",),
    "students.GrowthReference": ("students.migrations.0014_growth_categories",),
    "community.SourceKind": ("community.migrations.0005_source_kinds",),
    "community.GuestGroup": ("community.migrations.0010_guest_groups",),
    "community.TripRule": (
        "community.migrations.0015_trip_rules",
        "community.migrations.0024_trips_allowed_within_the_school",
    ),
    "students.LeavingReason": ("students.migrations.0009_reasons_and_causes",),
}

LONGEST = {"test_accessible.py", "test_demo.py", "test_robustness.py", "test_walk.py"}


def pytest_collection_modifyitems(items):
    """The longest begin first, so that nobody waits for the last of them alone."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@receiver(pre_migrate)
def _postgres_can_search_and_sort(sender, **kwargs):
    """Tables made from the models need what the first migration makes before them."""
    made_from_models = "schoolcare" in django_settings.MIGRATION_MODULES
    if sender.name == "schoolcare" and made_from_models and connection.vendor == "postgresql":
        first = import_module("schoolcare.migrations.0001_initial").Migration
        with connection.schema_editor() as editor:
            for operation in first.operations:
                if isinstance(operation, CreateCollation | TrigramExtension):
                    operation.database_forwards("schoolcare", editor, None, None)


@receiver(post_migrate)
def _shipped_rows_stand(sender, **kwargs):
    """Without migrations nothing brings them; a test with a live server empties every table."""
    for model, migrations in BROUGHT_BY_MIGRATIONS.items() if sender.name == "committee" else ():
        if not apps.get_model(model).objects.exists():
            for migration in migrations:
                import_module(migration).fill(apps, None)


@pytest.fixture(autouse=True)
def _fast_and_private(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.SECURE_SSL_REDIRECT = False
    settings.HOME_KEPT_SECONDS = 0  # factories write no log
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
    """Django asks SQLite once whether it knows JSON: not in the middle of counted queries."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field
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
