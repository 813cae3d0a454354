from django.apps import AppConfig


class HomevisitsConfig(AppConfig):
    name = "homevisits"
    verbose_name = "เยี่ยมบ้าน"

    def ready(self) -> None:
        from homevisits import contributions  # noqa: F401 -- registers itself
