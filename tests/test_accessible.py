"""Pages of the registries and of visits on a phone: accessible, no sideways scroll."""

from datetime import date

import pytest
from django.urls import reverse

from committee.links import token_of
from committee.models import Seat
from committee.services import boards as board_services
from committee.services import review
from homevisits.definition import CURRENT
from homevisits.models import HomeVisit
from homevisits.services import visits
from tests.access_place import fill, make_place
from tests.access_rows import ROWS
from tests.committee import monitored
from tests.committee.making import SMALL_BOARD, make_board, make_member
from tests.committee.meeting_factory import (
    make_attendance,
    make_item,
    make_link,
    make_meeting,
    make_resolution,
)
from tests.committee.order_making import draft, make_candidate, make_selecting, propose
from tests.community import rows_projects
from tests.factories import make_guardian, make_school, make_student
from tests.homevisits.making import complete, make_draft, make_round, save
from tests.schoolcare.test_look import PHONE, TALL, is_wider_than_the_window, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def pupil(classroom):
    student = make_student(classroom, nickname="ต้น")
    make_guardian(student, phone="0812345678")
    return student


@pytest.fixture
def round_(school):
    return make_round(school)


@pytest.fixture
def walk(page, live_server, client):
    """Look at addresses as somebody: each answers 200, fits, and axe has nothing to say."""

    def look(person, addresses):
        client.force_login(person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([cookie | {"url": live_server.url}])
        found = []
        for address in addresses:
            page.set_viewport_size(PHONE)
            status = page.goto(live_server.url + address).status
            found += [f"{address}: {status}"] if status != 200 else []
            found += [f"{address}: wide"] if is_wider_than_the_window(page) else []
            page.set_viewport_size(PHONE | {"height": TALL})
            found += [f"{address}: {one}" for one in violations(page)]
        return found

    return look


def of(name, *args):
    return reverse(name, args=args)


def test_registry_is_accessible(walk, pupil, clerk, classroom):
    pages = ["student-detail", "student-update", "sensitive-detail", "sensitive-update"]
    pages += ["household-edit", "guardian-add", "note-create", "consent-create", "consent-list"]
    pages += ["identifier-update", "photo-update", "student-history"]
    addresses = [of(f"students:{name}", pupil.pk) for name in pages]
    lists = ["student-list", "student-create", "classroom-list", "classroom-add", "import-list"]
    addresses += [of(f"students:{name}") for name in [*lists, "import-upload"]]
    addresses += [of(f"students:{name}", classroom.pk) for name in ("classroom-detail",)]
    assert walk(clerk, addresses) == []


def test_visit_form_is_accessible(walk, pupil, teacher, round_):
    visit = make_draft(pupil, teacher, round_=round_)
    steps = [of("homevisits:visit-step", visit.pk, one.code) for one in CURRENT.steps_for("obec")]
    summary = of("homevisits:visit-summary", visit.pk)
    assert walk(teacher, [of("homevisits:visit-list"), *steps, summary]) == []


def test_visit_screens_are_accessible(walk, pupil, teacher, care_head, round_):
    visit = complete(make_draft(pupil, teacher, round_=round_), teacher)
    save(visit, "risk", ticks={("safety", "abused")})
    save(visit, "agreement", texts={"follow_up_on": "1/12/2569"})
    visit = visits.submit_visit(HomeVisit.objects.get(), by=teacher)
    lists = ["visit-list", "review-list", "coverage", "round-list", "round-create"]
    addresses = [of(f"homevisits:{name}") for name in [*lists, "follow-up-list", "alert-list"]]
    addresses += [of("homevisits:visit-detail", visit.pk), of("homevisits:round-update", round_.pk)]
    addresses += [of("homevisits:follow-up-close", visit.follow_ups.get().pk)]
    addresses += [of("homevisits:alert-detail", visit.alerts.get().pk)]
    addresses += [of("homevisits:visit-pupil", pupil.pk)]
    assert walk(care_head, addresses) == []


def test_search_follows_the_typing_and_leaves_no_name_in_the_address(page, walk, pupil, clerk):
    make_student(pupil.enrolments.get().classroom, first_name="มะลิ")
    walk(clerk, [of("students:student-list")])
    page.locator("#id_q").press_sequentially("มะล")

    page.wait_for_url("**/?found=1")
    assert page.locator("tbody tr").count() == 1


def test_board_registry_is_accessible(walk, director, school):
    board = make_board(school, seats=SMALL_BOARD[1:])
    parent = board.members.get(seat=Seat.PARENT)
    make_member(board, Seat.CHAIR, left_on=date(2026, 11, 2), left_reason="resigned")
    draft = make_board(school, state="draft", seats=(), ends_on=date(2033, 5, 31))
    addresses = [of("committee:registry"), of("committee:board-detail", draft.pk)]
    pages = ["board-update", "board-confirm", "member-create"]
    addresses += [of(f"committee:{name}", board.pk) for name in pages]
    addresses += [of(f"committee:board-{name}", draft.pk) for name in ("appoint", "cancel")]
    addresses += [of(f"committee:board-{name}", school.pk) for name in ("list", "create")]
    pages = ["detail", "update", "leave", "guardian"]
    addresses += [of(f"committee:member-{name}", parent.pk) for name in pages]
    assert walk(director, addresses) == []


def test_office_pages_of_boards_are_accessible(walk, officer, director, school):
    board = make_board(school)
    said = board_services.confirm(board, by=director)
    ready = make_board(make_school(district=school.district))
    board_services.confirm(ready, by=director)
    chair = {"member": board.members.first(), "field": "phone", "text": "ติดต่อไม่ได้"}
    review.add_remark(said, by=officer, **chair)
    addresses = [of("committee:school-list"), of("committee:certify-all")]
    assert walk(officer, [*addresses, of("committee:board-review", board.pk)]) == []


def test_pages_of_meetings_are_accessible(walk, director, school):
    board = make_board(school)
    meeting = make_meeting(board=board, held_on=date(2026, 11, 1), state="held")
    planned = make_meeting(board=board, number=2, held_on=date(2590, 1, 1))
    person = make_attendance(meeting, presence="present")
    make_attendance(meeting, presence="absent", absence_reason="ลาป่วย")
    item = make_item(meeting, outcome="approved")
    resolution = make_resolution(item=item, due_on=date(2026, 11, 2))
    addresses = [of(f"committee:{name}") for name in ("meeting-list", "meeting-create")]
    addresses += [of("committee:resolution-list"), of("committee:meeting-detail", planned.pk)]
    pages = ["meeting-detail", "meeting-roll", "meeting-close", "minutes-edit", "minutes-read"]
    addresses += [of(f"committee:{name}", meeting.pk) for name in [*pages, "agenda-create"]]
    pages = ["update", "cancel", "open"]
    addresses += [of(f"committee:meeting-{name}", planned.pk) for name in pages]
    pages = ["attendance-create", "revision-list"]
    addresses += [of(f"committee:{name}", meeting.pk) for name in pages]
    pages = ["agenda-item", "agenda-decide", "agenda-update", "recusal-create", "resolution-create"]
    addresses += [of(f"committee:{name}", item.pk) for name in pages]
    addresses += [of("committee:attendance-update", person.pk), of("committee:meeting-settings")]
    addresses += [of("committee:resolution-update", resolution.pk)]
    assert walk(director, [*addresses, of("committee:resolution-finish", resolution.pk)]) == []


def test_monitoring_is_accessible(walk, officer, director, school):
    draft, sent = (
        monitored.make_round(school.district, state="draft"),
        monitored.make_report(school, state="sent"),
    )
    mine = monitored.make_report(school, monitored.make_round(school.district), state="returned")
    advised = monitored.make_report(
        school, monitored.make_round(school.district), state="visited", advice="ประชุมให้ครบ"
    )
    names = ["monitoring-questions", "monitoring-update", "question-create"]
    addresses = [of(f"committee:{name}", draft.pk) for name in names]
    names = ["report-review", "report-visit", "report-return"]
    addresses += [of(f"committee:{name}", sent.pk) for name in names]
    addresses += [of("committee:monitoring-list"), of("committee:yearly")]
    assert walk(officer, [*addresses, sent.monitoring.get_absolute_url()]) == []
    addresses = [of("committee:report-list"), of("committee:report-edit", mine.pk)]
    addresses += [of("committee:report-result", advised.pk), mine.get_absolute_url()]
    assert walk(director, addresses) == []


def test_pages_from_selection_to_order_are_accessible(walk, officer, school):
    selecting = make_selecting(school, number=3)
    other = make_school(district=school.district)
    candidate = make_candidate(make_board(other))
    drafted = draft(officer, propose(make_selecting(school, number=4), officer))
    line = propose(make_selecting(other, number=5), officer)
    boards = ["board-detail", "board-propose", "board-select"]
    addresses = [of(f"committee:{name}", selecting.pk) for name in boards]
    addresses += [of("committee:board-detail", candidate.board_id), of("committee:order-list")]
    addresses += [of("committee:member-propose", candidate.pk)]
    addresses += [of("committee:line-return", line.pk)]
    addresses += [of("committee:correction-ask", candidate.board_id)]
    pages = ["detail", "update", "issue", "cancel"]
    addresses += [of(f"committee:order-{name}", drafted.pk) for name in pages]
    assert walk(officer, addresses) == []


# Pages of the office's own work, of its schools' letters and of who is invited.
OFFICE_PAGES = [
    *("circular-list", "circular-create", "circular-detail", "circular-update"),
    *("circular-send", "circular-withdraw", "receipt-list", "receipt-detail"),
    *("network-list", "network-create", "network-detail", "network-update"),
    *("training-list", "training-create", "training-detail", "training-update"),
    *("training-people", "training-outsider", "training-hours", "trained-list"),
    *("chase-list", "chase-detail", "rule-set-list", "rule-set-edit", "confirmation-detail"),
    *("member-account", "removal-ask", "candidate-create", "import-detail"),
    *("own-list", "own-detail", "reply-list", "reply-told", "section-update"),
]


def test_office_work_is_accessible(walk):
    place = fill(make_place())
    names = [f"committee:{name}" for name in OFFICE_PAGES]
    rows = {name: ROWS[name](place) if name in ROWS else {} for name in names}
    assert walk(place.everybody, [reverse(name, kwargs=rows[name]) for name in names]) == []


def test_projects_are_accessible(walk):
    place = fill(make_place())
    names = [
        name for name in ROWS if name.startswith(("community:project-", "community:spending-"))
    ]
    names = sorted(set(names) - rows_projects.POST_ONLY)
    addresses = [reverse(name, kwargs=ROWS[name](place)) for name in names]
    addresses += [of(f"community:project-{name}") for name in ("list", "create", "reuse")]
    running = ROWS["community:project-results"](place)
    addresses.append(reverse("community:project-detail", kwargs=running))
    assert walk(place.everybody, addresses) == []


def test_gifts_and_experts_are_accessible(walk):
    place = fill(make_place())
    pages = {"donor-detail", "donor-update", "purpose-detail", "purpose-use", "expert-detail"}
    pages |= {"resource-detail", "resource-update", "resource-void", "expert-update"}
    pages |= {"channel-update", "tax-rule-list", "tax-rule-update"}
    names = [f"community:{name}" for name in sorted(pages | {"teaching-create"})]
    addresses = [reverse(name, kwargs=ROWS[name](place)) for name in names]
    lists = ("resource-list", "donor-list", "purpose-list", "resource-report", "expert-list")
    lists += ("channel-list", "branch-list", "district-overview")
    addresses += [of(f"community:{name}") for name in lists]
    addresses += [of("community:resource-create", kind) for kind in ("money", "things")]
    assert walk(place.everybody, addresses) == []


def test_invitation_by_link_is_accessible(walk, teacher):
    assert walk(teacher, [of("committee:reply", token_of(make_link()))]) == []
