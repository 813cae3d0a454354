"""What the kit itself contributes: its menu entries."""

from schoolcare import document_jobs, packs  # noqa: F401 -- the first registers its kind of job
from schoolcare.access import Permission
from schoolcare.registry import MenuEntry, daily_tasks, menu

menu += [
    MenuEntry("หน้าแรก", "home", "home", (Permission.SIGNED_IN,), order=0, bar=True),
    MenuEntry("เอกสาร", "document-list", "file", (Permission.SIGNED_IN,), order=60),
    MenuEntry("งานของฉัน", "job-list", "job", (Permission.SIGNED_IN,), order=70),
]

daily_tasks["packs.prune"] = packs.prune
