"""Which account a member of a board logs in with."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from committee.models import Board, Member
from committee.services import boards
from schoolcare.access import Role
from schoolcare.forms import CrispyMixin
from schoolcare.models import User


class MemberAccountForm(CrispyMixin, forms.Form):
    """One of the accounts of the school, or none; with the roles that each has there."""

    user = forms.TypedChoiceField(
        label="บัญชีผู้ใช้", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    layout = Layout("user")

    def __init__(self, *args: Any, member: Member, accounts: list[User], **kwargs: Any) -> None:
        super().__init__(*args, initial={"user": member.user_id}, **kwargs)
        self.member = member
        ranked = sorted(accounts, key=lambda one: not is_of_boards(one, member.board))
        found = [(one.pk, with_roles(one, member.board)) for one in ranked]
        field: Any = self.fields["user"]
        field.choices = [*found, ("", "ไม่เชื่อมกับบัญชีใด")]

    def save(self, *, by: User) -> Member:
        """Raises ValidationError for an account that cannot be this member's."""
        self.member.user_id = self.cleaned_data["user"]
        return boards.update_member(self.member, by=by)


def roles_of(user: User, board: Board) -> set[str]:
    return {one.role for one in user.memberships.all() if one.school_id == board.school_id}


def is_of_boards(user: User, board: Board) -> bool:
    """Whether the account opens meetings already; such stand first."""
    return Role.BOARD_MEMBER in roles_of(user, board)


def with_roles(user: User, board: Board) -> str:
    """Name and roles at the board's school, that of boards first."""
    held = roles_of(user, board)
    ordered = sorted(held, key=lambda role: (role != Role.BOARD_MEMBER, role))
    return f"{user} ({', '.join(str(Role(role).label) for role in ordered)})"
