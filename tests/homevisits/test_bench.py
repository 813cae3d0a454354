"""What `manage.py bench` measures of home visits."""

from itertools import islice

from homevisits.bench import measured_pages
from homevisits.models import Status
from schoolcare import bench
from tests.factories import make_student
from tests.homevisits.making import make_round, make_visit


def test_bench_opens_a_step_that_can_still_be_written(client, classroom, teacher):
    round_ = make_round(classroom.school)
    make_visit(round_, make_student(classroom), teacher, status=Status.APPROVED)
    make_student(classroom)
    client.force_login(teacher)

    (page,) = [one for one in measured_pages(teacher) if one.name == "visit step"]

    assert client.get(page.url).status_code == 200


def test_bench_sees_pages_as_the_person_it_names(classroom, teacher):
    figures = islice(bench.pages(2), 2)

    assert [figure.name for figure in figures] == ["log-in form", "adviser: home"]
