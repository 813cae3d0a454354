"""The pages of the import of attendance, with our importer and permission."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from schoolcare import audit
from schoolcare.access import Permission, require
from schoolcare.requests import Request
from schoolcare.screens import imports as pages
from schoolcare.screens.imports import xlsx_response
from students.class_days import month_page
from students.importing.attendance import AttendanceImporter
from students.importing.attendance_template import month_template
from students.views.attendance import asked_day, room_of


class ImportList(pages.ImportList):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


class ImportUpload(pages.ImportUpload):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


class ImportTemplate(pages.ImportTemplate):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


@require_safe
@require(Permission.ATTENDANCE_VIEW)
def class_template(request: Request, pk: int) -> HttpResponse:
    """A month of a class with its pupils, for whoever fills it in; who took it is logged."""
    room = room_of(request, pk, Permission.ATTENDANCE_VIEW)
    page = month_page(room, asked_day(request, request.workplace.today))
    pupils = [row.seat.student_id for row in page.rows]
    school, month = room.school_id, page.title
    audit.record("class_day.export", room, by=request.user, school_id=school, pupils=pupils)
    name = f"แบบนำเข้าการมาเรียน {room.label} {month}.xlsx".replace("/", "-")
    return xlsx_response(name, month_template(page))


class ImportDetail(pages.ImportDetail):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


class ImportCommit(pages.ImportCommit):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


class ImportDrop(pages.ImportDrop):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


class ImportRejected(pages.ImportRejected):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT
