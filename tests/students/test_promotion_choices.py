"""Kinds of activities and awards: own ones renamed, any put out of use at one school alone."""

import pytest

from students.models import PromotionChoice
from tests.factories import make_school, make_user
from tests.students.filling import errors, page, send
from tests.students.making_promotions import choice_of, make_promotion

pytestmark = pytest.mark.django_db
KIND = PromotionChoice.Sort.KIND


@pytest.fixture
def head(client, care_head):
    client.force_login(care_head)
    return care_head


def make_choice(school, name="ประเภทของเรา", **fields):
    return PromotionChoice.objects.create(school=school, sort=KIND, name=name, **fields)


def offered(school, kept=()):
    return [one.name for one in PromotionChoice.objects.offered_to(school, KIND, kept)]


def switch(client, choice):
    return client.post(page("promotion-choice-switch", choice.pk), follow=True)


def test_shipped_kind_is_put_aside_at_one_school_alone(client, school, head):
    sport = choice_of("กีฬา")

    answer = switch(client, sport)

    assert "เลิกใช้ กีฬา แล้ว" in answer.content.decode()
    assert "กีฬา" not in offered(school)
    assert "กีฬา" in offered(make_school())
    switch(client, sport)
    assert "กีฬา" in offered(school)


def test_what_has_a_kind_put_aside_keeps_it(client, school, head):
    promotion = make_promotion(school, head, kind=choice_of("กีฬา"))
    switch(client, choice_of("กีฬา"))

    url = page("promotion-update", promotion.pk)
    send(client, url, title="แข่งกรีฑา")

    promotion.refresh_from_db()
    assert (promotion.title, promotion.kind.name) == ("แข่งกรีฑา", "กีฬา")
    assert "กีฬา" in client.get(page("promotion-detail", promotion.pk)).content.decode()
    new = client.get(page("promotion-create")).context["form"]
    assert "กีฬา" not in str(new["kind"])


def test_own_kind_is_renamed_and_put_out_of_use(client, school, head):
    own = make_choice(school)

    send(client, page("promotion-choice-update", own.pk), name="ชมรม")
    assert "ชมรม" in offered(school)
    client.post(page("promotion-choice-update", own.pk), {"name": "ชมรม"})

    assert "ชมรม" not in offered(school)
    switch(client, own)
    assert "ชมรม" in offered(school)


@pytest.mark.parametrize("name", ["กีฬา", " กี ฬา ", "ของเรามีแล้ว"])
def test_name_that_there_is_already_is_refused(client, school, head, name):
    make_choice(school, "ของเรามีแล้ว")
    own = make_choice(school)

    answer = send(client, page("promotion-choice-update", own.pk), name=name)

    assert list(errors(answer)) == ["name"]


def test_own_one_may_have_the_name_of_a_shipped_one_put_aside(client, school, head):
    switch(client, choice_of("กีฬา"))

    send(client, page("promotion-choice"), sort="kind", name="กีฬา")

    assert PromotionChoice.objects.get(school=school).name == "กีฬา"


def test_the_last_one_stays(client, school, head):
    *others, last = PromotionChoice.objects.offered_to(school, KIND)
    for one in others:
        one.put_aside_by.add(school)

    answer = switch(client, last)

    assert "อย่างน้อยหนึ่งรายการ" in answer.content.decode()
    assert offered(school) == [last.name]


def test_second_save_of_the_same_page_is_refused(client, school, head):
    own = make_choice(school)
    url = page("promotion-choice-update", own.pk)
    seen = client.get(url).context["form"]["seen"].value()
    client.post(url, {"name": "คนแรก", "is_active": "on", "seen": seen})

    answer = client.post(url, {"name": "คนที่สอง", "is_active": "on", "seen": seen})

    assert "คนแรก" in answer.content.decode()
    own.refresh_from_db()
    assert own.name == "คนแรก"


def test_shipped_and_strangers_ones_are_nobodys_to_change(client, school, head):
    for one in (choice_of("กีฬา"), make_choice(make_school())):
        assert client.get(page("promotion-choice-update", one.pk)).status_code == 404
    assert switch(client, make_choice(make_school(), "ของเขา")).status_code == 404


def test_teacher_changes_none(client, school):
    client.force_login(make_user("teacher", school=school))

    assert client.get(page("promotion-choices")).status_code == 403
    assert switch(client, choice_of("กีฬา")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same(client, school, head, rows, django_assert_num_queries):
    for number in range(rows):
        make_promotion(school, head, kind=make_choice(school, f"ประเภท {number}"))

    with django_assert_num_queries(4):
        client.get(page("promotion-choices"))
