"""Where papers are set: in this process, or in two others that set the parts of packs.

Nothing of Django may be imported above: a spawned process reads this module before its set-up.
"""

import multiprocessing
import os
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from types import ModuleType

PROCESSES = 2


def engine() -> ModuleType:
    """`schoolcare.paper.pdf`, read at the first print: it costs half a second and needs Pango.

    Raises ValidationError on a machine without Pango; everything but printing works there.
    """
    from django.core.exceptions import ValidationError

    try:
        from schoolcare.paper import pdf
    except OSError as error:
        message = "เครื่องแม่ข่ายยังไม่มีส่วนประกอบสำหรับพิมพ์ PDF กรุณาแจ้งผู้ดูแลระบบ"
        raise ValidationError(message) from error
    return pdf


@lru_cache
def pool() -> ProcessPoolExecutor:
    """Started at the first pack and kept: a process needs two seconds to learn its fonts."""
    return ProcessPoolExecutor(
        PROCESSES,
        mp_context=multiprocessing.get_context("spawn"),  # shares no database connection
        initializer=_start,
        initargs=(os.getpid(),),
    )


def set_part(html: str, target: Path, media_root: Path | None = None) -> None:
    """Set one part into `target` in one step: a crash leaves nothing half-written.

    A process of the pool is told `media_root`, for it has read the settings on its own.
    """
    from django.conf import settings

    if media_root:
        settings.MEDIA_ROOT = media_root
    made = engine().render_pdf(html, title="")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as out:  # mode 0600
        out.write(made)
    Path(out.name).replace(target)


def _start(parent: int) -> None:
    import django

    django.setup()
    os.nice(5)  # pages that people wait for come first
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """A killed worker leaves no children behind."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
