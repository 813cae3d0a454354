"""The menu lights one place on each page of the registry, the nearest one."""

import pytest

from tests.factories import make_student
from tests.students.filling import page


@pytest.mark.parametrize(
    ("name", "lit"),
    [
        ("student-list", "นักเรียน"),
        ("student-create", "นักเรียน"),
        ("student-detail", "นักเรียน"),
        ("sensitive-detail", "นักเรียน"),
        ("classroom-list", "ห้องเรียน"),
        ("classroom-detail", "ห้องเรียน"),
        ("classroom-rolls", "ห้องเรียน"),
        ("seat-roll", "ห้องเรียน"),
        ("import-list", "นำเข้าข้อมูล"),
        ("import-upload", "นำเข้าข้อมูล"),
    ],
)
def test_menu_lights_the_nearest_place(client, clerk, classroom, name, lit):
    student = make_student(classroom)
    keys = {"student-detail": student.pk, "sensitive-detail": student.pk}
    keys |= {"classroom-detail": classroom.pk, "classroom-rolls": classroom.pk}
    keys |= {"seat-roll": student.enrolments.get().pk}
    client.force_login(clerk)

    menu = client.get(page(name, *([keys[name]] if name in keys else []))).context["menu"]

    assert [entry["label"] for entry in menu if entry["current"]] == [lit]
