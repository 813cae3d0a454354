"""Demo links of calendars: one for parents, one for staff, one that was taken back."""

from community.models import Audience
from community.services.feeds import make_feed, revoke_feed
from schoolcare.access import Role
from schoolcare.demo import DemoPlan
from schoolcare.models import School, User

LINKS = (
    ("ผู้ปกครองและชุมชน", Audience.PUBLIC),
    ("ครูทุกคน", Audience.STAFF),
    ("บอร์ดเดิมหน้าโรงเรียน", Audience.PUBLIC),
)


def fill(plan: DemoPlan) -> None:
    """Of the larger demo schools made just now; nothing in scale data."""
    if plan.is_scale:
        return
    for school, its in plan.made:
        if not its.is_small:
            _fill_school(school)


def _fill_school(school: School) -> None:
    clerks = User.objects.filter(memberships__school=school, memberships__role=Role.CLERK)
    clerk = clerks.order_by("pk").first()
    if clerk is None or school.feeds.exists():
        return
    made = [make_feed(school, name=name, audience=who, by=clerk) for name, who in LINKS]
    revoke_feed(made[-1], by=clerk)
