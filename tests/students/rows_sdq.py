"""Addresses of SDQ and other tests: rights, what each is about, what it leaves in the log."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from schoolcare import files, import_batches
from schoolcare.access import Permission
from schoolcare.models import ImportBatch
from students.importing.sdq import SdqImporter
from students.models import ScreeningRound, ScreenKind, SdqNormSet, SdqSettings
from tests.access_place import Place
from tests.students.screened import make_screening_round
from tests.students.sdq_files import as_csv, sheet
from tests.students.sdq_making import make_phq, make_screen, make_sheet

KEY = "33333333-3333-4333-8333-333333333333"
PDF = b"%PDF-1.4\n%%EOF\n"

RIGHTS = {
    Permission.SDQ_VIEW: "students:assessment-detail students:other-screen-file "
    "students:assessment-class students:phq-detail students:sdq-class students:sdq-list "
    "students:sdq-parent students:sdq-self students:sdq-teacher",
    Permission.SDQ_WRITE: "students:other-screen-create students:other-screen-remove "
    "students:other-screen-update students:phq-create students:phq-step students:phq-update "
    "students:sdq-cell students:sdq-check students:sdq-grid",
    Permission.SDQ_IMPORT: "students:sdq-import-commit students:sdq-import-detail "
    "students:sdq-import-drop students:sdq-import-list students:sdq-import-rejected "
    "students:sdq-import-template students:sdq-import-upload",
    Permission.SCREENING_FORM: "students:phq-words students:screen-kind-create "
    "students:screen-kind-update students:sdq-items students:sdq-licence "
    "students:sdq-licence-file students:sdq-licence-withdraw students:sdq-norms "
    "students:sdq-settings",
}
POST_ONLY = {
    *("students:sdq-cell", "students:sdq-licence-withdraw", "students:other-screen-remove"),
    *("students:sdq-import-commit", "students:sdq-import-drop"),
}
OF_A_PUPIL = {"assessment", "other_screen", "phq", "sdq"}


def a_round(place: Place) -> ScreeningRound:
    found = ScreeningRound.objects.filter(school=place.school).first()
    return found or make_screening_round(place.school)


def of_pupil(place: Place) -> dict[str, Any]:
    a_round(place)
    return {"pk": place.student.pk}


def of_class(place: Place) -> dict[str, Any]:
    a_round(place)
    return {"pk": place.classroom.pk}


def of_grid(place: Place) -> dict[str, Any]:
    assert place.student
    return of_class(place) | {"informant": "teacher"}


def of_sheet(place: Place) -> dict[str, Any]:
    a_round(place)
    return {"pk": make_sheet(place.student, by=place.everybody).pk}


def of_phq(place: Place) -> dict[str, Any]:
    a_round(place)
    return {"pk": make_phq(place.student, place.everybody).pk}


def of_screen(place: Place) -> dict[str, Any]:
    a_round(place)
    paper = ContentFile(PDF, "paper.pdf")
    kept = files.store_scan(paper, school=place.school, by=place.everybody)
    return {"pk": make_screen(place.student, place.everybody, document=kept).pk}


def of_norms(place: Place) -> dict[str, Any]:
    kept = {"code": "A", "version": 1, "name": "เกณฑ์ของโรงเรียน", "is_on": True}
    return {"pk": SdqNormSet.objects.create(school=place.school, **kept).pk}


def of_kind(place: Place) -> dict[str, Any]:
    return {"pk": ScreenKind.objects.create(school=place.school, name="แบบของเรา").pk}


def with_licence(place: Place) -> dict[str, Any]:
    proof = files.store_scan(ContentFile(PDF, "p.pdf"), school=place.school, by=place.everybody)
    SdqSettings.objects.create(
        school=place.school,
        licence_proof=proof,
        licence_by=place.everybody,
        licence_at=timezone.now(),
    )
    return {}


def of_items(place: Place) -> dict[str, Any]:
    return with_licence(place) | {"informant": "teacher"}


def a_file(place: Place) -> SimpleUploadedFile:
    return SimpleUploadedFile("sdq.csv", as_csv(sheet(place.student.code)), "text/csv")


def of_batch(place: Place) -> dict[str, Any]:
    kept = {"kind": "sdq", "school": place.school, "year": 2569, "semester": 2}
    batch = ImportBatch.objects.create(**kept, file_name="a.csv", sha256="3" * 64)
    return {"pk": batch.pk}


def of_checked_batch(place: Place) -> dict[str, Any]:
    a_round(place)
    importer, file = SdqImporter(place.school, 2569), a_file(place)
    importer.semester = 2
    batch = import_batches.upload(importer, file, file.name, by=place.everybody)
    import_batches.preview(batch, by=place.everybody)
    return {"pk": batch.pk}


def of_rejected(place: Place) -> dict[str, Any]:
    batch = ImportBatch.objects.get(**of_batch(place))
    return {"pk": place.done(batch).pk}


def a_cell(place: Place) -> dict[str, Any]:
    said = {"informant": "teacher", "number": 1, "answer": 2, "was": ""}
    return said | {"round": a_round(place).pk, "student": place.student.pk}


def a_grid(place: Place) -> dict[str, Any]:
    return {f"a{place.student.pk}-1": 2, "shown": "{}"}


def every_box(place: Place) -> dict[str, Any]:
    return {f"item_{number}": 1 for number in range(1, 26)}


def phq_answers(place: Place) -> dict[str, Any]:
    return {f"item_{number}": 1 for number in range(1, 10)}


def a_screen(place: Place) -> dict[str, Any]:
    return {"kind": ScreenKind.objects.filter(school=None)[0].pk, "group": "risk"}


def a_licence(place: Place) -> dict[str, Any]:
    proof = SimpleUploadedFile("p.pdf", PDF, "application/pdf")
    return {"has_right": "on", "note": "หนังสือ 1/2569", "proof": proof}


def typed(**said: Any) -> Any:
    return lambda place: said


PUPIL_ROWS = {
    "students:assessment-detail": of_pupil,
    "students:other-screen-create": of_pupil,
    "students:other-screen-file": of_screen,
    "students:other-screen-remove": of_screen,
    "students:other-screen-update": of_screen,
    "students:phq-create": of_pupil,
    "students:phq-detail": of_phq,
    "students:phq-step": of_phq,
    "students:phq-update": of_phq,
    "students:sdq-check": of_sheet,
    "students:sdq-class": of_class,
    "students:assessment-class": of_class,
    "students:sdq-grid": of_grid,
    "students:sdq-parent": of_pupil,
    "students:sdq-self": of_pupil,
    "students:sdq-teacher": of_pupil,
}
SCHOOL_ROWS = {
    "students:screen-kind-update": of_kind,
    "students:sdq-import-commit": of_batch,
    "students:sdq-import-detail": of_batch,
    "students:sdq-import-drop": of_batch,
    "students:sdq-import-rejected": of_rejected,
    "students:sdq-norms": of_norms,
}
NO_ROWS = {"students:sdq-items"}  # whose words: one of three, of the school worked in

WRITES = {
    "students:other-screen-create": ("other_screen.create", a_screen),
    "students:other-screen-remove": ("other_screen.delete",),
    "students:other-screen-update": ("other_screen.update", typed(group="normal")),
    "students:phq-create": ("phq.create", phq_answers),
    "students:phq-step": ("phq.step", typed(next_step="นัดผู้ปกครองแล้ว")),
    "students:phq-update": ("phq.update", phq_answers),
    "students:phq-words": ("phq_form.create",),
    "students:screen-kind-create": ("screen_kind.create", typed(name="แบบใหม่")),
    "students:screen-kind-update": ("screen_kind.update", typed(name="แบบใหม่")),
    "students:sdq-cell": ("sdq.save", a_cell),
    "students:sdq-check": ("sdq.check", every_box),
    "students:sdq-grid": ("sdq.save", a_grid),
    "students:sdq-import-commit": ("import.commit", typed(), of_checked_batch),
    "students:sdq-import-drop": ("import.drop",),
    "students:sdq-import-upload": ("import.upload", lambda place: {"file": a_file(place)}),
    "students:sdq-items": ("sdq_items.change", typed(item_1="ข้อความ"), of_items),
    "students:sdq-licence": ("sdq_licence.confirm", a_licence),
    "students:sdq-licence-withdraw": ("sdq_licence.withdraw", typed(), with_licence),
    "students:sdq-norms": ("sdq_norms.create",),
    "students:sdq-parent": ("sdq.save", every_box),
    "students:sdq-self": ("sdq.save", every_box),
    "students:sdq-settings": ("sdq_settings.change", typed(primary="parent")),
    "students:sdq-teacher": ("sdq.save", every_box),
}
LOOKS = {
    "students:assessment-detail": "assessment.view",
    "students:other-screen-file": "other_screen.view",
    "students:other-screen-update": "other_screen.view",
    "students:phq-detail": "phq.view",
    "students:phq-update": "phq.view",
    "students:sdq-class": "sdq_class.view",
    "students:assessment-class": "assessment_class.view",
    "students:sdq-grid": "sdq_class.view",
    "students:sdq-import-rejected": "import.export",
}
