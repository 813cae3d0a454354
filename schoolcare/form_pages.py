"""The one way a function view shows a form, saves it, and says what a service refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schoolcare.requests import Request

GET_POST = ["GET", "HEAD", "POST"]


def form_page(
    request: Request,
    form: Any,
    save: Callable[[], Any],
    *,
    template: str,
    heading: str,
    back: str | Callable[[], str],
    crumbs: list[tuple[str, Any]],
    then: Callable[[Any], str] | None = None,
    done: str = "บันทึกแล้ว",
    extra: Callable[[], dict[str, Any]] = dict,
    **more: Any,
) -> HttpResponse:
    """Show the form, or save it and go `back`; a refusal of the service stands at the form.

    Checked and saved in one transaction, so that nobody saves between the two; what was written
    before a refusal goes too. Where it goes `then` follows from what `save` answered, where that is
    given. `extra` gives what the page shows beside, once the form was judged.
    """
    if request.method == "POST":
        with transaction.atomic():
            saved = _saved(form, save) if form.is_valid() else None
        if saved:
            messages.success(request, done)
            return redirect(then(saved.answer) if then else _address(back))
    cancel = _address(back)
    context = {"form": form, "heading": heading, "cancel_url": cancel, "crumbs": crumbs, "hint": ""}
    return render(request, template, context | extra() | more)


def pressed(request: Request, act: Callable[[], Any], done: str) -> bool:
    """A button without a form: whether its act went well; the person reads `done`, or why not."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    if done:
        messages.success(request, done)
    return True


@dataclass(frozen=True)
class Saved:
    """That it went well, and what the service answered."""

    answer: Any


def _saved(form: Any, save: Callable[[], Any]) -> Saved | None:
    try:
        with transaction.atomic():
            return Saved(save())
    except ValidationError as error:
        _refuse(form, error)
        return None


def _address(back: str | Callable[[], str]) -> str:
    return back() if callable(back) else back


def _refuse(form: Any, error: ValidationError) -> None:
    """At the fields that the service names, at the only field there is, else above the form."""
    form.owner = getattr(error, "owner", None)  # whose record stands in the way, where one does
    named = getattr(error, "error_dict", None)
    if named and set(named) <= set(form.fields):
        form.add_error(None, error)
        return
    visible = form.visible_fields()
    told: Any = error.messages if named else error  # an error without names keeps its codes
    form.add_error(visible[0].name if len(visible) == 1 else None, told)
