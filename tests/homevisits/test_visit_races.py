"""Two taps and two people at the very same time; needs a database with row locks."""

import pytest

from homevisits.answers import StepAnswers
from homevisits.models import HomeVisit
from homevisits.services import visits
from tests.factories import make_student
from tests.homevisits.making import answered, make_draft, make_round
from tests.races import needs_row_locks, together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    needs_row_locks,
]


def test_two_taps_at_once_make_one_visit(teacher, classroom):
    pupil, round_ = make_student(classroom), make_round(classroom.school)

    first, second = together(*[lambda: visits.start_visit(round_, pupil, by=teacher)] * 2)

    assert first == second
    assert HomeVisit.objects.count() == 1


def test_of_two_saves_at_once_one_is_refused(teacher, classroom):
    visit = make_draft(make_student(classroom), teacher)

    def tick(option):
        answers = StepAnswers(ticks={("tenure", option)})
        return lambda: visits.save_step(visit, "housing", answers, by=teacher, version=1)

    results = together(tick("own"), tick("rent"), refusal=visits.Clash)

    refused = [isinstance(result, visits.Clash) for result in results]
    assert sorted(refused) == [False, True]
    kept = "rent" if refused[0] else "own"
    assert answered(visit, "housing").ticks == {("tenure", kept)}
