"""Photos and signatures of a visit: sent one by one by a script or with the step, shown to few."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from homevisits.forms.steps import PHOTO_LISTS
from homevisits.models import HomeVisit, VisitPhoto, VisitSignature
from homevisits.services import photos
from homevisits.views.session_over import tells_session_over
from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.text import sent_number

RELATED = ("visit__student__school", "file")


@tells_session_over
@require_POST
@require(Permission.VISIT_WRITE)
def photo_add(request: Request, pk: int) -> HttpResponse:
    """One or more pictures; a script gets the list item or {error}, a plain form the step again."""
    visits = HomeVisit.objects.for_user(request.user, Permission.VISIT_WRITE)
    visit = get_object_or_404(visits.select_related("student__school"), pk=pk)
    uploads = [one for name in request.FILES for one in request.FILES.getlist(name)]
    kind = request.POST.get("kind", VisitPhoto.Kind.OTHER)
    added = photos.add_photos(visit, uploads, kind=kind, by=request.user)
    if not request.headers.get("X-Photo"):
        _tell(request, added)
        return redirect("homevisits:visit-step", pk, "evidence")
    if not added.photos:
        reason = added.refused[0][1] if added.refused else "ไม่มีรูปในที่ส่งมา"
        return JsonResponse({"error": reason}, status=400)
    firsts = {one.kind: one.pk for one in reversed(visit.album)}
    shown = [shown_photo(one) | {"is_first": firsts[kind] == one.pk} for one in added.photos]
    return render(request, "homevisits/step_photo_added.html", {"photos": shown}, status=201)


def take_photos(request: Request, visit: HomeVisit) -> None:
    """Pictures that came with the step itself."""
    for kind, _label in PHOTO_LISTS:
        uploads = request.FILES.getlist(f"photo_{kind}")
        _tell(request, photos.add_photos(visit, uploads, kind=kind, by=request.user))


def describe_photos(request: Request, visit: HomeVisit) -> None:
    """What each photo shows, and its caption, as they stand on the step."""
    if not any(name.startswith("caption.") for name in request.POST):
        return
    for photo in visit.photos.select_related(*RELATED):
        caption = request.POST.get(f"caption.{photo.pk}")
        if caption is not None:
            sent = request.POST.get(f"kind.{photo.pk}", "")
            kind = sent if sent in VisitPhoto.Kind.values else photo.kind
            photos.describe_photo(photo, kind=kind, caption=caption, by=request.user)


def put_photo_first(request: Request, visit: HomeVisit) -> bool:
    """Whether the step was sent by the button "use as the first photo", which is then done."""
    asked = sent_number(request.POST.get("first", ""))
    rows = visit.photos.select_related(*RELATED)
    photo = rows.filter(pk=asked).first() if asked else None
    if photo is not None:
        photos.put_first(photo, by=request.user)
    return photo is not None


def _tell(request: Request, added: photos.Added) -> None:
    for number, reason in added.refused:
        messages.error(request, f"รูปที่ {number}: {reason}")


@require_POST
@require(Permission.VISIT_WRITE)
def photo_remove(request: Request, pk: int) -> HttpResponse:
    found = VisitPhoto.objects.for_user(request.user, Permission.VISIT_WRITE)
    photo = get_object_or_404(found.select_related(*RELATED), pk=pk)
    try:
        photos.remove_photo(photo, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("homevisits:visit-list")
    messages.success(request, "ลบรูปแล้ว")
    return redirect("homevisits:visit-step", photo.visit_id, "evidence")


@require_safe
@require(Permission.VISIT_VIEW)
def photo_file(request: Request, pk: int) -> HttpResponseBase:
    """The picture; `?size=600` the small one."""
    found = VisitPhoto.objects.for_user(request.user, Permission.VISIT_VIEW)
    photo = get_object_or_404(found.select_related("file"), pk=pk)
    small = files.SMALL if request.GET.get("size") == files.SMALL else None
    return files.file_response(photo.file, rendition=small)


@require_safe
@require(Permission.VISIT_VIEW)
def signature_file(request: Request, pk: int) -> HttpResponseBase:
    found = VisitSignature.objects.for_user(request.user, Permission.VISIT_VIEW)
    signature = get_object_or_404(found.select_related("file"), pk=pk)
    if signature.file is None:
        raise Http404
    return files.file_response(signature.file)


def shown_photo(photo: VisitPhoto) -> dict[str, Any]:
    """A photo as components/photo.html takes it."""
    return {
        "pk": photo.pk,
        "url": f"{reverse('homevisits:photo', args=[photo.pk])}?size={files.SMALL}",
        "alt": f"รูป{photo.get_kind_display()}",
        "kind": photo.kind,
        "label": photo.get_kind_display(),
        "kinds": PHOTO_LISTS,
        "caption": photo.caption or photo.get_kind_display(),
        "typed": photo.caption,
        "delete_url": reverse("homevisits:photo-remove", args=[photo.pk]),
    }


def photo_lists(visit: HomeVisit) -> list[dict[str, Any]]:
    """Photos by kind, with the name of the control that adds to each."""
    taken = visit.album
    return [
        {
            "kind": kind,
            "label": label,
            "name": f"photo_{kind}",
            "photos": [
                shown_photo(photo) | {"is_first": at == 0}
                for at, photo in enumerate(one for one in taken if one.kind == kind)
            ],
        }
        for kind, label in PHOTO_LISTS
    ]
