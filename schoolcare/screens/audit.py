"""The searchable log. Reading only; pages follow one another by key, never counted."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from schoolcare import audit_trail
from schoolcare.access import Permission, require
from schoolcare.forms import ThaiDateField
from schoolcare.models import AuditEvent
from schoolcare.requests import Request
from schoolcare.text import sent_number

PAGE = 50


class AuditFilter(forms.Form):
    actor = forms.CharField(label="ผู้กระทำ", max_length=200, required=False)
    noun = forms.ChoiceField(label="เรื่อง", required=False)
    verb = forms.ChoiceField(label="การกระทำ", required=False)
    target = forms.CharField(
        label="รหัสข้อมูล", max_length=40, required=False, help_text="เลขในคอลัมน์ข้อมูล"
    )
    since = ThaiDateField(label="ตั้งแต่วันที่", required=False)
    until = ThaiDateField(label="ถึงวันที่", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noun"].choices = [("", "ทุกเรื่อง"), *audit_trail.NOUNS.items()]
        self.fields["verb"].choices = [("", "ทุกอย่าง"), *VERB_CHOICES]

    def narrow(self, rows: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The asked-for part of the log; days are whole days in Thailand."""
        asked = self.cleaned_data
        if asked["actor"]:
            rows = rows.filter(actor_name__contains=asked["actor"].strip())
        if asked["noun"]:
            rows = rows.filter(action__startswith=f"{asked['noun']}.")
        if asked["verb"]:
            rows = rows.filter(action__endswith=f".{asked['verb']}")
        if asked["target"]:
            rows = rows.filter(target_id=asked["target"].rsplit(" ")[-1])
        if asked["since"]:
            rows = rows.filter(at__gte=midnight(asked["since"]))
        if asked["until"]:
            rows = rows.filter(at__lt=midnight(asked["until"] + timedelta(days=1)))
        return rows


# One word may stand for several verbs (create, add); offered are those that say one thing.
VERB_CHOICES = [
    (verb, audit_trail.VERBS[verb])
    for verb in ("create", "change", "delete", "view", "reveal", "print", "export", "download")
]


def midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@require_safe
@require(Permission.AUDIT_VIEW)
def audit_log(request: Request) -> HttpResponse:
    """Newest first; `before` is the key of the last line that was shown."""
    rows = AuditEvent.objects.for_user(request.user, Permission.AUDIT_VIEW).order_by("-pk")
    school = request.workplace.school
    if school and not request.user.access.grant(Permission.AUDIT_VIEW).districts:
        rows = rows.filter(school_id=school.pk)
    form = AuditFilter(request.GET or None)
    if form.is_bound:
        rows = form.narrow(rows) if form.is_valid() else rows.none()
    if before := sent_number(request.GET.get("before", "")):
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    asked = request.GET.copy()
    asked["before"] = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    context = {
        "lines": [
            # those who answer an alert read it on its own page, without whom it excludes
            audit_trail.line(event, with_details=not event.action.startswith("alert."))
            for event in found[:PAGE]
        ],
        "form": form,
        "older_url": f"?{asked.urlencode()}" if len(found) > PAGE else "",
        "is_first": not before,
        "crumbs": [("หน้าแรก", "/"), ("บันทึกการใช้งาน", "")],
    }
    return render(request, "audit/audit_log.html", context)
