"""Links on paper: on a letter, on a reply form, as cards; only for who has one and may give it."""

import pytest
from django.core.exceptions import ValidationError

from committee.links import reply_link
from committee.services.replies import withdraw_link
from schoolcare.access import Role
from schoolcare.documents import prepare
from schoolcare.paper.subjects import SubjectError
from schoolcare.signed_links import qr_data
from tests.committee.meeting_factory import make_attendance, make_link, make_meeting
from tests.committee.papers import pages, paper
from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_meeting()


@pytest.fixture
def links(meeting):
    """Two people with a link and one without."""
    made = [make_link(make_attendance(meeting, name=name)) for name in ("นายหนึ่ง", "พระครูสอง")]
    make_attendance(meeting, name="นางสาม")
    return made


def picture(link):
    return qr_data(reply_link(link.attendance))


def test_letter_carries_the_code_of_its_own_reader(meeting, links):
    document = paper("meeting-invitation", object=meeting.pk, qr="yes")

    sheets = [part.html() for part in document.parts()]

    shown = [[picture(link) in sheet for link in links] for sheet in sheets]
    assert shown == [[True, False], [False, True], [False, False]]


@pytest.mark.parametrize("slug", ["meeting-invitation", "meeting-reply"])
def test_no_code_is_printed_unless_asked_for(meeting, links, slug):
    assert picture(links[0]) not in paper(slug, object=meeting.pk).html()
    assert picture(links[0]) in paper(slug, object=meeting.pk, qr="yes").html()


def test_memo_to_the_own_staff_offers_no_code():
    meeting = make_meeting(kind="staff", body="ครู")

    offered = paper("meeting-invitation", object=meeting.pk).offered

    assert [one.name for one in offered] == ["sheets"]


def test_cards_hold_those_who_have_a_link(meeting, links):
    withdraw_link(links[1].attendance, by=meeting.planned_by)

    document = paper("meeting-links", object=meeting.pk)

    assert [one.name for one, _picture in document.cards] == ["นายหนึ่ง"]
    assert "นายหนึ่ง" in pages(document.pdf())[0]


def test_cards_invite_a_monk_in_other_words(meeting, links):
    shown = paper("meeting-links", object=meeting.pk).html()

    assert (shown.count("ขอนิมนต์"), shown.count("ขอเชิญ")) == (1, 1)


def test_nothing_is_printed_without_links(meeting):
    make_attendance(meeting)

    with pytest.raises(ValidationError, match="ยังไม่มีใครมีลิงก์"):
        paper("meeting-links", object=meeting.pk).pdf()


def test_cards_of_another_school_are_not_found(meeting, links):
    stranger = make_user(Role.CLERK, school=make_school())

    with pytest.raises(SubjectError):
        prepare("meeting-links", {"object": str(meeting.pk)}, user=stranger)


@pytest.mark.parametrize("rows", [1, 3])
def test_letters_with_codes_cost_the_same_queries(meeting, rows, django_assert_num_queries):
    for number in range(rows):
        make_link(make_attendance(meeting, name=f"คนที่ {number}"))
    document = paper("meeting-links", object=meeting.pk)

    with django_assert_num_queries(1):
        assert len(document.cards) == rows
