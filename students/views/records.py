"""What a pupil's record still lacks, each with the form where it is entered; what is asked for."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.keeping import keep
from schoolcare.requests import Request
from schoolcare.templatetags.ui import address
from students.completeness import asked_by, missing_in, rule_of, with_parts
from students.forms.record_rules import RecordRuleForm
from students.models import RecordRule, Student
from students.next_pupil import PUPIL, walk_of
from students.views.pages import crumbs_of, page_of, pupil


@require_safe
@require(Permission.PUPIL_VIEW)
def record_missing(request: Request, pk: int) -> HttpResponse:
    student = pupil(request, pk, Permission.PUPIL_VIEW, Permission.PUPIL_EDIT)
    rows = Student.objects.filter(pk=student.pk).select_related("school__record_rule")
    judged = with_parts(rows).get()
    missing = missing_in(judged)
    total = len(asked_by(getattr(judged.school, "record_rule", RecordRule())))
    walk = walk_of(request)
    query = f"?{walk.query(**{PUPIL: student.pk})}" if walk else ""
    context = {
        "student": student,
        "missing": [(one, address(student.pk, one.url_name) + query) for one in missing],
        "count": total - len(missing),
        "total": total,
        "may_edit": Permission.PUPIL_EDIT in student.rights,
        "page_url": page_of(student),
        "crumbs": crumbs_of(student, ("ข้อมูลที่ยังขาด", "")),
    }
    return render(request, "students/record_missing.html", context)


@require_http_methods(GET_POST)
@require(Permission.SCREENING_FORM)
def record_rule(request: Request) -> HttpResponse:
    """Which parts make a record complete on the boards of the school."""
    school, right = request.workplace.school, Permission.SCREENING_FORM
    if school is None or school.pk not in request.user.access.grant(right).schools:
        raise Http404
    rule = rule_of(school)
    form = RecordRuleForm(request.POST or None, instance=rule, user=request.user, permission=right)

    def save() -> RecordRule:
        return keep(form.instance, "record_rule", school_id=school.pk, by=request.user)

    return form_page(
        request,
        form,
        save,
        template="students/form.html",
        heading="รายการที่นับว่าข้อมูลครบ",
        hint="เลือกรายการที่นักเรียนทุกคนของโรงเรียนต้องมี กระดานงานประจำชั้นนับตามนี้ทันที ข้อมูลที่กรอกแล้วไม่หาย",
        back=reverse("students:board"),
        crumbs=[("หน้าแรก", "/"), ("กระดานงานประจำชั้น", "students:board"), ("ข้อมูลครบ", "")],
    )
