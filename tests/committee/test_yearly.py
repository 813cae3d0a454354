"""The office's yearly report: its figures, what is frozen, what it prints of nothing."""

from datetime import date, time
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from committee.models import (
    BoardNetwork,
    Circular,
    Confirmation,
    Meeting,
    Seat,
    Training,
    YearlyReport,
)
from committee.services import boards
from committee.services.yearly import issue_report
from committee.yearly.figures import figures_of
from committee.yearly.shares import band, mean, share
from schoolcare import procedures
from schoolcare.access import Role
from schoolcare.files import path_of
from schoolcare.models import Network, Procedure
from schoolcare.thai import academic_year
from tests.committee.making import SMALL_BOARD, make_board, make_member
from tests.committee.monitored import make_report, make_round
from tests.committee.papers import make_vacancy, pages, paper
from tests.factories import make_district, make_school, make_term, make_user
from tests.paper_measure import assert_paper

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
YEAR = academic_year(TODAY)


@pytest.fixture
def office():
    """Three schools: complete and certified, one vacancy, no board."""
    office = make_district()
    network = Network.objects.create(district=office, name="กลุ่มหนึ่ง")
    done = make_board(make_school(district=office, network=network, amphoe="เมือง"))
    said = boards.confirm(done, by=make_user(Role.DIRECTOR, school=done.school))
    Confirmation.objects.filter(pk=said.pk).update(state=Confirmation.State.CERTIFIED)
    make_vacancy(make_board(make_school(district=office)), Seat.ALUMNI)
    make_school(district=office)
    make_school(district=office, is_active=False)
    return office


@pytest.fixture
def officer(client, office):
    user = make_user(Role.DISTRICT_OFFICER, district=office)
    client.force_login(user)
    return user


def meeting(number, held_on, **place):
    kind = "board" if "school" in place else "district"
    return Meeting.objects.create(
        kind=kind,
        board=place["school"].boards.first() if "school" in place else None,
        body="คณะ",
        number=number,
        year=held_on.year + 543,
        held_on=held_on,
        starts_at=time(9),
        place="ห้องประชุม",
        state=Meeting.State.HELD,
        planned_by=make_user(),
        **place,
    )


def test_registry_has_the_numbers_of_the_status_command(office):
    out = StringIO()
    call_command("committee_status", "--district", office.code, stdout=out)
    rows = [line.split("\t") for line in out.getvalue().splitlines()]

    found = figures_of(office, YEAR, TODAY)["registry"]

    said = [one[1] for one in rows[:-1]]
    assert [[label, said.count(label)] for label, *_ in found["statuses"]] == [
        [label, count] for label, count, _share in found["statuses"]
    ]
    percent = f"ครบร้อยละ {found['percent']} ({found['done']}/{found['schools']} โรงเรียน)"
    assert rows[-1] == [percent]
    assert found["confirmed"] == sum(one[4] == "ยืนยันแล้ว" for one in rows[:-1])


def test_seats_are_counted_of_boards_in_force(office):
    over = make_board(make_school(district=office), ends_on=date(2026, 1, 1), seats=())

    found = figures_of(office, YEAR, TODAY)["registry"]

    assert over.is_over(TODAY)
    seats = {label: (filled, vacant) for label, filled, vacant in found["seats"]}
    assert seats[Seat.ALUMNI.label] == (1, 1)
    assert (found["boards"], found["filled"], found["vacant"]) == (2, 17, 1)
    assert found["filled"] + found["vacant"] == 2 * len(SMALL_BOARD)


def test_seats_that_traded_places_are_not_vacant():
    board = make_board(seats=[one for one in SMALL_BOARD if one != Seat.EXPERT])
    make_member(board, Seat.EXPERT)
    make_member(board, Seat.EXPERT)

    found = figures_of(board.school.district, YEAR, TODAY)["registry"]

    assert found["vacant"] == 0


def test_places_hold_every_school_once(office):
    found = figures_of(office, YEAR, TODAY)

    rows = [
        (one["name"], one["schools"], one["done"], one["certified"]) for one in found["networks"]
    ]
    assert rows == [("กลุ่มหนึ่ง", 1, 1, 1), ("ไม่ระบุ", 2, 0, 0)]
    assert [one["name"] for one in found["amphoes"]] == ["เมือง", "ไม่ระบุ"]


def test_meetings_count_by_term_and_least(office):
    first, second, *_ = office.schools.filter(is_active=True)
    make_term(first, year=2568, semester=2, starts_on=date(2025, 11, 10))
    for number, (day, school) in enumerate(
        [
            (date(2025, 6, 1), first),
            (date(2025, 10, 20), first),
            (date(2025, 11, 5), first),
            (date(2025, 11, 5), second),
            (date(2026, 5, 16), second),
        ],
        start=1,
    ):
        meeting(number, day, school=school)
    make_round(office, year=2568, min_meetings=3)

    found = figures_of(office, 2568, date(2026, 6, 1))["meetings"]

    assert (found["held"], found["schools"], found["least"]) == (4, 2, 3)
    assert [(one["reached"], one["of"]) for one in found["terms"]] == [(1, 3), (0, 3)]


def test_meetings_of_the_office_count_apart(office):
    meeting(1, date(2025, 8, 1), district=office)

    found = figures_of(office, 2568, date(2026, 6, 1))

    assert found["meetings"]["held"] == 0
    kind = Meeting.Kind.DISTRICT.label
    assert found["office_meetings"] == [{"kind": kind, "meetings": 1, "people": 0}]


def test_monitoring_means_findings_and_words(office):
    monitoring = make_round(office, year=YEAR)
    schools = list(office.schools.filter(is_active=True))
    one = make_report(schools[0], monitoring, state="visited", advice="ประชุม")
    two = make_report(schools[1], monitoring, state="sent")
    make_report(schools[2], monitoring, state="draft", answers={"q8": "1"})
    one.visit.findings = {"q4": "น้อย"}
    one.visit.save()
    two.answers |= {"q8": "5", "q1": "no", "q4": "สอง", "q16": "ฝนตก"}
    two.save()

    found = figures_of(office, YEAR, TODAY)

    [row] = found["monitoring"]
    items = {item["number"]: item for item in row["items"]}
    assert (row["reported"], row["visited"], row["advised"], row["percent"]) == (2, 1, 1, "66.7")
    assert (items["3.1"]["value"], items["3.1"]["words"]) == ("4.50", "มาก")
    assert (items["1.1"]["value"], items["1.1"]["words"]) == ("50.0", "มี/ใช่ 1 โรงเรียน")
    assert (items["2.1"]["answers"], items["2.1"]["words"]) == (1, "รวม 2 ครั้ง")
    assert row["findings"] == [["2.1", "จำนวนครั้งที่ประชุมในภาคเรียนที่ 1", 1]]
    assert found["problems"] == ["ฝนตก"]


def test_round_of_another_procedure_is_not_in_the_report(office):
    lunch = Procedure.objects.create(code="lunch", name="อาหารกลางวัน", level="district")
    other = lunch.steps.create(number=1, name="ติดตาม", evidence="committee.monitoring")
    first, second, _third = office.schools.filter(is_active=True)
    make_report(first, make_round(office, year=YEAR), state="sent")
    for step in (other, None):
        monitoring = make_round(office, year=YEAR, step=step, min_meetings=9, title="อาหาร")
        make_report(second, monitoring, state="sent", answers={"q16": "ครัวเล็ก"})

    found = figures_of(office, YEAR, TODAY)

    assert [row["reported"] for row in found["monitoring"]] == [1]
    assert (found["meetings"]["least"], found["problems"]) == (1, [])
    assert sum(row["reported"] for row in found["networks"]) == 1


def test_networks_and_trainings_of_the_year(office):
    first, second, third = office.schools.filter(is_active=True)
    network = BoardNetwork.objects.create(district=office, name="เครือข่าย")
    network.schools.add(first, second, office.schools.get(is_active=False))
    BoardNetwork.objects.create(district=office, name="เลิกแล้ว", is_active=False)
    place = {"hours": 6, "place": "หอประชุม", "made_by": make_user()}
    for day in (date(YEAR - 543, 6, 1), date(YEAR - 543, 5, 15)):
        held = Training.objects.create(district=office, title="บทบาท", starts_on=day, **place)
        for name, school, hours in (("ก", first, 6), ("ข", second, 3), ("ค", third, None)):
            held.trainees.create(name=name, school=school, hours=hours)

    found = figures_of(office, YEAR, TODAY)

    kinds = [["กลุ่มเครือข่าย", 1]]
    assert found["board_networks"] == {"networks": 1, "levels": kinds, "joined": 2, "schools": 3}
    assert found["trainings"] == {"trainings": 1, "people": 2, "schools": 2, "hours": "9 ชั่วโมง"}


def test_circulars_count_in_the_year_they_name_else_by_their_day(office):
    first, second, *_ = office.schools.filter(is_active=True)
    facts = {"district": office, "subject": "ก", "state": "sent"}
    facts |= {"sent_by": make_user(), "made_by": make_user()}
    circular = Circular.objects.create(sent_on=date(YEAR - 543, 6, 1), **facts)
    known = {"acknowledged_at": timezone.now(), "acknowledged_by": make_user()}
    circular.receipts.create(school=first, **known)
    circular.receipts.create(school=second)
    for year in (YEAR, YEAR - 1, None):
        Circular.objects.create(year=year, sent_on=date(YEAR - 543, 5, 4), **facts)

    found = figures_of(office, YEAR, TODAY)

    assert found["circulars"] == {"sent": 2, "known": 1, "receipts": 2, "percent": "50.0"}


def test_shares_and_bands_are_half_up():
    assert (share(2, 3), share(1, 8), share(0, 0)) == ("66.7", "12.5", "")
    assert (mean([4, 5]), mean([]), mean([1, 1, 2])) == ("4.50", "", "1.33")
    assert [band(one) for one in ("4.51", "4.50", "1.50", "")] == ["มากที่สุด", "มาก", "น้อยที่สุด", ""]


def test_issued_report_is_frozen_and_closes_the_march_step(client, office, officer):
    client.post(reverse("committee:yearly-issue"))
    make_board(office.schools.filter(boards=None, is_active=True).get())

    report = YearlyReport.objects.get()
    assert (report.year, report.issued_by, report.figures["registry"]["done"]) == (YEAR, officer, 1)
    assert path_of(report.file).read_bytes().startswith(b"%PDF")
    assert figures_of(office, YEAR, TODAY)["registry"]["done"] == 2
    plan = next(
        one for one in procedures.plans(office, YEAR) if one.procedure.code == "district-board"
    )
    assert plan.steps[4].is_done


def test_report_of_a_year_to_come_is_refused(office, officer):
    with pytest.raises(ValidationError, match="ยังไม่เริ่ม"):
        issue_report(office, YEAR + 1, by=officer, today=TODAY)


def test_page_compares_with_the_year_before_as_issued(client, office, officer):
    issue_report(office, YEAR - 1, by=officer, today=TODAY)
    YearlyReport.objects.update(figures={"registry": {"schools": 7, "percent": "100.0"}})

    page = client.get(reverse("committee:yearly"))

    rows = {label: (then, now) for label, then, now in page.context["rows"]}
    assert rows["โรงเรียนในสังกัด"] == ("7", "3")
    assert rows["ตำแหน่งว่าง"] == ("–", "1")
    report = YearlyReport.objects.get()
    shown = [
        client.get(reverse(f"committee:yearly-{name}", args=[report.pk])) for name in ("file",)
    ]
    assert b"".join(shown[0].streaming_content).startswith(b"%PDF")


def test_paper_keeps_its_measures_and_says_what_the_page_says(office):
    make_report(office.schools.first(), make_round(office, year=YEAR), state="sent")
    document = paper("committee-report-district", district=office, year=YEAR)

    data = document.pdf()

    assert_paper(data, "report", html=document.html())
    text = "".join(pages(data))
    assert "มีทะเบียนครบ๑จาก๓โรงเรียนคิดเป็นร้อยละ๓๓.๓" in text
    assert "โรงเรียนรายงาน๑จาก๓โรงเรียน" in text


def test_paper_of_nothing_says_so():
    office = make_district()
    document = paper("committee-report-district", district=office, year=YEAR - 1)

    data = document.pdf()

    assert_paper(data, "report", html=document.html())
    text = "".join(pages(data))
    assert "ไม่มีโรงเรียนในสังกัดที่เปิดทำการ" in text
    assert "ปีการศึกษานี้หน่วยงานไม่ได้เปิดแบบติดตามในระบบ" in text
    assert "ยังไม่ถึงภาคเรียน" not in text
    assert "ร้อยละ" not in text
    assert "๐/๐" not in text


def test_text_of_the_report_can_be_edited_before_printing(client, office, officer):
    url = reverse("document-print", args=["committee-report-district"])

    page = client.get(url, {"district": office.code, "year": YEAR}).text

    assert "ปัญหาและอุปสรรค" in page


@pytest.mark.parametrize("schools", [1, 3])
def test_figures_cost_the_same_queries(django_assert_num_queries, schools):
    office = make_district()
    monitoring = make_round(office, year=YEAR)
    for _ in range(schools):
        board = make_board(make_school(district=office, amphoe="เมือง"))
        meeting(1, date(YEAR - 543, 6, 1), school=board.school)
        make_report(board.school, monitoring, state="visited", advice="ประชุม")

    with django_assert_num_queries(9):
        figures_of(office, YEAR, TODAY)


def test_people_of_schools_do_not_see_it(client, office):
    client.force_login(make_user(Role.DIRECTOR, school=office.schools.first()))

    assert client.get(reverse("committee:yearly")).status_code == 403


def test_report_issued_twice_without_a_change_is_one(office, officer):
    first = issue_report(office, YEAR, by=officer, today=TODAY)
    assert issue_report(office, YEAR, by=officer, today=TODAY) == first
    make_school(district=office)

    assert issue_report(office, YEAR, by=officer, today=TODAY) != first
