"""What a plan will write, gathered while it is made and written in bulk when it is committed."""

from django.utils import timezone

from committee.importing.known import chunks
from committee.models import Board, Confirmation, Member, Seat
from committee.services.boards import is_from_office
from committee.services.locks import settle_by_hand
from schoolcare.models import User
from schoolcare.thai import academic_year
from students.importing.writes import BATCH, Gathered


class Writes:
    """Boards before their members; who gives the chair up before who takes it."""

    def __init__(self) -> None:
        self.boards = Gathered(Board)
        self.members = Gathered(Member)
        self.reopened: set[int] = set()  # boards whose yearly confirmation no longer holds
        self.open_chairs: set[int] = set()  # members in the chair before the file

    def reopen(self, board: Board) -> None:
        if board.pk:
            self.reopened.add(board.pk)

    def write(self, *, by: User | None) -> list[int]:
        """Write all of it, inside the caller's transaction; boards whose confirmation reopened."""
        for gathered in (self.boards, self.members):
            for row in gathered.changed.values():
                row.version += 1
            if gathered.changed:
                gathered.fields |= {"version", "by_office"}
        self._mark(by)
        self.boards.create()
        self.boards.update()
        self._settle(by)
        self._write_members()
        return self._reopen()

    def _mark(self, by: User | None) -> None:
        """เขตบันทึกแทน on everything that an officer keys for a school."""
        boards = [*self.boards.new.values(), *self.boards.changed.values()]
        for board in boards:
            board.by_office = by is not None and is_from_office(by, board.school)
        for member in (*self.members.new.values(), *self.members.changed.values()):
            member.by_office = by is not None and is_from_office(by, member.board.school)

    def _settle(self, by: User | None) -> None:
        """What was proposed and has its order in the file waits no longer."""
        appointed = [
            pk
            for pk, one in self.boards.changed.items()
            if one.state == Board.State.APPOINTED and "state" in self.boards.fields
        ]
        if appointed:
            settle_by_hand(appointed, by=by, from_office=True)

    def _write_members(self) -> None:
        changed = self.members.changed
        leaving = {
            pk: one
            for pk, one in changed.items()
            if pk in self.open_chairs and (one.seat != Seat.CHAIR or one.left_on)
        }
        fields = sorted(self.members.fields)
        for rows in (leaving, {pk: one for pk, one in changed.items() if pk not in leaving}):
            if rows:
                Member._base_manager.bulk_update(list(rows.values()), fields, batch_size=BATCH)
        waiting = list(self.members.new.values())
        while waiting:  # whoever is replaced must lie there first
            ready = [one for one in waiting if one.replaces is None or one.replaces.pk]
            Member._base_manager.bulk_create(ready, batch_size=BATCH)
            waiting = [one for one in waiting if one.pk is None]

    def _reopen(self) -> list[int]:
        """What was confirmed this year of boards that changed is no longer so."""
        words = Confirmation.objects.filter(
            year=academic_year(timezone.localdate()), state__in=Confirmation.CONFIRMED
        )
        boards: list[int] = []
        for chunk in chunks(self.reopened):
            found = words.filter(board__in=chunk)
            boards += found.values_list("board_id", flat=True)
            found.update(state=Confirmation.State.REOPENED)
        return sorted(boards)
