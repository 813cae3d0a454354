"""The few base views: scoped by permission, failing closed. The only mixins of the product."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views import generic

from schoolcare.access import Permission
from schoolcare.requests import Request

__all__ = ["CreateView", "DetailView", "FormView", "ListView", "TemplateView", "UpdateView"]


class PermissionMixin:
    """A view names one permission; held nowhere: 403; crumbs: list of (label, url)."""

    permission: Permission | None = None
    request: Request
    crumbs: list[tuple[str, str]] = []

    def dispatch(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission is None:
            raise ImproperlyConfigured(f"{type(self).__name__} declares no permission")
        if not request.user.access.allows(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"crumbs": self.get_crumbs()}  # type: ignore[misc]

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("หน้าแรก", "/"), *self.crumbs]


class ScopedMixin(PermissionMixin):
    """Rows come through `for_user`; a row outside it does not exist (404)."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().for_user(self.request.user, self.permission)  # type: ignore[misc]


class PartialMixin:
    """The same address gives one named part of the page to its own htmx target."""

    partial = ""
    request: Request

    def get_template_names(self) -> list[str]:
        names = super().get_template_names()  # type: ignore[misc]
        if self.partial and self.request.htmx.target == self.partial:
            return [f"{name}#{self.partial}" for name in names]
        return names


class ListView(PartialMixin, ScopedMixin, generic.ListView):
    """A page of rows; narrowed to the school the person works in where the model has one path."""

    paginate_by = 50


class DetailView(ScopedMixin, generic.DetailView):
    pass


class TemplateView(PermissionMixin, generic.TemplateView):
    pass


class FormView(PermissionMixin, generic.FormView):
    pass


class SavingMixin:
    """Hands the person to the form; a refusal of the service becomes an error of the form."""

    request: Request

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()  # type: ignore[misc]
        place = self.request.workplace
        return kwargs | {
            "user": self.request.user,
            "permission": self.permission,  # type: ignore[attr-defined]
            "school": place.school,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)  # type: ignore[attr-defined]


class CreateView(SavingMixin, PermissionMixin, generic.CreateView):
    """Creates a row; the form's `save` calls the service, which records."""


class UpdateView(SavingMixin, ScopedMixin, generic.UpdateView):
    """Changes a row; the form's `save` calls the service, which records."""
