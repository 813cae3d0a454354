"""The pages of every import: past files, upload, preview, commit. An app names importer and
permission in a subclass of each and gives them addresses `<urls>-list`, `-upload`, `-template`,
`-detail`, `-commit`, `-drop`, `-rejected`; `-columns` (`import_columns`) where headers are matched.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View

from schoolcare import audit, files, import_batches, jobs
from schoolcare.importing import Importer, State
from schoolcare.models import District, ImportBatch, Job, School
from schoolcare.requests import Request
from schoolcare.screens.forms.imports import UploadForm
from schoolcare.text import normalize
from schoolcare.views import DetailView, FormView, ListView, PermissionMixin

ROWS = 50
REASON = 200  # characters
BADGES = {
    State.BAD: ("bad", "ผิด", "bad"),
    State.CHANGED: ("warn", "เปลี่ยน", "same"),
    State.NEW: ("info", "ใหม่", "new"),
    State.SAME: ("none", "เหมือนเดิม", "none"),
}
MISSING, DOUBTFUL = "missing", "doubtful"


class ImportPage:
    """What the pages share: the importer, its addresses, the batches of the person's schools."""

    importer: type[Importer]
    permission: Any
    request: Any  # a Request, which Django's own classes declare as HttpRequest

    def address(self, page: str, *args: Any) -> str:
        return reverse(f"{self.importer.urls}-{page}", args=args)

    def batches(self) -> QuerySet[ImportBatch]:
        found = ImportBatch.objects.for_user(self.request.user, self.permission)
        related = ("school", "district", "file", "asked_by")
        return found.filter(kind=self.importer.kind).select_related(*related)

    def batch(self) -> ImportBatch:
        return get_object_or_404(self.batches(), pk=self.kwargs["pk"])  # type: ignore[attr-defined]

    def places(self) -> list[School | District]:
        """The school worked in, when the person may import there, and the office where the whole
        of it may be; 404 where there is neither.
        """
        work, user = self.request.workplace, self.request.user
        allowed = School.objects.for_user(user, self.permission)
        found: list[School | District] = list(
            allowed.filter(pk=work.school.pk if work.school else None)
        )
        reached = user.access.grant(self.permission).districts
        if self.importer.takes_offices and work.district and work.district.pk in reached:
            found.append(work.district)
        if not found:
            raise Http404
        return found

    def get_crumbs(self) -> list[tuple[str, str]]:
        """The list of past files stands over every other page."""
        return [("หน้าแรก", "/"), (self.importer.title, self.address("list"))]


class ImportList(ImportPage, ListView):
    template_name = "imports/import_list.html"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[ImportBatch]:
        work = self.request.workplace
        here = Q(school=work.school) if work.school else Q(pk=None)
        if self.importer.takes_offices and work.district:
            here |= Q(district=work.district)
        return self.batches().defer("detail").filter(here)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.importer.title,
            "counted": self.importer.counted,
            "takes_year": self.importer.takes_year,
            "takes_offices": self.importer.takes_offices,
            "files": self.importer.files,
            "upload_url": self.address("upload"),
            "rows": [
                {"batch": one, "url": self.address("detail", one.pk)}
                for one in kwargs.get("object_list") or self.object_list
            ],
        }


class ImportUpload(ImportPage, FormView):
    template_name = "imports/import_upload.html"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "workplace": self.request.workplace,
            "places": self.places(),
            "takes_year": self.importer.takes_year,
            "takes_semester": self.importer.takes_semester,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "title": self.importer.title,
            "place": self.places()[0],
            "files": self.importer.files,
            "template_url": self.address("template"),
            "list_url": self.address("list"),
        }

    def form_valid(self, form: UploadForm) -> HttpResponse:
        importer = self.importer(form.chosen_place, form.cleaned_data.get("year"))
        importer.semester = form.cleaned_data.get("semester")
        upload = form.cleaned_data["file"]
        try:
            batch = import_batches.upload(importer, upload, upload.name, by=self.request.user)
            if upload.size > import_batches.LARGE_FILE:
                return redirect(enqueue(batch, "import-preview", "อ่านไฟล์", self.request))
            import_batches.preview(batch, by=self.request.user)
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        page = "columns" if batch.detail["unknown"] and self.importer.fields else "detail"
        return redirect(self.address(page, batch.pk))


class ImportDetail(ImportPage, DetailView):
    template_name = "imports/import_detail.html"
    context_object_name = "batch"

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return self.batches()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, state = self.object, self.request.GET.get("state", "")
        needs_reason = self.importer.needs_reason(batch.detail)
        rows = batch.detail.get(MISSING if state == MISSING else "lines", [])
        if state == DOUBTFUL:
            rows = _doubtful(batch)
        elif state in set(State):
            rows = [line for line in rows if line["state"] == state]
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("page"))
        return (
            super().get_context_data(**kwargs)
            | {
                "shown": self.importer.shown,
                "numbers": self.importer.numbers,
                "counted": self.importer.counted,
                "advice": self.importer.advice,
                "to_write": batch.created + batch.updated,
                "stats": self._stats(batch, state),
                "state": state,
                "page_obj": page,
                "rows": [] if state == MISSING else self._rows(list(page)),
                "columns_url": self._columns_url(batch),
                "asks_why": self.importer.asks_why if needs_reason else "",
                "why": dict(zip(("help", "label", "hint"), self.importer.why, strict=True)),
                "urls": {
                    name: self.address(name, batch.pk) for name in ("commit", "drop", "rejected")
                }
                | {name: self.address(name) for name in ("list", "upload")},
            }
            | self._work(batch)
        )

    def remedy(self, line: dict[str, Any]) -> tuple[str, str]:
        """What the person may do at once about a refused row: its words and address."""
        return "", ""

    def _rows(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Lines as the table shows them."""
        return [
            line
            | {
                "badge": BADGES[State(line["state"])],
                "cells": list(zip(self.importer.shown, line["shown"], strict=True)),
                "remedy": self.remedy(line) if line["problems"] else ("", ""),
            }
            for line in lines
        ]

    def _columns_url(self, batch: ImportBatch) -> str:
        """Where unknown headers can still be matched."""
        is_open = batch.state == ImportBatch.State.PREVIEW and self.importer.fields
        return self.address("columns", batch.pk) if is_open and batch.detail.get("unknown") else ""

    def _work(self, batch: ImportBatch) -> dict[str, Any]:
        """Whether a preview waits for its answer, or somebody's job still works on the file; the
        person's own job to watch.
        """
        working = Job.objects.none()
        if batch.state == ImportBatch.State.PREVIEW:
            working = Job.objects.active().filter(params__batch=str(batch.pk))
        found = list(working)
        own = [job for job in found if job.asked_by_id == self.request.user.pk]
        waits = batch.state == ImportBatch.State.PREVIEW and bool(batch.detail) and not found
        return {"is_open": waits, "is_working": bool(found), "job": own[0] if own else None}

    def _stats(self, batch: ImportBatch, state: str) -> list[dict[str, Any]]:
        address = self.address("detail", batch.pk)
        counts = {
            State.NEW: batch.created,
            State.CHANGED: batch.updated,
            State.SAME: batch.unchanged,
            State.BAD: batch.rejected,
        }
        stats = [{"value": sum(counts.values()), "label": "ทั้งหมด", "url": address, "name": ""}]
        for name, count in counts.items():
            kind, word, icon = BADGES[name]
            look = {"value": count, "label": word, "kind": kind, "icon": icon}
            stats.append(look | {"url": f"{address}?state={name}", "name": name})
        check = {"label": "ควรตรวจ", "kind": "warn", "icon": "warn", "name": DOUBTFUL}
        left = {"label": "ไม่อยู่ในไฟล์", "name": MISSING}
        others = [(check, len(_doubtful(batch))), (left, len(batch.detail.get(MISSING, [])))]
        for look, count in others:
            stats.append(look | {"value": count, "url": f"{address}?state={look['name']}"})
        return [stat | {"current": stat["name"] == state} for stat in stats]


class ImportCommit(ImportPage, PermissionMixin, View):
    http_method_names = ["post"]

    def post(self, request: Request, pk: Any) -> HttpResponse:
        batch = self.batch()
        if batch.state == ImportBatch.State.PREVIEW and self.importer.needs_reason(batch.detail):
            reason = normalize(request.POST.get("reason", ""))[:REASON]
            if not reason:
                messages.error(request, f"กรุณากรอก{self.importer.why[1]}ก่อนนำเข้า")
                return redirect(self.address("detail", batch.pk))
            import_batches.explain(batch, reason)
        if batch.created + batch.updated > import_batches.LARGE_PLAN:
            return redirect(enqueue(batch, "import-commit", self.importer.title, request))
        try:
            batch = import_batches.commit(batch, by=request.user)
        except ValidationError as error:
            messages.warning(request, error.message)
        else:
            done = f"นำเข้าแล้ว: ใหม่ {batch.created} เปลี่ยน {batch.updated} {self.importer.counted}"
            messages.success(request, done)
        return redirect(self.address("detail", batch.pk))


class ImportDrop(ImportPage, PermissionMixin, View):
    http_method_names = ["post"]

    def post(self, request: Request, pk: Any) -> HttpResponse:
        import_batches.drop(self.batch(), by=request.user)
        messages.success(request, "ยกเลิกแล้ว ไม่มีอะไรถูกบันทึก")
        return redirect(self.address("list"))


class ImportRejected(ImportPage, PermissionMixin, View):
    http_method_names = ["get", "head"]

    def get(self, request: Request, pk: Any) -> HttpResponse:
        batch = self.batch()
        if not batch.rejected or batch.file is None:
            raise Http404
        content = import_batches.rejected_rows(batch)
        place = {"school_id": batch.school_id, "district_id": batch.district_id}
        audit.record("import.export", batch, by=request.user, **place)
        return xlsx_response("แถวที่ผิด.xlsx", content)


class ImportTemplate(ImportPage, PermissionMixin, View):
    http_method_names = ["get", "head"]

    def get(self, request: Request) -> HttpResponse:
        return xlsx_response(*self.importer.template())


def enqueue(batch: ImportBatch, kind: str, title: str, request: Request) -> Job:
    params = {"batch": str(batch.pk)}
    return jobs.enqueue(kind, by=request.user, school=batch.school, title=title, params=params)


def xlsx_response(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=files.XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _doubtful(batch: ImportBatch) -> list[dict[str, Any]]:
    """Rows that are taken, but should be looked at: a likely twin, an odd birthday."""
    lines = batch.detail.get("lines", [])
    return [line for line in lines if line["warnings"] and line["state"] != State.BAD]
