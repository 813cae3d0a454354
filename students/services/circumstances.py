"""Disability, disadvantage and shortage: a row for each term, the newest in the record as well."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from schoolcare import audit
from schoolcare.models import School, Term, User
from students.models import Circumstances, SensitiveRecord, Student

BATCH = 500


def term_now(school: School) -> Term | None:
    """The school's term that began last."""
    begun = Term.objects.filter(school=school, starts_on__lte=timezone.localdate())
    return begun.order_by("-starts_on").first()


@transaction.atomic
def save_circumstances(
    student: Student, term: Term, lists: Mapping[str, Sequence[str]], *, by: User
) -> Circumstances:
    """What holds in the term; in the present one the record follows. The log names no values."""
    chosen = {name: list(lists[name]) for name in Circumstances.LISTS}
    row, _ = Circumstances.objects.update_or_create(student=student, term=term, defaults=chosen)
    if term == term_now(student.school):
        SensitiveRecord.objects.update_or_create(student=student, defaults=chosen)
    audit.record(
        "circumstances.change",
        row,
        by=by,
        school_id=student.school_id,
        pupil_id=student.pk,
        term=str(term),
    )
    return row


def keep_of_import(records: Iterable[SensitiveRecord], school: School, year: int) -> None:
    """The lists that an import wrote into records stand in the present term too."""
    term = term_now(school)
    if term is None or term.year != year:
        return
    rows = [
        Circumstances(
            student_id=record.student_id,
            term=term,
            **{name: getattr(record, name) for name in Circumstances.LISTS},
        )
        for record in records
    ]
    Circumstances.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["student", "term"],
        update_fields=Circumstances.LISTS,
    )
