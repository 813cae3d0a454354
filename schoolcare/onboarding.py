"""The first step of a real installation: a school, its office, its terms, its administrator."""

import re
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit
from schoolcare.access import Role
from schoolcare.models import District, Membership, School, Term, User
from schoolcare.text import arabic_digits, normalize
from schoolcare.thai import legal_term_dates

# The kind sets defaults only; it never refuses a class level.
DISTRICT_KINDS = {
    School.Kind.MUNICIPAL: District.Kind.LOCAL,
    School.Kind.SECONDARY: District.Kind.ESA_SECONDARY,
}
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")
USERNAME = re.compile(r"[0-9A-Za-z._-]{1,150}")
LONGEST_NAME = 200
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is mistaken on paper


@dataclass(frozen=True)
class Opening:
    """What `open_school` found or made; the password stands here once and nowhere else."""

    school: School
    created: bool
    admin: User | None = None
    password: str = ""


@transaction.atomic
def open_school(
    code: str,
    name: str,
    *,
    kind: str = School.Kind.EXPANDED,
    district_code: str = "",
    admin: str = "",
    year: int,
) -> Opening:
    """Make what is missing: the school, its office, the terms of `year` (พ.ศ.), its administrator.

    What is there stays as it is. Without `district_code` a new school goes to the only office there
    is, else to a new one under the school's code. Raises ValidationError for impossible values.
    """
    code, name, district_code = read_code(code), normalize(name), read_code(district_code)
    _refuse_impossible(code, name, district_code, kind)
    school = School.objects.filter(code=code).first()
    created = school is None
    if school is None:
        district = _district(district_code, kind=kind, fallback=code)
        school = School(code=code, name=name, kind=kind, district=district)
        school.full_clean()
        school.save()
        audit.record("school.create", school, by=None, school_id=school.pk)
    open_terms(school, year)
    user, password = _administrator(admin, school) if admin else (None, "")
    return Opening(school, created, user, password)


def read_code(text: str) -> str:
    """A code as it is stored: Arabic digits, no spaces around."""
    return arabic_digits(normalize(text))


def _refuse_impossible(code: str, name: str, district_code: str, kind: str) -> None:
    for what, one in (("โรงเรียน", code), ("หน่วยงานต้นสังกัด", district_code)):
        if one and not CODE.fullmatch(one):
            allowed = "ใช้ได้เฉพาะตัวเลข ตัวอักษรอังกฤษ จุด และขีด ไม่เกิน 20 ตัว"
            raise ValidationError(f"รหัส{what} “{one}” {allowed}")
    if not code:
        raise ValidationError("ใส่รหัสโรงเรียน")
    if not name.removeprefix("โรงเรียน").strip():
        raise ValidationError("ใส่ชื่อโรงเรียน")
    if len(name) > LONGEST_NAME:
        raise ValidationError(f"ชื่อโรงเรียนยาวเกิน {LONGEST_NAME} ตัวอักษร")
    if kind not in School.Kind.values:
        kinds = ", ".join(f"{one.value} ({one.label})" for one in School.Kind)
        raise ValidationError(f"ไม่มีประเภทโรงเรียน “{kind}” ใช้ได้: {kinds}")


def open_terms(school: School, year: int) -> None:
    """Both terms of an academic year (พ.ศ.) on the legal dates, where they are missing."""
    for semester, (starts_on, ends_on) in enumerate(legal_term_dates(year), start=1):
        Term.objects.get_or_create(
            school=school,
            year=year,
            semester=semester,
            defaults={"starts_on": starts_on, "ends_on": ends_on},
        )


def one_time_password() -> str:
    """A password to type once from paper: three groups of four."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def _district(code: str, *, kind: str, fallback: str) -> District:
    there = list(District.objects.all()[:2])
    if not code and len(there) == 1:
        return there[0]
    code = code or fallback
    district = District.objects.filter(code=code).first()
    if district is None:
        district_kind = DISTRICT_KINDS.get(School.Kind(kind), District.Kind.ESA_PRIMARY)
        district = District(code=code, name=code, kind=district_kind)
        district.full_clean()
        district.save()
        audit.record("district.create", district, by=None, district_id=district.pk)
    return district


def _administrator(username: str, school: School) -> tuple[User, str]:
    username, password = normalize(username), ""
    user = User.objects.filter(username=username).first()
    if user is None:
        if other := User.objects.filter(username__iexact=username).first():
            words = f"มีชื่อผู้ใช้ “{other.username}” อยู่แล้ว ถ้าเป็นคนเดียวกันให้พิมพ์ตรงทุกตัวอักษร"
            raise ValidationError(words)
        if not USERNAME.fullmatch(username):
            raise ValidationError(f"ชื่อผู้ใช้ “{username}” ใช้ได้เฉพาะ A-Z 0-9 จุด และขีด")
        password = one_time_password()
        user = User.objects.create_user(
            username, password=password, first_name=username, must_change_password=True
        )
        audit.record("user.create", user, by=None, school_id=school.pk)
    elif not user.is_active:
        raise ValidationError(f"บัญชี “{username}” ปิดใช้อยู่ กรุณาเปิดใช้ก่อน หรือใช้ชื่ออื่น")
    member, created = Membership.objects.get_or_create(
        user=user, school=school, role=Role.SCHOOL_ADMIN
    )
    if created:
        audit.record("membership.create", member, by=None, school_id=school.pk)
    return user, password
