"""The pages of the import of weights and heights, with our importer and permission."""

from schoolcare.access import Permission
from schoolcare.screens import imports as pages
from students.growth.importer import GrowthImporter


class ImportList(pages.ImportList):
    importer = GrowthImporter
    permission = Permission.GROWTH_IMPORT


class ImportUpload(pages.ImportUpload):
    importer = GrowthImporter
    permission = Permission.GROWTH_IMPORT


class ImportTemplate(pages.ImportTemplate):
    importer = GrowthImporter
    permission = Permission.GROWTH_IMPORT


class ImportDetail(pages.ImportDetail):
    importer = GrowthImporter
    permission = Permission.GROWTH_IMPORT


class ImportCommit(pages.ImportCommit):
    importer = GrowthImporter
    permission = Permission.GROWTH_IMPORT


class ImportDrop(pages.ImportDrop):
    importer = GrowthImporter
    permission = Permission.GROWTH_IMPORT


class ImportRejected(pages.ImportRejected):
    importer = GrowthImporter
    permission = Permission.GROWTH_IMPORT
