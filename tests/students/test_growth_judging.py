"""Age in completed months, the three indices, and that nothing is told without a table."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from students.growth.judging import months_on
from students.models import GrowthBand, GrowthMeasure, GrowthReference, GrowthRow, SensitiveRecord
from students.models.growth import Index
from students.services import pupils
from tests.factories import make_student, make_term
from tests.students.measured import BORN, BY_HEIGHT, bring_tables, make_pupil, measure

pytestmark = pytest.mark.django_db


def results(measure_):
    return [measure_.result(index) for index in Index.values]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2017, 3, 5), 0),
        (date(2017, 4, 4), 0),
        (date(2017, 4, 5), 1),
        (date(2026, 3, 4), 107),
        (date(2026, 3, 5), 108),
        (date(2017, 3, 4), None),  # before the birth
    ],
)
def test_age_is_in_completed_months(classroom, day, months):
    assert months_on(make_pupil(classroom), day) == months


def test_without_tables_there_is_bmi_alone(classroom):
    found = measure(make_pupil(classroom), "34.5", "142")

    assert (found.bmi, found.age_months) == (Decimal("17.1"), 116)
    assert results(found) == ["", "", ""]
    assert (found.is_well_grown, found.reference) == (None, None)


# By the invented tables: −2 is 20 kg and 120 cm, −1.5 is 25 and 125, +1.5 is 35 and 135, +2 is 40
# and 140 at every age; at every height 10, 20, 40, 50, 60 kg.
@pytest.mark.parametrize(
    ("weight", "height", "expected"),
    [
        ("19.9", "119.9", ["low", "short", "thinnish"]),
        ("20.0", "120.0", ["lowish", "shortish", "fit"]),
        ("24.9", "124.9", ["lowish", "shortish", "fit"]),
        ("25.0", "125.0", ["normal", "normal", "fit"]),
        ("35.0", "135.0", ["normal", "normal", "fit"]),
        ("35.1", "135.1", ["highish", "tallish", "fit"]),
        ("40.0", "140.0", ["highish", "tallish", "fit"]),
        ("40.1", "140.1", ["high", "tall", "plump"]),
        ("9.9", "130", ["low", "normal", "thin"]),
        ("50.0", "130", ["high", "normal", "plump"]),
        ("50.1", "130", ["high", "normal", "stout"]),
        ("60.0", "130", ["high", "normal", "stout"]),
        ("60.1", "130", ["high", "normal", "fat"]),
    ],
)
def test_category_by_the_bounds(classroom, weight, height, expected):
    bring_tables()

    assert results(measure(make_pupil(classroom), weight, height)) == expected


@pytest.mark.parametrize(
    ("weight", "height", "well"),
    [
        ("30", "130", True),
        ("30", "145", True),  # taller than the age asks for
        ("30", "124", False),
        ("45", "130", False),  # ท้วม does not count
        ("30", None, None),
    ],
)
def test_well_grown_is_tall_enough_and_fit(classroom, weight, height, well):
    bring_tables()

    assert measure(make_pupil(classroom), weight, height).is_well_grown is well


@pytest.mark.parametrize(
    ("fields", "height", "expected"),
    [
        ({"birth_date": None}, "130", ["", "", "fit"]),
        ({"birth_date": date(2010, 1, 1)}, "130", ["", "", "fit"]),  # no row for the age
        ({"sex": ""}, "130", ["", "", ""]),
        ({}, "150.6", ["normal", "tall", ""]),  # beyond the table of heights
        ({}, "150.5", ["normal", "tall", "fit"]),  # the nearest row, half a centimetre away
    ],
)
def test_what_the_tables_do_not_tell_stays_empty(classroom, fields, height, expected):
    bring_tables()

    assert results(measure(make_pupil(classroom, **fields), "30", height)) == expected


def test_table_that_arrives_later_tells_of_earlier_measures(classroom):
    found = measure(make_pupil(classroom))

    bring_tables()

    found.refresh_from_db()
    assert results(found) == ["normal", "normal", "fit"]
    assert found.is_well_grown is True


def test_results_keep_the_edition_they_were_judged_by(classroom, tmp_path):
    bring_tables()
    before = measure(make_pupil(classroom))
    changed = tmp_path / "new.csv"
    changed.write_text(BY_HEIGHT.read_text().replace("10,20,30,40,50,60", "31,32,33,34,35,36"))

    bring_tables(changed)

    before.refresh_from_db()
    after = measure(make_pupil(classroom), on=date(2027, 3, 1))
    assert [(one.reference.number, one.weight_for_height) for one in (before, after)] == [
        (1, "fit"),
        (2, "thin"),
    ]


def test_corrected_birth_date_is_judged_anew(classroom, clerk):
    bring_tables()
    student = make_pupil(classroom, birth_date=None)
    found = measure(student)

    student.birth_date = BORN
    pupils.update_student(student, by=clerk)

    found.refresh_from_db()
    assert (found.age_months, found.weight_for_age) == (116, "normal")


def test_record_follows_the_newest_measure(classroom):
    student = make_student(classroom)
    SensitiveRecord.objects.create(student=student, weight_kg=20, height_cm=120)
    measure(student, "32.0", "134.0", on=date(2027, 1, 20), round_=2)
    measure(student, "30.0", "131.0", on=date(2026, 11, 20))

    record = SensitiveRecord.objects.get(student=student)
    assert (record.weight_kg, record.height_cm) == (Decimal("32.0"), Decimal("134.0"))


@pytest.mark.parametrize(
    "fields",
    [
        {"weight_kg": None, "height_cm": None},
        {"weight_kg": 0},
        {"weight_kg": 301},
        {"height_cm": 251},
        {"round": 3},
    ],
)
def test_impossible_measure_is_not_kept(classroom, fields):
    student, term = make_student(classroom), classroom.school.terms.get()
    facts = {"weight_kg": 30, "height_cm": 130, "round": 1} | fields

    with pytest.raises(IntegrityError):
        GrowthMeasure.objects.create(student=student, term=term, measured_on=BORN, **facts)


def test_one_measure_a_round(classroom):
    student = make_student(classroom)
    found = measure(student)
    facts = {"student": student, "term": found.term, "round": 1, "measured_on": BORN}

    with pytest.raises(IntegrityError):
        GrowthMeasure.objects.create(weight_kg=30, **facts)


def test_table_has_a_row_once(db):
    reference = GrowthReference.objects.get()
    facts = {"reference": reference, "index": Index.WEIGHT_AGE, "sex": "M", "at": 100}
    GrowthRow.objects.create(**facts)

    with pytest.raises(IntegrityError):
        GrowthRow.objects.create(**facts)


def test_shipped_categories_are_those_of_the_reference(db):
    found = GrowthBand.objects.filter(reference__number=1).order_by("index", "position")
    labels = {index: [one.label for one in found if one.index == index] for index in Index.values}

    assert labels == {
        "weight_for_age": ["น้ำหนักน้อย", "ค่อนข้างน้อย", "ตามเกณฑ์", "ค่อนข้างมาก", "น้ำหนักมาก"],
        "height_for_age": ["เตี้ย", "ค่อนข้างเตี้ย", "ส่วนสูงตามเกณฑ์", "ค่อนข้างสูง", "สูง"],
        "weight_for_height": ["ผอม", "ค่อนข้างผอม", "สมส่วน", "ท้วม", "เริ่มอ้วน", "อ้วน"],
    }


def test_terms_of_two_schools_are_apart(classroom, stranger):
    other = stranger.advised.get().classroom
    make_term(other.school)
    measure(make_pupil(classroom))
    measure(make_pupil(other))

    assert GrowthMeasure.objects.count() == 2
