"""Demo pupils: classes, advisers, families, ids; written in bulk for scale data as well."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from random import Random

from schoolcare import demo_names
from schoolcare.demo import DemoPlan, SchoolPlan, teacher
from schoolcare.fields import blind_index
from schoolcare.identity import id_check_digit
from schoolcare.models import Level, School, User
from students.models import (
    Adviser,
    Classroom,
    Enrolment,
    Guardian,
    Guardianship,
    Household,
    Identifier,
    Note,
    PublicationConsent,
    SensitiveRecord,
    Student,
)

BATCH = 2000
ROOM_SIZE = 40
PARENTS_STATUS = ("อยู่ด้วยกัน", "อยู่ด้วยกัน", "แยกกันอยู่", "หย่าร้าง", "อยู่ด้วยกัน", "บิดาเสียชีวิต")
AGES = {level: 3 + level - 1 if level < 10 else 6 + level - 11 for level in Level}
AGES |= {level: 12 + level - 21 for level in Level if 20 < level < 30}
ETHNIC = ["กะเหรี่ยง", "ม้ง", "ลาหู่", "อาข่า"]
RELATIONS = ["มารดา", "บิดา", "ยาย", "ย่า", "ตา", "ปู่", "ป้า"]
JOBS = ["รับจ้างทั่วไป", "เกษตรกร", "ค้าขาย", "พนักงานบริษัท", "ว่างงาน"]


def fill(plan: DemoPlan) -> None:
    """Pupils of every school that was made just now, each table written once for all of them."""
    rooms = [
        (school_plan, room, share)
        for school, school_plan in plan.made
        for room, share in _classrooms(plan, school, school_plan)
    ]
    Classroom.objects.bulk_create([room for _, room, _ in rooms], batch_size=BATCH)
    for school, school_plan in plan.made:
        if school_plan.with_staff:
            own = [room for _, room, _ in rooms if room.school_id == school.pk]
            _advisers(plan, school, school_plan, own)
    pupils = _pupils(plan, rooms)
    _identifiers(plan, [student for student, _ in pupils])
    _guardians(plan, [student for student, _ in pupils])
    if not plan.is_scale:
        _details(plan, pupils)


def _classrooms(
    plan: DemoPlan, school: School, school_plan: SchoolPlan
) -> Iterator[tuple[Classroom, int]]:
    """Each class with the number of pupils it gets."""
    base, more = divmod(school_plan.pupils, len(school_plan.levels))
    for place, level in enumerate(school_plan.levels):
        pupils = base + (place < more)
        count = max(1, -(-pupils // ROOM_SIZE))
        for room in range(1, count + 1):
            share = pupils // count + (room <= pupils % count)
            yield Classroom(school=school, year=plan.year, level=level, room=room), share


def _advisers(
    plan: DemoPlan, school: School, school_plan: SchoolPlan, rooms: list[Classroom]
) -> None:
    """The demo's `adviser` has ป.4/1; the others one class each, in a small school in turn."""
    first = User.objects.get(username=f"{school_plan.prefix}adviser")
    staff = [first]
    if school_plan.is_small:
        names = ("director", "clerk", "schooladmin")
        staff += User.objects.filter(
            username__in=[f"{school_plan.prefix}{name}" for name in names]
        ).order_by("pk")
    else:
        staff += [
            teacher(plan, school, f"{school_plan.prefix}teacher{number}", first.password)
            for number in range(1, len(rooms))
        ]
    classes = sorted(rooms, key=lambda one: (one.level != Level.P4, one.pk))
    Adviser.objects.bulk_create(
        Adviser(classroom=room, user=user)
        for room, user in zip(classes, cycle(staff), strict=False)
    )


def _pupils(
    plan: DemoPlan, rooms: list[tuple[SchoolPlan, Classroom, int]]
) -> list[tuple[Student, SchoolPlan]]:
    """Pupils with their homes and enrolments; roll numbers as drawn."""
    pupils: list[tuple[Student, SchoolPlan]] = []
    enrolments: list[Enrolment] = []
    counts: Counter[int] = Counter()
    for school_plan, room, share in rooms:
        for roll_number in range(1, share + 1):
            student = _student(plan, school_plan, room, counts[room.school_id])
            counts[room.school_id] += 1
            pupils.append((student, school_plan))
            enrolments.append(
                Enrolment(student=student, classroom=room, year=room.year, roll_number=roll_number)
            )
    students = [student for student, _ in pupils]
    if not plan.is_scale:
        _households(plan, students)
    Student.objects.bulk_create(students, batch_size=BATCH)
    for enrolment in enrolments:
        enrolment.student_id = enrolment.student.pk
    Enrolment.objects.bulk_create(enrolments, batch_size=BATCH)
    return pupils


def _student(plan: DemoPlan, school_plan: SchoolPlan, room: Classroom, number: int) -> Student:
    draw = plan.draw
    is_male = draw.random() < 0.5
    birthday = date(plan.year - 543 - AGES[Level(room.level)], 5, 16) - timedelta(
        days=draw.randrange(365)
    )
    has_no_surname = draw.random() < school_plan.ethnic_share / 2
    student = Student(
        school=room.school,
        code=f"{10001 + number}",
        title=("เด็กชาย", "เด็กหญิง")[not is_male],
        first_name=demo_names.first_name(draw, is_male=is_male),
        last_name="" if has_no_surname else demo_names.last_name(draw),
        nickname=draw.choice(demo_names.NICKNAMES),
        sex="M" if is_male else "F",
        birth_date=birthday,
        nationality="ไม่มีสัญชาติ" if has_no_surname else "ไทย",
        travel_mode=draw.choice(["เดินเท้า", "จักรยาน", "ผู้ปกครองมาส่ง", "รถโรงเรียน"]),
        travel_minutes=draw.choice([5, 10, 15, 20, 30, 45]),
        distance_m=draw.choice([300, 800, 1200, 2500, 6000]),
    )
    student.parents_status = PARENTS_STATUS[number % len(PARENTS_STATUS)]
    if number % 7 == 3:  # some records of the class board are not complete
        student.travel_mode = ""
    student.fill_search()
    return student


def _households(plan: DemoPlan, students: list[Student]) -> None:
    villages = {school.pk: list(school.villages.all()) for school, _ in plan.made}
    for number, student in enumerate(students):
        is_sibling = number % 4 == 3 and students[number - 1].school_id == student.school_id
        if is_sibling:
            student.household = students[number - 1].household
            student.last_name = students[number - 1].last_name
            student.fill_search()
            continue
        village = plan.draw.choice(villages[student.school_id])
        student.household = Household(
            school=student.school,
            house_no=f"{plan.draw.randint(1, 220)}/{plan.draw.randint(1, 9)}",
            village=village,
            moo=village.number,
            tambon=village.tambon,
            amphoe=village.amphoe,
            province=village.province,
            latitude=f"19.{plan.draw.randint(10000, 20000)}",
            longitude=f"99.{plan.draw.randint(80000, 90000)}",
        )
    houses = {id(student.household): student.household for student in students}
    Household.objects.bulk_create(houses.values(), batch_size=BATCH)


def _identifiers(plan: DemoPlan, students: list[Student]) -> None:
    rows = []
    for student in students:
        is_gcode = student.nationality != "ไทย" and plan.draw.random() < 0.5
        body = f"199{student.pk % 10**9:09}"
        value = f"G{student.pk:012}" if is_gcode else f"{body}{id_check_digit(body)}"
        rows.append(
            Identifier(
                student=student,
                school=student.school,
                kind=Identifier.Kind.GCODE if is_gcode else Identifier.Kind.THAI,
                value=value,
                value_hash=blind_index(value),
            )
        )
    Identifier.objects.bulk_create(rows, batch_size=BATCH)


def _guardians(plan: DemoPlan, students: list[Student]) -> None:
    draw, people, links = plan.draw, [], []
    for student in students:
        relation = draw.choice(RELATIONS)
        is_male = relation in {"บิดา", "ตา", "ปู่"}
        guardian = Guardian(
            school=student.school,
            title="นาย" if is_male else "นาง",
            first_name=demo_names.first_name(draw, is_male=is_male),
            last_name=student.last_name,
            phone=f"08{draw.randint(0, 99999999):08}",
            occupation=draw.choice(JOBS),
            income_month=draw.choice([3000, 4500, 6000, 9000, 12000]),
        )
        people.append(guardian)
        links.append(
            Guardianship(
                student=student,
                guardian=guardian,
                relation=relation,
                is_primary=True,
                lives_with=True,
                has_legal_power=relation in {"บิดา", "มารดา"},
            )
        )
    Guardian.objects.bulk_create(people, batch_size=BATCH)
    Guardianship.objects.bulk_create(links, batch_size=BATCH)


def _sensitive(draw: Random, student: Student, school_plan: SchoolPlan) -> SensitiveRecord:
    is_ethnic = draw.random() < school_plan.ethnic_share
    poor = ["เด็กยากจน"] if draw.random() < 0.3 else []
    return SensitiveRecord(
        student=student,
        religion=draw.choice(["พุทธ", "พุทธ", "พุทธ", "คริสต์", "อิสลาม"]),
        ethnicity=draw.choice(ETHNIC) if is_ethnic else "ไทย",
        blood_group=draw.choice(["A", "B", "AB", "O"]),
        disadvantages=poor,
        weight_kg=draw.randint(15, 55),
        height_cm=draw.randint(95, 165),
    )


def _details(plan: DemoPlan, pupils: list[tuple[Student, SchoolPlan]]) -> None:
    """Sensitive records, consents and a few notes, for the demo's screens."""
    draw = plan.draw
    authors = {
        one.prefix: User.objects.get(username=f"{one.prefix}adviser") for _, one in plan.made
    }
    records, consents, notes = [], [], []
    for student, school_plan in pupils:
        author = authors[school_plan.prefix]
        records.append(_sensitive(draw, student, school_plan))
        if draw.random() < 0.6:
            decision = "given" if draw.random() < 0.9 else "refused"
            consents.append(
                PublicationConsent(
                    student=student,
                    decision=decision,
                    given_by="ผู้ปกครอง",
                    on=plan.today - timedelta(days=150),
                    text_version="2569-1",
                    recorded_by=author,
                )
            )
        if draw.random() < 0.1:
            text = draw.choice(
                ["ช่วยเพื่อนอ่านหนังสือ กล้าพูดหน้าชั้นมากขึ้น", "มาสายสามวันในสัปดาห์นี้ ได้คุยกับผู้ปกครองแล้ว"]
            )
            on = plan.today - timedelta(days=draw.randint(5, 120))
            notes.append(Note(student=student, on=on, text=text, author=author))
    SensitiveRecord.objects.bulk_create(records, batch_size=BATCH)
    PublicationConsent.objects.bulk_create(consents, batch_size=BATCH)
    Note.objects.bulk_create(notes, batch_size=BATCH)
