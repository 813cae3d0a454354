"""Tables of growth, signed orders, kinds of activities, a class handed over: axe finds nothing."""

import pytest

from schoolcare.access import Role
from students.models import PromotionChoice
from tests.factories import make_student
from tests.students.filling import page
from tests.students.making_structure import make_scan, make_structure
from tests.students.measured import bring_tables
from tests.students.moving import make_note
from tests.test_accessible import walk  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def somebody(teacher, school):
    """Adviser of the class, leads the care work, and sets things for the office."""
    teacher.memberships.create(role=Role.CARE_HEAD, school=school)
    teacher.memberships.create(role=Role.DISTRICT_ADMIN, district=school.district)
    return teacher


@pytest.fixture
def addresses(school, classroom, somebody):
    bring_tables()
    make_structure(school, somebody)
    make_scan(school, by=somebody)
    make_note(make_student(classroom), by=somebody)
    make_student(classroom)
    own = PromotionChoice.objects.create(school=school, sort="award", name="รางวัลของเรา")
    names = ("growth-tables", "growth-table-list", "growth-table-upload", "team-list")
    names += ("signed-order-attach", "promotion-choices", "promotion-choice", "promotion-list")
    return [
        *(page(name) for name in names),
        page("growth-office", school.district.pk),
        page("promotion-choice-update", own.pk),
        *(page(f"handover-{one}", classroom.pk) for one in ("class", "sheet")),
    ]


def test_later_pages_are_accessible(walk, somebody, addresses):  # noqa: F811
    assert walk(somebody, addresses) == []
