"""Of free text in screening, whom the alert excludes reads what they wrote, others read all."""

import pytest
from django.urls import reverse

from homevisits.models import ProtectionAlert
from schoolcare import documents
from schoolcare.access import Role
from students.models import AspectResult, Criterion, Screening
from students.models.danger import joined
from students.services import screening as services
from students.services.screening_answers import Answer
from tests.factories import make_student, make_user
from tests.students.screened import make_screening, make_screening_round

OWN, TOLD = "แม่มารับช้าบ่อย", "เด็กเล่าว่าน้าตีเมื่อคืน"


@pytest.fixture
def screening(school, classroom, teacher):
    return make_screening(make_screening_round(school), make_student(classroom), teacher)


@pytest.fixture
def counsellor(school):
    return make_user(Role.COUNSELLOR, school=school)


@pytest.fixture
def danger(screening):
    aspects = {"aspect__code": "safety", "aspect__template": screening.round.template}
    return Criterion.objects.filter(is_danger=True, **aspects).first()


def write(screening, by, whole="", *, words="", danger=None) -> None:
    """Remarks on the whole and on its safety, with a tick of danger or ปกติ."""
    aspect = screening.round.template.aspects.get(code="safety")
    answer = (
        Answer("problem", frozenset([danger.pk]), words)
        if danger
        else Answer("normal", frozenset(), words)
    )
    pupil = screening.student_id
    services.save_results(
        screening.round, {pupil: {aspect.pk: answer}}, by=by, remarks={pupil: whole}
    )


def tell(screening, danger, by) -> None:
    """Danger, with words about it beside the aspect and about the whole."""
    write(screening, by, TOLD, words=f"{OWN} {TOLD}", danger=danger)


def exclude(person) -> None:
    ProtectionAlert.objects.get().excluded.add(person)
    person.refresh_from_db()


def read(client, person, screening) -> dict[str, str]:
    """What a person reads: the pupil's tab, the form of entry, the paper."""
    client.force_login(person)
    pupil = screening.student_id
    entry = client.get(
        reverse("students:screening-entry", args=[pupil]) + f"?round={screening.round_id}"
    )
    form = entry.context["form"]
    return {
        "tab": client.get(reverse("students:screening-pupil", args=[pupil])).text,
        "entry": " ".join(str(value) for value in form.initial.values()),
        "paper": documents.prepare(
            "screening-form", {"object": str(screening.pk)}, user=person
        ).html(),
    }


def test_words_of_others_are_hidden_with_the_danger(client, screening, danger, counsellor, teacher):
    tell(screening, danger, counsellor)
    assert [TOLD in page for page in read(client, teacher, screening).values()] == [True] * 3
    exclude(teacher)

    assert [TOLD in page for page in read(client, teacher, screening).values()] == [False] * 3
    assert [OWN in page for page in read(client, teacher, screening).values()] == [False] * 3


def test_own_words_stay_for_whom_the_alert_excludes(client, screening, danger, counsellor, teacher):
    """That they vanish would tell that there is something to hide."""
    write(screening, teacher, "ดูแลต่อ", words=OWN)
    tell(screening, danger, counsellor)
    exclude(teacher)

    pages = read(client, teacher, screening)

    assert [OWN in page for page in pages.values()] == [True] * 3
    assert ["ดูแลต่อ" in page for page in pages.values()] == [True] * 3
    assert [TOLD in page for page in pages.values()] == [False] * 3


def test_remark_on_the_whole_stays_hidden_when_the_tick_is_taken_back(
    client, screening, danger, counsellor, teacher
):
    tell(screening, danger, counsellor)
    exclude(teacher)

    write(screening, counsellor)

    assert TOLD not in read(client, teacher, screening)["tab"]


def test_what_the_excluded_write_joins_the_words_of_others(
    client, screening, danger, counsellor, teacher
):
    tell(screening, danger, counsellor)
    exclude(teacher)

    write(screening, teacher, "ไกลบ้าน", words="มาสาย")
    write(screening, teacher, "ไกลบ้านมาก", words="มาสายทุกวัน")

    screening.refresh_from_db()
    result = AspectResult.objects.get(criteria=danger)
    assert screening.remark == f"{TOLD} ไกลบ้านมาก"
    assert result.remark == f"{OWN} {TOLD} มาสายทุกวัน"
    own = read(client, teacher, screening)["entry"]
    assert ("ไกลบ้านมาก" in own, "มาสายทุกวัน" in own, TOLD in own) == (True, True, False)
    assert TOLD in read(client, counsellor, screening)["entry"]


def test_words_that_nobody_changed_are_nobodys(screening, danger, counsellor, teacher):
    write(screening, counsellor, "ของครูแนะแนว", words=OWN)

    write(screening, teacher, "ของครูแนะแนว", words=OWN)

    result = AspectResult.objects.get(screening=screening, aspect=danger.aspect)
    screening = Screening.objects.get(pk=screening.pk)
    assert screening.own_words == {str(counsellor.pk): {"remark": "ของครูแนะแนว"}}
    assert result.own_words == {str(counsellor.pk): {"remark": OWN}}


@pytest.mark.parametrize(
    ("whole", "mine", "text", "after"),
    [
        ("ก", "", "ข", "ก ข"),
        ("ก ข", "ข", "ค", "ก ค"),
        ("ก ข", "ข", "", "ก"),
        ("ก", "ข", "", "ก"),
        ("ก", "ข", "ค", "ก ค"),
        ("ก", "", "ก", "ก"),
        ("", "", "ก", "ก"),
    ],
)
def test_own_part_of_a_whole_is_replaced(whole, mine, text, after):
    assert joined(whole, mine, text) == after
