"""What a pupil's record still lacks, each with the form where it is entered."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.completeness import RECORD_PARTS, missing_in, with_parts
from students.models import Student
from students.next_pupil import PUPIL, walk_of
from students.views.pages import crumbs_of, page_of, pupil


@require_safe
@require(Permission.PUPIL_VIEW)
def record_missing(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.PUPIL_VIEW, Permission.PUPIL_EDIT)
    missing = missing_in(with_parts(Student.objects.filter(pk=student.pk)).get())
    walk = walk_of(request)
    query = f"?{walk.query(**{PUPIL: student.pk})}" if walk else ""
    context = {
        "student": student,
        "missing": [(one, address(student.pk, one.url_name) + query) for one in missing],
        "count": len(RECORD_PARTS) - len(missing),
        "total": len(RECORD_PARTS),
        "may_edit": Permission.PUPIL_EDIT in student.rights,
        "page_url": page_of(student),
        "crumbs": crumbs_of(student, ("ข้อมูลที่ยังขาด", "")),
    }
    return render(request, "students/record_missing.html", context)
