"""The pages of the import of attendance, with our importer and permission."""

from schoolcare.access import Permission
from schoolcare.screens import imports as pages
from students.importing.attendance import AttendanceImporter


class ImportList(pages.ImportList):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


class ImportUpload(pages.ImportUpload):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


class ImportTemplate(pages.ImportTemplate):
    importer = AttendanceImporter
    permission = Permission.ATTENDANCE_IMPORT


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
