"""Plain factories: each makes what it is asked for and its necessary parents."""

from datetime import date
from itertools import count

from schoolcare.access import Role
from schoolcare.models import District, Level, Membership, School, Term, User
from students.models import Adviser, Classroom, Enrolment, Guardian, Guardianship, Student

YEAR = 2569
_numbers = count(10_001)  # all of one length: names sort as they were made

LONG_AGO = date(2020, 5, 16)  # nothing is due from before the product was used


def make_district(**fields) -> District:
    number = next(_numbers)
    return District.objects.create(
        **{"code": f"D{number}", "name": f"สำนักงานเขต {number}", "short_name": f"สพป. {number}"}
        | {"used_from": LONG_AGO}
        | fields
    )


def make_school(**fields) -> School:
    number = next(_numbers)
    fields.setdefault("district", None)
    fields["district"] = fields["district"] or make_district()
    return School.objects.create(
        **{"code": f"{58000000 + number}", "name": f"บ้านทดสอบ {number}", "used_from": LONG_AGO}
        | fields
    )


def make_term(school: School, year: int = YEAR, semester: int = 2, **fields) -> Term:
    dates = {
        1: (date(year - 543, 5, 16), date(year - 543, 10, 11)),
        2: (date(year - 543, 11, 1), date(year - 542, 4, 1)),
    }[semester]
    fields = {"starts_on": dates[0], "ends_on": dates[1]} | fields
    return Term.objects.create(school=school, year=year, semester=semester, **fields)


def make_user(*roles: Role, school: School | None = None, district=None, **fields) -> User:
    """A person with these roles at the school or the district."""
    number = next(_numbers)
    user = User(
        **{"username": f"user{number}", "title": "นาย", "first_name": f"ทดสอบ{number}"}
        | {"last_name": "ใจดี", "position": "ครู"}
        | fields
    )
    user.set_unusable_password()
    user.save()
    for role in roles:
        Membership.objects.create(
            user=user,
            role=role,
            school=None if district else school,
            district=district,
            level=Level.P4 if role == Role.LEVEL_HEAD else None,
        )
    return user


def make_classroom(
    school: School, level: int = Level.P4, room: int = 1, year: int = YEAR, **fields
):
    return Classroom.objects.create(school=school, year=year, level=level, room=room, **fields)


def make_adviser(classroom: Classroom, **fields) -> User:
    """A teacher who advises the class."""
    user = make_user(Role.ADVISER, school=classroom.school, **fields)
    Adviser.objects.create(classroom=classroom, user=user)
    return user


def make_student(classroom: Classroom | None = None, *, school: School | None = None, **fields):
    """A pupil, enrolled when a class is given."""
    number = next(_numbers)
    school = classroom.school if classroom else school or make_school()
    student = Student(
        **{"school": school, "code": f"{10000 + number}", "title": "เด็กชาย"}
        | {"first_name": f"นักเรียน{number}", "last_name": "ทดสอบ", "sex": "M"}
        | fields
    )
    student.fill_search()
    student.save()
    if classroom:
        Enrolment.objects.create(student=student, classroom=classroom, year=classroom.year)
    return student


def make_guardian(student: Student, relation: str = "มารดา", **fields) -> Guardian:
    guardian = Guardian.objects.create(
        **{"school": student.school, "title": "นาง", "first_name": "ผู้ปกครอง", "last_name": "ทดสอบ"}
        | fields
    )
    Guardianship.objects.create(
        student=student,
        guardian=guardian,
        relation=relation,
        is_primary=not student.guardianships.exists(),
    )
    return guardian
