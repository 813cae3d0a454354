"""Papers about members of a board: of one, of the whole board, or of nobody yet."""

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from committee.models import Board, Member
from committee.reports import school_boards
from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.documents import Document
from schoolcare.models import School, User

PREPARED = (
    Board.State.DRAFT,
    Board.State.SELECTING,
    Board.State.PROPOSED,
    Board.State.RETURNED,
)


def board_in_hand(school: School, day: date) -> Board | None:
    """The board that is being prepared, else the one that counts on `day`."""
    prepared = Board.objects.filter(school=school, state__in=PREPARED).order_by("-pk").first()
    if prepared:
        return prepared
    return school_boards(School.objects.filter(pk=school.pk), day)[0].board


class MemberPaper(Document):
    """A sheet for one member; the school alone prints one for everybody on the board in hand."""

    needs = ("school", "object")
    objects = Member.objects.select_related("board__rule_set", "board__school")
    takes_school_alone = True
    can_be_blank = True

    @cached_property
    def members(self) -> list[Member]:
        """Whom the print is about. Raises ValidationError where the school has named nobody."""
        if self.subject.is_blank:
            return []
        if self.subject.object:
            return [self.subject.object]
        school: Any = self.subject.school
        board = board_in_hand(school, self.choices.date)
        rows: Any = self.objects.all()
        found = [
            one
            for one in rows.filter(board=board).in_order()
            if one.left_on is None or one.left_on > self.choices.date
        ]
        if not found:
            raise ValidationError("โรงเรียนนี้ยังไม่มีรายชื่อกรรมการ พิมพ์แบบเปล่าแทนได้")
        return found

    @cached_property
    def sees_person(self) -> bool:
        """Whether the print may show ids, birthdays and homes of the members."""
        if self.user is None or self.subject.is_blank:
            return True
        school: Any = self.subject.school
        theirs = School.objects.for_user(self.user, Permission.BOARD_PERSON)
        return theirs.filter(pk=school.pk).exists()

    def record_reading(self, *, by: User | None) -> None:
        """A printed id stands in the log like a look at it on screen."""
        for member in self.members:
            if member.citizen_id and self.sees_person:
                school_id = member.board.school_id
                audit.record("member.reveal", member, by=by, school_id=school_id, slug=self.slug)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        member = Member.objects.exclude(guardian=None).order_by("pk").first()
        member = member or Member.objects.order_by("pk").first()
        return {"object": str(member.pk)} if member else {}
