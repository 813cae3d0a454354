"""The pages of the pupils' import, with our importer and permission."""

from schoolcare.access import Permission
from schoolcare.screens import imports as pages
from students.importing.importer import StudentImporter


class ImportList(pages.ImportList):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportUpload(pages.ImportUpload):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportTemplate(pages.ImportTemplate):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportDetail(pages.ImportDetail):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportCommit(pages.ImportCommit):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportDrop(pages.ImportDrop):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportRejected(pages.ImportRejected):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT
