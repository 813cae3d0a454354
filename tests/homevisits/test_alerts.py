"""Protection alerts: raised by ticks, seen by few, closed to a person."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse

from homevisits.models import ProtectionAlert
from homevisits.services import alerts
from schoolcare.access import Role
from schoolcare.models import AuditEvent, User
from schoolcare.registry import Danger, dangers
from tests.factories import make_student, make_user
from tests.homevisits.making import make_alert, make_round, make_visit, tick_danger


@pytest.fixture
def visit(school, classroom, teacher):
    return make_visit(make_round(school), make_student(classroom), teacher)


@pytest.fixture
def alert(visit):
    return make_alert(visit)


def page(alert, name="detail"):
    return reverse(f"homevisits:alert-{name}", args=[alert.pk])


def test_alert_is_not_raised_without_danger(visit, teacher):
    visit.ticks.create(item="safety", option="separated")

    assert alerts.raise_alert(visit, by=teacher) is None
    assert not ProtectionAlert.objects.exists()


def test_alert_is_raised_once_with_its_kinds(visit, teacher):
    tick_danger(visit)

    first = alerts.raise_alert(visit, by=teacher)
    again = alerts.raise_alert(visit, by=teacher)

    assert again == first
    assert first.kinds == ["safety.abused"]
    events = AuditEvent.objects.filter(action__startswith="alert.")
    assert [(one.action, one.pupil_id, one.changes) for one in events] == [
        ("alert.raise", visit.student_id, {"kinds": 1})
    ]


def test_alert_new_kind_asks_anew_and_none_is_taken_back(visit, teacher, director):
    tick = tick_danger(visit)
    alerts.acknowledge(alerts.raise_alert(visit, by=teacher), by=director)
    tick.delete()
    tick_danger(visit, "violence", "self_harm")

    alert = alerts.raise_alert(visit, by=teacher)

    assert alert.kinds == ["safety.abused", "violence.self_harm"]
    assert (alert.acknowledged_by, alert.acknowledged_at) == (None, None)
    event = AuditEvent.objects.get(action="alert.update")
    assert (event.pupil_id, event.changes) == (visit.student_id, {"kinds": 2})


def test_alert_list_of_care_head_and_director(client, alert, care_head, director):
    for person in (care_head, director):
        client.force_login(person)
        response = client.get(reverse("homevisits:alert-list"))
        assert list(response.context["object_list"]) == [alert]


def test_alert_pages_of_author_are_403(client, alert, teacher):
    client.force_login(teacher)

    assert client.get(reverse("homevisits:alert-list")).status_code == 403
    assert client.get(page(alert)).status_code == 403


@pytest.mark.parametrize("name", ["acknowledge", "handle", "assign", "exclude"])
def test_alert_of_another_school_is_404(client, alert, stranger, name):
    client.force_login(stranger)

    assert client.get(page(alert)).status_code == 404
    assert client.post(page(alert, name), {"text": "แจ้งแล้ว"}).status_code == 404
    assert list(client.get(reverse("homevisits:alert-list")).context["object_list"]) == []


def test_alert_of_counsellor_only_when_assigned(client, alert, school, director):
    counsellor = make_user(Role.COUNSELLOR, school=school)
    client.force_login(counsellor)
    assert client.get(page(alert)).status_code == 404

    alerts.assign(alert, [counsellor], by=director)

    assert client.get(page(alert)).status_code == 200
    assert client.post(page(alert, "assign"), {}).status_code == 403


def test_alert_is_not_assigned_to_a_teacher(alert, teacher, director):
    with pytest.raises(ValidationError):
        alerts.assign(alert, [teacher], by=director)
    assert list(alert.assigned_to.all()) == []


def test_alert_excluded_care_head_loses_it_everywhere(client, alert, care_head, director):
    client.force_login(director)
    client.post(page(alert, "exclude"), {"people": [care_head.pk]})

    client.force_login(care_head)
    assert client.get(page(alert)).status_code == 404
    assert list(client.get(reverse("homevisits:alert-list")).context["object_list"]) == []
    assert "แจ้งเหตุคุ้มครองเด็ก" not in [card.title for card in client.get("/").context["cards"]]
    event = AuditEvent.objects.get(action="alert.exclude")
    assert (event.actor_id, event.changes) == (director.pk, {"people": [care_head.pk]})


def test_who_was_excluded_meanwhile_is_not_let_in_again(
    client, alert, care_head, teacher, director
):
    client.force_login(director)
    seen = client.get(page(alert)).context["exclude_form"]["seen"].value()
    alerts.exclude(alert, [teacher], by=care_head)

    typed = {"people": [care_head.pk], "seen": seen}
    form = client.post(page(alert, "exclude"), typed).context["exclude_form"]
    assert [(one["saved"], one["typed"]) for one in form.differences] == [
        (str(teacher), str(care_head))
    ]
    assert list(alert.excluded.all()) == [teacher]

    client.post(page(alert, "exclude"), typed | {"seen": form["seen"].value()})
    assert list(alert.excluded.all()) == [care_head]


def test_alert_excluded_counsellor_is_no_longer_assigned(alert, school, director):
    counsellor = make_user(Role.COUNSELLOR, school=school)
    alerts.assign(alert, [counsellor], by=director)

    alerts.exclude(alert, [counsellor], by=director)

    assert list(alert.assigned_to.all()) == []
    assert not ProtectionAlert.objects.visible_to(counsellor).exists()


def test_alert_exclusion_leaves_somebody_to_answer(alert, director):
    with pytest.raises(ValidationError):
        alerts.exclude(alert, [director], by=director)
    assert list(alert.excluded.all()) == []


def test_alert_handled_keeps_earlier_notes(client, alert, director):
    client.force_login(director)
    client.post(page(alert, "handle"), {"text": "โทรแจ้ง 1300"})
    client.post(page(alert, "handle"), {"text": "พม. รับเรื่องแล้ว"})

    alert.refresh_from_db()
    assert alert.acknowledged_by == director
    lines = [line for line in alert.handled_note.split("\n") if line and " น. " not in line]
    assert lines == ["โทรแจ้ง 1300", "พม. รับเรื่องแล้ว"]


def test_alert_look_is_logged_without_its_kind(client, alert, director):
    client.force_login(director)
    client.get(page(alert))

    event = AuditEvent.objects.get(action="alert.view")
    assert (event.actor_id, event.pupil_id, event.changes) == (director.pk, alert.student_id, {})


def test_alert_leads_to_the_visit_it_came_from(client, alert, director):
    client.force_login(director)
    visit = reverse("homevisits:visit-detail", args=[alert.visit_id])

    assert f'href="{visit}"' in client.get(page(alert)).content.decode()


def test_home_shows_alert_first_and_late(client, alert, school, director):
    client.force_login(director)

    card = client.get("/").context["cards"][0]

    assert (card.title, card.count, card.state) == ("แจ้งเหตุคุ้มครองเด็ก", 1, "late")


@pytest.mark.parametrize("rows", [1, 3])
def test_alert_list_queries(client, classroom, director, rows, django_assert_num_queries):
    visit_round = make_round(classroom.school)
    for _ in range(rows):
        make_alert(make_visit(visit_round, make_student(classroom), director))
    client.force_login(director)

    with django_assert_num_queries(3):
        client.get(reverse("homevisits:alert-list"))


@pytest.mark.parametrize("key", ["9" * 24, "abc", "0"])
def test_alert_is_handed_to_nobody_by_a_key_that_cannot_be(client, alert, director, key):
    client.force_login(director)

    response = client.post(page(alert, "assign"), {"people": key}, follow=True)

    assert response.status_code == 200
    assert list(alert.assigned_to.all()) == []


def tell(student, by, *words):
    for listener in dangers:
        listener(Danger(student, "screening:7", words, by))


def test_danger_told_by_another_record_is_one_alert_with_all_words(classroom, teacher, director):
    student = make_student(classroom)
    tell(student, teacher, "ตั้งครรภ์")
    alerts.acknowledge(ProtectionAlert.objects.get(), by=director)

    tell(student, teacher, "ตั้งครรภ์", "ทำร้ายตนเอง")

    alert = ProtectionAlert.objects.get()
    assert (alert.kinds, alert.room) == (["ตั้งครรภ์", "ทำร้ายตนเอง"], classroom)
    assert alert.acknowledged_at is None


def test_danger_without_words_raises_nothing(classroom, teacher):
    tell(make_student(classroom), teacher)

    assert not ProtectionAlert.objects.exists()


def test_alert_of_another_record_is_read_and_listed(client, classroom, teacher, director):
    tell(make_student(classroom), teacher, "ทำร้ายตนเอง")
    client.force_login(director)

    shown = client.get(page(ProtectionAlert.objects.get()))

    assert shown.context["kinds"] == ["ทำร้ายตนเอง"]
    assert "ป.4/1" in client.get(reverse("homevisits:alert-list")).content.decode()


def test_whom_an_alert_excludes_is_known_to_the_pages_that_hide_it(alert, teacher, director):
    alerts.exclude(alert, [teacher], by=director)

    assert list(User.objects.filter(is_kept_out=True)) == [teacher]


def test_whom_alerts_excluded_before_is_marked_by_the_migration(alert, teacher):
    alert.excluded.add(teacher)
    User.objects.update(is_kept_out=False)

    import_module("homevisits.migrations.0004_who_is_kept_out").fill(apps, None)

    assert list(User.objects.filter(is_kept_out=True)) == [teacher]
