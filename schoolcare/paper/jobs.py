"""Papers that take longer than a page may: made by the worker, fetched under งานของฉัน."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError

from schoolcare import audit, files
from schoolcare.documents import Document, prepare
from schoolcare.jobs import Outcome, Progress, enqueue, folder, job_kind
from schoolcare.models import Job, User
from schoolcare.paper.subjects import SubjectError

KIND = "document"


def order_document(document: Document, *, by: User) -> Job:
    """Ask the worker for this print."""
    params = {"slug": document.slug, "asked": document.asked}
    school = document.subject.school
    return enqueue(KIND, by=by, school=school, title=f"พิมพ์{document}", params=params)


@job_kind(KIND)
def make_document(job: Job, progress: Progress) -> Outcome:
    """Print within what the person may see at this moment."""
    try:
        document = prepare(job.params["slug"], job.params["asked"], user=job.asked_by)
    except (KeyError, SubjectError) as error:
        raise ValidationError("ไม่พบข้อมูลที่จะพิมพ์ หรือคุณไม่มีสิทธิ์แล้ว") from error
    place = folder(job)  # goes with the job, also when this run is killed
    place.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place) as own:
        target = Path(own) / "document.pdf"
        document.write(target, progress=progress)
        stored = files.store_result(
            target, content_type=files.PDF, school=job.school, by=job.asked_by
        )
    record_print(document, by=job.asked_by)
    return Outcome(file=stored, name=document.file_name())


def record_print(document: Document, *, by: User | None) -> None:
    """Every print leaves a trace, with the pupil when the paper is about one."""
    subject = document.subject
    office_id = subject.school.district_id if subject.school else None
    if subject.district:
        office_id = subject.district.pk
    audit.record(
        "document.print",
        subject.object or subject.classroom or subject.school or subject.district,
        by=by,
        school_id=subject.school.pk if subject.school else None,
        district_id=office_id,
        pupil_id=document.pupil_id,
        slug=document.slug,
        **({"signed": True} if document.signature else {}),
    )
    document.record_reading(by=by)
