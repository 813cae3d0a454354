from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    name = "committee"
    verbose_name = "คณะกรรมการสถานศึกษา"

    def ready(self) -> None:
        from committee import contributions  # noqa: F401 -- registers itself
