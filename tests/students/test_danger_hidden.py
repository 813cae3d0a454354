"""Whom the alert of a screening excludes sees every page as if nothing of danger were ticked."""

import re

import pytest
from django.urls import reverse

from homevisits.models import ProtectionAlert
from schoolcare import documents
from schoolcare.access import Role
from students.dimensions import group_of
from students.models import AspectResult, CareCase, Criterion, Enrolment, Screening
from students.screening_counts import trends
from students.services import screening as services
from students.services.screening_actions import Decision, decide
from students.services.screening_answers import Answer
from tests.factories import make_student, make_user
from tests.students.screened import make_screening, make_screening_round

pytestmark = pytest.mark.django_db
REMARK = "น้าตีเมื่อคืน"
CASE = Decision("case", "ดูแลเป็นการลับ")
CHANGING = re.compile(r'(csrfmiddlewaretoken|name="key"|hx-headers|nonce|X-CSRFToken)[^>]*>')


@pytest.fixture
def round_(school):
    return make_screening_round(school)


@pytest.fixture
def screening(round_, classroom, teacher):
    """Everything ปกติ: what the excluded go on seeing."""
    make_screening(round_, make_student(classroom, sex="F"), teacher, health="risk")
    return make_screening(round_, make_student(classroom), teacher)


@pytest.fixture
def counsellor(school):
    return make_user(Role.COUNSELLOR, school=school)


def danger(aspect: str = "safety") -> Criterion:
    template = Screening.objects.first().round.template
    return Criterion.objects.filter(
        aspect__code=aspect, aspect__template=template, is_danger=True
    ).first()


def tick(screening, by, *criteria, level=None) -> None:
    """Told by the counsellor, with words."""
    one = criteria[0]
    answer = Answer(level or one.level, frozenset(each.pk for each in criteria), REMARK)
    services.save_results(screening.round, {screening.student_id: {one.aspect_id: answer}}, by=by)


def exclude(*people) -> None:
    ProtectionAlert.objects.get().excluded.add(*people)
    for person in people:
        person.refresh_from_db()


def pages(screening, aspect) -> dict[str, str]:
    pupil, room = screening.student_id, screening.classroom_id
    asked = f"?round={screening.round_id}"
    return {
        "home": "/",
        "classes": reverse("students:screening-list"),
        "grid": reverse("students:screening-class", args=[room]) + asked,
        "class summary": reverse("students:screening-class-summary", args=[room]) + asked,
        "summary": reverse("students:screening-summary") + asked,
        "tab": reverse("students:screening-pupil", args=[pupil]),
        "entry": reverse("students:screening-entry", args=[pupil]) + asked,
        "cell": reverse("students:screening-cell", args=[pupil, aspect]) + asked,
        "at risk": reverse("students:at-risk-list") + "?show=all",
        "of a level": reverse("students:at-risk-list") + "?show=all&level=problem",
        "cases": reverse("students:case-list"),
        "chronology": reverse("students:student-detail", args=[pupil]),
        "statistics": reverse("students:statistics") + "?section=2",
    }


def shown(client, person, screening) -> dict[str, str]:
    """Each page that the person may open, without what is new every time."""
    client.force_login(person)
    found = {}
    for name, url in pages(screening, danger().aspect_id).items():
        answer = client.get(url, follow=True)
        if answer.status_code == 200:
            found[name] = CHANGING.sub("", answer.content.decode())
    return found


def papers(person, screening) -> dict[str, str]:
    room = {"classroom": str(screening.classroom_id), "round": str(screening.round_id)}
    school = {"school": screening.round.school.code, "year": str(screening.round.term.year)}
    asked = {
        "screening-form": {"object": str(screening.pk)},
        "screening-class": room,
        "screening-school": school | {"round": str(screening.round_id)},
        "care-statistics": school,
    }
    found = {}
    for slug, params in asked.items():
        paper = documents.prepare(slug, params, user=person)
        sheets = [] if slug == "screening-form" else paper.sheets()
        found[slug] = paper.html() + repr([one.rows for one in sheets])
    pack = documents.prepare("screening-forms", room, user=person)
    return found | {"screening-forms": " ".join(part.html() for part in pack.parts())}


@pytest.mark.parametrize("who", ["teacher", "director"])
def test_every_page_of_the_excluded_is_as_before(client, screening, counsellor, who, request):
    person = request.getfixturevalue(who)
    before = shown(client, person, screening)

    tick(screening, counsellor, danger())
    decide([screening], CASE, by=counsellor)
    told = shown(client, person, screening)
    exclude(person)

    after = shown(client, person, screening)
    assert [name for name, page in after.items() if page != before[name]] == []
    unmoved = {name for name, page in told.items() if page == before[name]}
    assert unmoved <= {"home"}
    assert len(after) >= 10


def test_every_paper_and_sheet_of_the_excluded_is_as_before(screening, counsellor, director):
    before = papers(director, screening)

    tick(screening, counsellor, danger())
    decide([screening], CASE, by=counsellor)
    assert [
        name for name, paper in papers(director, screening).items() if paper == before[name]
    ] == []
    exclude(director)

    assert papers(director, screening) == before


def test_who_is_not_excluded_reads_it_in_words(client, screening, counsellor, director, teacher):
    tick(screening, counsellor, danger())
    exclude(teacher)
    client.force_login(director)

    page = client.get(reverse("students:screening-pupil", args=[screening.student_id]))

    assert danger().text in page.content.decode()
    assert REMARK in page.content.decode()


def test_pupils_behind_a_number_of_statistics(client, screening, counsellor, director):
    tick(screening, counsellor, danger())

    def groups(user):
        seats = Enrolment.objects.annotate(group=group_of(screening.round.term.year, user))
        return sorted(seats.values_list("group", flat=True))

    exclude(director)

    assert groups(director) == ["normal", "risk"]
    assert groups(counsellor) == groups(None) == ["problem", "risk"]


def test_level_falls_to_that_of_the_other_ticks(screening, counsellor, director):
    other = Criterion.objects.filter(aspect=danger().aspect, level="risk", is_danger=False).first()
    tick(screening, counsellor, danger(), other)
    exclude(director)

    [row] = Screening.objects.filter(pk=screening.pk).seen_by(director)
    [result] = AspectResult.objects.filter(screening=row, aspect=other.aspect).seen_by(director)

    assert (row.group, row.seen_group) == ("problem", "risk")
    assert (result.level, result.seen_level) == ("problem", "risk")


def test_level_that_another_tick_holds_stays(screening, counsellor, director):
    same = {"aspect": danger().aspect, "level": danger().level}
    other = Criterion.objects.filter(**same, is_danger=False).first()
    tick(screening, counsellor, danger(), other)
    exclude(director)

    [row] = Screening.objects.filter(pk=screening.pk).seen_by(director)

    assert row.seen_group == "problem"


def test_what_is_taken_back_is_hidden_no_more(screening, counsellor, director):
    tick(screening, counsellor, danger())
    exclude(director)
    other = Criterion.objects.filter(aspect=danger().aspect, level="risk", is_danger=False).first()

    tick(screening, counsellor, other)

    [result] = AspectResult.objects.filter(aspect=other.aspect, remark=REMARK).seen_by(director)
    assert (result.seen_level, result.is_veiled) == ("risk", False)


def typed(client, screening, one, *ticks, level, remark=""):
    url = reverse("students:screening-cell", args=[screening.student_id, one.aspect_id])
    form = client.get(f"{url}?round={screening.round_id}").context["form"]
    data = {
        f"level_{one.aspect_id}": level,
        f"ticks_{one.aspect_id}": [each.pk for each in ticks],
        f"remark_{one.aspect_id}": remark,
        "round": screening.round_id,
        "seen": form["seen"].value(),
    }
    return client.post(url, data)


def kept(one):
    result = AspectResult.objects.get(criteria=one)
    return result.level, set(result.criteria.all()), result.remark


def test_save_of_the_excluded_keeps_what_is_hidden(client, screening, counsellor, teacher):
    one = danger()
    tick(screening, counsellor, one)
    exclude(teacher)
    client.force_login(teacher)
    other = Criterion.objects.filter(aspect=one.aspect, level="risk", is_danger=False).first()

    assert typed(client, screening, one, level="normal").status_code == 302
    assert kept(one) == ("problem", {one}, REMARK)
    assert typed(client, screening, one, other, level="risk", remark="ไกลบ้าน").status_code == 302
    assert kept(one) == ("problem", {one, other}, f"{REMARK} ไกลบ้าน")
    screening.refresh_from_db()
    assert screening.group == "problem"


def test_who_is_not_excluded_may_take_it_back(client, screening, counsellor, teacher):
    one = danger()
    tick(screening, counsellor, one)
    client.force_login(teacher)

    typed(client, screening, one, level="normal")

    assert not AspectResult.objects.filter(criteria=one).exists()


def test_change_of_what_is_hidden_is_no_clash_for_the_excluded(
    client, screening, counsellor, teacher
):
    one = danger()
    client.force_login(teacher)
    tick(screening, counsellor, one)
    exclude(teacher)
    url = reverse("students:screening-cell", args=[screening.student_id, one.aspect_id])
    seen = client.get(f"{url}?round={screening.round_id}").context["form"]["seen"].value()
    other = Criterion.objects.filter(aspect=one.aspect, is_danger=True).exclude(pk=one.pk).first()
    tick(screening, counsellor, one, other)

    data = {f"level_{one.aspect_id}": "normal", "round": screening.round_id, "seen": seen}
    assert client.post(url, data).status_code == 302
    assert kept(one)[1] == {one, other}


def test_excluded_does_not_act_upon_what_is_hidden(screening, counsellor, teacher):
    tick(screening, counsellor, danger())
    exclude(teacher)
    health = Criterion.objects.get(
        aspect__template=screening.round.template, aspect__code="health", code="weak"
    )
    services.save_results(
        screening.round,
        {screening.student_id: {health.aspect_id: Answer("risk", frozenset([health.pk]))}},
        by=teacher,
    )

    decide([screening], Decision("none", "ไม่จำเป็น"), by=teacher)

    assert AspectResult.objects.get(criteria=danger()).action is None
    assert screening.results.get(criteria=health).action.kind == "none"


def test_case_of_what_is_hidden_is_joined_by_no_other(client, screening, counsellor, teacher):
    tick(screening, counsellor, danger())
    [action] = decide([screening], CASE, by=counsellor)
    exclude(teacher)
    client.force_login(teacher)
    assert client.get(action.case.get_absolute_url()).status_code == 404

    other = Screening.objects.exclude(pk=screening.pk).get()
    tick(
        screening,
        teacher,
        Criterion.objects.get(aspect=other.results.get(level="risk").aspect, code="weak"),
    )
    [mine] = decide([screening], Decision("case", "สุขภาพ"), by=teacher)

    assert mine.case != action.case
    assert CareCase.objects.told_to(teacher).get() == mine.case


def test_trend_is_that_of_what_is_seen(screening, counsellor, director):
    before = trends([screening.round], user=director)
    tick(screening, counsellor, danger())
    exclude(director)

    assert trends([screening.round], user=director) == before
    assert trends([screening.round], user=counsellor) != before
