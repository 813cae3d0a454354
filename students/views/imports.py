"""The pages of the pupils' import, with our importer and permission."""

from schoolcare import views_imports as pages
from schoolcare.access import Permission
from students.importing.importer import StudentImporter


class Pupils:
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportList(Pupils, pages.ImportList):
    pass


class ImportUpload(Pupils, pages.ImportUpload):
    pass


class ImportTemplate(Pupils, pages.ImportTemplate):
    pass


class ImportDetail(Pupils, pages.ImportDetail):
    pass


class ImportCommit(Pupils, pages.ImportCommit):
    pass


class ImportDrop(Pupils, pages.ImportDrop):
    pass


class ImportRejected(Pupils, pages.ImportRejected):
    pass
