"""งานของฉัน: a person's own background jobs, their progress, and the way to their results."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from schoolcare import audit, files, jobs, worker
from schoolcare.access import Permission, require
from schoolcare.models import Job
from schoolcare.requests import Request

HOME = ("หน้าแรก", "/")
PAGE = 20


@require_safe
@require(Permission.SIGNED_IN)
def job_list(request: Request) -> HttpResponse:
    mine = Job.objects.of(request.user)
    page = Paginator(mine.ended(), PAGE).get_page(request.GET.get("page"))
    context = {
        "active_jobs": list(mine.active()),
        "page_obj": page,
        "crumbs": [HOME, ("งานของฉัน", "")],
    }
    partial = "#active" if request.htmx.target == "active" else ""
    return render(request, f"jobs/job_list.html{partial}", context)


@require_safe
@require(Permission.SIGNED_IN)
def job_detail(request: Request, pk: UUID) -> HttpResponse:
    job = get_object_or_404(Job.objects.of(request.user), pk=pk)
    context = {
        "job": job,
        "is_stalled": is_stalled(job),
        "crumbs": [HOME, ("งานของฉัน", reverse("job-list")), (job.title, "")],
    }
    partial = "#job" if request.htmx.target == "job" else ""
    return render(request, f"jobs/job_detail.html{partial}", context)


def is_stalled(job: Job) -> bool:
    """Whether no worker is there to begin it, or to sweep it up after its own was lost."""
    if job.state == Job.State.RUNNING:
        return job.heartbeat_at < timezone.now() - jobs.SILENCE
    return job.state == Job.State.QUEUED and not worker.is_alive()


@require_POST
@require(Permission.SIGNED_IN)
def job_cancel(request: Request, pk: UUID) -> HttpResponse:
    job = get_object_or_404(Job.objects.of(request.user), pk=pk)
    try:
        jobs.cancel(job, by=request.user)
    except ValidationError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "ยกเลิกงานแล้ว")
    return redirect(job)


@require_safe
@require(Permission.SIGNED_IN)
def job_download(request: Request, pk: UUID) -> HttpResponseBase:
    job = get_object_or_404(Job.objects.of(request.user), pk=pk)
    if job.result is None or not job.is_downloadable:
        messages.warning(request, "ผลงานนี้หมดเวลาเก็บแล้ว กรุณาสั่งใหม่")
        return redirect(job)
    audit.record("job.download", job, by=request.user, school_id=job.school_id)
    return files.file_response(job.result, download_as=job.result_name or None)
