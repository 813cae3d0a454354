"""Settings of a school and of the office above it."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from schoolcare.access import Role
from schoolcare.models import AuditEvent, Network, Village
from tests.factories import make_school, make_term, make_user


@pytest.fixture
def signed_in(client, school):
    client.force_login(make_user(Role.SCHOOL_ADMIN, school=school))
    return client


@pytest.fixture
def above(client, school):
    client.force_login(make_user(Role.DISTRICT_ADMIN, district=school.district))
    return client


def fields(school, **changes):
    kept = {
        "read_version": school.version,
        "name": school.name,
        "kind": school.kind,
        "numbering": school.numbering,
        "thai_digits": "on",
        "used_from": school.used_from.isoformat(),
    }
    return kept | changes


def picture(name="logo.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGBA", (40, 40), "#0000").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def test_school_saves_and_records_old_and_new(signed_in, school):
    url = reverse("settings-school", args=[school.pk])

    response = signed_in.post(url, fields(school, letter_prefix="ศธ 04123.45", thai_digits=""))

    school.refresh_from_db()
    assert response.status_code == 302
    assert (school.letter_prefix, school.thai_digits, school.version) == ("ศธ 04123.45", False, 2)
    changes = AuditEvent.objects.get(action="school.change").changes
    assert changes == {"letter_prefix": ["", "ศธ 04123.45"], "thai_digits": [True, False]}


def test_school_over_a_newer_version_is_refused_and_shows_both(signed_in, school):
    url = reverse("settings-school", args=[school.pk])
    read = fields(school)
    signed_in.post(url, read | {"phone": "053111111"})

    response = signed_in.post(url, read | {"phone": "053222222"})

    school.refresh_from_db()
    assert school.phone == "053111111"
    assert response.context["form"].latest == [("โทรศัพท์", "053111111")]
    page = response.content.decode()
    assert "มีผู้อื่นบันทึกไปก่อนแล้ว" in page
    assert 'value="053222222"' in page
    assert 'name="read_version" value="2"' in page


def test_school_network_is_for_the_office_to_choose(above, school):
    network = Network.objects.create(district=school.district, name="กลุ่มดอย")
    url = reverse("settings-school", args=[school.pk])

    above.post(url, fields(school, network=network.pk))

    school.refresh_from_db()
    assert school.network == network


def test_first_day_of_a_school_is_for_the_office_to_say(above, school):
    url = reverse("settings-school", args=[school.pk])

    later = above.post(url, fields(school, used_from="1/1/2600"))
    above.post(url, fields(school, used_from="16 พ.ค. 2568"))

    assert later.context["form"].errors == {"used_from": ["ใส่วันที่ไม่เกินวันนี้"]}
    school.refresh_from_db()
    assert school.used_from == date(2025, 5, 16)


def test_first_day_of_a_school_is_not_for_the_school_to_move(signed_in, school):
    url, day = reverse("settings-school", args=[school.pk]), school.used_from

    signed_in.post(url, fields(school, used_from="16/5/2568"))

    school.refresh_from_db()
    assert (school.used_from, school.version) == (day, 2)


def test_school_picture_is_stored_shown_and_taken_down(signed_in, school):
    url = reverse("settings-picture", args=[school.pk, "garuda"])

    signed_in.post(url, {"picture": picture()})
    shown = signed_in.get(url)
    shown.getvalue()  # reads and closes the file
    signed_in.post(url, {"remove": "1"})

    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert shown["Cache-Control"] == "private, no-store"
    assert signed_in.get(url).status_code == 404


def test_school_picture_that_is_none_is_refused(signed_in, school):
    url = reverse("settings-picture", args=[school.pk, "logo"])

    signed_in.post(url, {"picture": SimpleUploadedFile("a.png", b"not a picture")})

    school.refresh_from_db()
    assert school.logo is None


def test_term_dates_move_and_never_overlap(signed_in, school):
    term = school.terms.get()  # 2/2569
    make_term(school, semester=1)
    url = reverse("settings-term", args=[term.pk])

    refused = signed_in.post(url, {"starts_on": "1/10/2569", "ends_on": "1/4/2570"})
    signed_in.post(url, {"starts_on": "๒/๑๑/๒๕๖๙", "ends_on": "31 มี.ค. 2570"})

    term.refresh_from_db()
    assert "ช่วงวันซ้อนกับภาคเรียนที่ 1/2569" in refused.content.decode()
    assert (term.starts_on, term.ends_on) == (date(2026, 11, 2), date(2027, 3, 31))


def test_next_year_opens_on_the_legal_dates(signed_in, school):
    signed_in.post(reverse("settings-term-open", args=[school.pk]))

    made = school.terms.filter(year=2570).order_by("semester")
    assert list(made.values_list("starts_on", "ends_on")) == [
        (date(2027, 5, 16), date(2027, 10, 11)),
        (date(2027, 11, 1), date(2028, 4, 1)),
    ]


def test_village_known_in_the_district_is_shared(signed_in, school):
    neighbour = make_school(district=school.district)
    village = Village.objects.create(name="บ้านดอย", number="3")
    village.schools.add(neighbour)

    signed_in.post(
        reverse("settings-village-add", args=[school.pk]), {"name": "บ้านดอย", "number": "3"}
    )

    assert list(school.villages.all()) == [village]
    assert set(village.schools.all()) == {school, neighbour}


def test_village_left_by_one_school_stays_with_the_other(signed_in, school):
    village = Village.objects.create(name="บ้านดอย")
    neighbour = make_school(district=school.district)
    village.schools.add(school, neighbour)

    signed_in.post(reverse("settings-village-leave", args=[school.pk, village.pk]))

    assert list(village.schools.all()) == [neighbour]


def test_office_says_which_schools_a_village_has(above, school):
    village = Village.objects.create(name="บ้านดอย")
    beyond, neighbour = make_school(), make_school(district=school.district)
    village.schools.add(school, beyond)
    url = reverse("settings-village", args=[school.pk, village.pk])

    above.post(url, {"name": "บ้านดอยใหม่", "schools": [neighbour.pk]})

    village.refresh_from_db()
    assert village.name == "บ้านดอยใหม่"
    assert set(village.schools.all()) == {neighbour, beyond}
    event = AuditEvent.objects.get(action="village.schools")
    assert (event.school_id, event.changes) == (neighbour.pk, {"schools": [neighbour.pk]})


def test_network_gathers_schools_of_the_office(above, school):
    url = reverse("settings-network-add", args=[school.district.pk])

    above.post(url, {"name": "กลุ่มดอย", "schools": [school.pk]})
    again = above.post(url, {"name": "กลุ่มดอย"})

    assert list(Network.objects.get().schools.all()) == [school]
    assert again.context["form"].errors == {"name": ["มีกลุ่มเครือข่ายชื่อนี้แล้ว"]}


def test_office_changes_its_letterhead(above, school):
    office = school.district
    url = reverse("settings-district", args=[office.pk])

    typed = {"name": "สพป.ใหม่", "kind": office.kind, "numbering": "register"}
    above.post(url, typed | {"phone": "053 111 222 ต่อ 12", "used_from": "๑/๖/๒๕๖๘"})

    office.refresh_from_db()
    assert (office.name, office.phone) == ("สพป.ใหม่", "053 111 222 ต่อ 12")
    assert (office.numbering, office.used_from) == ("register", date(2025, 6, 1))


@pytest.mark.parametrize("rows", [1, 3])
def test_settings_lists_query_counts(above, school, django_assert_num_queries, rows):
    network = Network.objects.create(district=school.district, name="กลุ่มดอย")
    for number in range(rows):
        place = make_school(district=school.district, network=network)
        Village.objects.create(name=f"บ้าน {number}").schools.add(school, place)
    lists = {
        reverse("settings-home"): 4,
        reverse("settings-villages", args=[school.pk]): 3,
        reverse("settings-terms", args=[school.pk]): 3,
        reverse("settings-district", args=[school.district.pk]): 6,
    }

    for url, queries in lists.items():
        with django_assert_num_queries(queries):
            above.get(url)


@pytest.mark.parametrize(("codes", "is_open"), [({}, False), ({"class-list": "ทบ.1"}, True)])
def test_codes_of_a_hundred_forms_are_folded_until_one_has_a_code(
    signed_in, school, codes, is_open
):
    school.form_codes = codes
    school.save()

    html = signed_in.get(reverse("settings-school", args=[school.pk])).text

    folded = html[: html.index('name="code_class-list"')].rpartition("<details")[2]
    assert folded.partition(">")[0].endswith("open") is is_open


@pytest.mark.parametrize("typed", ["3", "๓", "หมู่ ๓"])
def test_number_of_a_village_is_kept_as_files_write_it(signed_in, school, typed):
    url = reverse("settings-village-add", args=[school.pk])

    signed_in.post(url, {"name": "บ้านดอน", "number": typed})

    assert Village.objects.get().number == "3"
