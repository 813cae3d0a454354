"""Boards whose papers are full, and what tests of papers ask for."""

from datetime import date

from committee.models import Board, Member, Seat
from schoolcare.documents import Document, prepare
from schoolcare.models import School, User
from tests.committee.making import make_board
from tests.factories import make_school
from tests.paper_reading import pages  # noqa: F401 -- for tests of papers

LARGE_BOARD = (
    *range(1, 7),
    *[Seat.RELIGION] * 2,
    *[Seat.EXPERT] * 6,
    Seat.SECRETARY,
)
DAY = "2026-11-21"
CITIZEN_ID = "1101900000151"


def make_large_board(school: School | None = None, **fields) -> Board:
    """Fifteen members with homes and telephones; a monk; long names and words."""
    school = school or make_school(amphoe="เมือง", province="สมมติบุรี")
    board = make_board(school, seats=LARGE_BOARD, student_count=415, **fields)
    board.members.update(address="12/3 หมู่ 1", tambon="หนองแก้ว", amphoe="เมือง", phone="0812345678")
    board.members.update(province="สมมติบุรี", postcode="58000")
    make_monk(board)
    long = board.members.filter(seat=Seat.EXPERT).first()
    Member.objects.filter(pk=long.pk).update(
        title="ว่าที่ร้อยตรีหญิง",
        first_name="กมลวรรณศิริ",
        last_name="ณ ตัวอย่างบุรีรมย์",
        note="ขอให้ติดต่อผ่านที่ทำการผู้ใหญ่บ้านเท่านั้น",
    )
    return board


def make_monk(board: Board) -> Member:
    """One of the religious seats is held by a monk."""
    member = board.members.filter(seat=Seat.RELIGION).first()
    member.title, member.first_name, member.last_name = "พระครู", "สมมติธรรมคุณ", ""
    member.monastic_name = "ฐิตธมฺโม"
    member.save()
    return member


def make_vacancy(board: Board, seat: Seat = Seat.COMMUNITY) -> Member:
    """Who held the seat resigned three weeks ago."""
    member = board.members.get(seat=seat)
    member.left_on, member.left_reason = date(2026, 11, 2), Member.Reason.RESIGNED
    member.save()
    return member


def paper(slug: str, user: User | None = None, **asked) -> Document:
    words = {name: getattr(value, "code", value) for name, value in asked.items()}
    return prepare(slug, {"date": DAY} | {name: str(one) for name, one in words.items()}, user=user)
