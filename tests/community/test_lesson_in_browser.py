"""A lesson goes from one school to the next: written on a phone, reused at a desk."""

import pytest
from django.utils import timezone

from community.models import Activity
from schoolcare.access import Role
from tests.factories import make_school, make_user
from tests.windows import PASSWORD, PC, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    """A teacher here and one at the next school under the same office."""
    here = make_school(name="บ้านห้วยน้ำริน")
    near = make_school(name="บ้านดอยงาม", district=here.district)
    for school, name in ((here, "writer"), (near, "reader")):
        person = make_user(Role.TEACHER, school=school, username=name)
        person.set_password(PASSWORD)
        person.save()


def share(writer, day):
    writer.go("community:activity-create")
    writer.fill(title="แห่เทียนพรรษา", starts_on=day, place="วัดห้วยน้ำริน")
    writer.press("บันทึก")
    writer.follow("บันทึกผล")
    writer.fill(result="ชุมชนร่วมครบทุกหมู่บ้าน", advice="นัดวัดก่อนสองสัปดาห์")
    writer.press("บันทึก")
    writer.press("แบ่งปันบทเรียน")
    writer.shot("lesson-shared-phone")


def test_lesson_is_shared_thanked_for_and_reused_by_another_school(cast, log_in):
    today = timezone.localdate()
    day = f"{today.day}/{today.month}/{today.year + 543}"
    writer, reader = log_in("writer", PHONE), log_in("reader", PC)
    share(writer, day)

    reader.go("community:activity-list")
    reader.follow("บทเรียนที่แบ่งปัน")
    reader.follow("แห่เทียนพรรษา")
    reader.press("ขอบคุณ")
    reader.shot("lesson-thanked-pc")
    reader.follow("ใช้เป็นต้นแบบ")
    reader.shows("นัดวัดก่อนสองสัปดาห์")
    reader.fill(title="แห่เทียนของเรา", starts_on=day)
    reader.press("บันทึก")
    reader.follow("แห่เทียนพรรษา –")  # the link back
    reader.shows("1 คน จาก 1 โรงเรียน รวมคุณด้วย")

    writer.page.reload()
    writer.shows("มีผู้ขอบคุณ 1 คน")
    made = Activity.objects.get(title="แห่เทียนของเรา")
    assert (made.school.name, made.copied_from.title) == ("บ้านดอยงาม", "แห่เทียนพรรษา")
