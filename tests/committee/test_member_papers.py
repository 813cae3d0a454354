"""Qualification check, consent, nomination: what is filled in, what is left to the pen."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from committee.models import Member, Seat
from committee.qualifications import groups_of
from schoolcare.access import Role
from schoolcare.fields import blind_index
from schoolcare.models import AuditEvent
from schoolcare.paper.jobs import record_print
from students.models import Student
from tests.committee.making import TODAY, make_board
from tests.committee.papers import CITIZEN_ID, make_large_board, pages, paper
from tests.factories import make_classroom, make_guardian, make_student, make_user
from tests.paper_measure import assert_paper
from tests.paper_reading import readers, words_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return make_large_board()


def holder(board, seat, **fields):
    member = board.members.filter(seat=seat).first()
    for name, value in fields.items():
        setattr(member, name, value)
    member.citizen_id_hash = blind_index(member.citizen_id)
    member.save()
    return Member.objects.select_related("board__rule_set", "board__school").get(pk=member.pk)


def said(member):
    """Text of each line that the records say something of: (met, words)."""
    lines = [line for _label, lines in groups_of(member, TODAY) for line in lines]
    return [(line.is_met, line.known) for line in lines if line.is_met is not None]


@pytest.mark.parametrize(
    ("born", "found"),
    [
        (date(2005, 6, 1), (True, "อายุ 20 ปี ณ 1 มิ.ย. 2568")),
        (date(2005, 6, 2), (False, "อายุ 19 ปี ณ 1 มิ.ย. 2568")),
    ],
)
def test_age_counts_on_the_day_of_appointment(board, born, found):
    assert said(holder(board, Seat.ALUMNI, birth_date=born)) == [found]


@pytest.mark.parametrize("number", [1, 2])
def test_terms_are_counted_as_recorded(board, number):
    member = holder(board, Seat.ALUMNI, term_number=number)

    assert said(member) == [(True, f"วาระที่ {number}")]


def test_third_term_that_may_not_follow_the_second_is_left_to_people(board):
    member = holder(board, Seat.ALUMNI, term_number=3)

    assert said(member) == []
    assert "วาระที่ ๓ นับรวมที่ไม่ติดต่อกัน" in paper("qualification-check", object=member.pk).html()


def test_third_term_in_a_row_is_found_on_earlier_boards(board):
    for number, first in ((2, 2021), (3, 2017)):
        old = make_board(
            board.school, number=number, starts_on=date(first, 6, 1), ends_on=date(first + 4, 5, 31)
        )
        holder(old, Seat.ALUMNI, first_name="เดิม", last_name="คนเก่า")
    member = holder(board, Seat.ALUMNI, first_name="เดิม", last_name="คนเก่า")

    assert said(member) == [(False, "เป็นกรรมการวาระที่ 3 ติดต่อกัน เกิน 2 วาระ")]


@pytest.mark.parametrize(
    ("status", "found"),
    [("studying", (True, "นักเรียนในปกครอง 1 คน")), ("moved", (False, "นักเรียนในปกครอง 0 คน"))],
)
def test_parent_has_a_child_here(board, status, found):
    pupil = make_student(make_classroom(board.school), status=Student.Status(status))
    member = holder(board, Seat.PARENT, guardian=make_guardian(pupil))

    assert said(member) == [found]


@pytest.mark.parametrize(("others", "is_met"), [(0, True), (2, True), (3, False)])
def test_expert_sits_on_three_boards_at_most(board, others, is_met):
    member = holder(board, Seat.EXPERT, citizen_id=CITIZEN_ID)
    for _ in range(others):
        holder(make_board(), Seat.PARENT, citizen_id=CITIZEN_ID)

    assert said(member) == [(is_met, f"ในระบบนี้ {others + 1} แห่ง")]


def test_staff_may_stand_for_teachers_alone(board):
    teacher = make_user(Role.TEACHER, school=board.school)

    assert said(holder(board, Seat.TEACHER, user=teacher)) == [(True, "อยู่ในรายชื่อบุคลากร")]
    assert said(holder(board, Seat.ALUMNI, user=teacher)) == [(False, "อยู่ในรายชื่อบุคลากร")]


def test_nothing_is_ticked_that_nobody_knows(board):
    assert said(holder(board, Seat.COMMUNITY)) == []
    assert "☑" not in paper("qualification-check", object=holder(board, Seat.COMMUNITY).pk).html()


def test_director_is_asked_for_no_terms(board):
    director = make_user(Role.DIRECTOR, school=board.school)
    member = holder(board, Seat.SECRETARY, user=director)

    texts = [line.text for _label, lines in groups_of(member, TODAY) for line in lines]

    assert said(member) == [(True, "ดำรงตำแหน่ง")]
    assert not any("วาระ" in text for text in texts)


@pytest.mark.parametrize("seat", list(Seat))
def test_qualification_check_is_one_page_for_every_seat(board, seat):
    member = holder(board, seat, citizen_id=CITIZEN_ID, birth_date=date(1970, 1, 1))
    document = paper("qualification-check", object=member.pk)

    data = document.pdf()

    assert_paper(data, "form", html=document.html())
    assert len(pages(data)) == 1


def test_qualification_check_of_the_whole_board_has_a_page_a_member(board):
    found = pages(paper("qualification-check", school=board.school).pdf())

    assert [one.count("ผลการตรวจสอบ") for one in found] == [1] * 15


def test_qualification_check_for_the_pen_has_every_seat(school):
    document = paper("qualification-check", school=school, blank=1)

    assert_paper(document.pdf(), "form", html=document.html())
    assert all(f"เฉพาะ{seat.label}" in document.html() for seat in Seat)
    assert "{" not in document.html().split("<body")[1]
    assert document.html().count('(<i class="v w40"></i>)') == 3


def test_printed_id_stands_in_the_log(board):
    member = holder(board, Seat.EXPERT, citizen_id=CITIZEN_ID)
    document = paper("qualification-check", object=member.pk)

    record_print(document, by=None)

    event = AuditEvent.objects.get(action="member.reveal")
    assert (event.target_id, event.school_id) == (str(member.pk), board.school_id)
    assert CITIZEN_ID not in str(event.changes)


def test_member_paper_of_a_school_without_members_is_refused(school):
    with pytest.raises(ValidationError, match="ยังไม่มีรายชื่อกรรมการ"):
        paper("qualification-check", school=school).pdf()


def test_consent_is_filled_in_and_keeps_the_measures(board):
    member = holder(
        board, Seat.EXPERT, citizen_id=CITIZEN_ID, birth_date=date(1970, 1, 1), occupation="เกษตรกร"
    )
    document = paper("consent-to-serve", object=member.pk)

    data = document.pdf()

    assert_paper(data, "minutes", html=document.html())
    text = words_on(data)
    assert "๑-๑๐๑๙-๐๐๐๐๐-๑๕-๑" in text
    assert "อายุ๕๖ปี" in text
    assert "ในฐานะผู้ทรงคุณวุฒิ" in text


def test_consent_leaves_the_person_to_the_pen_for_who_may_not_see_it(board):
    user = make_user(Role.COMMUNITY_HEAD, school=board.school)
    member = holder(board, Seat.EXPERT, citizen_id=CITIZEN_ID)
    document = paper("consent-to-serve", user, object=member.pk)

    record_print(document, by=user)

    assert member.first_name in document.html()
    assert "๑-๑๐๑๙" not in document.html()
    assert "หนองแก้ว" not in document.html()
    assert not AuditEvent.objects.filter(action="member.reveal").exists()


def test_consents_of_a_board_are_sheets_of_their_own(board):
    found = pages(paper("consent-to-serve", school=board.school).pdf())

    assert [one.count("ผู้ให้ความยินยอม") for one in found] == [1] * 15
    assert not any("-๒-" in one for one in found)


def test_consent_for_the_pen_is_one_page(school):
    document = paper("consent-to-serve", school=school, blank=1)

    assert_paper(document.pdf(), "minutes", html=document.html())
    assert len(pages(document.pdf())) == 1


@pytest.mark.parametrize(("seat", "ticked"), [("", 0), (Seat.ALUMNI, 1), (Seat.CHAIR, 0)])
def test_nomination_is_one_page_with_the_chosen_seat(school, seat, ticked):
    asked = {"seat": int(seat)} if seat else {}
    document = paper("nomination-form", school=school, **asked)

    data = document.pdf()

    assert document.html().count("☑") == ticked
    assert len(pages(data)) == 1
    assert all("ศิษย์เก่า" in one for one in readers(data).values())
