"""Photos and signatures: several at once, broken ones refused alone, shown to those who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from homevisits.models import VisitPhoto
from homevisits.services import photos, visits
from schoolcare.documents import prepare
from schoolcare.models import AuditEvent
from tests.factories import make_adviser, make_classroom, make_student
from tests.homevisits.making import complete, draw, make_draft, picture, save


@pytest.fixture
def visit(classroom, teacher):
    return make_draft(make_student(classroom), teacher)


def broken():
    return SimpleUploadedFile("b.jpg", b"\xff\xd8\xff no picture", "image/jpeg")


def test_broken_picture_is_refused_and_the_rest_kept(visit, teacher):
    uploads = [picture("red"), broken(), picture("blue")]

    added = photos.add_photos(visit, uploads, kind="outside", by=teacher)

    assert len(added.photos) == visit.photos.count() == 2
    ((number, reason),) = added.refused
    assert number == 2
    assert "ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้" in reason
    assert AuditEvent.objects.filter(action="photo.add").count() == 2


def test_thirteenth_picture_is_refused(visit, teacher):
    uploads = [picture((20 * shade, 0, 0)) for shade in range(13)]

    added = photos.add_photos(visit, uploads, kind="other", by=teacher)

    assert (len(added.photos), added.refused) == (12, [(13, "ใส่ได้ไม่เกิน 12 รูป")])


def test_same_picture_twice_is_one(visit, teacher):
    photos.add_photos(visit, [picture("red")], kind="outside", by=teacher)

    added = photos.add_photos(visit, [picture("red")], kind="outside", by=teacher)

    assert added.refused == [(1, "รูปนี้ใส่ไว้แล้ว")]
    assert visit.photos.count() == 1


def test_picture_of_a_submitted_visit_stays(visit, teacher):
    complete(visit, teacher)
    visits.submit_visit(visit, by=teacher)

    added = photos.add_photos(visit, [picture("red")], kind="other", by=teacher)

    assert added.refused == [(1, photos.LOCKED)]
    with pytest.raises(Exception, match="ส่งแล้ว"):
        photos.remove_photo(visit.photos.first(), by=teacher)


def test_script_gets_the_item_of_the_list(client, visit, teacher):
    client.force_login(teacher)
    data = {"photo_outside": picture(), "kind": "outside"}

    answer = client.post(
        reverse("homevisits:photo-add", args=[visit.pk]), data, headers={"X-Photo": "1"}
    )

    assert answer.status_code == 201
    assert answer.content.decode().strip().startswith("<li>")
    assert visit.photos.get().kind == "outside"


def test_script_is_told_why_a_picture_is_refused(client, visit, teacher):
    client.force_login(teacher)
    data = {"photo_outside": broken(), "kind": "outside"}

    answer = client.post(
        reverse("homevisits:photo-add", args=[visit.pk]), data, headers={"X-Photo": "1"}
    )

    assert answer.status_code == 400
    assert "ไฟล์นี้ไม่ใช่ภาพที่ใช้ได้" in answer.json()["error"]


def test_pictures_and_captions_come_with_the_step_without_script(client, visit, teacher):
    photos.add_photos(visit, [picture("red")], kind="other", by=teacher)
    photo = visit.photos.get()
    client.force_login(teacher)
    data = {"version": 1, "photo_inside": [picture("blue"), broken()], "leave": "next"}

    client.post(
        reverse("homevisits:visit-step", args=[visit.pk, "evidence"]),
        data | {f"caption.{photo.pk}": "กับย่า"},
    )

    assert sorted(visit.photos.values_list("kind", "caption")) == [
        ("inside", ""),
        ("other", "กับย่า"),
    ]


def test_picture_is_removed(client, visit, teacher):
    photos.add_photos(visit, [picture()], kind="other", by=teacher)
    client.force_login(teacher)

    client.post(reverse("homevisits:photo-remove", args=[visit.photos.get().pk]))

    assert not VisitPhoto.objects.exists()
    assert AuditEvent.objects.filter(action="photo.remove").count() == 1


@pytest.fixture
def pictures(visit, teacher):
    """Addresses of a photo and of a signature."""
    photos.add_photos(visit, [picture()], kind="other", by=teacher)
    save(visit, "evidence", texts={"guardian_signature.drawn": draw()})
    return [
        reverse("homevisits:photo", args=[visit.photos.get().pk]) + "?size=600",
        reverse("homevisits:signature", args=[visit.signatures.get().pk]),
    ]


def codes(client, user, addresses):
    client.force_login(user)
    answers = [client.get(address) for address in addresses]
    for answer in answers:
        answer.getvalue()  # a streamed answer ends by being read
    return [answer.status_code for answer in answers]


def test_pictures_are_shown_to_adviser_and_care_head(client, pictures, teacher, care_head):
    assert codes(client, teacher, pictures) == [200, 200]
    assert codes(client, care_head, pictures) == [200, 200]


def test_pictures_are_hidden_from_others(client, pictures, stranger, clerk, classroom):
    next_door = make_adviser(make_classroom(classroom.school, room=2))

    assert codes(client, stranger, pictures) == [404, 404]
    assert codes(client, next_door, pictures) == [404, 404]
    assert codes(client, clerk, pictures) == [403, 403]


def test_outsider_neither_adds_nor_removes(client, visit, teacher, stranger):
    photos.add_photos(visit, [picture()], kind="other", by=teacher)
    client.force_login(stranger)
    remove = reverse("homevisits:photo-remove", args=[visit.photos.get().pk])

    assert client.post(reverse("homevisits:photo-add", args=[visit.pk])).status_code == 404
    assert client.post(remove).status_code == 404
    assert visit.photos.count() == 1


def test_caption_and_kind_are_kept_by_the_autosave(client, visit, teacher):
    photo = photos.add_photos(visit, [picture()], kind="other", by=teacher).photos[0]
    client.force_login(teacher)
    url = reverse("homevisits:visit-step", args=[visit.pk, "evidence"])
    sent = {f"caption.{photo.pk}": "บ้านจากถนน", f"kind.{photo.pk}": "outside", "version": 0}

    client.post(url, sent, headers={"X-Autosave": "1"})
    assert list(visit.photos.values_list("kind", "caption")) == [("outside", "บ้านจากถนน")]

    client.post(url, sent | {f"kind.{photo.pk}": "garden"}, headers={"X-Autosave": "1"})
    assert visit.photos.get().kind == "outside"
    event = AuditEvent.objects.get(action="photo.change")
    assert (event.pupil_id, event.changes) == (visit.student_id, {"kind": "outside"})


def test_added_photo_brings_its_caption_box(client, visit, teacher):
    client.force_login(teacher)
    url = reverse("homevisits:photo-add", args=[visit.pk])
    data = {"kind": "inside", "photo_inside": picture()}

    html = client.post(url, data, headers={"X-Photo": "1"}).content.decode()

    photo = visit.photos.get()
    assert f'name="caption.{photo.pk}"' in html
    assert '<option value="inside" selected>' in html


def order(visit):
    return [(photo.kind, photo.caption) for photo in visit.album]


def test_later_photo_is_put_first_and_nothing_typed_is_lost(client, visit, teacher):
    for caption, colour in (("ถนน", "red"), ("หลังคา", "blue"), ("รั้ว", "green")):
        upload = [picture(colour)]
        photos.add_photos(visit, upload, kind="outside", caption=caption, by=teacher)
    last = visit.photos.last()
    client.force_login(teacher)
    url = reverse("homevisits:visit-step", args=[visit.pk, "evidence"])
    shown = client.get(url).content.decode().count("ใช้เป็นภาพแรก")
    sent = {"version": 0, "first": last.pk, f"caption.{last.pk}": "รั้วบ้าน"}

    answer = client.post(url, sent)

    assert (shown, answer.url) == (2, f"{url}?kept=evidence:0#i-photos")
    assert order(visit) == [("outside", "รั้วบ้าน"), ("outside", "ถนน"), ("outside", "หลังคา")]
    assert AuditEvent.objects.filter(action="photo.reorder").count() == 1


def test_photos_stand_by_kind_and_a_new_one_last(visit, teacher):
    for kind, colour in (("other", "red"), ("inside", "blue"), ("outside", "green")):
        photos.add_photos(visit, [picture(colour)], kind=kind, by=teacher)
    photos.put_first(visit.photos.get(kind="inside"), by=teacher)
    photos.add_photos(visit, [picture("white")], kind="inside", caption="ครัว", by=teacher)

    assert order(visit) == [("outside", ""), ("inside", ""), ("inside", "ครัว"), ("other", "")]


def test_photo_of_another_visit_is_not_moved(client, visit, teacher, classroom):
    photos.add_photos(visit, [picture()], kind="other", by=teacher)
    other = make_draft(make_student(classroom), teacher, round_=visit.round)
    client.force_login(teacher)
    url = reverse("homevisits:visit-step", args=[other.pk, "evidence"])

    client.post(url, {"version": 0, "first": visit.photos.get().pk})

    assert not AuditEvent.objects.filter(action="photo.reorder").exists()


def test_first_photo_stands_first_on_form_and_pack(visit, teacher, classroom):
    complete(visit, teacher)
    added = photos.add_photos(visit, [picture("white")], kind="outside", by=teacher).photos[0]
    photos.put_first(added, by=teacher)
    visits.submit_visit(visit, by=teacher)
    by_kind = [photo.file.sha256 for photo in visit.album]

    form = prepare("homevisit-form", {"object": str(visit.pk)}, user=teacher)
    asked = {"classroom": str(classroom.pk), "term": "2"}
    pack = prepare("homevisit-class", asked, user=teacher)

    assert by_kind[0] == added.file.sha256
    assert [photo.file.sha256 for photo, _words in form.photos()] == [by_kind[0], by_kind[2]]
    shots = [shot for row in pack.pictures() for shot in row]
    assert [shot["file"] for shot in shots] == by_kind
