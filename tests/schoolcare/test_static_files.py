"""Names of static files before and after collectstatic."""

from django.core.management import call_command
from django.templatetags.static import static

HASHED = {"staticfiles": {"BACKEND": "schoolcare.static_files.HashedStaticFiles"}}


def test_static_name_before_collectstatic_is_plain(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | HASHED
    settings.STATIC_ROOT = tmp_path / "static"
    assert static("css/site.css") == "/static/css/site.css"


def test_static_name_after_collectstatic_holds_a_hash(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | HASHED
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    assert static("css/site.css") != "/static/css/site.css"
    assert static("css/of-the-next-version.css") == "/static/css/of-the-next-version.css"
