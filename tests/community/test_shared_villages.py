"""One village, two schools: what is known of the village is shared, all else stays apart."""

import pytest
from django.urls import reverse

from community.models import Expert, LearningSource, Need, Partner, VillagePlace, VillageProfile
from tests.community.making_experts import make_expert, make_lesson
from tests.community.making_partners import (
    make_agreement,
    make_contact,
    make_head,
    make_need,
    make_partner,
    make_person,
    make_profile,
    make_source,
    make_village,
)
from tests.factories import make_school

pytestmark = pytest.mark.django_db
HERE = {"latitude": "19.90000", "longitude": "99.80000"}
SECRETS = ("ลับวัด", "ลับสวน", "ลับต้องการ", "ลับผู้รู้", "ลับคุย", "ลับข้อตกลง", "ลับบุคคล", "ลับสอน")
LISTS = ("partner", "agreement", "village", "source", "expert", "plan", "need", "place")


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def other():
    return make_school()


@pytest.fixture
def village(school, other):
    return make_village(school, other)


@pytest.fixture
def there(other, village):
    """Everything that the other school wrote down about the village."""
    head = make_head(other)
    partner = make_partner(other, name="ลับวัด", village=village, **HERE)
    make_person(partner, name="ลับบุคคล")
    make_contact(partner, head, said="ลับคุย")
    make_agreement(partner, head, title="ลับข้อตกลง")
    make_source(other, name="ลับสวน", village=village, offers="ทอผ้า", **HERE)
    make_need(other, head, text="ลับต้องการ ทอผ้าพื้นเมือง", village=village)
    make_lesson(make_expert(other, "ลับผู้รู้", village=village), head, subject="ลับสอน")
    make_profile(village, other, head, head="นายคำปัน ใจดี")
    VillagePlace.objects.create(village=village, school=other, changed_by=head, **HERE)
    return head


@pytest.fixture
def pages(school, village):
    """The pages of the first school where something of the village could stand."""
    need = make_need(school, make_head(school), text="ทอผ้าพื้นเมือง", village=village)
    expert = make_expert(school, village=village)
    urls = [reverse(f"community:{name}-list") + "?state=all" for name in LISTS]
    urls += [reverse("community:village-detail", args=[village.pk])]
    urls += [reverse("community:village-place", args=[village.pk])]
    urls += [reverse("community:partner-create"), reverse("community:need-create")]
    return [*urls, need.get_absolute_url(), expert.get_absolute_url()]


def test_what_the_other_school_wrote_stays_there(client, school, there, pages):
    client.force_login(make_head(school))
    for url in pages:
        text = client.get(url).text
        assert [word for word in SECRETS if word in text] == [], url

    client.force_login(there)  # all of it could have leaked
    mine = "".join(client.get(url).text for url in pages[:-2])
    assert {"ลับวัด", "ลับสวน", "ลับต้องการ", "ลับผู้รู้", "ลับข้อตกลง"} <= {
        word for word in SECRETS if word in mine
    }


def test_profile_and_place_are_one_for_both(client, school, village, there):
    client.force_login(make_head(school))
    detail = reverse("community:village-detail", args=[village.pk])
    assert "นายคำปัน ใจดี" in client.get(detail).text
    assert "19.90000, 99.80000" in client.get(detail).text

    client.post(reverse("community:village-update", args=[village.pk]), {"households": "99"})
    client.post(
        reverse("community:village-place", args=[village.pk]),
        {"latitude": "19.5", "longitude": "99.5"},
    )

    assert VillageProfile.objects.get(year=2569).school == school
    client.force_login(there)
    text = client.get(detail).text
    assert "<dd>99</dd>" in text
    assert "19.50000, 99.50000" in text
    assert school.short_name in text  # who changed it


def test_rows_of_the_other_school_are_not_chosen(client, school, village, there):
    client.force_login(make_head(school))
    partner, need = Partner.objects.get(), Need.objects.get()
    mine = make_need(school, make_head(school))
    data = {"text": "ก", "kind": "training", "asked_on": "1/11/2569", "source": "talk"}
    data |= {"state": "open", "partner": partner.pk}

    answers = [
        client.post(reverse("community:need-update", args=[mine.pk]), data),
        client.post(reverse("community:source-create"), {"name": "ก", "partner": partner.pk}),
    ]

    assert ["partner" in one.context["form"].errors for one in answers] == [True, True]
    for row in (partner, need, Expert.objects.get(), LearningSource.objects.get()):
        assert client.get(row.get_absolute_url()).status_code == 404
    text = client.get(reverse("community:need-create"), {"partner": partner.pk}).text
    assert "ลับวัด" not in text
