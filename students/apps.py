from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "students"
    verbose_name = "นักเรียน"

    def ready(self) -> None:
        from students import contributions  # noqa: F401 -- registers itself
