"""Photos of an activity: added several at once, described one by one, shown to those within."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.forms.activity_photos import PhotoForm
from community.models import Activity, ActivityPhoto
from community.services import activity_photos
from community.views.activities import LOG, VIEW, asked_room, changeable, crumbs_of
from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, form_page
from schoolcare.requests import Request
from students.models import Classroom, Student


def page_of(activity: Activity) -> str:
    return reverse("community:activity-photos", args=[activity.pk])


def _photo(request: Request, pk: int) -> Any:
    """A photo of an activity that one may change, else 404."""
    rows = ActivityPhoto.objects.filter(activity__in=Activity.objects.changeable_by(request.user))
    return get_object_or_404(rows.select_related("activity__school__district", "file"), pk=pk)


@require_http_methods(GET_POST)
@require(LOG)
def activity_photo_list(request: Request, pk: int) -> HttpResponse:
    """All photos with what they show and whether they may leave the school; more are added here."""
    activity = changeable(request, pk)
    if request.method == "POST":
        uploads = request.FILES.getlist("photos")
        added = activity_photos.add_photos(activity, uploads, by=request.user)
        for number, reason in added.refused:
            messages.error(request, f"รูปที่ {number}: {reason}")
        if added.photos:
            words = f"เพิ่ม {len(added.photos)} รูปแล้ว ระบุต่อว่าในภาพมีนักเรียนหรือไม่"
            messages.success(request, words)
        elif not added.refused:
            messages.error(request, "เลือกรูปก่อนแล้วกดเพิ่มรูป")
        return redirect(page_of(activity))
    context = {
        "activity": activity,
        "photos": activity.photos.with_fit().prefetch_related("pupils"),
        "most": ActivityPhoto.MOST,
        "crumbs": crumbs_of(activity, ("รูป", "")),
    }
    return render(request, "community/activity_photos.html", context)


@require_http_methods(GET_POST)
@require(LOG)
def activity_photo_update(request: Request, pk: int) -> HttpResponse:
    """What one photo shows; the pupils of one class at a time."""
    photo = _photo(request, pk)
    activity = photo.activity
    counted = activity.classes.values("classroom")
    rooms = list(Classroom.objects.filter(pk__in=counted, school=activity.school))
    room = asked_room(request, rooms) or next(iter(rooms), None)
    within = activity_photos.pupils_of(activity, request.user, Permission.PUPIL_LIST)
    offered = Student.objects.filter(
        pk__in=within.values("pk"), enrolments__classroom=room, enrolments__ends_on=None
    ).order_by("enrolments__roll_number", "first_name", "pk")
    form = PhotoForm(
        request.POST or None,
        instance=photo,
        offered=offered if room else Student.objects.none(),
        by=request.user,
    )
    back = page_of(activity)
    page = {"heading": "ในภาพมีใคร", "back": back, "done": "บันทึกรูปแล้ว", "photo": photo}
    page |= {"classes": rooms, "classroom": room, "template": "community/activity_photo.html"}
    page["crumbs"] = crumbs_of(activity, ("รูป", back), ("ในภาพมีใคร", ""))
    return form_page(request, form, form.save, **page)


@require_POST
@require(LOG)
def activity_photo_remove(request: Request, pk: int) -> HttpResponse:
    photo = _photo(request, pk)
    activity_photos.remove_photo(photo, by=request.user)
    messages.success(request, "ลบรูปแล้ว")
    return redirect(page_of(photo.activity))


@require_safe
@require(VIEW)
def activity_photo_file(request: Request, pk: int) -> HttpResponseBase:
    """The picture; `?size=600` the small one."""
    found = ActivityPhoto.objects.for_user(request.user, VIEW)
    return answer(request, get_object_or_404(found.select_related("file"), pk=pk))


def answer(request: Request, photo: ActivityPhoto) -> HttpResponseBase:
    small = files.SMALL if request.GET.get("size") == files.SMALL else None
    return files.file_response(photo.file, rendition=small)
