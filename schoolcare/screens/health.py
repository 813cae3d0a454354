"""What machines ask for: /healthz for monitoring, and the icon that browsers look for by habit."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from schoolcare import worker
from schoolcare.models import BackupRun

BACKUP_OLD = timedelta(hours=48)


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when people can work and jobs are done, else 503; an old backup is only reported."""
    try:
        beat = worker.beat_age()
        last = BackupRun.objects.values_list("finished_at", flat=True).first()
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "fail", "database": "fail"}, status=503)
    age = timezone.now() - last if last else None
    working = beat is not None and beat < worker.DEAD_AFTER
    answer = {
        "status": "ok" if working else "fail",
        "database": "ok",
        "worker": "ok" if working else "fail",
        "worker_age_seconds": None if beat is None else beat // timedelta(seconds=1),
        "backup": "none" if age is None else "old" if age > BACKUP_OLD else "ok",
        "backup_age_hours": None if age is None else age // timedelta(hours=1),
    }
    return JsonResponse(answer, status=200 if working else 503)


@login_not_required
@require_safe
@cache_control(max_age=24 * 60 * 60)
def favicon(request: HttpRequest) -> HttpResponse:
    """PDFs and pictures opened by themselves name no icon; browsers then try this address."""
    return redirect(static("img/favicon.svg"))
