"""The pages of the boards' import: an officer's for every school of the office, a school's own."""

from committee.importing.importer import CommitteeImporter
from schoolcare.access import Permission
from schoolcare.screens import import_columns
from schoolcare.screens import imports as pages


class ImportList(pages.ImportList):
    importer = CommitteeImporter
    permission = Permission.BOARD_EDIT


class ImportUpload(pages.ImportUpload):
    importer = CommitteeImporter
    permission = Permission.BOARD_EDIT


class ImportTemplate(pages.ImportTemplate):
    importer = CommitteeImporter
    permission = Permission.BOARD_EDIT


class ImportColumns(import_columns.ImportColumns):
    importer = CommitteeImporter
    permission = Permission.BOARD_EDIT


class ImportDetail(pages.ImportDetail):
    importer = CommitteeImporter
    permission = Permission.BOARD_EDIT


class ImportCommit(pages.ImportCommit):
    importer = CommitteeImporter
    permission = Permission.BOARD_EDIT


class ImportDrop(pages.ImportDrop):
    importer = CommitteeImporter
    permission = Permission.BOARD_EDIT


class ImportRejected(pages.ImportRejected):
    importer = CommitteeImporter
    permission = Permission.BOARD_EDIT
