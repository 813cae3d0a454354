"""What the kit itself contributes: its menu entries and daily tasks."""

from schoolcare import cleaning, files, import_batches, jobs, worker
from schoolcare.access import Permission
from schoolcare.paper import jobs as _paper_jobs  # noqa: F401 -- registers its kind of job
from schoolcare.paper import packs
from schoolcare.paper import procedures as _papers  # noqa: F401 -- puts its papers up
from schoolcare.procedure_dates import procedure_dates
from schoolcare.registry import MenuEntry, calendar_dates, daily_tasks, home_counts, menu
from schoolcare.screens.procedure_cards import procedure_counts
from schoolcare.term_dates import term_dates

PAPERS, SYSTEM = "เอกสารและงานประจำปี", "ดูแลระบบ"

home_counts.append(procedure_counts)
calendar_dates += [procedure_dates, term_dates]

menu += [
    MenuEntry("หน้าแรก", "home", "home", (Permission.SIGNED_IN,), order=0, bar=True),
    MenuEntry("เอกสาร", "document-list", "file", (Permission.SIGNED_IN,), order=60, group=PAPERS),
    MenuEntry(
        "กระบวนงานประจำปี",
        "procedure-list",
        "list",
        (Permission.PROCEDURE_VIEW,),
        order=55,
        bar=True,
        short="กระบวนงาน",
        group=PAPERS,
    ),
    MenuEntry(
        "ทะเบียนหนังสือ", "number-list", "letter", (Permission.NUMBER_VIEW,), order=62, group=PAPERS
    ),
    MenuEntry("งานของฉัน", "job-list", "job", (Permission.SIGNED_IN,), order=70, group=PAPERS),
    MenuEntry(
        "บุคลากร",
        "person-list",
        "person-check",
        (Permission.ACCOUNT_MANAGE,),
        order=80,
        bar=True,
        group=SYSTEM,
    ),
    MenuEntry(
        "ตั้งค่า",
        "settings-home",
        "gear",
        (Permission.SCHOOL_SETTINGS,),
        order=85,
        bar=True,
        group=SYSTEM,
    ),
    MenuEntry(
        "บันทึกการใช้งาน", "audit-log", "history", (Permission.AUDIT_VIEW,), order=90, group=SYSTEM
    ),
]

daily_tasks |= {
    "imports.expire": import_batches.expire,
    "packs.prune": packs.prune,
    "jobs.clean": jobs.clean_jobs,
    "files.clean": files.clean_orphans,
    "sessions.clean": cleaning.clean_sessions,
    "logins.clean": cleaning.clean_logins,
    "submissions.clean": cleaning.clean_submissions,
    "worker.forget": worker.forget_runs,
}
