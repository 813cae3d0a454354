"""What stands in a database before any test: the rows that migrations ship.

A test that commits (a live server, threads) empties every table when it ends. Those rows are then
put back as they were first seen, in one go: asking the migrations again takes half a second each
time, and so does TRUNCATE of 250 tables on PostgreSQL, most of which hold nothing.
"""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

# Made from models at the first start without migrations, which bring them otherwise.
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
    "students.PromotionChoice": ("students.migrations.0022_shipped_promotion_choices",),
    "students.BehaviourScale": ("students.migrations.0015_shipped_conduct",),
    "students.GroupKind": ("students.migrations.0017_shipped_group_kinds",),
    "students.SdqNormSet": ("students.migrations.0019_shipped_sdq_norms",),
    "students.PhqForm": ("students.migrations.0020_shipped_tests",),
    "students.ScreeningTemplate": ("students.migrations.0014_shipped_screening_forms",),
    "community.WorkArea": ("community.migrations.0002_work_areas",),
    "students.GrowthReference": ("students.migrations.0018_growth_categories",),
    "community.SourceKind": ("community.migrations.0005_source_kinds",),
    "community.GuestGroup": ("community.migrations.0010_guest_groups",),
    "community.TripRule": (
        "community.migrations.0015_trip_rules",
        "community.migrations.0024_trips_allowed_within_the_school",
    ),
    "students.LeavingReason": ("students.migrations.0016_reasons_and_causes",),
}
# Django writes them after every emptying, as long as there are none.
KEPT = {ContentType._meta.db_table, Permission._meta.db_table}
_shipped: list[tuple[type[Model], list[Model]]] = []


def stand() -> None:
    """Bring the shipped rows: from the migrations at first, as they were then ever after."""
    if _shipped:
        with transaction.atomic():  # references are looked at when it ends
            for model, rows in _shipped:
                if not model._base_manager.exists():
                    model._base_manager.bulk_create(rows)
        return
    for model, migrations in BROUGHT_BY_MIGRATIONS.items():
        if not apps.get_model(model).objects.exists():
            for migration in migrations:
                import_module(migration).fill(apps, None)
    for model in apps.get_models(include_auto_created=True):
        rows = list(model._base_manager.all()) if model._meta.managed else []
        if rows and model._meta.db_table not in KEPT:
            _shipped.append((model, rows))


def rows_deleted(style, connection, **options) -> list[str]:
    """What `flush` runs here in place of TRUNCATE: DELETE costs nothing where nothing stands."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    quoted = [connection.ops.quote_name(table) for table in tables if table not in KEPT]
    return [f"DELETE FROM {table};" for table in quoted]  # noqa: S608
