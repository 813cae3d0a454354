"""Deploy checks: what a school's installation should not forget."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from schoolcare.access import Role

FONTS = ("SarabunDoc-Regular.ttf", "SarabunDoc-Bold.ttf")


@register(Tags.files)
def paper_fonts(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    folder = Path(settings.BASE_DIR) / "static" / "fonts"
    missing = [name for name in FONTS if not (folder / name).exists()]
    return [
        Error(f"static/fonts/{name} is missing: papers cannot be printed.", id="schoolcare.E001")
        for name in missing
    ]


@register(Tags.security)
def second_factor_roles(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    unknown = sorted(settings.SECOND_FACTOR_ROLES - set(Role.values))
    hint = f"Roles are: {', '.join(Role.values)}"
    words = "SECOND_FACTOR_ROLES names a role that does not exist"
    return [Error(f"{words}: {one}.", hint=hint, id="schoolcare.E002") for one in unknown]


@register(Tags.compatibility)
def paper_libraries(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        import weasyprint  # noqa: F401 -- only whether it loads
    except OSError:
        hint = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        return [Warning("System libraries for PDF are missing.", hint=hint, id="schoolcare.W001")]
    return []
