"""Pupil groups of the year worked in: the list, one group, who is in it."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import form_pages
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST, pressed
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from schoolcare.text import sent_number
from students.forms.groups import AddPupilsForm, GroupForm, GroupPupilForm
from students.models import Classroom, GroupPupil, PupilGroup, Student
from students.services import groups as services
from students.views.pages import form_page
from students.views.structure_pages import HOME, may, school_here

VIEW, EDIT = Permission.GROUP_VIEW, Permission.GROUP_EDIT
LIST = "students:group-list"
GROUPS = ("กลุ่มนักเรียน", reverse_lazy(LIST))


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [HOME, GROUPS, *more]


def _group(request: Request, pk: int, permission: Permission) -> PupilGroup:
    rows = PupilGroup.objects.for_user(request.user, permission)
    return get_object_or_404(rows.select_related("school__district", "kind", "adviser"), pk=pk)


@require_safe
@require(VIEW)
def group_list(request: Request) -> HttpResponse:
    school = school_here(request, VIEW)
    rows = PupilGroup.objects.for_user(request.user, VIEW).with_counts()
    rows = rows.filter(school=school, year=request.workplace.year)
    context = {
        "school": school,
        "groups": list(rows.select_related("kind", "adviser")),
        "may_edit": may(request, EDIT, school),
        "crumbs": [HOME, ("กลุ่มนักเรียน", "")],
    }
    return render(request, "students/group_list.html", context)


@require_safe
@require(VIEW)
def group_detail(request: Request, pk: int) -> HttpResponse:
    """Who is in the group, then who was; names lead to the pupils that the person may open."""
    group = _group(request, pk, VIEW)
    members = list(members_of(request, group))
    context = {
        "group": group,
        "now": [one for one in members if one.ends_on is None],
        "past": [one for one in members if one.ends_on is not None],
        "may_edit": may(request, EDIT, group.school),
        "crumbs": crumbs((group.name, "")),
    }
    return render(request, "students/group_detail.html", context)


def members_of(request: Request, group: PupilGroup) -> QuerySet[GroupPupil]:
    pupil = Student.objects.filter(pk=OuterRef("student"))
    opened = Exists(pupil.for_user(request.user, Permission.PUPIL_VIEW))
    return group.members.with_classes().annotate(may_open=opened).order_by("order", "pk")


@require_http_methods(GET_POST)
@require(EDIT)
def group_create(request: Request) -> HttpResponse:
    school = school_here(request, EDIT)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("students:group-detail", made)
    new = PupilGroup(school=school, year=request.workplace.year)
    return _form(request, new, f"เพิ่มกลุ่มนักเรียน ปีการศึกษา {new.year}", reverse(LIST))


@require_http_methods(GET_POST)
@require(EDIT)
def group_update(request: Request, pk: int) -> HttpResponse:
    group = _group(request, pk, EDIT)
    return _form(request, group, f"แก้ไข {group}", group.get_absolute_url())


def _form(request: Request, group: PupilGroup, heading: str, back: str) -> HttpResponse:
    who: dict[str, Any] = {"user": request.user, "permission": EDIT}
    form = GroupForm(request.POST or None, instance=group, **who)

    def save() -> PupilGroup:
        def keep() -> PupilGroup:
            return services.save_group(form.instance, by=request.user)

        return keep() if group.pk else once(request.user, form.cleaned_data["key"], keep)[0]

    page = {"heading": heading, "back": back, "crumbs": crumbs((heading, ""))}
    return form_page(request, form, save, then=lambda made: made.get_absolute_url(), **page)


@require_POST
@require(EDIT)
def group_remove(request: Request, pk: int) -> HttpResponse:
    group = _group(request, pk, EDIT)
    done = f"ลบ {group} แล้ว"
    if pressed(request, lambda: services.remove_group(group, by=request.user), done):
        return redirect(LIST)
    return redirect(group)


@require_http_methods(GET_POST)
@require(EDIT)
def group_add(request: Request, pk: int) -> HttpResponse:
    """Pupils of one class; the class is chosen by a link and kept in the address."""
    group = _group(request, pk, EDIT)
    rooms = list(Classroom.objects.filter(school=group.school, year=group.year))
    room = _room(request, rooms)
    if made_before(request.user, request.POST.get("key")):
        return redirect(group)
    if room is None:
        return redirect(group)
    initial = {"starts_on": request.workplace.today}
    form = AddPupilsForm(request.POST or None, group=group, room=room, initial=initial)

    def save() -> PupilGroup:
        return once(request.user, form.cleaned_data["key"], add)[0]

    def add() -> PupilGroup:
        day = form.cleaned_data["starts_on"]
        services.add_pupils(group, form.pupils, form.chosen_position, day, by=request.user)
        return group

    return form_pages.form_page(
        request,
        form,
        save,
        heading=f"เพิ่มนักเรียนใน{group}",
        hint=f"ชั้น {room.label}",
        back=group.get_absolute_url(),
        crumbs=crumbs((group.name, group.get_absolute_url()), ("เพิ่มนักเรียน", "")),
        done="เพิ่มนักเรียนแล้ว",
        template="students/group_add.html",
        rooms=rooms,
        room=room,
    )


def _room(request: Request, rooms: list[Classroom]) -> Classroom | None:
    asked = sent_number(request.GET.get("classroom", ""))
    return next((one for one in rooms if one.pk == asked), rooms[0] if rooms else None)


def _member(request: Request, pk: int) -> GroupPupil:
    group = PupilGroup.objects.for_user(request.user, EDIT)
    rows = GroupPupil.objects.filter(group__in=group).select_related("student", "group__kind")
    return get_object_or_404(rows.select_related("group__school"), pk=pk)


@require_http_methods(GET_POST)
@require(EDIT)
def group_pupil_update(request: Request, pk: int) -> HttpResponse:
    member = _member(request, pk)
    who: dict[str, Any] = {"user": request.user, "permission": EDIT}
    form = GroupPupilForm(request.POST or None, instance=member, **who)
    return form_page(
        request,
        form,
        lambda: services.save_member(form.instance, by=request.user),
        heading=f"แก้ไข {member.student.short_name}",
        hint=str(member.group),
        back=member.group.get_absolute_url(),
        crumbs=crumbs((member.group.name, member.group.get_absolute_url()), ("แก้ไข", "")),
    )


@require_POST
@require(EDIT)
def group_pupil_remove(request: Request, pk: int) -> HttpResponse:
    member = _member(request, pk)
    services.remove_member(member, by=request.user)
    messages.success(request, "ลบรายการที่บันทึกผิดแล้ว")
    return redirect(member.group)
