"""Two records become one: everything of all apps moves, both histories stay, addresses lead on."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from homevisits.models import HomeVisit
from schoolcare.models import AuditEvent
from students.duplicates.walk import OTHER, hanging
from students.models import (
    Circumstances,
    Enrolment,
    GrowthMeasure,
    Guardianship,
    Identifier,
    MergedStudent,
    Note,
    SensitiveRecord,
    Student,
)
from students.services.duplicates import Wish, merge, rehearse
from students.services.identifiers import set_identifier
from tests.factories import (
    make_classroom,
    make_guardian,
    make_school,
    make_student,
    make_term,
)
from tests.homevisits import making
from tests.races import needs_row_locks, together
from tests.students.measured import measure
from tests.students.pupil_files import citizen_id

NAME = {"first_name": "น้ำผึ้ง", "last_name": "ใจดี", "birth_date": date(2017, 3, 5)}


@pytest.fixture
def kept(classroom):
    return make_student(classroom, code="701", **NAME)


@pytest.fixture
def double(school):
    return make_student(make_classroom(school, room=2), code="702", nickname="ผึ้ง", **NAME)


def join(kept, double, by, **wish):
    return merge(kept, double, reason="นำเข้าซ้ำ", wish=Wish(**wish), by=by)


def snapshot(merged):
    return [(one["model"], one["pk"]) for one in json.loads(merged.kept)]


@pytest.mark.django_db
def test_everything_that_hangs_on_a_pupil_moves(kept, double, clerk, school):
    note = Note.objects.create(student=double, on=NAME["birth_date"], text="ขยัน", author=clerk)
    visit = making.make_visit(making.make_round(school), double, clerk)
    alert = making.make_alert(visit)
    measured = measure(double)
    guardian = make_guardian(double)

    merged = join(kept, double, clerk)

    for row in (note, visit, alert, measured):
        row.refresh_from_db()
        assert row.student_id == kept.pk
    assert Guardianship.objects.get(guardian=guardian).student_id == kept.pk
    assert not Student.objects.filter(pk=double.pk).exists()
    assert (merged.old_key, merged.old_code, merged.merged_by) == (double.pk, "702", clerk)
    assert ("students.student", double.pk) in snapshot(merged)


@pytest.mark.django_db
def test_every_foreign_key_to_a_pupil_is_walked():
    found = {f"{one.model._meta.label}.{one.name}" for one in hanging()}

    assert {
        "homevisits.HomeVisit.student",
        "homevisits.VisitRound_chosen.student",  # many to many
        "homevisits.ProtectionAlert.student",
        "community.TripPupil.student",
        "community.ActivityPhoto_pupils.student",
        "students.Screening.student",
        "students.GrowthMeasure.student",
        "students.MergedStudent.student",
        "students.DistinctPair.one",
    } <= found


@pytest.mark.django_db
def test_class_of_the_same_year_stays_as_a_past_one(kept, double, clerk):
    join(kept, double, clerk)

    seats = Enrolment.objects.filter(student=kept).order_by("pk")
    assert [(one.classroom.room, one.ends_on is None) for one in seats] == [(1, True), (2, False)]


@pytest.mark.django_db
def test_class_of_the_double_may_be_the_one_that_counts(kept, double, clerk):
    key = f"students.Enrolment:{double.enrolments.get().pk}"

    join(kept, double, clerk, rows={key: OTHER})

    seats = Enrolment.objects.filter(student=kept).order_by("pk")
    assert [(one.classroom.room, one.ends_on is None) for one in seats] == [(1, False), (2, True)]


@pytest.mark.django_db
def test_both_numbers_stay_and_one_is_current(kept, double, clerk):
    numbers = [citizen_id(), citizen_id()]
    for student, number in zip((kept, double), numbers, strict=True):
        set_identifier(student, number, by=clerk)

    join(kept, double, clerk)

    found = Identifier.objects.filter(student=kept).order_by("pk")
    assert [(one.value, one.is_current) for one in found] == [
        (numbers[0], True),
        (numbers[1], False),
    ]


@pytest.mark.django_db
def test_sensitive_record_fills_its_gaps(kept, double, clerk):
    SensitiveRecord.objects.create(student=kept, religion="พุทธ")
    theirs = {"religion": "คริสต์", "blood_group": "O", "disadvantages": ["เด็กยากจน"]}
    other = SensitiveRecord.objects.create(student=double, **theirs)

    merged = join(kept, double, clerk)

    found = SensitiveRecord.objects.get()
    assert (found.religion, found.blood_group, found.disadvantages) == ("พุทธ", "O", ["เด็กยากจน"])
    assert ("students.sensitiverecord", other.pk) in snapshot(merged)
    assert "คริสต์" in merged.kept


@pytest.mark.django_db
@pytest.mark.parametrize(("choice", "weight"), [({}, "30.0"), ("other", "31.0")])
def test_two_measures_of_one_round_leave_the_chosen_one(kept, double, clerk, choice, weight):
    ours, theirs = measure(kept, "30.0"), measure(double, "31.0")
    rows = {f"students.GrowthMeasure:{theirs.pk}": OTHER} if choice else {}

    merged = join(kept, double, clerk, rows=rows)

    assert str(GrowthMeasure.objects.get().weight_kg) == weight
    gone = ours if choice else theirs
    assert ("students.growthmeasure", gone.pk) in snapshot(merged)


@pytest.mark.django_db
def test_two_visits_of_one_round_leave_one_and_its_alert(kept, double, clerk, school):
    round_ = making.make_round(school)
    ours, theirs = (making.make_visit(round_, one, clerk) for one in (kept, double))
    alert = making.make_alert(theirs)

    merged = join(kept, double, clerk)

    assert HomeVisit.objects.get() == ours
    alert.refresh_from_db()
    assert (alert.student_id, alert.visit_id) == (kept.pk, ours.pk)
    assert ("homevisits.homevisit", theirs.pk) in snapshot(merged)


@pytest.mark.django_db
def test_two_who_were_chosen_for_a_round_are_chosen_once(kept, double, clerk, school):
    round_ = making.make_round(school)
    round_.chosen.add(kept, double)

    merged = join(kept, double, clerk)

    assert list(round_.chosen.all()) == [kept]
    assert merged.kept_rows == 1  # the record alone: nothing of the link is lost


@pytest.mark.django_db
def test_circumstances_of_a_term_leave_one(kept, double, clerk, school):
    term = school.terms.get()
    for one, lack in ((kept, "ก"), (double, "ข")):
        Circumstances.objects.create(student=one, term=term, shortages=[lack])

    join(kept, double, clerk)

    assert Circumstances.objects.get().shortages == ["ก"]


@pytest.mark.django_db
def test_chosen_values_are_taken_over(kept, double, clerk):
    join(kept, double, clerk, fields=frozenset({"nickname", "code"}))

    kept.refresh_from_db()
    assert (kept.code, kept.nickname, kept.version) == ("702", "ผึ้ง", 2)
    assert kept.search == "นำผึง|ใจดี|ผึง|702"


@pytest.mark.django_db
def test_two_schools_are_never_merged(kept, clerk):
    stranger = make_student(make_classroom(make_school()), **NAME)

    with pytest.raises(ValidationError, match="โรงเรียนเดียวกัน"):
        join(kept, stranger, clerk)

    assert Student.objects.count() == 2


@pytest.mark.django_db
def test_record_is_not_merged_with_itself_or_with_one_that_is_gone(kept, double, clerk):
    with pytest.raises(ValidationError):
        join(kept, kept, clerk)
    join(kept, double, clerk)
    with pytest.raises(ValidationError):
        join(kept, Student(pk=double.pk or 0, school=kept.school), clerk)


@pytest.mark.django_db
def test_rehearsal_tells_and_changes_nothing(kept, double, clerk):
    Note.objects.create(student=double, on=NAME["birth_date"], text="ขยัน", author=clerk)

    report = rehearse(kept, double)

    assert report.moved == {"การเข้าชั้นเรียน": 1, "บันทึก": 1}
    assert [(one.name, one.stays) for one in report.clashes] == [("การเข้าชั้นเรียน", True)]
    assert Student.objects.count() == 2
    assert Note.objects.get().student == double
    assert Enrolment.objects.filter(ends_on=None).count() == 2


@pytest.mark.django_db
def test_clash_that_nobody_was_shown_stops_the_merge(kept, double, clerk):
    seen = rehearse(kept, double).keys
    measure(kept, "30.0")
    measure(double, "31.0")

    with pytest.raises(ValidationError, match="ดูรายการอีกครั้ง"):
        join(kept, double, clerk, seen=seen)

    assert Student.objects.count() == 2


@pytest.mark.django_db
def test_both_records_have_it_in_the_log(kept, double, clerk):
    join(kept, double, clerk)

    events = AuditEvent.objects.filter(action="student.merge").order_by("pk")
    assert [one.pupil_id for one in events] == [kept.pk, double.pk]
    assert events[0].changes["reason"] == "นำเข้าซ้ำ"


@pytest.mark.django_db
def test_page_shows_both_and_merges(client, clerk, kept, double):
    client.force_login(clerk)
    url = reverse("students:student-merge", args=[kept.pk, double.pk])
    page = client.get(url)
    form = page.context["form"]
    assert form["field_nickname"].value() == OTHER  # a gap is filled
    assert form["field_code"].value() == "kept"
    sent = {bound.html_name: bound.value() for bound in form}

    refused = client.post(url, sent | {"reason": ""})
    assert refused.context["form"].errors == {"reason": ["กรุณากรอกเหตุผลที่รวม"]}
    done = client.post(url, sent | {"reason": "นำเข้าซ้ำ"})
    again = client.post(url, sent | {"reason": "นำเข้าซ้ำ"})

    here = reverse("students:student-detail", args=[kept.pk])
    assert (done.url, again.url) == (here, here)
    kept.refresh_from_db()
    assert (kept.code, kept.nickname) == ("701", "ผึ้ง")
    assert MergedStudent.objects.count() == 1
    assert "รวมระเบียนซ้ำเข้ามา" in client.get(here).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["student-detail", "student-growth", "sensitive-detail", "note-create"]
)
def test_old_address_leads_on(client, clerk, director, kept, double, name):  # noqa: PLR0917 -- fixtures
    join(kept, double, clerk)
    client.force_login(director)

    answer = client.get(reverse(f"students:{name}", args=[double.pk]) + "?all=1")

    assert answer.url == reverse(f"students:{name}", args=[kept.pk]) + "?all=1"


@pytest.mark.django_db
def test_old_address_of_another_app_leads_on(client, clerk, director, kept, double):
    join(kept, double, clerk)
    client.force_login(director)

    answer = client.get(reverse("homevisits:visit-pupil", args=[double.pk]))

    assert answer.url == reverse("homevisits:visit-pupil", args=[kept.pk])


@pytest.mark.django_db
def test_what_was_typed_at_the_old_address_is_saved(client, clerk, kept, double):
    client.force_login(clerk)
    url = reverse("students:note-create", args=[double.pk])
    key = client.get(url).context["form"]["key"].value()
    join(kept, double, clerk)

    client.post(url, {"key": key, "on": "1/6/2568", "text": "มาสาย"}, follow=True)

    assert [(one.student, one.text) for one in Note.objects.all()] == [(kept, "มาสาย")]


@pytest.mark.django_db
def test_old_address_tells_nothing_to_another_school(client, clerk, stranger, kept, double):
    join(kept, double, clerk)
    client.force_login(stranger)

    url = reverse("students:student-detail", args=[double.pk])
    assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_record_merged_twice_leads_to_the_last(client, clerk, kept, double, classroom):
    last = make_student(classroom, **NAME)
    join(kept, double, clerk)
    join(last, kept, clerk)
    client.force_login(clerk)

    answer = client.get(reverse("students:student-detail", args=[double.pk]))

    assert answer.url == reverse("students:student-detail", args=[last.pk])


@needs_row_locks
@pytest.mark.django_db(transaction=True)
def test_two_who_merge_at_once_merge_once(kept, double, clerk):
    results = together(lambda: join(kept, double, clerk), lambda: join(double, kept, clerk))

    refused = [one for one in results if isinstance(one, ValidationError)]
    assert len(refused) == 1
    assert Student.objects.count() == 1
    assert MergedStudent.objects.count() == 1


@pytest.mark.django_db
def test_terms_of_both_stay(kept, double, clerk, school):
    measure(kept)
    earlier = make_term(school, semester=1)
    theirs = GrowthMeasure.objects.create(
        student=double, term=earlier, round=1, measured_on=date(2026, 6, 5), weight_kg=28
    )

    join(kept, double, clerk)

    theirs.refresh_from_db()
    assert theirs.student == kept
