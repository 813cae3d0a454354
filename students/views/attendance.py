"""Attendance of classes: today at a glance, a class on a day, a month of it, the school's rule."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.requests import Request
from schoolcare.thai import parse_thai_date, thai_date
from students import class_days
from students.attendance import class_shares, days_off, rule_of, term_on
from students.forms.attendance import DayForm, RuleForm
from students.models import Absence, AbsenceCase, ClassDay, Classroom
from students.models.classrooms import roster
from students.services import attendance as services
from students.views.pages import form_page

VIEW, WRITE = Permission.ATTENDANCE_VIEW, Permission.ATTENDANCE_WRITE
LIST = ("เช็กชื่อ", reverse_lazy("students:attendance-list"))
HOME = ("หน้าแรก", "/")
NOBODY = {kind.value: 0 for kind in Absence.Kind}


def asked_day(request: Request, otherwise: date) -> date:
    """The day that `on` names; what cannot be read is as if nothing was asked."""
    try:
        return parse_thai_date(request.GET.get("on", "") or request.POST.get("on", ""))
    except ValueError:
        return otherwise


def room_of(request: Request, pk: int, permission: Permission) -> Any:
    """The class within reach, else 404; with `may_write`."""
    rows = Classroom.objects.for_user(request.user, permission)
    rows = rows.with_reach(request.user, may_write=WRITE)
    related = ("school__district", "school__attendance_rule")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def crumbs_of(room: Classroom, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    url = reverse("students:attendance-day", args=[room.pk])
    return [HOME, LIST, (room.label, url if rest else ""), *rest]


@require_safe
@require(VIEW)
def attendance_list(request: Request) -> HttpResponse:
    """Every class of the year within reach: checked on the day or not, and who was missing."""
    place = request.workplace
    on = asked_day(request, place.today)
    rooms: Any = Classroom.objects.for_user(request.user, VIEW).filter(school=place.school)
    rooms = rooms.filter(year=place.year).with_reach(request.user, may_write=WRITE)
    found = ClassDay.objects.filter(on=on).prefetch_related("absences")
    rooms = rooms.annotate(pupils=Count("enrolments", roster("enrolments__"), distinct=True))
    rooms = list(rooms.prefetch_related(Prefetch("class_days", found, to_attr="today")))
    for room in rooms:
        kinds = [one.kind for day in room.today for one in day.absences.all()]
        room.counts = {kind: kinds.count(kind) for kind in NOBODY}
        room.came = room.pupils - sum(kinds.count(kind) for kind in Absence.AWAY)
    checked = sum(bool(room.today) for room in rooms)
    cases = AbsenceCase.objects.for_user(request.user, VIEW).open()
    school = place.school
    context = {
        "rooms": rooms,
        "checked": checked,
        "on": on,
        "is_ahead": on > place.today,
        "off": ", ".join(days_off(school, on, on).get(on, [])) if school else "",
        "cases": cases.filter(student__school=school).count(),
        "crumbs": [HOME, ("เช็กชื่อ", "")],
    }
    return render(request, "students/attendance_list.html", context)


@require_safe
@require(VIEW)
def attendance_day(request: Request, pk: int) -> HttpResponse:
    room = room_of(request, pk, VIEW)
    page = class_days.day_page(room, asked_day(request, request.workplace.today))
    if page.noted:
        facts = {"school_id": room.school_id, "pupils": page.noted}
        audit.record("class_day.view", page.day, by=request.user, **facts)
    return _day(request, page)


@require_POST
@require(WRITE)
def attendance_check(request: Request, pk: int) -> HttpResponse:
    """The whole class in one request; what is refused comes back as it was ticked."""
    room = room_of(request, pk, WRITE)
    form = DayForm(request.POST)
    is_good = form.is_valid()
    asked = form.cleaned_data
    on = asked.get("on") or request.workplace.today
    if is_good:
        try:
            how: dict[str, Any] = {"seen": asked["version"], "is_held": asked["held"]}
            services.check_day(room, on, asked["marks"], by=request.user, **how)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            missing = len(asked["marks"])
            what = f"ไม่มาหรือสาย {missing} คน" if missing else "มาครบ"
            messages.success(request, f"บันทึก {room.label} {thai_date(on)} แล้ว {what}")
            back = reverse("students:attendance-list")
            return redirect(f"{back}?on={on.isoformat()}")
    page = class_days.day_page(room, on, asked.get("marks", {}))
    return _day(request, page, form=form)


def _day(
    request: Request, page: class_days.DayPage, *, form: DayForm | None = None
) -> HttpResponse:
    room: Any = page.room
    context = {
        "page": page,
        "room": room,
        "form": form or "",
        "errors": form.non_field_errors() if form else [],
        "is_held": bool(form and form.cleaned_data.get("held")),
        "may_write": room.may_write and not page.refusal and bool(page.rows),
        "kinds": [(kind.value, kind.label, class_days.LOOKS[kind]) for kind in Absence.Kind],
        "events": class_days.corrections(page),
        "crumbs": crumbs_of(room),
    }
    return render(request, "students/attendance_day.html", context)


@require_POST
@require(WRITE)
def attendance_remove(request: Request, pk: int) -> HttpResponse:
    """Take back a day that was checked by mistake."""
    days = ClassDay.objects.for_user(request.user, WRITE).select_related("classroom")
    day = get_object_or_404(days, pk=pk)
    services.uncheck_day(day, by=request.user)
    messages.success(request, f"ยกเลิกการเช็กชื่อ {day.classroom} {thai_date(day.on)} แล้ว")
    back = reverse("students:attendance-day", args=[day.classroom_id])
    return redirect(f"{back}?on={day.on.isoformat()}")


@require_safe
@require(VIEW)
def attendance_month(request: Request, pk: int) -> HttpResponse:
    """Pupils × checked days of a month, with the share of the term so far."""
    room = room_of(request, pk, VIEW)
    today = request.workplace.today
    page = class_days.month_page(room, asked_day(request, today))
    term = term_on(room.school_id, page.last) or term_on(room.school_id, page.first)
    shares = class_shares([room], term.starts_on, term.ends_on) if term else {}
    before, after = class_days.around(page)
    context = {
        "page": page,
        "room": room,
        "term": term,
        "share": shares.get(room.pk),
        "rule": rule_of(room.school),
        "before": before,
        "after": after if after <= today else None,
        "crumbs": crumbs_of(room, (page.title, "")),
    }
    return render(request, "students/attendance_month.html", context)


@require_http_methods(GET_POST)
@require(Permission.CONDUCT_EDIT)
def attendance_rule(request: Request) -> HttpResponse:
    """From how many days on guardians are written to."""
    school = request.workplace.school
    right = Permission.CONDUCT_EDIT
    if school is None or school.pk not in request.user.access.grant(right).schools:
        raise Http404
    scope = {"user": request.user, "permission": right, "school": school}
    form = RuleForm(request.POST or None, instance=rule_of(school), **scope)
    page = {"heading": "เกณฑ์การขาดเรียน", "back": reverse("students:absence-list")}
    page["hint"] = "เปลี่ยนแล้วมีผลตั้งแต่การเช็กชื่อครั้งต่อไป เรื่องที่เปิดไว้แล้วยังอยู่"
    page["crumbs"] = [HOME, LIST, ("เกณฑ์การขาดเรียน", "")]  # type: ignore[assignment]
    return form_page(request, form, form.save, **page)
