"""Meetings whose papers are full: every kind of person and of item."""

from datetime import date, time

from committee.models import AgendaItem, Attendance, Heading, Meeting, Recusal
from tests.committee.making import make_board
from tests.committee.meeting_factory import make_attendance, make_held, make_item, make_resolution

Duty, Presence, Outcome = Attendance.Duty, Attendance.Presence, AgendaItem.Outcome
MONK = "พระครูสมมติธรรมคุณ ฐิตธมฺโม"
LONG = "ว่าที่ร้อยตรีหญิงกมลวรรณศิริ ณ ตัวอย่างบุรีรมย์"
HERE, AWAY = {"presence": Presence.PRESENT}, {"presence": Presence.ABSENT}
PEOPLE = (
    ("นายสมบูรณ์ ศรีสมมติ", "ผู้ทรงคุณวุฒิ", {"duty": Duty.CHAIR} | HERE),
    ("นางมาลี พึ่งตัวอย่าง", "ผู้แทนผู้ปกครอง", HERE | {"arrived_at": time(9, 50)}),
    (MONK, "ผู้แทนพระภิกษุสงฆ์", HERE | {"left_at": time(11, 0)}),
    (LONG, "ผู้ทรงคุณวุฒิ", HERE),
    ("นายธวัชชัย ปกครองสมมติ", "ผู้แทนองค์กรปกครองส่วนท้องถิ่น", AWAY | {"absence_reason": "ติดราชการ"}),
    ("นายอับดุลเลาะ สมมติยะ", "ผู้แทนองค์กรศาสนา", AWAY | {"absence_reason": "ลาป่วย"}),
    ("นายวิทยา ตัวอย่างดี", "ผู้อำนวยการสถานศึกษา", {"duty": Duty.SECRETARY} | HERE),
)
GUEST = ("นางประไพ ใจงามตัวอย่าง", "หัวหน้างานระบบดูแลช่วยเหลือนักเรียน")


def seat(meeting: Meeting) -> None:
    """Seven members and a guest; one sends somebody in his stead."""
    for place, (name, post, facts) in enumerate(PEOPLE):
        make_attendance(meeting, name=name, post=post, position=place, **facts)
    meeting.attendances.filter(absence_reason="ติดราชการ").update(stand_in="นายแทน มาประชุมสมมติ")
    guest = {"name": GUEST[0], "post": GUEST[1], "duty": Duty.GUEST, "counts": False}
    make_attendance(meeting, position=99, **guest | HERE)


def make_full(**fields) -> Meeting:
    """A board's fourth meeting of the year, minuted to its end."""
    facts = {"number": 4, "minute_taker": "นางสาวศิริพร บันทึกสมมติ", "opened_present": 5}
    facts |= {"minute_checker": "นายวิทยา ตัวอย่างดี", "opened_counting": 7} | fields
    if "kind" not in facts:
        facts["board"] = facts.get("board") or make_board()
    same = {name: facts[name] for name in ("board", "kind", "school", "district") if name in facts}
    before = make_held(number=3, held_on=date(2026, 8, 15), **same)
    meeting = make_held(**facts)
    seat(meeting)
    told = {"discussion": "ประธานขอบคุณกรรมการทุกท่าน", "outcome": Outcome.NOTED}
    make_item(meeting, Heading.CHAIR, title="ขอบคุณชมรมศิษย์เก่า", **told)
    adopted = {"outcome": Outcome.ADOPTED, "resolution": "รับรองรายงานการประชุมโดยไม่มีการแก้ไข"}
    adopted["adopts"] = before
    make_item(meeting, Heading.ADOPTION, title="รับรองรายงานการประชุมครั้งที่ 3/2569", **adopted)
    grants = make_item(
        meeting,
        Heading.DECIDE,
        detail="โรงเรียนเสนอรายชื่อผู้ที่ผ่านการพิจารณา",
        discussion="เลขานุการเสนอให้จัดสรรทุน จำนวน 20 ทุน ทุนละ 2,500 บาท",
        outcome=Outcome.APPROVED,
        resolution="ให้จัดสรรทุนตามที่เสนอ",
        dissent="นางมาลี พึ่งตัวอย่าง เห็นว่าควรเพิ่มอีก 3 ทุน",
    )
    aside = meeting.attendances.get(name=LONG)
    Recusal.objects.create(item=grants, attendance=aside, reason="เป็นผู้ปกครองของผู้ขอรับทุน")
    due = {"owner_name": "นายวิทยา ตัวอย่างดี", "due_on": date(2026, 12, 31)}
    make_resolution(item=grants, **due)
    make_item(
        meeting, Heading.DECIDE, title="แผนปฏิบัติการประจำปี", outcome=Outcome.REJECTED, position=1
    )
    return meeting


def crowd(meeting: Meeting, count: int = 200) -> None:
    """So many invited people, each with a long name and post."""
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            position=place,
            name=f"นางสาวสมมติลำดับที่{place} ณ ตัวอย่างบุรีรมย์",
            post="ผู้อำนวยการโรงเรียนบ้านหนองแก้ววิทยาคาร",
            **HERE,
        )
        for place in range(1, count + 1)
    )
