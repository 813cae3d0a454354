"""A board's year as its people play it: selected, appointed, certified, met, monitored, told."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from committee.models import (
    AgendaItem,
    Board,
    Confirmation,
    Meeting,
    Member,
    MonitoringReport,
    Order,
    Seat,
    YearlyReport,
)
from schoolcare.access import Role
from tests.committee.making import SMALL_BOARD, make_member
from tests.factories import make_district, make_school, make_term, make_user
from tests.windows import PASSWORD, PC, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    """An office with its officer; a school with a director and a clerk, and no board yet."""
    office = make_district()
    school = make_school(name="บ้านห้วยน้ำริน", district=office)
    make_term(school)
    people = {
        "officer": make_user(Role.DISTRICT_OFFICER, district=office, username="officer"),
        "director": make_user(Role.DIRECTOR, school=school, username="director"),
        "clerk": make_user(Role.CLERK, school=school, username="clerk"),
    }
    for person in people.values():
        person.set_password(PASSWORD)
        person.save()
    return people | {"school": school, "office": office}


def day(days: int = 0) -> str:
    """So many days from now, as people type a date."""
    when = timezone.localdate() + timedelta(days=days)
    return f"{when.day}/{when.month}/{when.year + 543}"


def select(clerk) -> Board:
    """A new board, its selection, the first member by hand and the others as they were found."""
    clerk.go("committee:registry")
    clerk.follow("เพิ่มคณะกรรมการ")
    clerk.fill(student_count="๑๒๐", counted_on=day(-30), count_basis="ข้อมูล 10 มิถุนายน")
    clerk.press("บันทึก")
    clerk.follow("เริ่มสรรหา")
    clerk.fill(announced_on=day(-20), apply_until=day(-10), meeting_on=day(-3))
    clerk.press("เริ่มสรรหา")
    clerk.shows("แผนการสรรหา")
    clerk.shot("year-selecting")
    board = Board.objects.get()
    assert clerk.pdf("selection-announcement", object=board.pk).startswith(b"%PDF")
    for number, seat in enumerate(SMALL_BOARD[:-1], start=1):
        make_member(board, seat, first_name=f"กรรมการ{number}", starts_on=None)
    return board


def propose(director, board: Board) -> None:
    director.go("committee:board-detail", board.pk)
    director.follow("เสนอแต่งตั้ง")
    director.shot("year-propose")
    director.page.get_by_label("อ่านคำเตือนข้างต้นแล้ว").check()
    director.press("เสนอแต่งตั้ง")
    director.shows("รอหน่วยงานต้นสังกัดออกคำสั่ง")


def order(officer, board: Board) -> None:
    """What waits becomes a draft, is printed and issued."""
    officer.go("committee:order-list")
    officer.shot("year-orders")
    officer.press("จัดทำร่างคำสั่ง")
    draft = Order.objects.get()
    assert officer.pdf("qualification-check", school=board.school.code).startswith(b"%PDF")
    assert officer.pdf("committee-order", object=draft.pk).startswith(b"%PDF")
    officer.follow("ออกคำสั่งแล้ว")
    officer.fill(number="๒๑๕/๒๕๖๙", dated_on=day(-1), effective_on=day())
    officer.press("บันทึกว่าออกคำสั่งแล้ว")
    officer.shot("year-order")


def confirm(director, board: Board) -> None:
    director.go("committee:board-detail", board.pk)
    director.follow("ยืนยันข้อมูลประจำปี")
    director.press("ยืนยัน")


def send_back(officer, board: Board, member: Member) -> None:
    """One remark on one field of one member."""
    officer.go("committee:board-review", board.pk)
    officer.choose(member=str(member.pk), field="phone")
    officer.fill(text="ไม่มีหมายเลขโทรศัพท์")
    officer.press("บันทึกข้อทักท้วง")
    officer.shot("year-review")
    officer.press("ส่งกลับแก้ไข")


def mend(director, board: Board, member: Member) -> None:
    director.go("committee:board-detail", board.pk)
    director.shows("ไม่มีหมายเลขโทรศัพท์")
    director.shot("year-returned")
    director.go("committee:member-update", member.pk)
    director.fill(phone="๐๘๑ ๒๓๔ ๕๖๗๘")
    director.press("บันทึก")
    confirm(director, board)


def certify(officer, board: Board) -> None:
    officer.go("committee:board-review", board.pk)
    officer.press("ปิดข้อทักท้วง")
    officer.press("รับรองทะเบียน")


def plan(clerk, at: str) -> Meeting:
    clerk.go("committee:meeting-create")
    clerk.choose(kind=Meeting.Kind.BOARD)
    clerk.fill(held_on=day(), starts_at=at, place="ห้องประชุมพวงแสด")
    clerk.press("บันทึก")
    return Meeting.objects.latest("pk")


def hold(clerk, meeting: Meeting, begins: str, ends: str) -> None:
    """Everybody comes, one matter is agreed on, the minutes are proposed."""
    clerk.go("committee:meeting-roll", meeting.pk)
    clerk.page.get_by_role("button", name="ที่เหลือมาทุกคน").click()
    clerk.shows("ครบองค์ประชุม", exact=True)
    clerk.shot(f"year-roll-{meeting.number}")
    clerk.go("committee:meeting-open", meeting.pk)
    clerk.fill(at=begins)
    clerk.press("เริ่มประชุม")
    clerk.go("committee:minutes-edit", meeting.pk)
    clerk.fill(opening="ประธานกล่าวเปิดประชุม", minute_taker="ธุรการ บ้านห้วยน้ำริน")
    clerk.press("บันทึก")
    clerk.go("committee:meeting-close", meeting.pk)
    clerk.fill(at=ends)
    clerk.press("บันทึกเวลาเลิกประชุม")


def meet(clerk) -> tuple[Meeting, Meeting]:
    """One meeting with a decision; the next one adopts its minutes."""
    first = plan(clerk, "09.30")
    clerk.go("committee:agenda-create", first.pk)
    clerk.fill(title="แผนปฏิบัติการประจำปี")
    clerk.press("บันทึก")
    clerk.shot("year-meeting")
    for paper in ("meeting-agenda", "meeting-attendance"):
        assert clerk.pdf(paper, object=first.pk).startswith(b"%PDF")
    hold(clerk, first, "09.30", "10.30")
    matter = AgendaItem.objects.get(meeting=first, title="แผนปฏิบัติการประจำปี")
    clerk.go("committee:agenda-decide", matter.pk)
    clerk.choose(outcome=AgendaItem.Outcome.APPROVED)
    clerk.press("บันทึก")
    clerk.go("committee:meeting-detail", first.pk)
    clerk.press("เสนอรับรอง")
    second = plan(clerk, "13.30")
    hold(clerk, second, "13.30", "14.00")
    clerk.go("committee:agenda-adopt", AgendaItem.objects.get(meeting=second, adopts=first).pk)
    clerk.press("บันทึกการรับรอง")
    assert clerk.pdf("meeting-minutes", object=first.pk).startswith(b"%PDF")
    return first, second


def monitor(officer, director) -> MonitoringReport:
    """The office asks, the school reports, the officer visits and closes."""
    officer.go("committee:monitoring-create")
    officer.fill(due_on=day(20))
    officer.press("บันทึก")
    officer.press("เปิดรับรายงาน")
    director.go("committee:report-list")
    director.press("เริ่มรายงาน")
    for group in director.page.locator("main fieldset").all():
        group.locator("label.tile").first.click()
    for box in director.page.locator("main input[inputmode=numeric], main textarea").all():
        box.fill("๒")
    director.shot("year-report")
    director.press("บันทึกและตรวจก่อนส่ง")
    director.press("ส่งให้หน่วยงานต้นสังกัด")
    report = MonitoringReport.objects.get()
    officer.go("committee:report-visit", report.pk)
    officer.fill(visited_on=day(), visitors="ศึกษานิเทศก์", finding="ดำเนินการครบตามหน้าที่")
    officer.press("บันทึก")
    officer.press("เสร็จสิ้น")
    return report


def report_year(officer) -> None:
    officer.go("committee:yearly")
    officer.shot("year-yearly")
    officer.press("ออกรายงาน")


def told(office) -> list[str]:
    """What `committee_status` says of the office's schools."""
    out = StringIO()
    call_command("committee_status", district=office.code, stdout=out)
    return out.getvalue().splitlines()


def counted(board: Board) -> list[str]:
    """The same, counted here by hand: nine seats in a school of 120 pupils, each with a holder."""
    seated = {one.seat for one in board.members.all() if not one.left_on}
    facts = [board.school.code, "ครบ", f"{len(seated)}/9", str(board.ends_on), "ยืนยันแล้ว"]
    return ["\t".join(facts), "ครบร้อยละ 100.0 (1/1 โรงเรียน)"]


def appointed(clerk, director, officer) -> Board:
    """From the selection to the order."""
    board = select(clerk)
    propose(director, board)
    order(officer, board)
    board.refresh_from_db()
    assert (board.state, board.order_number) == (Board.State.APPOINTED, "215/2569")
    return board


def certified(director, officer, board: Board) -> None:
    """The school's word, one objection to it, and the office's seal."""
    chair = board.members.get(seat=Seat.CHAIR)
    confirm(director, board)
    send_back(officer, board, chair)
    assert Confirmation.objects.get().state == Confirmation.State.RETURNED
    mend(director, board, chair)
    certify(officer, board)
    assert board.confirmations.latest("pk").state == Confirmation.State.CERTIFIED


def test_year_of_a_board(log_in, live_server, cast):
    clerk, director, officer = log_in("clerk", PC), log_in("director", PHONE), log_in("officer", PC)
    board = appointed(clerk, director, officer)
    certified(director, officer, board)

    first, second = meet(clerk)
    first.refresh_from_db()
    assert (first.minutes_state, first.adopted_at_meeting) == (Meeting.Minutes.ADOPTED, second)
    assert (first.opened_present, first.opened_counting) == (9, 9)

    report = monitor(officer, director)
    report.refresh_from_db()
    assert report.state == MonitoringReport.State.CLOSED
    report_year(officer)
    assert YearlyReport.objects.get().district == cast["office"]
    assert told(cast["office"]) == counted(board)
