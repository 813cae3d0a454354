"""Houses and guardians of a file: shared by brothers and sisters, changed, never removed."""

import pytest

from schoolcare.models import Village
from students.models import Guardian, Guardianship, Household, Student
from tests.factories import make_school
from tests.students.pupil_files import LAST, bring_in, changes, row

pytestmark = pytest.mark.django_db

HOUSE = {LAST: "มั่นคง", "บ้านเลขที่": "12/1", "หมู่": 3, "ตำบล": "แม่ฟ้า"}
RELATION = "ความเกี่ยวข้องของผู้ปกครองกับนักเรียน"
FATHER = {"ชื่อบิดา": "สมชาย", "นามสกุลบิดา": "มั่นคง"}
MOTHER = {"ชื่อมารดา": "มาลี", "นามสกุลมารดา": "มั่นคง"}
PHONE = "หมายเลขโทรศัพท์ของผู้ปกครอง"


@pytest.fixture
def school():
    return make_school()


def guardian(name="คำปัน", relation="ยาย", **cells):
    return {"ชื่อผู้ปกครอง": name, "นามสกุลผู้ปกครอง": "มั่นคง", RELATION: relation} | cells


def links() -> list[tuple]:
    found = Guardianship.objects.order_by("pk")
    return [(one.relation, one.guardian.first_name, one.is_primary) for one in found]


def test_siblings_share_house_and_parents(school):
    rows = [row(HOUSE | FATHER | MOTHER) for _ in range(2)]

    bring_in(school, *rows)

    assert (Household.objects.count(), Guardian.objects.count()) == (1, 2)
    assert Guardianship.objects.count() == 4
    assert bring_in(school, *rows).counts.unchanged == 2


@pytest.mark.parametrize("other", [{LAST: "ใจดี"}, {"หมู่": 4}, {"บ้านเลขที่": "12/2"}])
def test_others_do_not_share_a_house(school, other):
    bring_in(school, row(HOUSE), row(HOUSE | other))

    assert Household.objects.count() == 2


def test_later_sibling_joins_the_house(school):
    first = row(HOUSE)
    bring_in(school, first)

    bring_in(school, first, row(HOUSE))

    assert Household.objects.get().students.count() == 2


def test_house_of_one_pupil_is_corrected_in_place(school):
    first = row(HOUSE)
    bring_in(school, first)
    home = Household.objects.get()

    plan = bring_in(school, first | {"หมู่": 5, "ถนน/ซอย": "ซอย 1"})

    assert changes(plan) == [[("หมู่", "3", "5"), ("ถนน/ซอย", "", "ซอย 1")]]
    home.refresh_from_db()
    assert (home.moo, home.street, Household.objects.count()) == ("5", "ซอย 1", 1)


def test_sibling_who_moves_leaves_the_shared_house(school):
    stays, moves = row(HOUSE), row(HOUSE)
    bring_in(school, stays, moves)

    plan = bring_in(school, stays, moves | {"หมู่": 5})

    assert [len(found) for found in changes(plan)] == [0, 1]
    assert sorted(Household.objects.values_list("moo", flat=True)) == ["3", "5"]
    assert bring_in(school, stays, moves | {"หมู่": 5}).counts.unchanged == 2


def test_siblings_who_move_together_stay_together(school):
    rows = [row(HOUSE), row(HOUSE)]
    bring_in(school, *rows)

    bring_in(school, *(one | {"หมู่": 5} for one in rows))

    homes = set(Student.objects.values_list("household__moo", "household"))
    assert len(homes) == 1
    assert homes.pop()[0] == "5"


def test_house_whose_siblings_disagree_follows_the_first_and_rests(school):
    rows = [row(HOUSE | {"ถนน/ซอย": "ซอย 1"}), row(HOUSE | {"ถนน/ซอย": "ซอย 2"})]
    bring_in(school, *rows)

    assert bring_in(school, *rows).counts.unchanged == 2
    assert Household.objects.get().street == "ซอย 1"


def test_house_is_put_into_the_village_of_its_number(school):
    village = Village.objects.create(number="3", name="บ้านดอน")
    village.schools.add(school)

    bring_in(school, row(HOUSE))

    assert Household.objects.get().village == village


@pytest.mark.parametrize(
    ("facts", "is_there"),
    [
        ({"ตำบล": "ต.แม่ฟ้า"}, True),
        ({"อำเภอ": "เมือง"}, True),  # short for เมืองดอยสาธิต
        ({"ตำบล": ""}, True),
        ({"หมู่": "๓"}, True),
        ({"ตำบล": "แม่ไกล"}, False),
        ({"อำเภอ": "ปลายดอย"}, False),
    ],
)
def test_house_of_the_same_number_elsewhere_is_in_no_village_of_ours(school, facts, is_there):
    place = {"tambon": "แม่ฟ้า", "amphoe": "เมืองดอยสาธิต"}
    village = Village.objects.create(number="3", name="บ้านดอน", **place)
    village.schools.add(school)

    bring_in(school, row(HOUSE | facts))

    assert Household.objects.get().village == (village if is_there else None)


def test_house_that_moves_leaves_its_village_for_that_of_the_new_place(school):
    near, far = (
        Village.objects.create(number="3", name=name, tambon=tambon)
        for name, tambon in (("บ้านดอน", "แม่ฟ้า"), ("บ้านไร่", "แม่ไกล"))
    )
    school.villages.add(near, far)
    first = row(HOUSE)
    bring_in(school, first)
    assert Household.objects.get().village == near

    bring_in(school, first | {"ตำบล": "แม่ไกล"})
    assert Household.objects.get().village == far

    bring_in(school, first | {"ตำบล": "ปลายทาง"})
    assert Household.objects.get().village is None


def test_village_picked_by_hand_stays_while_the_file_only_fills_blanks(school):
    village = Village.objects.create(name="บ้านดอน")
    village.schools.add(school)
    first = row({LAST: "มั่นคง", "บ้านเลขที่": "9"})
    bring_in(school, first)
    Household.objects.update(village=village)

    bring_in(school, first | {"หมู่": "7", "ตำบล": "แม่ฟ้า"})

    home = Household.objects.get()
    assert (home.village, home.moo) == (village, "7")


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (guardian(), [("บิดา", "สมชาย", False), ("มารดา", "มาลี", False), ("ยาย", "คำปัน", True)]),
        (guardian("สมชาย", "บิดา"), [("บิดา", "สมชาย", True), ("มารดา", "มาลี", False)]),
        (guardian("มาลี", ""), [("บิดา", "สมชาย", False), ("มารดา", "มาลี", True)]),
        ({}, [("บิดา", "สมชาย", False), ("มารดา", "มาลี", True)]),
    ],
)
def test_guardian_is_called_first_and_a_parent_only_once(school, person, found):
    bring_in(school, row(FATHER | MOTHER | person))

    assert links() == found


def test_new_guardian_is_called_first_and_the_old_one_stays(school):
    first = row(guardian())
    bring_in(school, first)

    plan = bring_in(school, first | guardian("บุญมี", "ตา"))

    assert changes(plan) == [[("ผู้ปกครอง", "คำปัน มั่นคง", "บุญมี มั่นคง")]]
    assert links() == [("ยาย", "คำปัน", False), ("ตา", "บุญมี", True)]
    assert bring_in(school, first | guardian("บุญมี", "ตา")).counts.unchanged == 1


def test_parent_takes_over_from_the_guardian(school):
    first = row(FATHER | guardian())
    bring_in(school, first)

    plan = bring_in(school, first | guardian("สมชาย", "บิดา"))

    assert changes(plan) == [[("ผู้ปกครองหลัก", "คำปัน มั่นคง", "สมชาย มั่นคง")]]
    assert links() == [("บิดา", "สมชาย", True), ("ยาย", "คำปัน", False)]


def test_name_and_phone_are_corrected_in_place(school):
    first = row(FATHER | guardian() | {PHONE: "0811111111"})
    bring_in(school, first)

    plan = bring_in(school, first | {"ชื่อบิดา": "สมชัย", PHONE: "0822222222"})

    assert changes(plan) == [[("ชื่อบิดา", "สมชาย", "สมชัย"), (PHONE, "0811111111", "0822222222")]]
    assert Guardian.objects.count() == 2


def test_income_and_id_of_a_guardian_stay_out_of_the_preview(school):
    first = row(guardian())
    bring_in(school, first)
    secret = {"รายได้ต่อเดือนของผู้ปกครอง": 9000, "หมายเลขบัตรประชาชนผู้ปกครอง": "1100000000008"}

    plan = bring_in(school, first | secret)

    assert [change[1:] for change in changes(plan)[0]] == [("", ""), ("", "")]
    assert Guardian.objects.get().citizen_id == "1100000000008"
    assert bring_in(school, first | secret).counts.unchanged == 1


def test_dead_parent_is_not_offered_for_a_call(school):
    status = {"สถานภาพสมรสของบิดามารดา": "บิดาเสียชีวิต"}

    bring_in(school, row(FATHER | MOTHER | status))

    found = Guardianship.objects.order_by("pk").values_list("relation", "may_be_contacted")
    assert list(found) == [("บิดา", False), ("มารดา", True)]


def test_relation_is_corrected(school):
    first = row(guardian(relation="ญาติ"))
    bring_in(school, first)

    assert changes(bring_in(school, first | guardian())) == [[(RELATION, "ญาติ", "ยาย")]]
    assert links() == [("ยาย", "คำปัน", True)]
