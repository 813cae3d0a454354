"""The web application with one fault: its first write to the log never comes back.

Services write their trail inside the transaction of the change, so that the process stops in the
middle of a save: rows written, nothing committed. A file named in STALLED says that it is there.
"""

import os
import time
from pathlib import Path

from django.db.models.signals import post_save

from schoolcare.wsgi import application

__all__ = ["application"]


def _stall(sender, **kwargs):
    mark = Path(os.environ["STALLED"])
    if not mark.exists():
        mark.touch()
        time.sleep(600)


post_save.connect(_stall, sender="schoolcare.AuditEvent", weak=False)
