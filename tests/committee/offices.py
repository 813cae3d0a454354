"""An office with schools, for tests of what the office itself does."""

import uuid

from committee.models import Circular, CircularReceipt
from committee.services import circulars
from schoolcare.access import Role
from schoolcare.models import District, School, User
from tests.factories import make_school, make_user


def schools(office: District, *names: str, **fields) -> list[School]:
    return [make_school(district=office, name=name, **fields) for name in names]


def make_circular(office: District, by: User, *, picked=(), **fields) -> Circular:
    """A draft for all schools unless told otherwise."""
    facts = {"subject": "แจ้งโครงการ", "text": "ด้วยสำนักงาน\nจึงเรียนมาเพื่อโปรดทราบ", "made_by": by}
    made = Circular.objects.create(district=office, **facts | fields)
    made.picked.set(picked)
    return made


def make_sent(office: District, by: User, **fields) -> Circular:
    return circulars.send(make_circular(office, by, **fields), by=by)


def known(circular: Circular, school: School) -> CircularReceipt:
    """The school's clerk has acknowledged it."""
    receipt = circular.receipts.get(school=school)
    return circulars.acknowledge(receipt, answer="", by=make_user(Role.CLERK, school=school))


def key() -> str:
    return str(uuid.uuid4())
