"""Lessons that the schools of a district share: read, thanked for, taken as a template."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from community.forms.lessons import LessonFilter
from community.models import Activity, ActivityPhoto, LessonThanks
from community.services import lessons
from community.views.activities import HOME, LOG, changeable
from community.views.activity_photos import answer
from schoolcare.access import Permission, require
from schoolcare.requests import Request

READ = Permission.LESSON_READ
LIST = ("บทเรียนที่แบ่งปัน", reverse_lazy("community:lesson-list"))
PAGE = 20


def readable(request: Request) -> QuerySet[Activity]:
    return Activity.objects.shared_with(request.user).select_related("school__district")


def gone(request: Request, pk: int) -> HttpResponse:
    """Back to the list for what was withdrawn while somebody read it; else 404."""
    get_object_or_404(Activity.objects.withdrawn_from(request.user), pk=pk)
    messages.error(request, "โรงเรียนเจ้าของถอนบทเรียนนี้แล้ว จึงอ่านต่อไม่ได้")
    return redirect("community:lesson-list")


@require_safe
@require(READ)
def lesson_list(request: Request) -> HttpResponse:
    """What was shared, the newest first."""
    form = LessonFilter(request.GET or None, years=request.workplace.years)
    rows: Any = form.narrow(readable(request))
    rows = rows.with_numbers().annotate(thanked=Count("thanks", distinct=True))
    context = {
        "form": form,
        "page_obj": Paginator(rows.order_by("-shared_at", "-pk"), PAGE).get_page(
            request.GET.get("page")
        ),
        "crumbs": [HOME, (LIST[0], "")],
    }
    return render(request, "community/lesson_list.html", context)


@require_safe
@require(READ)
def lesson_detail(request: Request, pk: int) -> HttpResponse:
    """One lesson: numbers and words, photos fit for the public; nobody's name."""
    mine = LessonThanks.objects.filter(activity=OuterRef("pk"), user=request.user)
    rows: Any = readable(request).annotate(has_thanked=Exists(mine))
    activity = rows.with_numbers().filter(pk=pk).first()
    if activity is None:
        return gone(request, pk)
    counted = activity.thanks.aggregate(people=Count("pk"), schools=Count("school", distinct=True))
    school = request.workplace.school
    context = {
        "activity": activity,
        "photos": activity.photos.fit(),
        "guests": activity.guests.select_related("group"),
        "thanks": counted,
        "is_ours": school == activity.school,
        "may_log": bool(school) and school.pk in request.user.access.grant(LOG).schools,
        "crumbs": [HOME, LIST, (activity.title, "")],
    }
    return render(request, "community/lesson_detail.html", context)


@require_safe
@require(READ)
def lesson_photo(request: Request, pk: int) -> HttpResponseBase:
    """A photo of a shared lesson, as long as it is fit for the public."""
    found = ActivityPhoto.objects.fit().filter(activity__in=readable(request).values("pk"))
    return answer(request, get_object_or_404(found.select_related("file"), pk=pk))


@require_POST
@require(READ)
def lesson_thank(request: Request, pk: int) -> HttpResponse:
    """Thank for it; who taps twice thanks once, and a lesson withdrawn meanwhile leads back."""
    activity = readable(request).filter(pk=pk).first()
    if activity is None:
        return gone(request, pk)
    try:
        lessons.thank(activity, school=request.workplace.school, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "ส่งคำขอบคุณแล้ว")
    return redirect("community:lesson-detail", pk)


@require_POST
@require(LOG)
def lesson_share(request: Request, pk: int) -> HttpResponse:
    activity = changeable(request, pk)
    try:
        lessons.share(activity, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "แบ่งปันบทเรียนกับโรงเรียนในสังกัดเดียวกันแล้ว")
    return redirect(activity)


@require_POST
@require(LOG)
def lesson_withdraw(request: Request, pk: int) -> HttpResponse:
    activity = changeable(request, pk)
    lessons.withdraw(activity, by=request.user)
    messages.success(request, "ถอนการแบ่งปันแล้ว")
    return redirect(activity)
