"""What `manage.py bench` tells of the board's papers."""

from io import StringIO

import pytest

from schoolcare.documents import catalogue
from schoolcare.management.commands import bench
from tests.committee.making import make_board


@pytest.mark.parametrize("slug", ["committee-completeness", "committee-registry-district"])
def test_bench_counts_the_pages_of_single_papers_and_batches(db, monkeypatch, slug):
    make_board()
    monkeypatch.setattr(bench, "catalogue", {slug: catalogue[slug]})
    out = StringIO()

    bench.Command(stdout=out).prints()

    name, _cpu, _wall, pages, speed, size = out.getvalue().splitlines()[-1].split()
    assert (name, int(pages) >= 1, float(speed) > 0, float(size) > 1) == (slug, True, True, True)
