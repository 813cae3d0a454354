"""A training for the community: its course, who came, what followed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from community.forms.courses import CourseForm, FollowUpForm, LearnersForm
from community.models import Activity, Course
from community.services import courses
from community.views.activities import LOG, changeable, crumbs_of, form_page
from schoolcare.access import require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request


def course_of(request: Request, pk: int) -> Course:
    """The kept course of an activity that one may change, else 404."""
    course = courses.course_of(changeable(request, pk))
    if course.pk is None:
        raise Http404
    return course


def _page(activity: Activity, heading: str) -> dict[str, Any]:
    return {
        "heading": heading,
        "hint": activity.title,
        "back": activity.get_absolute_url(),
        "crumbs": crumbs_of(activity, (heading, "")),
    }


@require_http_methods(GET_POST)
@require(LOG)
def course_plan(request: Request, pk: int) -> HttpResponse:
    activity = changeable(request, pk)
    if activity.kind != Activity.Kind.TRAINING:
        raise Http404
    form = CourseForm(request.POST or None, instance=courses.course_of(activity), by=request.user)
    return form_page(request, form, form.save, **_page(activity, "หลักสูตรอบรม"))


@require_http_methods(GET_POST)
@require(LOG)
def course_learners(request: Request, pk: int) -> HttpResponse:
    """Everybody as lines, typed or pasted."""
    course = course_of(request, pk)
    form = LearnersForm(request.POST or None, course=course, by=request.user)
    return form_page(request, form, form.save, **_page(course.activity, "ผู้เข้าอบรม"))


@require_http_methods(GET_POST)
@require(LOG)
def course_follow_up(request: Request, pk: int) -> HttpResponse:
    course = course_of(request, pk)
    today = request.workplace.today
    form = FollowUpForm(request.POST or None, instance=course, today=today, by=request.user)
    return form_page(request, form, form.save, **_page(course.activity, "ติดตามผลการอบรม"))
