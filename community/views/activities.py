"""Activities of the school worked in: the list, one activity, logging it, what came of it."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from community.forms.activities import ActivityForm, CancelForm, ResultForm
from community.forms.activity_filter import ActivityFilter
from community.models import Activity, CourseLearner, LessonThanks, Need, Trip
from schoolcare import audit_trail, form_pages
from schoolcare.access import Permission, require
from schoolcare.asked_together import asked_together, facts
from schoolcare.counting import counted
from schoolcare.form_pages import GET_POST
from schoolcare.models import School
from schoolcare.requests import Request
from schoolcare.submissions import made_before
from schoolcare.text import sent_number
from schoolcare.thai import thai_date_range

RELATED = ("school__district", "area", "project", "made_by", "copied_from__school")
RELATED += ("trip__leader", "trip__asked_by", "trip__decided_by", "course__village")
VIEW, LOG = Permission.ACTIVITY_VIEW, Permission.ACTIVITY_LOG
ALLOW = Permission.ACTIVITY_ALLOW
HOME = ("หน้าแรก", "/")
LIST = ("กิจกรรมชุมชน", reverse_lazy("community:activity-list"))
PAGE, EVENTS = 25, 10
GONE = 1000  # stands after all levels: a class that is no more
KINDS = {Need.Kind.TRAINING: Activity.Kind.TRAINING}  # what a need begins as
TAKEN_OVER = ("kind", "title", "host", "strategy")
TAKEN_AT_HOME = (*TAKEN_OVER, "place", "area", "project")
form_page = partial(form_pages.form_page, template="community/form.html")


def school_of(request: Request, permission: Permission) -> School:
    """The school worked in; 404 where the permission is held elsewhere only."""
    school = request.workplace.school
    if school is None or school.pk not in request.user.access.grant(permission).schools:
        raise Http404
    return school


def seen(request: Request, pk: int) -> Any:
    """The activity where one sees activities, else 404; with its trip or course and `may_edit`."""
    rows: Any = Activity.objects.for_user(request.user, VIEW).with_numbers()
    rows = rows.annotate(
        may_edit=Activity.objects.changeable(request.user),
        learners=counted(CourseLearner.objects.all(), "course__activity"),
        thanked=counted(LessonThanks.objects.all(), "activity"),
    )
    return get_object_or_404(rows.select_related(*RELATED), pk=pk)


def changeable(request: Request, pk: int) -> Any:
    """The activity, one's own or where one edits all, else 404."""
    rows = Activity.objects.changeable_by(request.user)
    return get_object_or_404(rows.select_related("school__district"), pk=pk)


def crumbs_of(activity: Activity, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = (activity.title, activity.get_absolute_url() if rest else "")
    return [HOME, LIST, here, *rest]


def asked_room(request: Request, rooms: list[Any]) -> Any:
    """The class of `rooms` that `classroom` of the form or address names; None for any other."""
    asked = sent_number(request.POST.get("classroom") or request.GET.get("classroom", ""))
    return next((one for one in rooms if one.pk == asked), None)


@require_safe
@require(VIEW)
def activity_list(request: Request) -> HttpResponse:
    """The newest first; what is to come above what was."""
    school, place = school_of(request, VIEW), request.workplace
    form = ActivityFilter(request.GET or None, years=place.years)
    rows: QuerySet = Activity.objects.for_user(request.user, VIEW).filter(school=school)
    rows = form.narrow(rows, user=request.user, today=place.today)
    found = rows.with_numbers().order_by("-starts_on", "-pk")
    context = {
        "form": form,
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "today": place.today,
        "may_log": school.pk in request.user.access.grant(LOG).schools,
        "crumbs": [HOME, (LIST[0], "")],
    }
    return render(request, "community/activity_list.html", context)


@require_safe
@require(VIEW)
def activity_detail(request: Request, pk: int) -> HttpResponse:
    activity = seen(request, pk)
    own: dict[str, Any] = {}
    if activity.kind == Activity.Kind.TRIP:
        own = _trip(request, activity)
    elif activity.kind == Activity.Kind.TRAINING:
        own = {"course": getattr(activity, "course", None), "needs": activity.needs.all()}
    context = own | {
        "activity": activity,
        "today": request.workplace.today,
        "photos": activity.photos.with_fit(),
        **_took_part(activity),
        "staff": activity.staff.order_by("first_name", "last_name", "pk"),
        "partners": activity.partners.all(),
        "history": audit_trail.history(activity, EVENTS),
        "crumbs": crumbs_of(activity),
    }
    return render(request, "community/activity_detail.html", context)


def _took_part(activity: Activity) -> dict[str, Any]:
    """Pupils by class as it was called then, guests by group. One query."""
    room = {name: f"classroom__{name}" for name in ("level", "room")}
    group = {"group": "group__name", "unit": "group__unit", "position": "group__position"}
    asked = {
        "classes": (activity.classes.all(), facts("label", "pupils", **room)),
        "guests": (activity.guests.all(), facts("people", **group)),
    }
    found = asked_together(asked)
    found["classes"].sort(key=lambda one: (one["level"] or GONE, one["room"] or 0, one["pk"]))
    found["guests"].sort(key=lambda one: (one["position"], one["pk"]))
    return found


def _trip(request: Request, activity: Activity) -> dict[str, Any]:
    """The plan of taking pupils out, and what the families said."""
    trip = getattr(activity, "trip", None)
    waits = bool(trip) and trip.state == Trip.State.ASKED and trip.asked_by_id != request.user.pk
    return {
        "trip": trip,
        "replies": trip.pupils.figures() if trip else {},
        "may_decide": waits and activity.school_id in request.user.access.grant(ALLOW).schools,
    }


@require_http_methods(GET_POST)
@require(LOG)
def activity_create(request: Request) -> HttpResponse:
    """A new one; `?from=` names one of before whose facts are taken over, `?need=` what the
    community asked for and this answers.
    """
    school = school_of(request, LOG)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("community:activity-detail", made)
    source, need = _source(request, school), _need(request, school)
    activity = Activity(school=school, copied_from=source)
    initial: dict[str, Any] = {"staff": [request.user.pk]}
    hint = str(school)
    if source:
        is_ours = source.school_id == school.pk
        names = TAKEN_AT_HOME if is_ours else TAKEN_OVER
        initial |= {name: getattr(source, name) for name in names}
        hint = f"ต้นแบบ: {source}"
        if source.advice:
            hint += f" · คำแนะนำจากครั้งก่อน: {source.advice}"
    if need:
        initial |= {"title": need.text[:300], "kind": KINDS.get(need.kind, Activity.Kind.OTHER)}
        hint = f"ตอบความต้องการของชุมชน: {need}"
    page = {"heading": "บันทึกกิจกรรม", "hint": hint, "back": str(LIST[1])}
    return _form(request, activity, page, initial, need)


def _need(request: Request, school: School) -> Need | None:
    """What `?need=` names, of this school; 404 for any other."""
    asked = sent_number(request.GET.get("need", ""))
    if not asked:
        return None
    rows = Need.objects.for_user(request.user, Permission.PARTNER_VIEW)
    return get_object_or_404(rows.filter(school=school), pk=asked)


def _source(request: Request, school: School) -> Activity | None:
    """The activity of this school that `?from=` names, or the shared lesson that `?lesson=` does;
    404 for any other.
    """
    asked = sent_number(request.GET.get("from", ""))
    if asked:
        rows = Activity.objects.for_user(request.user, VIEW).filter(school=school)
        return get_object_or_404(rows.select_related("area", "project"), pk=asked)
    if lesson := sent_number(request.GET.get("lesson", "")):
        return get_object_or_404(Activity.objects.shared_with(request.user), pk=lesson)
    return None


@require_http_methods(GET_POST)
@require(LOG)
def activity_update(request: Request, pk: int) -> HttpResponse:
    activity = changeable(request, pk)
    page = {"heading": "แก้ไขกิจกรรม", "hint": activity.title}
    return _form(request, activity, page | {"back": activity.get_absolute_url()}, {})


def _form(
    request: Request,
    activity: Activity,
    page: dict[str, Any],
    initial: dict[str, Any],
    need: Need | None = None,
) -> HttpResponse:
    place = request.workplace
    form = ActivityForm(
        request.POST or None,
        instance=activity,
        initial=initial,
        need=need,
        user=request.user,
        permission=LOG,
        school=activity.school,
        today=place.today,
        year=place.year,
    )
    crumbs = [HOME, LIST, (page["heading"], "")]
    if activity.pk:
        crumbs = crumbs_of(activity, ("แก้ไข", ""))
    page |= {"crumbs": crumbs, "then": Activity.get_absolute_url, "done": "บันทึกกิจกรรมแล้ว"}
    return form_page(request, form, form.save, **page)


@require_http_methods(GET_POST)
@require(LOG)
def activity_result(request: Request, pk: int) -> HttpResponse:
    """What came of it, by itself: what a late activity lacks."""
    activity = changeable(request, pk)
    form = ResultForm(
        request.POST or None,
        instance=activity,
        user=request.user,
        permission=LOG,
        today=request.workplace.today,
    )
    when = thai_date_range(activity.starts_on, activity.ends_on)
    page = {"heading": "บันทึกผลและบทเรียน", "hint": f"{activity.title} · {when}"}
    page |= {"back": activity.get_absolute_url(), "done": "บันทึกผลแล้ว"}
    crumbs = crumbs_of(activity, ("ผลและบทเรียน", ""))
    return form_page(request, form, form.save, crumbs=crumbs, **page)


@require_http_methods(GET_POST)
@require(LOG)
def activity_cancel(request: Request, pk: int) -> HttpResponse:
    activity = changeable(request, pk)
    form = CancelForm(request.POST or None, activity=activity, by=request.user)
    page = {"heading": "ยกเลิกกิจกรรม", "submit": "ยกเลิกกิจกรรม", "done": "ยกเลิกกิจกรรมแล้ว"}
    page |= {"hint": f"{activity.title} · ข้อมูลยังอยู่ในรายการ", "cancel": "ไม่ยกเลิก"}
    crumbs = crumbs_of(activity, ("ยกเลิก", ""))
    back = activity.get_absolute_url()
    return form_page(request, form, form.save, back=back, crumbs=crumbs, danger=True, **page)
