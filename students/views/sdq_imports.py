"""The pages of the SDQ import, with our importer and permission."""

from schoolcare.access import Permission
from schoolcare.screens import imports as pages
from students.importing.sdq import SdqImporter


class SdqImportList(pages.ImportList):
    importer = SdqImporter
    permission = Permission.SDQ_IMPORT


class SdqImportUpload(pages.ImportUpload):
    importer = SdqImporter
    permission = Permission.SDQ_IMPORT


class SdqImportTemplate(pages.ImportTemplate):
    importer = SdqImporter
    permission = Permission.SDQ_IMPORT


class SdqImportDetail(pages.ImportDetail):
    importer = SdqImporter
    permission = Permission.SDQ_IMPORT


class SdqImportCommit(pages.ImportCommit):
    importer = SdqImporter
    permission = Permission.SDQ_IMPORT


class SdqImportDrop(pages.ImportDrop):
    importer = SdqImporter
    permission = Permission.SDQ_IMPORT


class SdqImportRejected(pages.ImportRejected):
    importer = SdqImporter
    permission = Permission.SDQ_IMPORT
