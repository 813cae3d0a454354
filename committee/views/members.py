"""One member of a board: the page, the form, leaving, the id, the tie to a pupil's guardian."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.checks import findings_of_member, findings_of_seen
from committee.forms.members import (
    GuardianLinkForm,
    GuardianSearchForm,
    LeaveForm,
    MemberForm,
    NewMemberForm,
)
from committee.models import Board, Member, OrderLine, Seat
from committee.seating import refill_due
from committee.services import boards
from committee.services.review import open_remarks
from committee.services.trainings import trainings_of
from committee.terms import served_before, terms_of
from committee.views.pages import (
    board_of,
    crumbs_of,
    form_page,
    member_of,
    page_of,
    place_words,
)
from schoolcare import audit, audit_trail, files
from schoolcare.access import Permission, require
from schoolcare.form_pages import GET_POST
from schoolcare.identity import format_citizen_id, split_title
from schoolcare.requests import Request
from schoolcare.submissions import made_before, once
from schoolcare.text import sent_number
from students.models import Guardian, Guardianship, Student

EVENTS, MOST = 10, 20


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _look(request: Request, member: Member, **part: str) -> None:
    school = member.board.school
    where = {"school_id": school.pk, "district_id": school.district_id}
    audit.record("member.view", member, by=request.user, **where, **part)


def _crumbs(request: Request, member: Member, *rest: tuple[str, Any]) -> list[tuple[str, Any]]:
    here = reverse("committee:member-detail", args=[member.pk]) if rest else ""
    return crumbs_of(request, member.board, (str(member), here), *rest)


@require_safe
@require(Permission.BOARD_VIEW)
def member_detail(request: Request, pk: int) -> HttpResponse:
    member = member_of(request, pk, Permission.BOARD_VIEW)
    _look(request, member)
    return _member_page(request, member, revealed="")


@require_POST
@require(Permission.BOARD_PERSON)
def member_reveal(request: Request, pk: int) -> HttpResponse:
    member = member_of(request, pk, Permission.BOARD_PERSON)
    number = boards.reveal_id(member, by=request.user)
    return _member_page(request, member, revealed=format_citizen_id(number))


def _member_page(request: Request, member: Any, *, revealed: str) -> HttpResponse:
    today, board = request.workplace.today, member.board
    served = served_before([board])[board.pk]
    may_link = member.may_edit and member.seat == Seat.PARENT
    attended = trainings_of(member)
    context = {
        "member": member,
        "board": board,
        "revealed": revealed,
        "findings": findings_of_seen(member, today, served),
        "terms": terms_of(member, board, served),
        "refill_by": refill_due(board, member),
        "trainings": attended,
        "training_total": sum(one.hours for one in attended),
        "guardian": _guardian(request, member),
        "may_link": may_link and _sees_pupils(request, board),
        "history": audit_trail.history(member, EVENTS) if member.may_see_person else [],
        "asked": member.awaits_order and _is_asked(member),
        "may_remove": member.may_edit and member.is_seated(today) and _is_appointed(board),
        "crumbs": _crumbs(request, member),
    }
    return _private(render(request, "committee/member_detail.html", context))


def _guardian(request: Request, member: Member) -> Guardian | None:
    """Whom of the registry of pupils the member is, for who may see that."""
    if member.guardian_id is None:
        return None
    seen = Guardian.objects.for_user(request.user, Permission.PUPIL_VIEW)
    return seen.filter(pk=member.guardian_id).order_by().first()


def _is_asked(member: Member) -> bool:
    """Whether the office was asked for the order that seats a member."""
    return OrderLine.objects.pending().filter(member=member).exists()


def _is_appointed(board: Board) -> bool:
    return board.state == Board.State.APPOINTED


def _sees_pupils(request: Request, board: Board) -> bool:
    return board.school_id in request.user.access.grant(Permission.PUPIL_VIEW).schools


@require_safe
@require(Permission.BOARD_PERSON)
def member_photo(request: Request, pk: int) -> Any:
    member = member_of(request, pk, Permission.BOARD_PERSON)
    if member.photo is None:
        raise Http404
    return files.file_response(member.photo, rendition=files.SMALL)


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def member_create(request: Request, pk: int, *, awaits_order: bool = False) -> HttpResponse:
    """Seat somebody; `?replaces=` names who left the seat, `?seat=` a seat without anybody.

    `awaits_order`: who was found for a vacancy and sits from the office's order on.
    """
    board = board_of(request, pk, Permission.BOARD_EDIT)
    if awaits_order and board.state != Board.State.APPOINTED:
        return redirect("committee:member-create", pk)
    if made_before(request.user, request.POST.get("key")):
        return redirect(page_of(board))
    initial = _first_values(request, board)
    initial |= {"starts_on": None} if awaits_order else {}
    new = Member(board=board, seat=initial["seat"], awaits_order=awaits_order)
    scope = {"user": request.user, "permission": Permission.BOARD_EDIT, "school": board.school}
    form = NewMemberForm(
        request.POST or None,
        request.FILES or None,
        instance=new,
        initial=initial,
        today=request.workplace.today,
        **scope,
    )

    def save() -> None:
        member, is_new = once(request.user, form.cleaned_data["key"], form.save)
        _warn(request, member, is_new=is_new)

    words = "เพิ่มผู้ที่เสนอให้แต่งตั้งแทน" if awaits_order else "เพิ่มกรรมการ"
    page = {"heading": words, "back": page_of(board), "done": f"{words}แล้ว"}
    hint = f"{board} {place_words(request, board.school)}"
    crumbs = crumbs_of(request, board, (words, ""))
    return form_page(request, form, save, hint=hint, crumbs=crumbs, **page)


def _first_values(request: Request, board: Board) -> dict[str, Any]:
    """The seat that was pressed, whom the new member stands for, and from when."""
    asked = {name: request.GET.get(name, "") for name in ("replaces", "seat")}
    gone = board.members.exclude(left_on=None).filter(pk=sent_number(asked["replaces"]))
    if left := gone.first():
        return {"seat": left.seat, "replaces": left, "starts_on": left.left_on}
    seat = sent_number(asked["seat"])
    return {"seat": seat if seat in Seat.values else None, "starts_on": board.starts_on}


def _warn(request: Request, member: Member, *, is_new: bool = True) -> None:
    """What speaks against it is said at once; it is saved all the same."""
    if is_new:
        for finding in findings_of_member(member, request.workplace.today):
            messages.warning(request, f"{member}: {finding.text}")


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def member_update(request: Request, pk: int) -> HttpResponse:
    """The form shows what is personal: it asks for both rights, and opening it is a look."""
    member = member_of(request, pk, Permission.BOARD_EDIT, Permission.BOARD_PERSON)
    if request.method != "POST":
        _look(request, member, part="edit")
    form = MemberForm(
        request.POST or None,
        request.FILES or None,
        instance=member,
        today=request.workplace.today,
        findings=findings_of_seen(member, request.workplace.today),
        remarks=open_remarks(member.board).filter(member=member),
        user=request.user,
        permission=Permission.BOARD_EDIT,
        school=member.board.school,
    )

    def save() -> None:
        _warn(request, form.save())

    page = {
        "heading": f"แก้ไข {member}",
        "back": page_of(member.board),
        "crumbs": _crumbs(request, member, ("แก้ไข", "")),
        "hint": f"{member.board} {place_words(request, member.board.school)}",
    }
    return _private(form_page(request, form, save, **page))


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def member_leave(request: Request, pk: int) -> HttpResponse:
    """When and why somebody leaves the board."""
    member = member_of(request, pk, Permission.BOARD_EDIT)
    form = LeaveForm(request.POST or None, instance=member)
    where = place_words(request, member.board.school)
    page = {
        "heading": "บันทึกการพ้นจากตำแหน่ง",
        "back": page_of(member.board),
        "crumbs": _crumbs(request, member, ("การพ้นจากตำแหน่ง", "")),
        "hint": f"{member} · {member.get_seat_display()} · {where}",
    }
    return form_page(request, form, lambda: form.save_by(request.user), **page)


@require_http_methods(GET_POST)
@require(Permission.BOARD_EDIT)
def member_guardian(request: Request, pk: int) -> HttpResponse:
    """Tie the parents' representative to a guardian of a pupil; the search stands in no address."""
    member = member_of(request, pk, Permission.BOARD_EDIT)
    if not _sees_pupils(request, member.board):
        raise Http404
    words = split_title(request.POST.get("q", "")).name
    search = GuardianSearchForm(request.POST if "q" in request.POST else None)
    found = _guardians(request, member, words)
    found = list(found[:MOST] if search.is_valid() else found.filter(pk=member.guardian_id))
    form = GuardianLinkForm(found=found, initial={"guardian": member.guardian_id})
    if (picked := request.POST.get("guardian")) is not None:
        key = sent_number(picked)
        form = GuardianLinkForm(request.POST, found=_guardians(request, member, "").filter(pk=key))
        if form.is_valid() and _tie(request, member, form):
            return redirect("committee:member-detail", pk)
    context = {"member": member, "search": search, "form": form, "is_searched": bool(words)}
    context["is_found"] = bool(found) or form.is_bound or member.guardian_id
    context["crumbs"] = _crumbs(request, member, ("ผู้ปกครองในทะเบียนนักเรียน", ""))
    return _private(render(request, "committee/member_guardian.html", context))


def _tie(request: Request, member: Member, form: GuardianLinkForm) -> bool:
    """Whether the guardian was written; what speaks against it stands at the form."""
    member.guardian_id = form.cleaned_data["guardian"]
    try:
        boards.update_member(member, by=request.user)
    except ValidationError as error:
        form.add_error("guardian", error.messages)
        return False
    messages.success(request, "บันทึกผู้ปกครองในทะเบียนแล้ว")
    return True


def _guardians(request: Request, member: Member, words: str) -> Any:
    """Guardians of pupils who are in the school now, by a name of theirs or of the pupil."""
    ties = Guardianship.objects.filter(
        student__school=member.board.school_id, student__status__in=Student.IN_SCHOOL
    )
    for word in words.split():
        own = Q(guardian__first_name__contains=word) | Q(guardian__last_name__contains=word)
        ties = ties.filter(own | Q(student__in=Student.objects.matching(word).values("pk")))
    found = Guardian.objects.for_user(request.user, Permission.PUPIL_VIEW)
    found = found.filter(pk__in=ties.values("guardian")).prefetch_related("guardianships__student")
    return found.order_by("first_name", "last_name", "pk")
