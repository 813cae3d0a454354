"""Packs of many papers: set in parts by two processes, kept by their content, bound together.

A part that was printed before and has not changed is found on disk, so that an unchanged pack
costs only its binding. The kept parts are papers about pupils: they lie under MEDIA_ROOT, named by
hashes, readable by the server's user only; `prune` removes those nobody has asked for lately.
"""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings

from schoolcare.paper import press

AHEAD = 4  # pages of HTML that wait for a process
DAY = 24 * 60 * 60
# The glyphs that page numbers are stamped with; a paper of its own lends its font.
NUMBERS = """<!doctype html><html lang="th"><head><title>เลขหน้า</title></head>
<body class="report"><p>- 0123456789 ๐๑๒๓๔๕๖๗๘๙ -</p></body></html>"""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Part:
    """One paper of a pack.

    `label` stands before its page numbers in a reader. `content` identifies everything that
    `html()` shows (keys and versions of its records): given, an unchanged part is found without
    making its HTML; empty, the HTML itself is the key. `is_numbered`: its pages bear the numbers
    of the pack, when the pack has them.
    """

    html: Callable[[], str]
    label: str = ""
    content: str = ""
    is_numbered: bool = False


def bind(
    parts: Iterable[Part],
    target: Path,
    *,
    title: str,
    page_numbers: str = "",
    progress: Progress | None = None,
) -> int:
    """Set all parts and bind them into one file; answers its number of pages.

    `page_numbers` ("thai" or "arabic") puts "- 2 -" over the pages of the numbered parts, counted
    through the pack: a part stays the same wherever it stands.
    `progress` is called with (done, total) parts and may raise to stop the work.
    """
    from schoolcare.paper import binding  # a tenth of a second that only packs need

    parts = list(parts)
    labels = [part.label for part in parts] if any(part.label for part in parts) else []
    paths = render(parts, progress=progress)
    numbers = None
    if page_numbers:
        numbered = [part.is_numbered for part in parts]
        is_thai = page_numbers == "thai"
        numbers = binding.Numbers(number_sheet(), numbered, has_thai_digits=is_thai)
    return binding.merge(paths, target, title=title, page_labels=labels, numbers=numbers)


def number_sheet() -> Path:
    """A paper that shows every digit, for `binding.Numbers`."""
    [sheet] = render([Part(lambda: NUMBERS, content=NUMBERS)])
    return sheet


def render(parts: Sequence[Part], *, progress: Progress | None = None) -> list[Path]:
    """The files of the parts, in order; those not yet on disk are made, several at once."""
    paths = [cached_path(part) for part in parts]
    missing = {path: part for path, part in zip(paths, parts, strict=True) if not path.exists()}
    done = len(parts) - len(missing)

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, len(parts))

    if len(missing) > 1:
        try:
            _render_in_processes(missing, step)
        except BrokenProcessPool:  # a child was killed: that costs speed, not the pack
            press.pool.cache_clear()
    for path, part in missing.items():
        if not path.exists():
            press.set_part(part.html(), path)
            step()
    for path in paths:
        os.utime(path)  # asked for today: `prune` leaves it
    return paths


def cached_path(part: Part) -> Path:
    """Where the finished part lies, by its content and by all that shapes a paper."""
    content = part.content or part.html()
    name = sha256(f"{engine_version()}\0{content}".encode()).hexdigest()
    return _folder() / name[:2] / f"{name}.pdf"


@lru_cache
def engine_version() -> str:
    """A hash of all that shapes papers beside their content: styles, fonts, templates, our code."""
    pdf, root = press.engine(), Path(settings.BASE_DIR)
    files = [pdf.static_path(name) for name in (pdf.ELEMENTS, pdf.STYLESHEET, *pdf.FONTS.values())]
    files += sorted((root / "templates").glob("**/print/**/*.html"))
    own = (Path(app.path) for app in apps.get_app_configs())
    files += sorted(code for path in own if path.parent == root for code in path.rglob("*.py"))
    shape = sha256(version("weasyprint").encode())
    for file in files:
        shape.update(file.read_bytes())
    return shape.hexdigest()


def prune(days: int = 30) -> int:
    """Remove parts that no pack has used for `days`; answers how many."""
    before = time.time() - days * DAY
    old = [path for path in _folder().glob("??/*") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "paper-cache"


def _render_in_processes(missing: dict[Path, Part], step: Callable[[], None]) -> None:
    """HTML is made here, from the database, while the processes set what was made before."""
    pool = press.pool()
    waiting: set[Future] = set()
    try:
        for path, part in missing.items():
            waiting.add(pool.submit(press.set_part, part.html(), path, settings.MEDIA_ROOT))
            if len(waiting) >= press.PROCESSES + AHEAD:
                waiting = _take(waiting, step)
        while waiting:
            waiting = _take(waiting, step)
    finally:
        for future in waiting:
            future.cancel()


def _take(waiting: set[Future], step: Callable[[], None]) -> set[Future]:
    done, rest = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        future.result()
        step()
    return rest
