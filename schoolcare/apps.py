from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def _teach_thai(sender: object, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    from schoolcare import collation  # settings are read after the app is found

    collation.register(connection)


class SchoolcareConfig(AppConfig):
    name = "schoolcare"
    verbose_name = "schoolcare"

    def ready(self) -> None:
        connection_created.connect(_teach_thai, dispatch_uid="schoolcare.collation")
        from schoolcare import (  # noqa: F401 -- all register themselves
            checks,
            contributions,
            second_factor,
        )
