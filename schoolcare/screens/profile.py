"""A person's own page: how to be reached, the signature, the roles they hold."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schoolcare import accounts, files
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.screens.accounts import HOME, form_view, saved
from schoolcare.screens.forms.accounts import OwnProfileForm


@form_view
@require(Permission.SIGNED_IN)
def profile(request: Request) -> HttpResponse:
    form = OwnProfileForm(request.POST or None, person=request.user)
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect("profile")
    context = {
        "form": form,
        "members": request.user.access.memberships,
        "crumbs": [HOME, ("ข้อมูลของฉัน", "")],
    }
    return render(request, "people/profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.SIGNED_IN)
def profile_signature(request: Request) -> HttpResponseBase:
    """The person's own signature: seen, put up, or taken away."""
    if request.method != "POST":
        if request.user.signature is None:
            raise Http404
        return files.file_response(request.user.signature)
    upload = request.FILES.get("signature")
    if upload is None and "remove" not in request.POST:
        messages.error(request, "เลือกไฟล์ภาพก่อน")
        return redirect("profile")
    try:
        accounts.set_signature(request.user, upload)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "บันทึกแล้ว")
    return redirect("profile")
