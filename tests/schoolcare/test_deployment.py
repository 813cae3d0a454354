"""docs/deployment.md against the code: the paths of nginx, the services, the settings it names."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from schoolcare import environment, files

GUIDE = Path(settings.BASE_DIR, "docs/deployment.md").read_text()
ENV = dict(re.findall(r"^([A-Z_]+)=(\S+)$", GUIDE, re.MULTILINE))
LOCATIONS = dict(re.findall(r"location (\S+) \{[^}]*?alias (\S+);", GUIDE))


def on_disk(address: str, location: str) -> Path:
    """Where nginx looks for an address below one of its locations with an alias."""
    assert address.startswith(location)
    return Path(LOCATIONS[location] + address.removeprefix(location))


@pytest.mark.parametrize("url", ["sqlite:///var/school.sqlite3", "postgres://u:p@localhost/s"])
def test_threads_keep_their_connections(url):
    """SQLite refuses who opens a database while the last connection to it closes."""
    assert environment.database(url)["CONN_MAX_AGE"] > 0


@pytest.mark.django_db
def test_nginx_finds_private_files_where_the_code_sends_it(settings):
    settings.PRIVATE_ACCEL = ENV["PRIVATE_ACCEL"]
    stored = files.store_file(SimpleUploadedFile("a.csv", b"a,b\n"), school=None, by=None)

    asked = files.file_response(stored)["X-Accel-Redirect"]

    inside = files.path_of(stored).relative_to(settings.MEDIA_ROOT)
    assert on_disk(asked, ENV["PRIVATE_ACCEL"]) == Path(ENV["MEDIA_ROOT"]) / inside


def test_nginx_keeps_browsers_out_of_private_files():
    [block] = re.findall(rf"location {ENV['PRIVATE_ACCEL']} \{{([^}}]*)\}}", GUIDE)

    assert "internal;" in block


def test_nginx_finds_static_files_where_collectstatic_puts_them():
    installed = Path(settings.STATIC_ROOT).relative_to(settings.BASE_DIR)

    found = on_disk(f"{settings.STATIC_URL}css/site.css", settings.STATIC_URL)

    assert found == Path("/srv/schoolcare/app") / installed / "css/site.css"


def test_guide_names_only_settings_that_exist():
    known = Path(settings.BASE_DIR, ".env.example").read_text()

    assert [name for name in ENV if not re.search(rf"^#?\s*{name}=", known, re.MULTILINE)] == []


def test_database_of_the_guide_is_reached_through_its_socket():
    found = environment.database(ENV["DATABASE_URL"])

    assert (found["HOST"], found["NAME"]) == ("/var/run/postgresql", "schoolcare")
    assert (found["USER"], found["PASSWORD"], found["PORT"]) == ("", "", "")
