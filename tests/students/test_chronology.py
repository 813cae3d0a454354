"""A pupil's chronology: what each part tells, in which order, to whom; one query for all."""

from datetime import datetime

import pytest
from django.urls import resolve

from tests.factories import make_student
from tests.students.chronicled import make_told
from tests.students.filling import page

# Day (* with its hour), title: words [badge] icon -> the page it leads to
WHOLE = """
27/11 ชั่งน้ำหนักวัดส่วนสูง: ภาคเรียนที่ 2/2569 ครั้งที่ 2 [] heart -> student-growth
20/11* ไม่ได้เยี่ยมบ้าน: รอบที่ 2 ภาคเรียนที่ 2/2569 · ไม่ได้เยี่ยม [info รอตรวจ] visit -> visit-detail
20/11* ผลการติดตาม: เรื่องที่ตกลงไว้|ดีขึ้นมาก [ok ดีขึ้น] flag -> visit-detail
20/11* SDQ ผู้ประเมิน: นักเรียน: รอบที่ 1 ภาคเรียนที่ 2/2569 [] clipboard -> assessment-detail
20/11 นัดติดตาม: เรื่องที่ตกลงไว้ [warn ต้องติดตาม] flagwarn -> visit-detail
20/11 เปิดรายกรณี: [] heart -> case-detail
20/11 เปิดรายกรณี: [] heart -> case-detail
20/11 ยุติการช่วยเหลือ: ดีขึ้น: [] heart -> case-detail
20/11 รวมระเบียนซ้ำเข้ามา: รหัสเดิม – · คนเดียวกัน [] copy
20/11 รวมระเบียนซ้ำเข้ามา: รหัสเดิม 77 · คนเดียวกัน|ย้ายมา: บันทึก 2, การเยี่ยมบ้าน 1|ครูมานะ [] copy
20/11 ชั่งน้ำหนักวัดส่วนสูง: ภาคเรียนที่ 2/2569 ครั้งที่ 1 [] heart -> student-growth
20/11 ประชุมผู้ปกครอง ครั้งที่ 1 ภาคเรียนที่ 2/2569: นางมานี ใจดี (มารดา) [ok ผู้ปกครองมา] people
20/11 ประชุมผู้ปกครอง ครั้งที่ 2 ภาคเรียนที่ 2/2569: โทรศัพท์ [info ติดตามแล้ว] people
20/11 ประชุมผู้ปกครอง ครั้งที่ 3 ภาคเรียนที่ 2/2569: ยังไม่ได้พบผู้ปกครอง [warn ไม่มา] people
20/11 สถานะเป็นกำลังศึกษา: [] flag
20/11 สถานะเป็นแขวนลอย: [] flag
20/11 ค่ายอาสา: ระดับ ป.4-6 [] flag -> promotion-detail
20/11 แข่งวาดภาพ: ระดับ ป.4-6 [ok เหรียญทอง] flag -> promotion-detail
20/11 คัดกรอง: รอบที่ 1 ภาคเรียนที่ 2/2569 [warn เสี่ยง] clipboard -> screening-pupil
20/11 SDQ ผู้ประเมิน: ครู: รอบที่ 1 ภาคเรียนที่ 2/2569 [] clipboard -> assessment-detail
20/11 เป็นสภานักเรียน ปีการศึกษา 2569: [] star -> group-detail
20/11 เป็นประธาน สภานักเรียน ปีการศึกษา 2569: [] star -> group-detail
20/11 พ้นจากประธาน สภานักเรียน ปีการศึกษา 2569: [] star -> group-detail
20/11 บันทึกของครู: คืนหนังสือแล้ว|ครบทุกเล่ม|ครูมานะ [] note
20/11 บันทึกของครู: ยืมหนังสือ|ครูมานะ [] note
20/11 การเผยแพร่ภาพและผลงาน: ผู้ให้คำตอบ นางมานี ใจดี [ok ยินยอม] shield
16/11 ขาดเรียนติดต่อกัน 6 วัน: หนังสือถึงผู้ปกครอง 2 ฉบับ [warn กำลังติดตาม] bell -> absence-detail
14/11 เยี่ยมบ้าน: รอบที่ 1 ภาคเรียนที่ 2/2569 · เยี่ยมที่บ้าน [ok ครบถ้วน] visit -> visit-detail
16/05 เข้าเรียนชั้น ป.4/1 ปีการศึกษา 2569: [] school
""".strip().splitlines()
# What who keeps the registry may not know.
OF_CARE = ("ชั่งน้ำหนัก", "เยี่ยมบ้าน:", "ติดตาม:", "SDQ", "รายกรณี", "ยุติ", "ประชุม", "คัดกรอง")


@pytest.fixture
def told(teacher, classroom):
    teacher.title, teacher.first_name, teacher.last_name = "ครู", "มานะ", ""
    teacher.save()
    return make_told(classroom, teacher)


def lines(client, person, student):
    client.force_login(person)
    shown = client.get(page("student-detail", student.pk), {"all": "1"})
    return [_line(one) for one in shown.context["events"]]


def _line(event):
    on = f"{event.on:%d/%m}{'*' if isinstance(event.on, datetime) else ''}"
    words = " ".join([f"{event.title}:", *filter(None, [event.text.replace("\n", "|")])])
    leads = f" -> {resolve(event.url).url_name}" if event.url else ""
    return f"{on} {words} [{' '.join(event.badge or ())}] {event.icon}{event.kind}{leads}"


def test_every_part_tells_its_lines_in_order(client, teacher, told):
    assert lines(client, teacher, told) == WHOLE


def test_nobody_reads_of_what_they_may_not_open(client, clerk, told):
    open_to_all = [one for one in WHOLE if not any(word in one for word in OF_CARE)]
    merged = [f"{one} -> merged-detail" for one in open_to_all[:2]]  # theirs to open

    assert lines(client, clerk, told) == [*merged, *open_to_all[2:]]


@pytest.mark.parametrize("events", [0, 29])
def test_page_asks_the_same_for_much_and_for_nothing(
    client, teacher, classroom, events, django_assert_num_queries
):
    student = make_told(classroom, teacher) if events else make_student(classroom)
    client.force_login(teacher)

    with django_assert_num_queries(3):
        client.get(page("student-detail", student.pk))
