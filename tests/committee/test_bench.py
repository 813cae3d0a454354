"""What `manage.py bench` tells of the board's papers."""

from io import StringIO

import pytest

from schoolcare.documents import catalogue
from schoolcare.management.commands import bench
from tests.committee.making import make_board


def printed(slug, monkeypatch):
    """What each line says after the paper's name."""
    make_board()
    monkeypatch.setattr(bench, "catalogue", {slug: catalogue[slug]})
    out = StringIO()
    bench.Command(stdout=out).prints()
    lines = [line for line in out.getvalue().splitlines() if line.startswith(slug)]
    return [(line[:40].strip(), *map(float, line[40:].split())) for line in lines]


def test_bench_counts_the_pages_of_a_single_paper(db, monkeypatch):
    [(name, cpu, page, _wall, pages, speed, size)] = printed("committee-completeness", monkeypatch)

    assert (name, pages) == ("committee-completeness", 1)
    assert cpu == pytest.approx(page, abs=0.006)
    assert min(speed, size) > 1


def test_bench_tells_what_an_unchanged_pack_costs(db, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    slug = "committee-registry-district"

    [(first, made, *_), (again, kept, *_)] = printed(slug, monkeypatch)

    assert (first, again) == (slug, f"{slug}, unchanged")
    assert kept < made
