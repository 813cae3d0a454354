"""/healthz for monitoring: is the database there, does a worker live, how old is the backup."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
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
