from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "งานสัมพันธ์ชุมชน"

    def ready(self) -> None:
        from community import contributions  # noqa: F401 -- registers itself
