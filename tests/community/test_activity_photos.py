"""Photos of an activity: kept, described, and let out only as the families allow."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.models import ActivityPhoto
from community.services.activity_photos import photos_for_papers
from schoolcare.access import Role
from schoolcare.files import MAX_SIZE
from schoolcare.models import AuditEvent
from tests.community.making_activities import DAY, TODAY, make_activity, make_consent, make_photo
from tests.factories import make_classroom, make_school, make_student, make_user
from tests.homevisits import making

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(TODAY)]


@pytest.fixture
def activity(client, school, teacher, classroom):
    client.force_login(teacher)
    made = make_activity(school, teacher)
    made.classes.create(classroom=classroom, label="ป.4/1", pupils=2)
    return made


def add(client, activity, *uploads):
    url = reverse("community:activity-photos", args=[activity.pk])
    return client.post(url, {"photos": list(uploads)}, follow=True)


def describe(client, photo, **asked):
    return client.post(reverse("community:activity-photo-update", args=[photo.pk]), asked)


def fit():
    return set(ActivityPhoto.objects.fit())


def test_photo_is_kept_and_the_same_one_once(client, activity):
    first = add(client, activity, making.picture(), making.picture())

    assert "รูปที่ 2: รูปนี้ใส่ไว้แล้ว" in first.text
    assert activity.photos.get().shows == ""
    assert 'alt="รูปที่ 1"' in first.text
    event = AuditEvent.objects.get(action="activity_photo.add")
    assert event.school_id == activity.school_id


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg"),
        SimpleUploadedFile("b.jpg", b"\xff\xd8" + b"0" * MAX_SIZE, "image/jpeg"),
    ],
    ids=["no picture", "too large"],
)
def test_what_is_no_photo_is_refused_alone(client, activity, upload):
    upload.seek(0)

    answer = add(client, activity, upload, making.picture())

    assert "รูปที่ 1: " in answer.text
    assert activity.photos.count() == 1


def test_photo_goes_out_only_as_every_family_allows(activity, classroom, teacher):
    yes, no, silent, changed = (make_student(classroom) for _ in range(4))
    make_consent(yes, "given")
    make_consent(no, "refused")
    make_consent(changed, "given", date(2026, 5, 1))
    make_consent(changed, "refused", DAY)
    allowed = make_photo(activity, teacher, shows="named", pupils=[yes])
    for pupils in ([yes, no], [silent], [changed], []):
        make_photo(activity, teacher, shows="named", pupils=pupils)
    make_photo(activity, teacher)
    plain = [make_photo(activity, teacher, shows=one) for one in ("nobody", "blurred")]

    assert fit() == {allowed, *plain}
    assert list(photos_for_papers(activity, 2)) == [allowed, plain[0]]
    marked = dict(ActivityPhoto.objects.with_fit().values_list("pk", "is_fit"))
    assert [pk for pk, is_fit in marked.items() if is_fit] == [allowed.pk, *[o.pk for o in plain]]


def test_consent_taken_back_keeps_the_photo_inside(activity, classroom, teacher):
    pupil = make_student(classroom)
    make_consent(pupil, "given", date(2026, 5, 1))
    photo = make_photo(activity, teacher, shows="named", pupils=[pupil])
    assert fit() == {photo}

    make_consent(pupil, "refused", DAY)

    assert fit() == set()


def test_pupils_are_named_from_the_classes_that_took_part(client, activity, classroom, teacher):
    pupil, elsewhere = make_student(classroom), make_student(make_classroom(make_school()))
    other_class = make_student(make_classroom(activity.school, room=2))
    photo = make_photo(activity, teacher)

    for wrong in (elsewhere, other_class):
        errors = describe(client, photo, shows="named", pupils=[wrong.pk]).context["form"].errors
        assert set(errors) == {"pupils"}
    assert "เลือกนักเรียนที่ดูออก" in describe(client, photo, shows="named").text
    describe(client, photo, shows="named", pupils=[pupil.pk], caption="ขบวนแห่")

    photo.refresh_from_db()
    assert (photo.shows, photo.caption, list(photo.pupils.all())) == ("named", "ขบวนแห่", [pupil])
    describe(client, photo, shows="nobody", pupils=[pupil.pk])
    assert not photo.pupils.exists()


def test_colleague_sees_the_photo_and_changes_nothing(client, activity, teacher):
    photo = make_photo(activity, teacher)
    client.force_login(make_user(Role.TEACHER, school=activity.school))

    shown = client.get(reverse("community:activity-photo", args=[photo.pk]))
    assert shown.getvalue().startswith(b"\xff\xd8")
    assert describe(client, photo, shows="nobody").status_code == 404
    remove = reverse("community:activity-photo-remove", args=[photo.pk])
    assert client.post(remove).status_code == 404


def test_removed_photo_is_gone(client, activity, teacher):
    photo = make_photo(activity, teacher)

    client.post(reverse("community:activity-photo-remove", args=[photo.pk]))

    assert not activity.photos.exists()
    assert AuditEvent.objects.filter(action="activity_photo.remove").count() == 1
