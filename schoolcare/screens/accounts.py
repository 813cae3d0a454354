"""People of a school or an office: the list, the account, its roles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schoolcare import accounts, audit_trail, sign_in
from schoolcare.access import Permission, require
from schoolcare.identity import split_title
from schoolcare.models import Membership, User
from schoolcare.requests import Request
from schoolcare.screens.forms.accounts import (
    JoinForm,
    MembershipForm,
    PersonAddForm,
    PersonFilter,
    PersonForm,
)

HOME = ("หน้าแรก", "/")
P = Permission.ACCOUNT_MANAGE
PAGE = 50
form_view = require_http_methods(["GET", "HEAD", "POST"])


def people_crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [HOME, ("บุคลากร", reverse("person-list")), *more]


def find_person(request: Request, pk: int) -> User:
    return get_object_or_404(accounts.people_of(request.user), pk=pk)


def narrowed(request: Request) -> QuerySet[Membership]:
    """Roles in reach; for people of schools alone, those of the school they work in."""
    rows = accounts.memberships_of(request.user)
    school = request.workplace.school
    if school and not request.user.access.grant(P).districts:
        rows = rows.filter(school=school)
    return rows


@require_safe
@require(P)
def person_list(request: Request) -> HttpResponse:
    form = PersonFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    members = narrowed(request)
    today = timezone.localdate()
    lasting = members.filter(Q(ends_on=None) | Q(ends_on__gte=today), user=OuterRef("pk"))
    state = asked.get("state", "")
    people = User.objects.filter(pk__in=members.values("user")).exclude(is_superuser=True)
    people = people.filter(is_active=state != "closed")
    if state != "closed":
        people = people.filter(~Exists(lasting) if state == "past" else Exists(lasting))
    if role := asked.get("role"):
        people = people.filter(Exists(lasting.filter(role=role)))
    people = people.filter(*(_named(word) for word in words_of(asked.get("q", ""))))
    shown = members.select_related("school", "district")
    people = people.prefetch_related(Prefetch("memberships", shown, to_attr="shown_roles"))
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "form": form, "crumbs": [HOME, ("บุคลากร", "")]}
    return render(request, "people/person_list.html", context)


def words_of(typed: str) -> list[str]:
    """What was typed, without the title in front of a name."""
    return split_title(typed).name.split()


def _named(word: str) -> Q:
    names = Q(first_name__contains=word) | Q(last_name__contains=word)
    return names | Q(username__icontains=word)


@form_view
@require(P)
def person_add(request: Request) -> HttpResponse:
    """The one-time password stands on the answer to the form, and nowhere else."""
    form = PersonAddForm(
        request.POST or None, manager=request.user, school=request.workplace.school
    )
    if request.method == "POST" and form.is_valid():
        try:
            person, password = form.save()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return show_password(request, person, password)
    context = {"form": form, "crumbs": people_crumbs(("เพิ่มบุคลากร", ""))}
    return render(request, "people/person_add.html", context)


def show_password(request: Request, person: User, password: str) -> HttpResponse:
    context = {
        "person": person,
        "password": password,
        "crumbs": people_crumbs((person.full_name, reverse("person-detail", args=[person.pk]))),
    }
    response = render(request, "people/person_password.html", context)
    response["Cache-Control"] = "no-store"
    return response


@form_view
@require(P)
def person_join(request: Request) -> HttpResponse:
    form = JoinForm(request.POST or None, manager=request.user, school=request.workplace.school)
    if saved(form):
        messages.success(request, "เพิ่มบทบาทแล้ว")
        return redirect("person-list")
    context = {"form": form, "crumbs": people_crumbs(("เพิ่มคนที่มีบัญชีแล้ว", ""))}
    return render(request, "people/person_join.html", context)


def saved(form: Any) -> bool:
    """Whether the form held and its service took it; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    try:
        form.save()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_safe
@require(P)
def person_detail(request: Request, pk: int) -> HttpResponse:
    person = find_person(request, pk)
    members = accounts.memberships_of(request.user).filter(user=person)
    context = {
        "person": person,
        "members": members.select_related("school", "district").order_by("ends_on", "pk"),
        "today": timezone.localdate(),
        "is_theirs": accounts.is_theirs(request.user, person),
        "is_locked": sign_in.is_locked(person),
        "verbs": VERBS,
        "events": audit_trail.history(person),
        "crumbs": people_crumbs((person.full_name, "")),
    }
    return render(request, "people/person_detail.html", context)


@form_view
@require(P)
def person_edit(request: Request, pk: int) -> HttpResponse:
    person = find_person(request, pk)
    form = PersonForm(request.POST or None, manager=request.user, person=person)
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect("person-detail", person.pk)
    way = (User.objects.get(pk=pk).full_name, reverse("person-detail", args=[pk]))
    context = {"form": form, "person": person, "crumbs": people_crumbs(way, ("แก้ไข", ""))}
    return render(request, "people/person_form.html", context)


@form_view
@require(P)
def membership_add(request: Request, pk: int) -> HttpResponse:
    person = find_person(request, pk)
    school = request.workplace.school
    form = MembershipForm(request.POST or None, manager=request.user, person=person, school=school)
    if saved(form):
        messages.success(request, "เพิ่มบทบาทแล้ว")
        return redirect("person-detail", pk)
    way = (person.full_name, reverse("person-detail", args=[pk]))
    context = {"form": form, "person": person, "crumbs": people_crumbs(way, ("เพิ่มบทบาท", ""))}
    return render(request, "people/membership_form.html", context)


@form_view
@require(P)
def membership_edit(request: Request, pk: int) -> HttpResponse:
    member = find_membership(request, pk)
    form = MembershipForm(request.POST or None, manager=request.user, member=member)
    if saved(form):
        messages.success(request, "บันทึกแล้ว")
        return redirect("person-detail", member.user_id)
    way = (member.user.full_name, reverse("person-detail", args=[member.user_id]))
    context = {
        "form": form,
        "member": member,
        "person": member.user,
        "crumbs": people_crumbs(way, (member.get_role_display(), "")),
    }
    return render(request, "people/membership_form.html", context)


def find_membership(request: Request, pk: int) -> Membership:
    rows = accounts.memberships_of(request.user).select_related("user", "school", "district")
    return get_object_or_404(rows, pk=pk)


@require_POST
@require(P)
def membership_end(request: Request, pk: int) -> HttpResponse:
    member = find_membership(request, pk)
    try:
        accounts.end_membership(member, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "สิ้นสุดบทบาทแล้ว")
    return redirect("person-detail", member.user_id)


@dataclass(frozen=True)
class Verb:
    """One thing done to an account by a button; `text` says beforehand what will happen."""

    label: str
    act: Callable[..., Any]
    done: str
    text: str
    icon: str
    when_active: bool = True


VERBS = {
    "password": Verb(
        "ออกรหัสผ่านใหม่",
        sign_in.reset_password,
        "",
        "รหัสเดิมใช้ไม่ได้ และออกจากระบบทุกเครื่อง",
        "key",
    ),
    "logout": Verb(
        "ออกจากระบบทุกเครื่อง",
        sign_in.log_out_everywhere,
        "ออกจากระบบทุกเครื่องแล้ว",
        "ต้องเข้าสู่ระบบใหม่ทุกเครื่อง",
        "log-out",
    ),
    "unlock": Verb(
        "ปลดการพักเข้าสู่ระบบ",
        sign_in.unlock,
        "ปลดการพักแล้ว เข้าสู่ระบบได้ทันที",
        "ล้างจำนวนครั้งที่ใส่รหัสผิด",
        "undo",
    ),
    "factor": Verb(
        "ปิดการยืนยันสองขั้น",
        sign_in.drop_second_factor,
        "ปิดการยืนยันสองขั้นแล้ว",
        "ใช้เมื่อโทรศัพท์หาย ครั้งต่อไปใช้รหัสผ่านอย่างเดียว",
        "shield",
    ),
    "deactivate": Verb(
        "ปิดบัญชี",
        sign_in.deactivate,
        "ปิดบัญชีแล้ว",
        "เข้าสู่ระบบไม่ได้จนกว่าจะเปิดใหม่ ข้อมูลที่บันทึกไว้ยังอยู่ ถ้าพ้นหน้าที่ สิ้นสุดบทบาทก่อน",
        "lock",
    ),
    "activate": Verb(
        "เปิดบัญชี", sign_in.activate, "เปิดบัญชีแล้ว", "เข้าสู่ระบบได้อีกครั้ง", "ok", when_active=False
    ),
}


@require_POST
@require(P)
def person_verb(request: Request, pk: int, verb: str) -> HttpResponse:
    if verb not in VERBS:
        raise Http404
    person = find_person(request, pk)
    try:
        result = VERBS[verb].act(person, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("person-detail", pk)
    if verb == "password":
        return show_password(request, person, result)
    messages.success(request, VERBS[verb].done)
    return redirect("person-detail", pk)
