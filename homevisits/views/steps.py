"""The form of a home visit in short steps: start, fill, compare, look over, hand in."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homevisits.answers import StepAnswers, from_values
from homevisits.definition import Step, definition_of
from homevisits.forms.steps import words
from homevisits.models import HomeVisit, RefusedSave, VisitRound
from homevisits.services import drafts, visits
from homevisits.services.review import reviewers
from homevisits.services.write_back import questions, updates
from homevisits.views.photos import describe_photos, photo_lists, put_photo_first, take_photos
from homevisits.views.session_over import stamp, take_back, tells_session_over
from homevisits.views.step_pages import exit_url, frame, opened, step_context
from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.submissions import SubmissionKeyField, once
from schoolcare.text import sent_number
from students.models import Student

NO_REVIEWER = (
    "โรงเรียนยังไม่มีผู้มีสิทธิ์ตรวจการเยี่ยมบ้าน "
    "โปรดแจ้งผู้ดูแลระบบของโรงเรียนให้กำหนดผู้อำนวยการหรือหัวหน้างานระบบดูแลช่วยเหลือนักเรียน"
)
LEAVES = {"next": visits.DONE, "same": visits.DONE, "skip": visits.SKIP, "back": visits.DRAFT}


class StartForm(forms.Form):
    round = forms.IntegerField()
    student = forms.IntegerField()
    key = SubmissionKeyField()


@require_POST
@require(Permission.VISIT_WRITE)
def visit_start(request: Request) -> HttpResponse:
    """Start or go on with a pupil's visit; a second tap finds the first visit."""
    form = StartForm(request.POST)
    if not form.is_valid():
        messages.error(request, "เริ่มการเยี่ยมไม่ได้ โปรดเปิดหน้ารายชื่อใหม่")
        return redirect(exit_url())
    pupils = Student.objects.for_user(request.user, Permission.VISIT_WRITE)
    student = get_object_or_404(pupils, pk=form.cleaned_data["student"])
    rounds = VisitRound.objects.filter(school=student.school_id).select_related("term")
    round_ = get_object_or_404(rounds, pk=form.cleaned_data["round"])
    key: UUID = form.cleaned_data["key"]
    try:
        visit, _is_new = once(
            request.user, key, lambda: visits.start_visit(round_, student, by=request.user)
        )
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(f"{exit_url()}?round={round_.pk}")
    return redirect("homevisits:visit-continue", visit.pk)


@require_safe
@require(Permission.VISIT_WRITE)
def visit_continue(request: Request, pk: int) -> HttpResponse:
    """The first step not yet done, else the page to look it over."""
    visit = _visit(request, pk)
    for step in drafts.steps_of(visit):
        if step.code not in visit.steps_done and step.code not in visit.steps_skipped:
            return redirect("homevisits:visit-step", pk, step.code)
    return redirect("homevisits:visit-summary", pk)


@tells_session_over
@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.VISIT_WRITE)
def visit_step(request: Request, pk: int, code: str) -> HttpResponse:
    visit, last = _visit_and_last(request, pk)
    step = _step(visit, code)
    if not visit.is_editable:
        return _locked(request, visit)
    if request.method == "POST":
        return _save(request, visit, step)
    _record_view(request, visit, step.code)
    typed = take_back(request)
    context = step_context(visit, step, last=last, typed=typed) | {"stamp": stamp(request)}
    return render(request, "homevisits/step_page.html", context)


def _save(request: Request, visit: HomeVisit, step: Step) -> HttpResponse:
    is_script = bool(request.headers.get("X-Autosave"))
    leave = visits.DRAFT if is_script else LEAVES.get(request.POST.get("leave", ""), visits.DRAFT)
    items = drafts.items_of(visit, step)
    answers = from_values(items, dict(request.POST.lists()))
    untouched = leave == visits.SKIP and step.code not in visit.step_versions
    if untouched and answers.values() == opened(visit, step).values():
        answers = drafts.stored(visit, items)  # nobody confirmed what was only carried over
    try:
        saved = visits.save_step(
            *(visit, step.code, answers), by=request.user, version=_version(request), leave=leave
        )
    except visits.Clash:
        return _keep_refused(request, visit, step, answers, is_script=is_script)
    except ValidationError as error:
        return _refuse(request, visit, error, is_script=is_script)
    describe_photos(request, saved.visit)
    if is_script:
        now = timezone.localtime()
        return JsonResponse({"saved_at": f"{now:%H:%M}", "version": saved.visit.version})
    take_photos(request, saved.visit)
    here = _kept(reverse("homevisits:visit-step", args=[visit.pk, step.code]), request, step)
    if put_photo_first(request, saved.visit):
        return redirect(f"{here}#i-photos")
    if saved.errors and leave == visits.DONE:
        return redirect(here)
    to = _neighbour(saved.visit, step, request.POST.get("leave", ""))
    return redirect(_kept(to, request, step))


def _kept(url: str, request: Request, step: Step) -> str:
    """The next page tells the script which copy in the browser is no longer needed."""
    return f"{url}?kept={step.code}:{_version(request)}"


def _keep_refused(
    request: Request, visit: HomeVisit, step: Step, answers: StepAnswers, *, is_script: bool
) -> HttpResponse:
    """Nothing typed is lost: it waits beside the stored version until a person chooses."""
    typed = answers.values() | {"version": [str(_version(request))]}
    RefusedSave.objects.update_or_create(
        visit=visit, step=step.code, user=request.user, defaults={"typed": typed}
    )
    url = reverse("homevisits:visit-clash", args=[visit.pk, step.code])
    return JsonResponse({"url": url}, status=409) if is_script else redirect(url)


def _refuse(
    request: Request, visit: HomeVisit, error: ValidationError, *, is_script: bool
) -> HttpResponse:
    if is_script:
        return JsonResponse({"message": error.message}, status=400)
    messages.error(request, error.message)
    return redirect(exit_url(visit))


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.VISIT_WRITE)
def visit_clash(request: Request, pk: int, code: str) -> HttpResponse:
    """Two versions of one step side by side; nothing is overwritten before a person chooses."""
    visit = _visit(request, pk)
    step = _step(visit, code)
    if not visit.is_editable:
        return _locked(request, visit)
    refused = get_object_or_404(RefusedSave, visit=visit, step=code, user=request.user)
    items = drafts.items_of(visit, step)
    mine = from_values(items, refused.typed)
    if request.method == "POST":
        return _choose(request, visit, step, refused, mine)
    theirs = drafts.stored(visit, items, with_danger=visit.sees_danger)
    if not visit.sees_danger:
        mine.ticks -= definition_of(visit.definition).danger_options
    context = {
        "pairs": [
            (item.label, words(item, theirs), words(item, mine))
            for item in items
            if theirs.of(item) != mine.of(item)
        ],
        **frame(visit, step.code),
        "step": step,
    }
    _record_view(request, visit, step.code)
    return render(request, "homevisits/step_clash.html", context)


def _choose(
    request: Request, visit: HomeVisit, step: Step, refused: RefusedSave, mine: StepAnswers
) -> HttpResponse:
    if request.POST.get("choice") == "mine":
        try:
            visits.save_step(visit, step.code, mine, by=request.user, version=_version(request))
        except visits.Clash:
            messages.warning(request, "มีคนบันทึกเพิ่มอีกครั้ง โปรดเทียบใหม่")
            return redirect("homevisits:visit-clash", visit.pk, step.code)
        except ValidationError as error:
            return _refuse(request, visit, error, is_script=False)
    version = refused.typed.get("version", ["0"])[0]
    refused.delete()
    url = reverse("homevisits:visit-step", args=[visit.pk, step.code])
    return redirect(f"{url}?kept={step.code}:{version}")


@require_safe
@require(Permission.VISIT_WRITE)
def visit_summary(request: Request, pk: int) -> HttpResponse:
    """Everything answered, what is still missing, and the button that hands it in."""
    visit = _visit(request, pk)
    if not visit.is_editable:
        return _locked(request, visit)
    steps = []
    for step in drafts.steps_of(visit):
        items = drafts.items_of(visit, step)
        answers = drafts.stored(visit, items, with_danger=visit.sees_danger)
        facts = [(item.label, words(item, answers)) for item in items]
        steps.append({"step": step, "facts": [(label, text) for label, text in facts if text]})
    context = {"missing": visits.missing(visit), "parts": steps, **frame(visit, "")}
    context["photos"] = photo_lists(visit)
    context["updates"] = found = updates(visit, by=request.user)
    context["questions"] = questions(found)
    _record_view(request, visit, "summary")
    return render(request, "homevisits/step_summary.html", context)


@require_POST
@require(Permission.VISIT_WRITE)
def visit_submit(request: Request, pk: int) -> HttpResponse:
    visit = _visit(request, pk)
    try:
        visits.submit_visit(visit, by=request.user, updates=request.POST.getlist("update"))
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("homevisits:visit-summary", pk)
    messages.success(request, "ส่งให้ตรวจแล้ว")
    if not reviewers(visit).exists():
        messages.warning(request, NO_REVIEWER)
    return redirect(exit_url(visit))


def _visit(request: Request, pk: int) -> Any:
    return get_object_or_404(_visits(request), pk=pk)


def _visit_and_last(request: Request, pk: int) -> tuple[Any, HomeVisit | None]:
    """Both in one query: who may write a pupil's visit may open it with the one before."""
    found = {visit.pk: visit for visit in _visits(request).with_last(pk)}
    if pk not in found:
        raise Http404
    visit = found.pop(pk)
    return visit, next(iter(found.values()), None)


def _visits(request: Request) -> Any:
    """Visits with what the person may see of them (VisitQuerySet.with_rights)."""
    found = HomeVisit.objects.for_user(request.user, Permission.VISIT_WRITE).select_related(
        "round__term", "student__school", "student__household", "author"
    )
    return found.with_rights(request.user, within=Permission.VISIT_WRITE)


def _step(visit: HomeVisit, code: str) -> Step:
    step = drafts.step_of(visit, code)
    if step is None:
        raise Http404
    return step


def _locked(request: Request, visit: HomeVisit) -> HttpResponse:
    message = "การเยี่ยมนี้ส่งแล้ว แก้ได้เมื่อถูกส่งกลับ"
    if request.headers.get("X-Autosave"):
        return JsonResponse({"message": message}, status=400)
    messages.warning(request, message)
    return redirect(exit_url(visit))


def _version(request: Request) -> int:
    return sent_number(request.POST.get("version", ""))


def _neighbour(visit: HomeVisit, step: Step, leave: str) -> str:
    codes = [one.code for one in drafts.steps_of(visit)]
    at = codes.index(step.code) if step.code in codes else 0
    at += {"back": -1, "stay": 0}.get(leave, 1)
    if at >= len(codes):
        return reverse("homevisits:visit-summary", args=[visit.pk])
    return reverse("homevisits:visit-step", args=[visit.pk, codes[max(at, 0)]])


def _record_view(request: Request, visit: HomeVisit, what: str) -> None:
    student = visit.student
    audit.record(
        *("visit.view", visit),
        by=request.user,
        school_id=student.school_id,
        district_id=student.school.district_id,
        pupil_id=student.pk,
        step=what,
    )
