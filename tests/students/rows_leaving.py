"""Addresses of status, leavers, hand-over, destinations and transfers for the tables of tests."""

from typing import Any

from schoolcare.access import Permission, Role
from schoolcare.models import Level
from students.models import LeaverCause, LeaverOfficer, LeavingReason
from tests.access_place import Place
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.students.moving import ON, changed, make_leaver, make_transfer

KEY = "33333333-3333-4333-8333-333333333333"
RIGHTS = {
    Permission.STATUS_CHANGE: "students:status-back students:status-change "
    "students:status-detail students:status-papers students:transfer-accept "
    "students:transfer-detail students:transfer-list students:transfer-offer "
    "students:transfer-refuse students:transfer-withdraw",
    Permission.LEAVER_VIEW: "students:leaver-close students:leaver-detail students:leaver-list "
    "students:leaver-sheet students:leaver-trace",
    Permission.LEAVER_NAMED: "students:leaver-counts students:leaver-names "
    "students:leaver-names-sheet",
    Permission.DISTRICT_SETTINGS: "students:leaver-cause-add students:leaver-cause-switch "
    "students:leaver-officer-add students:leaver-officer-end students:leaver-settings",
    Permission.HANDOVER_VIEW: "students:handover-detail students:handover-home "
    "students:handover-read",
    Permission.HANDOVER_WRITE: "students:handover-class students:handover-sheet "
    "students:handover-write",
    Permission.PUPIL_EDIT: "students:destination-class students:destination-list",
}
POST_ONLY = {
    *("students:leaver-cause-switch", "students:leaver-officer-end"),
    "students:transfer-withdraw",
}
OF_A_PUPIL = {"status", "leaver", "handover", "transfer"}


def of_pupil(place: Place) -> dict[str, Any]:
    return {"pk": place.student.pk}


def of_change(place: Place) -> dict[str, Any]:
    return {"pk": changed(place.student, "suspended", by=place.everybody).pk}


def of_leaver(place: Place) -> dict[str, Any]:
    return {"pk": make_leaver(place.student, by=place.everybody).pk}


def of_office(place: Place) -> dict[str, Any]:
    return {"pk": place.school.district.pk}


def of_officer(place: Place) -> dict[str, Any]:
    office = place.school.district
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    return {"pk": LeaverOfficer.objects.create(district=office, user=user, starts_on=ON).pk}


def of_cause(place: Place) -> dict[str, Any]:
    return {"pk": LeaverCause.objects.create(district=place.school.district, name="อื่น").pk}


def of_class(place: Place) -> dict[str, Any]:
    assert place.student
    return {"pk": place.classroom.pk}


def of_note(place: Place) -> dict[str, Any]:
    return {"pk": place.classroom.pk, "student": place.student.pk}


def sheet(place: Place) -> dict[str, Any]:
    return {f"works-{place.student.pk}": "ให้เวลา"}


def of_finishing(place: Place) -> dict[str, Any]:
    """A class of the last level, with a pupil, advised by the person."""
    room = make_classroom(place.school, level=Level.P6)
    make_student(room)
    room.advisers.create(user=place.everybody)
    return {"pk": room.pk}


def of_sent(place: Place) -> dict[str, Any]:
    return {"pk": make_transfer(place.student, by=place.everybody).pk}


def of_received(place: Place) -> dict[str, Any]:
    pupil = make_student(make_classroom(make_school()))
    return {"pk": make_transfer(pupil, place.school).pk}


def suspends(place: Place) -> dict[str, Any]:
    return {"reason": LeavingReason.objects.get(code="suspended").pk, "on": str(ON), "key": KEY}


def paper(place: Place) -> dict[str, Any]:
    return {"bk21_number": "5/2569"}


def found(place: Place) -> dict[str, Any]:
    words = {"on": str(ON), "who": "ครู", "how": "home", "found": "no", "result": "ไม่พบ"}
    return words | {"key": KEY}


def closes(place: Place) -> dict[str, Any]:
    return {"result": "returned"}


def appoints(place: Place) -> dict[str, Any]:
    user = make_user(Role.DISTRICT_OFFICER, district=place.school.district)
    return {"user": user.pk}


def cause(place: Place) -> dict[str, Any]:
    return {"name": "ช่วยงานที่บ้าน"}


def notes(place: Place) -> dict[str, Any]:
    return {"strengths": "ช่วยเพื่อน"}


def studies(place: Place) -> dict[str, Any]:
    room = place.school.classrooms.get(level=Level.P6)
    return {f"kind{room.enrolments.get().student_id}": "study"}


def sends(place: Place) -> dict[str, Any]:
    school = make_school(district=place.school.district)
    return {"to_school": school.pk, "moves_on": str(ON), "send": "1", "key": KEY}


def arrives(place: Place) -> dict[str, Any]:
    return {"code": "99999", "classroom": place.classroom.pk}


def says_no(place: Place) -> dict[str, Any]:
    return {"reason": "ห้องเต็ม"}


def no_fields(place: Place) -> dict[str, Any]:
    return {}


PUPIL_ROWS = {
    **{f"students:{one}": of_pupil for one in ("status-detail", "status-change", "transfer-offer")},
    **{f"students:status-{one}": of_change for one in ("papers", "back")},
    **{f"students:leaver-{one}": of_leaver for one in ("detail", "trace", "close")},
    **{f"students:handover-{one}": of_class for one in ("class", "read", "sheet")},
    "students:handover-detail": of_pupil,
    "students:handover-write": of_note,
    "students:destination-class": of_finishing,
}
SCHOOL_ROWS = {
    **{f"students:leaver-{one}": of_office for one in ("settings", "officer-add", "cause-add")},
    "students:leaver-officer-end": of_officer,
    "students:leaver-cause-switch": of_cause,
    "students:transfer-detail": of_sent,
    "students:transfer-withdraw": of_sent,
    "students:transfer-accept": of_received,
    "students:transfer-refuse": of_received,
}
WRITES = {
    "students:status-change": ("status.change", suspends),
    "students:status-papers": ("status.papers", paper),
    "students:status-back": ("status.back",),
    "students:leaver-trace": ("leaver.trace", found),
    "students:leaver-close": ("leaver.close", closes),
    "students:leaver-officer-add": ("leaver_officer.add", appoints),
    "students:leaver-officer-end": ("leaver_officer.end",),
    "students:leaver-cause-add": ("leaver_cause.add", cause),
    "students:leaver-cause-switch": ("leaver_cause.deactivate",),
    "students:handover-sheet": ("handover.save", sheet),
    "students:handover-write": ("handover.save", notes),
    "students:destination-class": ("destinations.save", studies),
    "students:transfer-offer": ("transfer.offer", sends),
    "students:transfer-accept": ("transfer.accept", arrives),
    "students:transfer-refuse": ("transfer.refuse", says_no),
    "students:transfer-withdraw": ("transfer.withdraw",),
}
LOOKS = {
    "students:leaver-detail": "leaver.view",
    "students:leaver-sheet": "leavers.export",
    "students:handover-detail": "handover.view",
    "students:transfer-detail": "transfer.view",
}
