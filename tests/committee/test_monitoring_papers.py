"""แบบติดตาม on paper."""

from dataclasses import replace
from datetime import date

import pytest

from schoolcare import files as stored
from schoolcare.access import Role
from schoolcare.paper.subjects import SubjectError
from tests.committee.making import make_board
from tests.committee.monitored import make_evidence, make_report, make_round
from tests.committee.papers import pages, paper
from tests.factories import make_school, make_user
from tests.homevisits.making import picture
from tests.paper_measure import KINDS, Paper, assert_paper

pytestmark = pytest.mark.django_db


def test_filled_form_shows_answers_figures_and_the_visit(school):
    report = make_report(school, state="answered", advice="ประชุมให้ครบ", result="ประชุมแล้ว")
    report.result_on = date(2027, 3, 20)
    report.figures = {"registry": ["ครบ 9/9 ตำแหน่ง", "ทะเบียน"]}
    report.save()
    document = paper("monitoring-form", object=report.pk)

    data = document.pdf()

    assert_paper(data, "report", html=document.html())
    text = "".join(pages(data))
    assert "◉มี/ใช่" in text
    assert "๒ครั้ง" in text
    assert "ครบ๙/๙ตำแหน่ง" in text
    assert "ข้อแนะนำประชุมให้ครบ(รายงานผลภายในวันที่๓๑มีนาคม๒๕๗๐)" in text
    assert "ประชุมแล้ว(รายงานเมื่อวันที่๒๐มีนาคม๒๕๗๐)" in text
    assert "ร่าง" not in text


@pytest.mark.parametrize("has_round", [False, True])
def test_form_for_the_pen_has_no_answer(school, has_round):
    if has_round:
        make_report(school, make_round(school.district, title="ติดตามอื่น"), state="sent")
    document = paper("monitoring-form", school=school, blank=1)

    data = document.pdf()

    assert_paper(data, "report", html=document.html())
    text = "".join(pages(data))
    assert "◉" not in text
    assert ("ติดตามอื่น" in text) is has_round


def test_school_alone_prints_its_newest_report(school):
    make_report(school, make_round(school.district, year=2568), state="closed")
    newest = make_report(school, make_round(school.district, year=2569))

    document = paper("monitoring-form", school=school)

    assert document.report == newest
    assert "(ร่าง ยังไม่ได้ส่ง)" in document.html()


def test_form_of_another_school_is_not_found(school, clerk):
    report = make_report(make_school(district=school.district), state="sent")

    with pytest.raises(SubjectError):
        paper("monitoring-form", clerk, object=report.pk)


@pytest.mark.parametrize("files", [1, 3])
def test_form_costs_the_same_queries(school, files, django_assert_num_queries):
    make_board(school)
    report = make_report(school, state="visited", advice="ประชุม")
    proof = stored.store_image(picture(), school=school, by=None)
    for _ in range(files):
        make_evidence(report, proof)

    # the report, its evidence, signers
    with django_assert_num_queries(4):
        paper("monitoring-form", object=report.pk).html()


def test_forms_of_a_round_hold_a_part_for_every_school_that_sent(school, tmp_path):
    officer = make_user(Role.SUPERVISOR, district=school.district)
    monitoring = make_round(school.district)
    for state in ("sent", "closed", "draft"):
        make_report(make_school(district=school.district), monitoring, state=state)
    document = paper("monitoring-forms", officer, object=monitoring.pk)

    document.write(tmp_path / "all.pdf")

    found = pages((tmp_path / "all.pdf").read_bytes())
    assert len(found) == 2 * 2
    assert "-๔-" in found[3]
    measured = Paper((tmp_path / "all.pdf").read_bytes(), replace(KINDS["report"], top=22))
    checks = [*measured.page(), *measured.archive(), *measured.type()]
    assert [one for one in checks if not one[1]] == []


def test_round_that_nobody_reported_in_cannot_be_printed(school, tmp_path):
    document = paper("monitoring-forms", object=make_round(school.district).pk)

    with pytest.raises(Exception, match="ยังไม่มีโรงเรียน"):
        document.write(tmp_path / "all.pdf")
