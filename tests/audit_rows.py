"""What each address leaves in the log: every write, every print and export, every sensitive look.

A new address that takes a POST must be added to `WRITES` (or, with its reason, to `NO_TRAIL`),
else tests/test_audit_trail.py fails. Forms are sent back as the page shows them, with the changes
named here, so that a new field of a form needs nothing new.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from committee.importing.importer import CommitteeImporter
from homevisits.models import VisitRound
from schoolcare import import_batches
from schoolcare.access import Role
from students.importing.importer import StudentImporter
from tests import care_rows
from tests.access_place import Place
from tests.access_rows import Row
from tests.committee import meeting_rows
from tests.committee.monitored import complete_answers, make_report
from tests.community import rows_activities, rows_feeds, rows_procedures
from tests.community.rows_calendar import CALENDAR_WRITES
from tests.community.rows_partners import PARTNER_LOOKS, PARTNER_NO_TRAIL, PARTNER_WRITES
from tests.community.rows_projects import PROJECT_WRITES
from tests.community.rows_resources import RESOURCE_NO_TRAIL, RESOURCE_WRITES
from tests.factories import make_classroom, make_guardian, make_school, make_user
from tests.homevisits import making
from tests.office_rows import OFFICE_WRITES
from tests.order_rows import ORDER_WRITES

Fields = Callable[[Place], dict[str, Any]]


def nothing(place: Place) -> dict[str, Any]:
    return {}


def typed(**fields: Any) -> Fields:
    return lambda place: fields


@dataclass(frozen=True)
class Trail:
    """The action that one good POST leaves; `fields` are typed over what the page shows."""

    action: str
    fields: Fields = nothing
    row: Row | None = None  # the address's arguments, where those of access_rows do not do


@dataclass(frozen=True)
class Look:
    action: str
    query: Fields = nothing
    kwargs: dict[str, str] = field(default_factory=dict)


def sheet() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.csv", "ชั้น,ชื่อ,นามสกุล\nป.1,กอ,ขอ\n".encode(), "text/csv")


def board_sheet() -> SimpleUploadedFile:
    content = "ผู้แทน,ชื่อ,สกุล,วันครบวาระ\nครู,กอ,ขอ,31/05/2572\n".encode()
    return SimpleUploadedFile("b.csv", content, "text/csv")


# ---- rows in a state in which the write is possible ---------------------------------------------


def of_others_visit(place: Place) -> dict[str, Any]:
    """A visit that somebody else handed in: the person may answer it."""
    make_user(Role.CARE_HEAD, school=place.school)
    visit = making.make_visit(place.visit_round, place.student, place.colleague)
    return {"pk": visit.pk}


def of_closed_round(place: Place) -> dict[str, Any]:
    VisitRound.objects.filter(pk=place.visit_round.pk).update(closed_at=timezone.now())
    return {"pk": place.visit_round.pk}


def of_chosen_round(place: Place) -> dict[str, Any]:
    VisitRound.objects.filter(pk=place.visit_round.pk).update(who=VisitRound.Who.CHOSEN)
    return {"pk": place.visit_round.pk}


def of_complete_visit(place: Place) -> dict[str, Any]:
    visit = making.make_draft(place.student, place.everybody, round_=place.visit_round)
    return {"pk": making.complete(visit, place.everybody).pk}


def of_checked_batch(place: Place) -> dict[str, Any]:
    """Looked through and waiting for the person's yes."""
    importer, user = StudentImporter(place.school, 2569), place.everybody
    file = sheet()
    batch = import_batches.upload(importer, file, file.name, by=user)
    import_batches.preview(batch, by=user)
    return {"pk": batch.pk}


def of_checked_boards(place: Place) -> dict[str, Any]:
    importer, file = CommitteeImporter(place.school), board_sheet()
    batch = import_batches.upload(importer, file, file.name, by=place.everybody)
    import_batches.preview(batch, by=place.everybody)
    return {"pk": batch.pk}


def of_invitee_without_link(place: Place) -> dict[str, Any]:
    place.invitee.reply_link.delete()
    return {"pk": place.invitee.meeting_id}


def of_shipped_rules(place: Place) -> dict[str, Any]:
    return {"pk": place.school.district.pk, "code": "2564"}


def with_a_registry_to_certify(place: Place) -> dict[str, Any]:
    """The address has no argument; it certifies what is ready."""
    assert place.said
    return {}


def of_complete_report(place: Place) -> dict[str, Any]:
    report = make_report(place.school, by=place.everybody, answers=complete_answers())
    return {"pk": report.pk}


# ---- what is typed ------------------------------------------------------------------------------


def the_colleague(place: Place) -> dict[str, Any]:
    return {"user": place.colleague.pk}


def new_remark(place: Place) -> dict[str, Any]:
    return {"field": "order", "text": "ไม่ตรงสำเนา", "key": KEY}


def start_visit(place: Place) -> dict[str, Any]:
    return {"round": place.visit_round.pk, "student": place.student.pk, "key": KEY}


def new_round(place: Place) -> dict[str, Any]:
    today = timezone.localdate()
    days = {"opens_on": str(today), "closes_on": str(today + timedelta(days=9))}
    return {"term": place.school.terms.get().pk, "number": 7, "who": "all", "form": "obec"} | days


def chased(place: Place) -> dict[str, Any]:
    return {"schools": [place.school.pk]}


def new_role(place: Place) -> dict[str, Any]:
    return {"place": f"school-{place.school.pk}", "role": "clerk"}


def new_person(place: Place) -> dict[str, Any]:
    name = {"username": "suda", "first_name": "สุดา"}
    return name | {"place": f"school-{place.school.pk}", "roles": ["teacher"]}


def joining(place: Place) -> dict[str, Any]:
    person = make_user(Role.TEACHER, school=make_school())
    return new_role(place) | {"username": person.username, "first_name": person.first_name}


def new_adviser(place: Place) -> dict[str, Any]:
    return {"user": place.colleague.pk}


def upload(place: Place) -> dict[str, Any]:
    return {"file": sheet(), "year": 2569}


def upload_boards(place: Place) -> dict[str, Any]:
    return {"file": board_sheet(), "place": 0}


def picture(name: str, **more: str) -> Fields:
    return lambda place: {name: making.picture()} | more


def consent(place: Place) -> dict[str, Any]:
    said = {"decision": "given", "given_by": "นางมานี ใจดี", "relation": "มารดา"}
    return TODAY | said | {"method": "paper"}


def chosen(place: Place) -> dict[str, Any]:
    return {"classroom": place.classroom.pk, "pupils": [place.student.pk]}


def the_guardian(place: Place) -> dict[str, Any]:
    return {"guardian": make_guardian(place.student).pk}


def new_classroom(place: Place) -> dict[str, Any]:
    return {"level": make_classroom(place.school, room=8).level, "room": 9}


KEY = "11111111-1111-4111-8111-111111111111"
DISABLED = {"disabilities": ["ร่างกาย/สุขภาพ"]}
TODAY = {"on": "1/6/2568"}
GUARDIAN = {"title": "นาง", "first_name": "มานี", "last_name": "ใจดี", "relation": "มารดา"}

WRITES: dict[str, Trail] = {
    **{name: Trail(*row) for name, row in OFFICE_WRITES.items()},
    **{name: Trail(*row) for name, row in PROJECT_WRITES.items()},
    # people and places
    "account_email": Trail("user.change", typed(phone="0812345678")),
    "membership-add": Trail("membership.create", new_role),
    "membership-edit": Trail("membership.change", typed(ends_on="1/6/2590")),
    "membership-end": Trail("membership.end"),
    "number-cancel": Trail("number.cancel", typed(reason="พิมพ์ผิด")),
    "step-edit": Trail("step.update", typed(note="แจ้งแล้ว")),
    "number-take": Trail("number.take", typed(subject="เชิญประชุม")),
    "person-add": Trail("user.create", new_person),
    "person-edit": Trail("user.change", typed(position="ครูชำนาญการ")),
    "person-join": Trail("membership.create", joining),
    "person-verb": Trail("user.unlock"),
    "profile": Trail("user.change", typed(phone="0812345678")),
    "profile-signature": Trail("user.signature", picture("signature")),
    "settings-district": Trail("district.change", typed(phone="053000000")),
    "committee:rule-set-drop": Trail("rules.drop"),
    "committee:rule-set-edit": Trail("rules.change", typed(term_years=3), row=of_shipped_rules),
    "settings-garuda": Trail("district.picture", picture("picture")),
    "settings-head": Trail("head.change", typed(name="นายใหม่ ใจดี")),
    "settings-head-add": Trail("head.create", typed(name="นายใหม่ ใจดี", starts_on="1/10/2569")),
    "settings-head-remove": Trail("head.delete"),
    "settings-network": Trail("network.change", typed(name="กลุ่มสอง")),
    "settings-network-add": Trail("network.create", typed(name="กลุ่มใหม่")),
    "settings-picture": Trail("school.picture", picture("picture")),
    "settings-school": Trail("school.change", typed(phone="053000000")),
    "settings-term": Trail("term.change", typed(ends_on="2/4/2570")),
    "settings-term-open": Trail("term.create"),
    "settings-village": Trail("village.change", typed(name="บ้านสอง")),
    "settings-village-add": Trail("village.create", typed(name="บ้านใหม่")),
    "settings-village-leave": Trail("village.leave"),
    # work and papers
    "job-cancel": Trail("job.cancel"),
    # pupils
    "students:adviser-add": Trail("adviser.add", new_adviser),
    "students:adviser-remove": Trail("adviser.delete"),
    "students:classroom-add": Trail("classroom.add", new_classroom),
    "students:classroom-remove": Trail("classroom.delete"),
    "students:classroom-rolls": Trail("classroom.change", typed(order="sex_name")),
    "students:consent-create": Trail("consent.create", consent),
    "students:guardian-add": Trail("guardian.add", typed(**GUARDIAN)),
    "students:guardian-edit": Trail("guardian.change", typed(**GUARDIAN)),
    "students:guardian-remove": Trail("guardian.delete"),
    "students:household-edit": Trail("household.change", typed(house_no="99")),
    "students:identifier-reveal": Trail("identifier.reveal"),
    "students:identifier-update": Trail("identifier.change", typed(value="1101700230708")),
    "students:import-commit": Trail("import.commit", row=of_checked_batch),
    "students:import-drop": Trail("import.drop"),
    "students:import-upload": Trail("import.upload", upload),
    "students:note-create": Trail("note.create", typed(**TODAY, text="มาสาย")),
    "students:photo-remove": Trail("student.photo"),
    "students:photo-update": Trail("student.photo", picture("photo")),
    "students:sensitive-update": Trail("sensitive.update", typed(health_note="หอบหืด")),
    "students:circumstances-update": Trail("circumstances.change", typed(**DISABLED)),
    "students:seat-roll": Trail("enrolment.change", typed(roll_number="7")),
    "students:student-create": Trail("student.create", typed(first_name="ใหม่", last_name="มา")),
    "students:student-update": Trail("student.update", typed(nickname="ใหม่")),
    # the school board
    "committee:board-appoint": Trail("board.state"),
    "committee:board-cancel": Trail("board.state"),
    "committee:board-confirm": Trail("board.confirm"),
    "committee:board-create": Trail("board.create", typed(starts_on="1/6/2572")),
    "committee:board-update": Trail("board.update", typed(order_number="115/2568")),
    "committee:import-commit": Trail("import.commit", row=of_checked_boards),
    "committee:import-drop": Trail("import.drop"),
    "committee:import-upload": Trail("import.upload", upload_boards),
    "committee:certify-all": Trail("board.certify", row=with_a_registry_to_certify),
    "committee:chase-create": Trail("chase.create", chased, lambda place: {"kind": "registry"}),
    "committee:confirmation-certify": Trail("board.certify"),
    "committee:confirmation-return": Trail("board.return"),
    "committee:link-create": Trail("reply_link.create", row=of_invitee_without_link),
    "committee:link-renew": Trail("reply_link.renew"),
    "committee:link-withdraw": Trail("reply_link.withdraw"),
    "committee:member-account": Trail("member.update", the_colleague),
    "committee:member-create": Trail("member.create", typed(seat="8", first_name="ใหม่")),
    "committee:member-guardian": Trail("member.update", the_guardian),
    "committee:member-leave": Trail(
        "member.update", typed(left_on="1/6/2590", left_reason="resigned")
    ),
    "committee:member-reveal": Trail("member.reveal"),
    "committee:member-update": Trail("member.update", typed(phone="0812345678")),
    "committee:monitoring-close": Trail("monitoring.close"),
    "committee:monitoring-create": Trail("monitoring.create"),
    "committee:monitoring-drop": Trail("monitoring.drop"),
    "committee:monitoring-open": Trail("monitoring.open"),
    "committee:monitoring-update": Trail("monitoring.update", typed(title="ติดตามทีม")),
    "committee:question-create": Trail("monitoring.questions", typed(section="1", text="ถามอะไร")),
    "committee:question-remove": Trail("monitoring.questions"),
    "committee:question-update": Trail("monitoring.questions", typed(text="ถามใหม่")),
    "committee:section-update": Trail("monitoring.questions", typed(title="เรื่องแรก")),
    "committee:reply-told": Trail("attendance.answer", typed(reply="not_coming")),
    "committee:report-close": Trail("report.close"),
    "committee:report-edit": Trail("report.save", typed(version=1, q1="yes")),
    "committee:report-result": Trail("report.result", typed(result="ประชุมแล้ว")),
    "committee:report-return": Trail("report.return", typed(reason="แนบรายงานการประชุม")),
    "committee:report-send": Trail("report.send", row=of_complete_report),
    "committee:report-start": Trail("report.start"),
    "committee:report-visit": Trail("report.finding", typed(finding="เรียบร้อย")),
    "committee:own-reply": Trail("attendance.answer", typed(reply="coming")),
    "committee:yearly-issue": Trail("yearly.issue"),
    "committee:remark-create": Trail("remark.create", new_remark),
    "committee:remark-settle": Trail("remark.settle"),
    # visits
    "homevisits:alert-acknowledge": Trail("alert.acknowledge"),
    "homevisits:alert-assign": Trail("alert.assign"),
    "homevisits:alert-exclude": Trail("alert.exclude"),
    "homevisits:alert-handle": Trail("alert.handle", typed(text="พบผู้ปกครองแล้ว")),
    "homevisits:follow-up-close": Trail("follow_up.close", typed(result="ดีขึ้น", outcome="better")),
    "homevisits:follow-up-create": Trail(
        "follow_up.open", typed(due_on="1/6/2590", what="ไปอีกครั้ง")
    ),
    "homevisits:photo-add": Trail("photo.add", picture("photo", kind="outside")),
    "homevisits:photo-remove": Trail("photo.remove"),
    "homevisits:round-close": Trail("round.close"),
    "homevisits:round-create": Trail("round.open", new_round),
    "homevisits:round-pupils": Trail("round.choose", chosen, row=of_chosen_round),
    "homevisits:round-reopen": Trail("round.reopen", row=of_closed_round),
    "homevisits:round-update": Trail("round.update", new_round),
    "homevisits:visit-approve": Trail("visit.approve", typed(version=1), row=of_others_visit),
    "homevisits:visit-clash": Trail("visit.save", typed(choice="mine")),
    "homevisits:visit-return": Trail(
        "visit.return", typed(version=1, remark="เพิ่มรูป"), row=of_others_visit
    ),
    "homevisits:visit-start": Trail("visit.start", start_visit),
    "homevisits:visit-step": Trail("visit.save", typed(version=1, mode="home")),
    "homevisits:visit-submit": Trail("visit.submit", typed(version=9), row=of_complete_visit),
}
WRITES |= {name: Trail(action, sent) for name, (action, sent) in meeting_rows.WRITES.items()}
WRITES |= {name: Trail(action, fields) for name, (action, fields) in ORDER_WRITES.items()}
WRITES |= {name: Trail(action, fields) for name, (action, fields) in PARTNER_WRITES.items()}
WRITES |= {name: Trail(*trail) for name, trail in rows_activities.WRITES.items()}
WRITES |= {name: Trail(*trail) for name, trail in rows_procedures.WRITES.items()}
WRITES |= {name: Trail(action, fields) for name, (action, fields) in CALENDAR_WRITES.items()}
WRITES |= {name: Trail(*trail) for name, trail in rows_feeds.WRITES.items()}
WRITES |= {name: Trail(*row) for name, row in RESOURCE_WRITES.items()}
WRITES |= {name: Trail(*row) for name, row in care_rows.named("WRITES").items()}

# Takes a POST and changes nothing that anybody else sees.
NO_TRAIL = {
    "committee:import-columns",  # the preview of one's own file, made anew
    "usersessions_list",  # allauth ends one's own other sessions
    "workplace-switch",  # one's own place and time to work in
    "students:student-find",  # a search; the id stays out of the address
    "students:student-search",  # a search; names stay out of the address
}
NO_TRAIL |= RESOURCE_NO_TRAIL | PARTNER_NO_TRAIL | care_rows.listed("NO_TRAIL")


def of_the_class(place: Place) -> dict[str, Any]:
    return {"classroom": place.classroom.pk}


LOOKS: dict[str, Look] = {
    "committee:receipt-detail": Look("receipt.open"),
    "document-pdf": Look("document.print", of_the_class, {"slug": "class-list"}),
    "document-sheet": Look("document.print", of_the_class, {"slug": "class-list"}),
    "students:student-export": Look("pupil.export"),
    "students:import-rejected": Look("import.export"),
    "students:sensitive-detail": Look("sensitive.view"),
    "students:sensitive-update": Look("sensitive.view"),
    "students:circumstances-update": Look("sensitive.view"),
    "students:student-health": Look("sensitive.view"),
    "students:student-welfare": Look("sensitive.view"),
    "committee:import-rejected": Look("import.export"),
    "committee:member-detail": Look("member.view"),
    "committee:member-update": Look("member.view"),
    "committee:monitoring-detail": Look("monitoring.export", typed(**{"as": "xlsx"})),
    "committee:own-paper": Look("document.print"),
    "committee:school-list": Look("board.export", typed(**{"as": "xlsx"})),
    "homevisits:alert-detail": Look("alert.view"),
    "homevisits:visit-clash": Look("visit.view"),
    "homevisits:visit-detail": Look("visit.view"),
    "homevisits:visit-step": Look("visit.view"),
    "homevisits:visit-summary": Look("visit.view"),
}
LOOKS |= {name: Look(action) for name, action in PARTNER_LOOKS.items()}
LOOKS |= {name: Look(action) for name, action in care_rows.named("LOOKS").items()}
