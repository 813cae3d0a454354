"""The tables by which weights and heights are judged: read by schools, imported by an office."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schoolcare.access import Permission, require
from schoolcare.models import District, School
from schoolcare.requests import Request
from schoolcare.screens import imports as pages
from students.growth.bands import shown
from students.growth.reference_importer import GrowthReferenceImporter
from students.views.growth import GROWTH

SETTINGS = Permission.DISTRICT_SETTINGS
TITLE = "เกณฑ์การเจริญเติบโต"


@require_safe
@require(Permission.GROWTH_VIEW)
def growth_tables(request: Request) -> HttpResponse:
    """What a school's results are judged by; public figures, nobody's data."""
    return _page(request, [("หน้าแรก", "/"), GROWTH, (TITLE, "")])


@require_safe
@require(SETTINGS)
def growth_office(request: Request, pk: int) -> HttpResponse:
    """The same for the administrator of an office, with the way to import."""
    offices = District.objects.filter(pk__in=request.user.access.grant(SETTINGS).districts)
    office = get_object_or_404(offices, pk=pk)
    where = [("หน้าแรก", "/"), ("ตั้งค่า", reverse("settings-home"))]
    where.append((str(office), reverse("settings-district", args=[pk])))
    return _page(request, [*where, (TITLE, "")], may_import=True)


def _page(request: Request, crumbs: list[Any], *, may_import: bool = False) -> HttpResponse:
    editions = shown(request.workplace.today)
    context = {"editions": editions, "may_import": may_import, "crumbs": crumbs}
    return render(request, "students/growth_reference.html", context)


class TablePage:
    """The whole office's alone: no school has tables of its own."""

    importer = GrowthReferenceImporter
    permission = SETTINGS
    request: Any

    def places(self) -> list[School | District]:
        work, held = self.request.workplace, self.request.user.access.grant(SETTINGS)
        if work.district is None or work.district.pk not in held.districts:
            raise Http404
        return [work.district]


class ImportList(TablePage, pages.ImportList):
    pass


class ImportUpload(TablePage, pages.ImportUpload):
    pass


class ImportTemplate(TablePage, pages.ImportTemplate):
    pass


class ImportDetail(TablePage, pages.ImportDetail):
    pass


class ImportCommit(TablePage, pages.ImportCommit):
    pass


class ImportDrop(TablePage, pages.ImportDrop):
    pass


class ImportRejected(TablePage, pages.ImportRejected):
    pass
