"""The page of an import on which a person says what columns with unknown headers hold."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from schoolcare import import_batches
from schoolcare.screens.forms.imports import MatchForm
from schoolcare.screens.imports import ImportPage, enqueue
from schoolcare.views import FormView


class ImportColumns(ImportPage, FormView):
    """Then the preview is made anew."""

    template_name = "imports/import_columns.html"
    form_class = MatchForm

    def get_form_kwargs(self) -> dict[str, Any]:
        batch = self.batch()
        offered = {name: self.importer.fields[name] for name in batch.detail.get("free", [])}
        unknown = batch.detail.get("unknown", [])
        return super().get_form_kwargs() | {"unknown": unknown, "offered": offered}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.batch()
        return super().get_context_data(**kwargs) | {
            "batch": batch,
            "detail_url": self.address("detail", batch.pk),
        }

    def form_valid(self, form: MatchForm) -> HttpResponse:
        batch = self.batch()
        try:
            import_batches.match(batch, form.mapping)
            if batch.file and batch.file.size > import_batches.LARGE_FILE:
                return redirect(enqueue(batch, "import-preview", "อ่านไฟล์", self.request))
            import_batches.preview(batch, by=self.request.user)
        except ValidationError as error:
            messages.warning(self.request, " ".join(error.messages))
        return redirect(self.address("detail", batch.pk))
