"""Packs: bound in order, kept by content, made by processes, pruned."""

import os
import time
from concurrent.futures.process import BrokenProcessPool

import pikepdf
import pytest

from schoolcare.paper import packs, press
from schoolcare.paper.packs import Part
from tests.paper_reading import words_on

PAGE = '<html lang="th"><head><title>ก</title></head><body class="minutes">บ้านเลขที่ {}</body></html>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def part(number: int, made: list[int] | None = None, **facts) -> Part:
    def html() -> str:
        if made is not None:
            made.append(number)
        return PAGE.format(number)

    return Part(html, **facts)


def test_bind_makes_parts_in_two_processes_and_binds_them_in_order(tmp_path):
    seen: list[tuple[int, int]] = []

    pages = packs.bind(
        [part(number, label=f"{number}-") for number in (1, 2, 3)],
        tmp_path / "pack.pdf",
        title="รวมเล่ม",
        progress=lambda done, total: seen.append((done, total)),
    )

    assert (pages, seen) == (3, [(1, 3), (2, 3), (3, 3)])
    assert "บ้านเลขที่1บ้านเลขที่2บ้านเลขที่3" in words_on((tmp_path / "pack.pdf").read_bytes())
    with pikepdf.open(tmp_path / "pack.pdf") as pack:
        assert [page.label for page in pack.pages] == ["1-1", "2-1", "3-1"]


def test_render_unchanged_part_is_not_made_again():
    made: list[int] = []

    first = packs.render([part(1, made, content="visit 1 version 1")])
    again = packs.render([part(1, made, content="visit 1 version 1")])
    changed = packs.render([part(1, made, content="visit 1 version 2")])

    assert first == again != changed
    assert made == [1, 1]


def test_render_new_template_or_font_makes_parts_again(monkeypatch):
    [before] = packs.render([part(1, content="visit 1")])
    monkeypatch.setattr(packs, "engine_version", lambda: "newer")

    [after] = packs.render([part(1, content="visit 1")])

    assert before != after


def test_render_files_are_private_and_named_by_hashes():
    [path] = packs.render([part(1)])

    assert path.stat().st_mode & 0o077 == 0
    assert len(path.stem) == 64
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_render_goes_on_when_a_process_is_killed(monkeypatch):
    def broken(*args):
        raise BrokenProcessPool

    monkeypatch.setattr(packs, "_render_in_processes", broken)

    assert all(path.exists() for path in packs.render([part(1), part(2)]))


def test_render_stops_when_progress_raises():
    def stop(done, total):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        packs.render([part(number) for number in range(3)], progress=stop)


def test_prune_removes_what_nobody_asked_for():
    old, used = packs.render([part(1), part(2)])
    month = time.time() - 31 * packs.DAY
    for path in (old, used):
        os.utime(path, (month, month))
    packs.render([part(2)])

    assert packs.prune(days=30) == 1
    assert (old.exists(), used.exists()) == (False, True)


def test_set_part_leaves_nothing_half_written(monkeypatch, tmp_path):
    def fail(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr("schoolcare.paper.pdf.render_pdf", fail)

    with pytest.raises(MemoryError):
        press.set_part("<p>", tmp_path / "part.pdf")

    assert not (tmp_path / "part.pdf").exists()
