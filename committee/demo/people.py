"""Invented people for demo boards: who sits where, put together from parts; nobody is meant."""

from datetime import date, timedelta
from random import Random
from typing import Any

from committee.models import Board, Member, Seat
from schoolcare import demo_names
from schoolcare.fields import blind_index
from schoolcare.identity import id_check_digit

MEN = [
    *("ประสิทธิ์", "บุญส่ง", "วิชัย", "อินสอน", "ทองดี", "สุรศักดิ์", "ประเสริฐ", "มานพ", "ชูชาติ"),
    *("วินัย", "ณรงค์", "เสน่ห์", "บุญมี", "อุดม", "ถาวร", "สมพงษ์", "ไพบูลย์", "เกษม"),
]
WOMEN = [
    *("คำปัน", "บัวผัน", "สมศรี", "ลำดวน", "จันทร์เพ็ญ", "วิไล", "นงนุช", "อำไพ", "สุภาพร"),
    *("พิกุล", "มาลี", "บุญเรือน", "ศรีวรรณ", "เพ็ญศรี", "ประไพ", "เยาวลักษณ์"),
]
MONKS = [
    ("พระครู", "สุนทร", "ปญฺญาวโร"),
    ("พระอธิการ", "บุญเลิศ", "สิริปญฺโญ"),
    ("พระ", "จำรัส", "ธมฺมวโร"),
    ("พระครู", "อินถา", "ฐิตธมฺโม"),
]
# What each kind of member is known for, and whom they stand for.
CALLINGS: dict[Seat, tuple[list[str], str]] = {
    Seat.CHAIR: (["ข้าราชการบำนาญ", "ประธานสหกรณ์การเกษตร", "ค้าขาย"], ""),
    Seat.PARENT: (["เกษตรกร", "รับจ้างทั่วไป", "ค้าขาย"], "ผู้ปกครองนักเรียน"),
    Seat.TEACHER: (["ข้าราชการครู"], "ข้าราชการครูและบุคลากร"),
    Seat.COMMUNITY: (["เกษตรกร", "ผู้ใหญ่บ้าน"], "กลุ่มแม่บ้านและกองทุนหมู่บ้าน"),
    Seat.LOCALGOV: (["สมาชิกสภาท้องถิ่น"], "องค์กรปกครองส่วนท้องถิ่นในพื้นที่"),
    Seat.ALUMNI: (["ค้าขาย", "ช่างไม้", "พนักงานบริษัท"], "สมาคมศิษย์เก่า"),
    Seat.RELIGION: (["มรรคนายก"], "วัดในเขตบริการ"),
    Seat.EXPERT: (["ข้าราชการบำนาญ", "เจ้าของกิจการ", "พยาบาลวิชาชีพ", "กำนัน"], ""),
    Seat.SECRETARY: (["ข้าราชการครู"], ""),
}
SMALL = [*list(Seat)[:6], Seat.RELIGION, Seat.EXPERT, Seat.SECRETARY]
LARGE = [*list(Seat)[:6], *[Seat.RELIGION] * 2, *[Seat.EXPERT] * 6, Seat.SECRETARY]


def members_of(draw: Random, board: Board, seats: list[Seat]) -> list[Member]:
    """A holder for every seat, in their order; the board is saved already."""
    return [_member(draw, board, seat, place) for place, seat in enumerate(seats)]


def _member(draw: Random, board: Board, seat: Seat, place: int) -> Member:
    is_male = draw.random() < 0.6
    jobs, organization = CALLINGS[seat]
    facts: dict[str, Any] = {
        "title": "นาย" if is_male else draw.choice(["นาง", "นางสาว"]),
        "first_name": draw.choice(MEN if is_male else WOMEN),
        "last_name": demo_names.last_name(draw),
        "sex": "M" if is_male else "F",
        "occupation": draw.choice(jobs),
        "education": draw.choice(["ประถมศึกษา", "มัธยมศึกษาตอนปลาย", "ปริญญาตรี", "ปริญญาโท"]),
    }
    if seat == Seat.RELIGION and place == SMALL.index(Seat.RELIGION):
        title, name, monastic = draw.choice(MONKS)
        facts |= {"title": title, "first_name": name, "last_name": "", "monastic_name": monastic}
        facts |= {"sex": "M", "occupation": "พระภิกษุ", "education": "นักธรรมเอก"}
    value = citizen_id(board, place)
    return Member(
        board=board,
        seat=seat,
        citizen_id=value,
        citizen_id_hash=blind_index(value),
        birth_date=_birthday(draw, board),
        religion="พุทธ",
        organization=organization,
        address=f"{draw.randint(1, 200)} หมู่ {draw.randint(1, 12)}",
        tambon=board.school.tambon,
        amphoe=board.school.amphoe,
        province=board.school.province,
        postcode=board.school.postcode,
        phone=f"080000{draw.randint(0, 9999):04}",
        starts_on=board.starts_on,
        term_number=None if seat == Seat.SECRETARY else 1,
        consented_on=board.starts_on,
        **facts,
    )


def citizen_id(board: Board, place: int) -> str:
    """13 digits with the right check digit, of a province that does not exist."""
    body = f"399{board.pk * 100 + place:09}"[:12]
    return f"{body}{id_check_digit(body)}"


def _birthday(draw: Random, board: Board) -> date:
    """Between 30 and 70 years before the term began."""
    begun = board.starts_on or date(2020, 1, 1)
    return begun - timedelta(days=365 * 30 + draw.randrange(365 * 40))
