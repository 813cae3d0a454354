"""Demo of invited people: links for the next board meeting, and a member with an account."""

from committee.models import Attendance, Meeting, Member, Resolution, Seat
from committee.services import replies
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import User

USERNAME = "boardmember"


def fill(plan: DemoPlan) -> None:
    """For the school whose board has a meeting to come; nothing in scale data."""
    if plan.is_scale:
        return
    boards = Meeting.objects.filter(kind=Meeting.Kind.BOARD, state=Meeting.State.PLANNED)
    for meeting in boards.filter(school__in=[school for school, _its in plan.made])[:1]:
        replies.make_links(meeting, by=meeting.planned_by)
        silent = meeting.attendances.filter(reply=Attendance.Reply.NONE).in_order()
        for one in silent.filter(member__seat=Seat.EXPERT)[:1]:
            note, away = "ติดงานบุญประจำหมู่บ้าน", Attendance.Reply.NOT_COMING
            replies.answer(one, away, note=note, via=replies.Via.LINK, by=None)
        for one in Member.objects.filter(attendances__in=silent).order_by("pk")[:1]:
            _give_account(one)


def _give_account(member: Member) -> None:
    """The member logs in like everybody of the demo, and has something to do."""
    school = member.board.school
    clerk = User.objects.filter(memberships__school=school, memberships__role=Role.CLERK)[0]
    user = User.objects.create(
        username=USERNAME,
        password=clerk.password,
        title=member.title,
        first_name=member.first_name,
        last_name=member.last_name,
        position="กรรมการสถานศึกษา",
        is_demo=True,
    )
    user.memberships.create(role=Role.BOARD_MEMBER, school=school)
    Member.objects.filter(pk=member.pk).update(user=user)
    tasks = Resolution.objects.open().filter(item__meeting__board=member.board_id)
    for task in tasks.order_by("-due_on")[:1]:
        task.owner, task.owner_name = user, user.full_name
        task.save(update_fields=["owner", "owner_name"])
