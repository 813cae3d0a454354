"""What a merge set aside, and the log under the old key."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from students.duplicates import kept
from students.models import MergedStudent
from students.views.families import history_of
from students.views.pages import crumbs_of, page_of, pupil


@require_safe
@require(Permission.PUPIL_MERGE)
def merged_detail(request: Request, pk: int) -> HttpResponse:
    """Of each record only who may read it where it stands reads what it says."""
    rows = MergedStudent.objects.for_user(request.user, Permission.PUPIL_MERGE)
    merged = get_object_or_404(rows.select_related("merged_by"), pk=pk)
    student = pupil(request, merged.student_id, Permission.PUPIL_MERGE, *sorted(kept.rights()))
    audit.record(
        "merged.view",
        merged,
        by=request.user,
        school_id=student.school_id,
        pupil_id=student.pk,
        from_key=merged.old_key,
    )
    context = {
        "student": student,
        "merged": merged,
        "kept": kept.kept_of(merged, student.rights),
        "events": history_of(merged.old_key, student.school_id),
        "page_url": page_of(student),
        "crumbs": crumbs_of(student, ("ระเบียนที่รวมเข้ามา", "")),
    }
    return render(request, "students/merged_detail.html", context)
