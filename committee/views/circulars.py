"""The office writes, sends and follows its circulars."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from committee.forms.circulars import CircularForm, ReminderForm, SendForm, WithdrawForm
from committee.models import Circular, CircularFile, CircularReceipt
from committee.services import circulars
from committee.views.pages import form_page, office_of
from schoolcare import audit_trail, files
from schoolcare.access import Permission, require
from schoolcare.documents import prepare
from schoolcare.form_pages import GET_POST
from schoolcare.models import District
from schoolcare.requests import Request
from schoolcare.step_days import plan_year
from schoolcare.submissions import made_before, once

P = Permission.CIRCULAR_SEND
LIST = ("หนังสือเวียนถึงโรงเรียน", reverse_lazy("committee:circular-list"))
PAGE, EVENTS = 30, 10
STATES = [("", "ทั้งหมด"), *Circular.State.choices]
WHO = [("", "ทั้งหมด"), ("waiting", "ยังไม่รับทราบ"), ("known", "รับทราบแล้ว")]


def circular_of(request: Request, pk: int, *together: str) -> Circular:
    rows = Circular.objects.for_user(request.user, P)
    people = ("made_by", "sent_by", "withdrawn_by")
    rows = rows.select_related("district", "network", "corrects", "step__procedure", *people)
    return get_object_or_404(rows.prefetch_related(*together), pk=pk)


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [("หน้าแรก", "/"), LIST, *more]


def page_of(circular: Circular) -> str:
    return reverse("committee:circular-detail", args=[circular.pk])


def choices(request: Request, name: str, offered: list[tuple[str, Any]]) -> tuple[str, list[dict]]:
    """What is picked in the address, and the links to all, for components/segments.html."""
    picked = request.GET.get(name, "")
    picked = picked if picked in dict(offered) else ""
    links = [
        {"label": label, "url": f"?{name}={key}" if key else "?", "current": key == picked}
        for key, label in offered
    ]
    return picked, links


@require_safe
@require(P)
def circular_list(request: Request) -> HttpResponse:
    """Drafts and what was sent, with the schools that acknowledged; the newest first."""
    state, segments = choices(request, "state", STATES)
    rows = Circular.objects.for_user(request.user, P).with_counts()
    rows = rows.select_related("network").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "segments": segments,
        "today": request.workplace.today,
        "crumbs": [("หน้าแรก", "/"), (LIST[0], "")],
    }
    return render(request, "committee/circular_list.html", context)


@require_http_methods(GET_POST)
@require(P)
def circular_create(request: Request) -> HttpResponse:
    """Write a circular; `?corrects=` names the one that it puts right."""
    office = office_of(request, P)
    if made := made_before(request.user, request.POST.get("key")):
        return redirect("committee:circular-detail", made)
    circular = Circular(district=office)
    return _form(request, circular, office, _first_values(request, office))


def _first_values(request: Request, office: District) -> dict[str, Any]:
    asked = request.GET.get("corrects", "")
    rows = Circular.objects.filter(district=office).exclude(state=Circular.State.DRAFT)
    old = rows.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 18 else None
    if old is None:
        return {}
    same = {name: getattr(old, name) for name in ("text", "audience", "amphoe", "step", "year")}
    subject = f"แก้ไข{old.subject}"[: Circular._meta.get_field("subject").max_length]
    return same | {
        "subject": subject,
        "network": old.network_id,
        "picked": old.picked.all(),
        "corrects": old.pk,
    }


@require_http_methods(GET_POST)
@require(P)
def circular_update(request: Request, pk: int) -> HttpResponse:
    circular = circular_of(request, pk, "picked")
    if not circular.is_draft:
        return redirect(page_of(circular))
    return _form(request, circular, circular.district, {})


def _form(
    request: Request, circular: Circular, office: District, initial: dict[str, Any]
) -> HttpResponse:
    today = request.workplace.today
    form = CircularForm(
        request.POST or None,
        request.FILES or None,
        instance=circular,
        initial=initial,
        office=office,
        by=request.user,
        today=today,
        year=plan_year(today),
    )
    back = page_of(circular) if circular.pk else str(LIST[1])
    words = "แก้ไขร่างหนังสือเวียน" if circular.pk else "เขียนหนังสือเวียน"
    page = {"heading": words, "back": back, "crumbs": crumbs((words, "")), "submit": "บันทึกร่าง"}
    done = "บันทึกร่างแล้ว ตรวจดูแล้วกดส่ง"
    return form_page(request, form, form.save, then=page_of, done=done, **page)


@require_safe
@require(P)
def circular_detail(request: Request, pk: int) -> HttpResponse:
    """The letter, its attachments, and where each school stands."""
    circular = circular_of(request, pk)
    who, segments = choices(request, "who", WHO)
    receipts = circular.receipts.select_related("school__network", "opened_by", "acknowledged_by")
    receipts = receipts.annotate(reminded=Count("reminders"), last=Max("reminders__made_on"))
    rows = list(receipts.order_by("school__name", "pk"))
    known = sum(one.acknowledged_at is not None for one in rows)
    wanted = {"waiting": False, "known": True}.get(who)
    if wanted is not None:
        rows = [one for one in rows if (one.acknowledged_at is not None) is wanted]
    is_late = circular.answer_by and circular.answer_by < request.workplace.today
    context = {
        "circular": circular,
        "files": circular.files.select_related("file"),
        "groups": _by_network(rows),
        "segments": segments,
        "total": receipts.count() if who else len(rows),
        "known": known,
        "is_late": is_late,
        "reminders": circular.reminders.annotate(schools=Count("receipts")).select_related(
            "made_by"
        ),
        "schools": None if not circular.is_draft else circulars.schools_of(circular).count(),
        "corrections": circular.corrections.all(),
        "history": audit_trail.history(circular, EVENTS),
        "crumbs": crumbs((str(circular), "")),
    }
    return render(request, "committee/circular_detail.html", context)


def _by_network(rows: list[CircularReceipt]) -> list[tuple[str, list[CircularReceipt]]]:
    """The schools of each network, in the order of their names; those without one last."""
    names = {one.school.network.name for one in rows if one.school.network}
    found = [
        (name, [one for one in rows if one.school.network and one.school.network.name == name])
        for name in sorted(names)
    ]
    rest = [one for one in rows if one.school.network is None]
    return [*found, ("ไม่มีกลุ่มเครือข่าย" if found else "", rest)] if rest else found


@require_http_methods(GET_POST)
@require(P)
def circular_send(request: Request, pk: int) -> HttpResponse:
    """What goes to whom, once more, before it is locked."""
    circular = circular_of(request, pk)
    if not circular.is_draft:
        return redirect(page_of(circular))
    letter = prepare(circulars.PAPER, {"object": str(pk)}, user=request.user)
    first = {"number": letter.body.get("number", "")}
    form = SendForm(request.POST or None, initial=first, office=circular.district)
    form.is_bound = request.method == "POST"
    schools = list(circulars.schools_of(circular).order_by("name", "pk"))

    def save() -> None:
        number = form.cleaned_data.get("number", "")
        circulars.send(circular, number=number, by=request.user)

    page = {
        "template": "committee/circular_send.html",
        "heading": f"ส่งถึง {len(schools)} โรงเรียน",
        "back": page_of(circular),
        "crumbs": crumbs((str(circular), page_of(circular)), ("ส่ง", "")),
        "circular": circular,
        "schools": schools,
        "submit": "ส่งหนังสือเวียน",
    }
    return form_page(request, form, save, done="ส่งแล้ว โรงเรียนเห็นในหน้าแรกของตน", **page)


@require_http_methods(GET_POST)
@require(P)
def circular_withdraw(request: Request, pk: int) -> HttpResponse:
    circular = circular_of(request, pk)
    if circular.state == Circular.State.WITHDRAWN:
        return redirect(page_of(circular))
    form = WithdrawForm(request.POST or None)

    def save() -> None:
        circulars.withdraw(circular, reason=form.cleaned_data["reason"], by=request.user)

    page = {
        "heading": "ยกเลิกหนังสือเวียน",
        "back": page_of(circular),
        "crumbs": crumbs((str(circular), page_of(circular)), ("ยกเลิก", "")),
        "submit": "ยกเลิกหนังสือเวียน",
        "danger": True,
    }
    hint = f"{circular} · เรื่องและเหตุที่ยกเลิกยังคงอยู่ โรงเรียนที่ได้รับแล้วเห็นว่ายกเลิก"
    return form_page(request, form, save, done="ยกเลิกแล้ว", hint=hint, **page)


@require_http_methods(GET_POST)
@require(P)
def circular_remind(request: Request, pk: int) -> HttpResponse:
    """Choose whom to remind; the letters are printed from the circular's page."""
    circular = circular_of(request, pk)
    if made_before(request.user, request.POST.get("key")) or not circular.is_sent:
        return redirect(page_of(circular))
    form = ReminderForm(request.POST or None, circular=circular)

    def save() -> None:
        chosen = form.cleaned_data["receipts"]
        once(
            request.user,
            form.cleaned_data["key"],
            lambda: circulars.remind(circular, chosen, by=request.user),
        )

    page = {
        "heading": "เตือนโรงเรียนที่ยังไม่รับทราบ",
        "back": page_of(circular),
        "crumbs": crumbs((str(circular), page_of(circular)), ("เตือน", "")),
        "submit": "ทำหนังสือเตือน",
    }
    done = "บันทึกการเตือนแล้ว พิมพ์หนังสือเตือนได้จากหน้านี้"
    return form_page(request, form, save, done=done, hint=str(circular), **page)


@require_safe
@require(P)
def circular_file(request: Request, pk: int) -> HttpResponseBase:
    """One attachment, for those who send it."""
    rows = CircularFile.objects.for_user(request.user, P).select_related("file")
    return attachment(get_object_or_404(rows, pk=pk))


def attachment(row: CircularFile) -> HttpResponseBase:
    ending = files.EXTENSIONS.get(row.file.content_type, "bin")
    return files.file_response(row.file, download_as=f"{row.title}.{ending}")
