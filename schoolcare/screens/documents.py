"""Pages before a print, and the prints themselves. Each asks for the paper's own permission."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from schoolcare import files
from schoolcare.access import Permission, require
from schoolcare.documents import Document, catalogue, prepare
from schoolcare.models import School
from schoolcare.paper.jobs import order_document, record_print
from schoolcare.paper.subjects import (
    Known,
    Subject,
    SubjectError,
    find_subject,
    takes_either,
)
from schoolcare.paper.texts import TextClashError, renew_text
from schoolcare.requests import Request
from schoolcare.screens.forms.documents import PrintForm
from schoolcare.spreadsheet import write_pages
from schoolcare.text import sent_number

HOME = ("หน้าแรก", "/")


def paper(request: Request, slug: str) -> type[Document]:
    """The paper when this person may print it: unknown 404, permission held nowhere 403."""
    if slug not in catalogue:
        raise Http404
    if not request.user.access.allows(catalogue[slug].permission):
        raise PermissionDenied
    return catalogue[slug]


def asked(request: Request, document: type[Document]) -> dict[str, str]:
    """What the address asks for, over the school, year and term the person works in."""
    place, wanted = request.workplace, request.GET.dict()
    here = {"year": str(place.year)}
    if "term" in document.needs and "term" not in wanted and place.term:
        here["term"] = str(place.term.semester)
    if takes_either(document):
        named = {"object", "school", "district"} & wanted.keys()
        return here | ({} if named else office(request, document)) | wanted
    if place.school and not {"object", "classroom"} & wanted.keys():
        here["school"] = place.school.code
    if "district" in document.needs and place.district:
        here["district"] = place.district.code
    return here | wanted


def office(request: Request, document: type[Document]) -> dict[str, str]:
    """The school or office whose own paper it is when the address names none."""
    found = request.workplace.office(document.permission)
    return {"school" if isinstance(found, School) else "district": found.code} if found else {}


def prepared(request: Request, slug: str, known: Known | None = None) -> Document:
    """The print that was asked for, within what the person may see; 404 for everything else."""
    paper(request, slug)
    try:
        asks = asked(request, catalogue[slug])
        return prepare(slug, asks, user=request.user, known=known)
    except SubjectError as error:
        raise Http404 from error


def crumbs(label: str, subject: Subject | None = None) -> list[tuple[str, str]]:
    """The way back: to the record that the paper is about when it has a page, else to the list."""
    origin = (subject.object or subject.classroom) if subject else None
    if origin is not None and hasattr(origin, "get_absolute_url"):
        return [HOME, (str(origin), origin.get_absolute_url()), (label, "")]
    return [HOME, ("เอกสาร", reverse("document-list")), (label, "")]


def address(name: str, document: Document, asked: dict[str, Any]) -> str:
    return f"{reverse(name, args=[document.slug])}?{urlencode(asked)}"


@require_safe
@require(Permission.SIGNED_IN)
def document_list(request: Request) -> HttpResponse:
    """Papers that need no more than the place and time the person works in, or a class."""
    by_title = sorted(catalogue.values(), key=lambda one: one.title)
    papers = [document for document in by_title if is_offered(request, document)]
    context = {"papers": papers, "crumbs": [HOME, ("เอกสาร", "")]}
    return render(request, "documents/document_list.html", context)


def is_offered(request: Request, document: type[Document]) -> bool:
    """An office's papers to its people; those of one school to who works in one; none that is of
    one record, which is printed where that stands.
    """
    if "object" in document.needs and not document.takes_school_alone:
        return False
    grant = request.user.access.grant(document.permission)
    if takes_either(document):
        return request.workplace.office(document.permission) is not None
    if "district" in document.needs:
        return bool(grant.districts)
    if "school" in document.needs and request.workplace.school is None:
        return False
    return bool(grant)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.SIGNED_IN)
def document_print(request: Request, slug: str) -> HttpResponse:
    if asks_classroom(request, paper(request, slug)):
        return choose_classroom(request, catalogue[slug])
    document = prepared(request, slug)
    if "renew" in request.POST and document.text:
        return renew(request, document)
    form = PrintForm(request.POST or None, document=document)
    may_number = document.takes_number and may_take_number(request, document)
    if request.method == "POST" and form.is_valid() and form.save(by=request.user):
        return after_form(request, document, form)
    context = {
        "document": document,
        "form": form,
        "may_number": may_number,
        "crumbs": crumbs(document.title, document.subject),
    }
    return render(request, "documents/document_print.html", context)


def asks_classroom(request: Request, document: type[Document]) -> bool:
    """Whether a class is still to be chosen; of some papers the whole school will do."""
    is_named = {"classroom"} | ({"school"} if document.takes_school_alone else set())
    return "classroom" in document.needs and not any(request.GET.get(one) for one in is_named)


def renew(request: Request, document: Document) -> HttpResponse:
    """The edited text gives way to the one made from the records as they stand now."""
    version = request.POST.get("version", "")
    try:
        renew_text(document, version=sent_number(version), by=request.user)
        messages.success(request, "ใช้ข้อความและตัวเลขล่าสุดแล้ว")
    except TextClashError as clash:
        messages.error(request, clash.message)
    return redirect(address("document-print", document, document.asked))


def may_take_number(request: Request, document: Document) -> bool:
    """Whether the person gives out numbers of the very office that sends the paper."""
    grant, subject = request.user.access.grant(Permission.NUMBER_TAKE), document.subject
    if subject.school:
        return subject.school.pk in grant.schools
    return subject.district is not None and subject.district.pk in grant.districts


def after_form(request: Request, document: Document, form: PrintForm) -> HttpResponse:
    """Where the pressed button leads: the PDF, the job that makes it, or back to the text."""
    document = type(document)(document.subject, form.choices)
    if "take_number" in request.POST and may_take_number(request, document):
        entry = document.take_number(by=request.user)
        messages.success(request, f"ออกเลข {entry} แล้ว")
        return redirect(address("document-print", document, document.asked))
    if "save" in request.POST:
        messages.success(request, "บันทึกข้อความแล้ว")
        return redirect(address("document-print", document, document.asked))
    if "sheet" in request.POST and document.offers_sheet():
        return redirect(address("document-sheet", document, document.asked))
    if document.is_batch:
        return redirect(order_document(document, by=request.user))
    return redirect(address("document-pdf", document, document.asked))


def choose_classroom(request: Request, document: type[Document]) -> HttpResponse:
    place = request.workplace
    everywhere: Any = document.classrooms.all()
    rooms = everywhere.for_user(request.user, document.permission)
    rooms = rooms.filter(year=place.year, **({"school": place.school} if place.school else {}))
    context = {"document": document, "classrooms": list(rooms), "crumbs": crumbs(document.title)}
    return render(request, "documents/document_classroom.html", context)


@require_safe
@require(Permission.SIGNED_IN)
def document_pdf(request: Request, slug: str) -> HttpResponse:
    document = prepared(request, slug)
    if document.is_batch:
        return redirect(address("document-print", document, document.asked))
    try:
        data = document.pdf()
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(address("document-print", document, document.asked))
    return sent(request, document, data, files.PDF, "pdf")


@require_safe
@require(Permission.SIGNED_IN)
def document_sheet(request: Request, slug: str) -> HttpResponse:
    document = prepared(request, slug)
    if not document.offers_sheet():
        raise Http404
    return sent(request, document, write_pages(document.sheets()), files.XLSX, "xlsx")


@require_safe
@require(Permission.SIGNED_IN)
def document_others(request: Request, slug: str) -> HttpResponse:
    """The papers about the same thing, with their choices: this one, its app's, then the others."""
    known = Known()
    document = prepared(request, slug, known)
    known.school, known.district = document.subject.school, document.subject.district
    app = app_of(type(document))
    near = sorted(document.siblings(), key=lambda one: (one.slug != slug, app_of(one) != app))
    papers = [ways for other in near if (ways := ways_of(request, other, document, known))]
    context = {"document": document, "papers": papers}
    context["crumbs"] = crumbs("เลือกแบบพิมพ์", document.subject)
    return render(request, "documents/document_others.html", context)


def app_of(document: type[Document]) -> str:
    return document.__module__.partition(".")[0]


def ways_of(
    request: Request, document: type[Document], main: Document, known: Known
) -> dict[str, Any] | None:
    """Nothing for a paper that reaches less far than the one beside it: another class's records.

    `main`: the paper that was asked for, with the options of its own.
    """
    if not request.user.access.allows(document.permission):
        return None
    try:
        asks = asked(request, document)
        subject = find_subject(document, asks, user=request.user, known=known)
    except SubjectError:
        return None
    is_main = document is type(main)
    return ways_to_print(document(subject, main.choices if is_main else None))


def ways_to_print(document: Document) -> dict[str, Any]:
    """Where the buttons of one paper lead; a paper with text or in parts has its page first."""
    about = document.subject.asked | document.choices.asked_options
    ways = {
        "print_url": "document-print",
        "pdf_url": "document-pdf" if not (document.body_fields or document.is_batch) else "",
        "sheet_url": "document-sheet" if document.offers_sheet() else "",
    }
    urls = {way: address(name, document, about) if name else "" for way, name in ways.items()}
    blank = ""
    if document.can_be_blank:
        empty = {need: value for need, value in about.items() if need != "object"}
        blank = address("document-pdf", document, {**empty, "blank": 1})
    return {"document": document, "blank_url": blank, **urls}


def sent(
    request: Request, document: Document, data: bytes, content_type: str, ending: str
) -> HttpResponse:
    """The print as an answer that no shared computer keeps; recorded."""
    record_print(document, by=request.user)
    response = HttpResponse(data, content_type=content_type)
    place = content_disposition_header(ending != "pdf", document.file_name(ending))
    response["Content-Disposition"] = str(place)
    response["Cache-Control"] = "private, no-store"
    return response
