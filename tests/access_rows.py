"""One row for every address that names one: what it is about, in the school of the insider.

A new address with arguments must be added here, else tests/test_access.py fails. `PUPIL_ROWS` are
about pupils of one class: an adviser of another class must not find them.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from committee.models import Board, Chase, RuleSet
from schoolcare.models import ProcedureStep, StepRun
from tests import care_rows
from tests.access_invited import INVITED_ROWS
from tests.access_monitored import MONITORED_ROWS
from tests.access_place import Place
from tests.committee import meeting_rows
from tests.committee.making import make_board
from tests.community import rows_activities, rows_feeds, rows_procedures
from tests.community.rows_calendar import CALENDAR_ROWS
from tests.community.rows_experts import EXPERT_ROWS
from tests.community.rows_partners import PARTNER_ROWS
from tests.community.rows_projects import PROJECT_ROWS
from tests.community.rows_resources import RESOURCE_ROWS
from tests.factories import (
    make_adviser,
    make_guardian,
)
from tests.homevisits import making
from tests.office_rows import OFFICE_ROWS
from tests.order_rows import ORDER_ROWS

Row = Callable[[Place], dict[str, Any]]


def of_school(place: Place) -> dict[str, Any]:
    return {"pk": place.school.pk}


def of_logo(place: Place) -> dict[str, Any]:
    place.school.logo = place.picture()
    place.school.save()
    return {"pk": place.school.pk, "name": "logo"}


def of_batch(place: Place) -> dict[str, Any]:
    return {"pk": place.batch.pk}


def of_board_batch(place: Place) -> dict[str, Any]:
    return {"pk": place.board_batch.pk}


def of_person(place: Place) -> dict[str, Any]:
    return {"pk": place.colleague.pk}


def of_garuda(place: Place) -> dict[str, Any]:
    office = place.school.district
    office.garuda = place.picture()
    office.save()
    return {"pk": office.pk}


def of_head(place: Place) -> dict[str, Any]:
    office, day = place.school.district, date(2026, 1, 1)
    return {"pk": office.heads.create(name="นายหัวหน้า ใจดี", starts_on=day).pk}


def of_rules(place: Place) -> dict[str, Any]:
    """An edition of the office above."""
    office, kept = place.school.district, {"source": "ประกาศของหน่วยงาน", "code": "2564"}
    RuleSet.objects.create(district=office, name="ฉบับของหน่วยงาน", **kept)
    return {"pk": office.pk, "code": "2564"}


def of_number(place: Place) -> dict[str, Any]:
    return {"pk": place.take_number().pk}


def of_step_run(place: Place) -> dict[str, Any]:
    """Of the office above, with its proof."""
    step = ProcedureStep.objects.filter(procedure__code="district-board").first()
    run = StepRun.objects.create(
        step=step, year=2569, district=place.school.district, file=place.picture()
    )
    return {"pk": run.pk}


def of_chase(place: Place) -> dict[str, Any]:
    day, office = date(2026, 11, 21), place.school.district
    chase = Chase.objects.create(
        district=office, kind="registry", chased_on=day, made_by=place.everybody
    )
    return {"pk": chase.pk}


def of_membership(place: Place) -> dict[str, Any]:
    return {"pk": place.colleague.memberships.get().pk}


def of_village(place: Place) -> dict[str, Any]:
    return {"pk": place.school.pk, "village": place.village.pk}


def of_draft(place: Place) -> dict[str, Any]:
    return {"pk": place.draft.pk}


def of_step(place: Place) -> dict[str, Any]:
    return {"pk": place.draft.pk, "code": "visit"}


def of_clash(place: Place) -> dict[str, Any]:
    place.draft.refused_saves.create(step="visit", user=place.everybody, typed={})
    return of_step(place)


def of_visit(place: Place) -> dict[str, Any]:
    return {"pk": place.visit.pk}


def of_round(place: Place) -> dict[str, Any]:
    return {"pk": place.visit_round.pk}


def of_photo(place: Place) -> dict[str, Any]:
    return {"pk": place.photo.pk}


def of_follow_up(place: Place) -> dict[str, Any]:
    return {"pk": making.make_follow_up(place.visit).pk}


def of_alert(place: Place) -> dict[str, Any]:
    return {"pk": making.make_alert(place.visit).pk}


def of_student(place: Place) -> dict[str, Any]:
    return {"pk": place.student.pk}


def of_student_with_photo(place: Place) -> dict[str, Any]:
    place.student.photo = place.picture()
    place.student.save()
    return of_student(place)


def of_guardianship(place: Place) -> dict[str, Any]:
    make_guardian(place.student)
    return {"pk": place.student.guardianships.get().pk}


def of_classroom(place: Place) -> dict[str, Any]:
    return {"pk": place.classroom.pk}


def of_seat(place: Place) -> dict[str, Any]:
    return {"pk": place.student.enrolments.get().pk}


def of_adviser(place: Place) -> dict[str, Any]:
    return {"pk": make_adviser(place.classroom).advised.get().pk}


def of_board(place: Place) -> dict[str, Any]:
    return {"pk": place.board.pk}


def of_draft_board(place: Place) -> dict[str, Any]:
    draft = make_board(place.school, state=Board.State.DRAFT, ends_on=date(2033, 5, 31), seats=())
    return {"pk": draft.pk}


def of_member(place: Place) -> dict[str, Any]:
    return {"pk": place.member.pk}


def of_said(place: Place) -> dict[str, Any]:
    return {"pk": place.said.pk}


def of_said_with_remark(place: Place) -> dict[str, Any]:
    return {"pk": place.remark.confirmation_id}


SCHOOL_ROWS: dict[str, Row] = {
    **INVITED_ROWS,
    **MONITORED_ROWS,
    **OFFICE_ROWS,
    **PROJECT_ROWS,
    "committee:board-appoint": of_draft_board,
    "committee:board-cancel": of_draft_board,
    "committee:board-confirm": of_board,
    "committee:board-create": of_school,
    "committee:board-detail": of_board,
    "committee:board-list": of_school,
    "committee:board-order": of_board,
    "committee:board-review": of_board,
    "committee:board-update": of_board,
    "committee:chase-detail": of_chase,
    "committee:confirmation-certify": of_said,
    "committee:confirmation-detail": of_said,
    "committee:confirmation-return": of_said_with_remark,
    "committee:member-account": of_member,
    "committee:member-create": of_board,
    "committee:member-detail": of_member,
    "committee:member-guardian": of_member,
    "committee:member-leave": of_member,
    "committee:member-photo": of_member,
    "committee:member-reveal": of_member,
    "committee:member-update": of_member,
    "committee:remark-create": of_said,
    "committee:remark-settle": lambda place: {"pk": place.remark.pk},
    "committee:school-registry": of_school,
    "students:adviser-add": of_classroom,
    "students:adviser-remove": of_adviser,
    "students:classroom-detail": of_classroom,
    "students:classroom-remove": of_classroom,
    "students:classroom-rolls": of_classroom,
    "students:note-create": of_student,  # any teacher may note any pupil of the school
    "homevisits:round-close": of_round,
    "homevisits:round-pupils": of_round,
    "homevisits:round-reopen": of_round,
    "homevisits:round-update": of_round,
    "job-cancel": lambda place: {"pk": place.job.pk},
    "job-detail": lambda place: {"pk": place.job.pk},
    "job-download": lambda place: {"pk": place.job.pk},
    "membership-add": of_person,
    "membership-edit": of_membership,
    "membership-end": of_membership,
    "number-cancel": of_number,
    "person-detail": of_person,
    "person-edit": of_person,
    "person-verb": lambda place: of_person(place) | {"verb": "unlock"},
    "settings-district": lambda place: {"pk": place.school.district.pk},
    "committee:rule-set-drop": of_rules,
    "committee:rule-set-edit": of_rules,
    "committee:rule-set-list": lambda place: {"pk": place.school.district.pk},
    "settings-garuda": of_garuda,
    "settings-head": of_head,
    "settings-head-add": lambda place: {"pk": place.school.district.pk},
    "settings-head-remove": of_head,
    "settings-network": lambda place: {"pk": place.network.pk},
    "settings-network-add": lambda place: {"pk": place.school.district.pk},
    "settings-picture": of_logo,
    "settings-school": of_school,
    "settings-term": lambda place: {"pk": place.school.terms.get().pk},
    "settings-term-open": of_school,
    "settings-terms": of_school,
    "settings-village": of_village,
    "settings-village-add": of_school,
    "settings-village-leave": of_village,
    "settings-villages": of_school,
    "procedure-school": of_school,
    "step-edit": of_step_run,
    "step-file": of_step_run,
    "students:import-commit": of_batch,
    "students:import-detail": of_batch,
    "students:import-drop": of_batch,
    "students:import-rejected": lambda place: {"pk": place.done(place.batch).pk},
    "committee:import-columns": of_board_batch,
    "committee:import-commit": of_board_batch,
    "committee:import-detail": of_board_batch,
    "committee:import-drop": of_board_batch,
    "committee:import-rejected": lambda place: {"pk": place.done(place.board_batch).pk},
}
PUPIL_ROWS: dict[str, Row] = {
    "homevisits:alert-acknowledge": of_alert,
    "homevisits:alert-assign": of_alert,
    "homevisits:alert-detail": of_alert,
    "homevisits:alert-exclude": of_alert,
    "homevisits:alert-handle": of_alert,
    "homevisits:follow-up-close": of_follow_up,
    "homevisits:follow-up-create": of_visit,
    "homevisits:photo": of_photo,
    "homevisits:photo-add": of_draft,
    "homevisits:photo-remove": of_photo,
    "homevisits:signature": lambda place: {"pk": place.signature.pk},
    "homevisits:visit-approve": of_visit,
    "homevisits:visit-clash": of_clash,
    "homevisits:visit-continue": of_draft,
    "homevisits:visit-detail": of_visit,
    "homevisits:visit-pupil": of_student,
    "homevisits:visit-return": of_visit,
    "homevisits:visit-step": of_step,
    "homevisits:visit-submit": of_draft,
    "homevisits:visit-summary": of_draft,
    "students:circumstances-update": of_student,
    "students:consent-create": of_student,
    "students:consent-list": of_student,
    "students:guardian-add": of_student,
    "students:guardian-edit": of_guardianship,
    "students:guardian-remove": of_guardianship,
    "students:household-edit": of_student,
    "students:identifier-reveal": of_student,
    "students:identifier-update": of_student,
    "students:photo-remove": of_student_with_photo,
    "students:photo-update": of_student,
    "students:seat-roll": of_seat,
    "students:sensitive-detail": of_student,
    "students:sensitive-update": of_student,
    "students:student-detail": of_student,
    "students:student-health": of_student,
    "students:student-history": of_student,
    "students:student-photo": of_student_with_photo,
    "students:student-update": of_student,
    "students:student-welfare": of_student,
}

# Their argument names a paper of the catalogue, not a row; what a paper is about stands behind the
# question mark and is tested with the papers.
NO_ROWS = {
    "community:trip-rule-update",  # its argument is a kind of trip
    "committee:chase-create",  # its argument is a kind of letter
    "community:resource-create",  # its argument is a kind of gift
    "community:resource-papers",  # its argument is a kind of paper
    "document-others",
    "document-pdf",
    "document-print",
    "document-sheet",
}

SCHOOL_ROWS |= meeting_rows.ROWS | ORDER_ROWS
SCHOOL_ROWS |= PARTNER_ROWS
SCHOOL_ROWS |= rows_activities.ROWS | rows_procedures.ROWS
SCHOOL_ROWS |= CALENDAR_ROWS
SCHOOL_ROWS |= rows_feeds.ROWS
SCHOOL_ROWS |= RESOURCE_ROWS | EXPERT_ROWS
SCHOOL_ROWS |= care_rows.named("SCHOOL_ROWS")
PUPIL_ROWS |= care_rows.named("PUPIL_ROWS")
NO_ROWS |= care_rows.listed("NO_ROWS")
ROWS = SCHOOL_ROWS | PUPIL_ROWS
