"""Versions of the school's scale and rules, and the paper of the rules."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from schoolcare.documents import prepare
from students.models import BehaviourScale, ConductRules
from students.services import conduct
from tests.students.making_behaviour import make_rules, make_scale

KEY = "66666666-6666-4666-8666-666666666666"


def page(name: str, *args) -> str:
    return reverse(f"students:{name}", args=args)


def sent(client, name: str) -> dict:
    """What the form would send back untouched."""
    form = client.get(page(name)).context["form"]
    found = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in found.items() if value not in (None, "", False)}


def test_edited_scale_is_the_next_version(client, director, school):
    client.force_login(director)
    typed = sent(client, "scale-edit") | {"name_0": "ช่วยงานวัด", "points_0": "๑๒", "name_1": ""}

    client.post(page("scale-edit"), typed | {"key": KEY, "starting_points": 80})

    shipped = BehaviourScale.objects.get(school=None)
    scale = BehaviourScale.objects.get(school=school)
    assert (scale.version, scale.starting_points, scale.made_by) == (1, 80, director)
    first = scale.kinds.first()
    assert (first.name, first.points, first.is_good) == ("ช่วยงานวัด", 12, True)
    assert scale.kinds.count() == shipped.kinds.count() - 1
    assert scale.thresholds.count() == shipped.thresholds.count() == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "ยังไม่ได้แก้อะไร"),
        ({"name_1": "ช่วยเหลือเพื่อนหรือครู"}, "มี “ช่วยเหลือเพื่อนหรือครู” แล้ว"),
        ({"points_0": ""}, "กรุณากรอกคะแนน 0 ก็ได้"),
        ({"points_0": "5000"}, "ต้องไม่เกิน 1000"),
        ({"violence_0": "on"}, "ความดีไม่เป็นความรุนแรง"),
        ({"title_0": ""}, "กรุณากรอกสิ่งที่ทำเมื่อถึงเกณฑ์"),
        ({"due_1": "20"}, "มีเกณฑ์ 20 คะแนนแล้ว"),
    ],
)
def test_bad_scale_is_refused(client, director, school, fields, words):
    client.force_login(director)

    answer = client.post(page("scale-edit"), sent(client, "scale-edit") | {"key": KEY} | fields)

    assert words in answer.text
    assert not BehaviourScale.objects.filter(school=school).exists()


def test_second_of_two_who_edit_the_scale_is_refused(client, director, school):
    client.force_login(director)
    typed = sent(client, "scale-edit") | {"key": KEY, "starting_points": 80}
    make_scale(school, director)

    answer = client.post(page("scale-edit"), typed)

    assert "มีคนอื่นบันทึกฉบับใหม่ไปก่อน" in answer.text
    assert BehaviourScale.objects.filter(school=school).count() == 1


def test_announced_rules_are_a_version_and_the_old_one_is_read(client, director, school):
    old = make_rules(school, director)
    client.force_login(director)
    typed = {"key": KEY, "over": old.pk, "name": "ความประพฤติ", "announced_on": "1/11/2569"}

    client.post(page("conduct-edit"), typed | {"text": "หมวด 1 ทั่วไป\nข้อใหม่"})

    new = ConductRules.objects.get(school=school, version=2)
    assert new.clauses == [(0, "หมวด 1 ทั่วไป"), (1, "ข้อใหม่")]
    assert "ข้อใหม่" in client.get(page("conduct-detail")).text
    assert "มาเรียนทุกวัน" in client.get(page("conduct-version", old.pk)).text


def test_rules_without_a_clause_are_refused(client, director):
    client.force_login(director)
    shipped = ConductRules.objects.get(school=None)
    typed = {"key": KEY, "over": shipped.pk, "name": "ความประพฤติ", "announced_on": "1/11/2569"}

    answer = client.post(page("conduct-edit"), typed | {"text": "หมวด 1"})

    assert "ต้องมีอย่างน้อยหนึ่งข้อ" in answer.text
    assert ConductRules.objects.count() == 1


def test_rules_made_from_an_older_version_are_refused(school, director):
    old = make_rules(school, director)
    facts = {"text": "ข้อใหม่", "announced_on": timezone.localdate()}
    conduct.announce_rules(ConductRules(school=school, **facts), over=old, by=director)

    with pytest.raises(ValidationError, match="มีคนอื่นบันทึกฉบับใหม่ไปก่อน"):
        conduct.announce_rules(ConductRules(school=school, **facts), over=old, by=director)


def test_shipped_rules_name_the_four_penalties_and_forbid_harm(db):
    text = ConductRules.objects.get(school=None).text

    for penalty in ("ว่ากล่าวตักเตือน", "ทำทัณฑ์บน", "ตัดคะแนนความประพฤติ", "ทำกิจกรรม"):
        assert penalty in text
    assert "ห้ามลงโทษด้วยวิธีรุนแรง" in text


def test_paper_of_the_shipped_text_leaves_the_day_to_the_pen(school, director):
    paper = prepare("conduct-rules", {"school": school.code}, user=director)
    html = paper.html()

    assert "ประกาศ ณ วันที่ <i" in html
    assert "ทะเลาะวิวาท" in html
    assert paper.pdf()[:4] == b"%PDF"


def test_paper_of_an_old_version_has_the_points_of_its_day(school, director):
    old = make_rules(school, director)
    later = make_rules(school, director, version=2, text="ข้อใหม่")
    ConductRules.objects.filter(pk=later.pk).update(made_at=timezone.now() - timedelta(days=1))
    make_scale(school, director)

    then = prepare("conduct-rules", {"object": str(old.pk)}, user=director).html()
    now = prepare("conduct-rules", {"object": str(later.pk)}, user=director).html()

    assert "ทะเลาะวิวาท" in then
    assert "ช่วยงานวัด" not in then
    assert "ช่วยงานวัด" in now
    assert "(ฉบับที่ ๒)" in now
