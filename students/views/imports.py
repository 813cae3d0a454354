"""The pages of the pupils' import, with our importer and permission."""

from typing import Any

from schoolcare.access import Permission
from schoolcare.screens import imports as pages
from students.importing.importer import StudentImporter
from students.services.identifiers import ELSEWHERE
from students.views.transfer_requests import request_address


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

    def remedy(self, line: dict[str, Any]) -> tuple[str, str]:
        """A pupil of another school of the house can be asked for."""
        held, batch = self.request.user.access.grant(Permission.STATUS_CHANGE), self.object
        here = self.request.workplace.school
        is_elsewhere = any(text == ELSEWHERE for _column, text in line["problems"])
        if not is_elsewhere or batch.file is None or batch.school != here:
            return "", ""
        if here.pk not in held.schools:
            return "", ""
        return "ขอย้ายเข้า", request_address(batch, line["number"])


class ImportCommit(pages.ImportCommit):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportDrop(pages.ImportDrop):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT


class ImportRejected(pages.ImportRejected):
    importer = StudentImporter
    permission = Permission.PUPIL_IMPORT
