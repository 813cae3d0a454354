"""What a paper is about: a school, a year, a class, a record, looked up for the one who asks.

A request, the shell and a background job ask in the same words: a mapping of strings like
{"school": "58019901", "year": "2569", "classroom": "ป.4/1"}; rows may also be named by their keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from schoolcare.identity import parse_level, room_key
from schoolcare.models import District, School, Term, User
from schoolcare.text import sent_number
from schoolcare.thai import academic_year, arabic_digits, buddhist_year

if TYPE_CHECKING:
    from schoolcare.documents import Document

FIRST_YEAR, LAST_YEAR = 2400, 2700  # พ.ศ., as the constraint on terms
SEMESTERS = {"1", "2", "3"}  # 3 is a summer term
NEEDS = {
    "school": "โรงเรียน",
    "district": "หน่วยงานต้นสังกัด",
    "year": "ปีการศึกษา",
    "term": "ภาคเรียน",
    "classroom": "ห้องเรียน",
    "object": "รายการ",
}


class SubjectError(LookupError):
    """A need of a paper that was not named, or names nothing that the asker may see.

    `words` say more than that it was not found.
    """

    def __init__(self, need: str, words: str = "") -> None:
        super().__init__(words or f"ไม่พบ{NEEDS[need]}ที่ต้องการพิมพ์")
        self.need = need


@dataclass(frozen=True)
class Subject:
    """What one print is about; only what the paper needs is set."""

    school: School | None = None
    district: District | None = None
    year: int | None = None
    term: Term | None = None
    classroom: Any = None
    object: Any = None
    is_blank: bool = False

    @property
    def asked(self) -> dict[str, str]:
        """The words that find this subject again; keys, never names."""
        found = {
            "school": self.school and self.school.code,
            "district": self.district and self.district.code,
            "year": self.year,
            "term": self.term and self.term.semester,
            "classroom": self.classroom and self.classroom.pk,
            "object": self.object and self.object.pk,
            "blank": "1" if self.is_blank else None,
        }
        return {need: str(value) for need, value in found.items() if value is not None}

    @property
    def place(self) -> dict[str, Any]:
        """Whose paper it is: the school's, else the office's."""
        if self.school is not None:
            return {"school": self.school}
        return {"school": None, "district": self.district}

    @property
    def key(self) -> str:
        """Names the subject among the texts of one paper and school."""
        asked = self.asked
        return "/".join(asked.get(need, "") for need in ("year", "term", "classroom", "object"))


def takes_either(document: "type[Document]") -> bool:
    """Whether the paper is a school's or an office's own: it then needs one of the two."""
    return {"school", "district"} <= set(document.needs)


@dataclass
class Known:
    """What was looked up already, for who asks for many papers of one thing: its school or office,
    classes by what decides whether they are seen, terms.
    """

    school: School | None = None
    district: District | None = None
    rows: dict[Any, Any] = field(default_factory=dict)

    def once(self, key: Any, rows: QuerySet) -> Any:
        """The first of `rows`, or None; asked once for a key."""
        if key not in self.rows:
            self.rows[key] = rows.first()
        return self.rows[key]


def find_subject(
    document: "type[Document]",
    asked: Mapping[str, str],
    *,
    user: User | None,
    known: Known | None = None,
) -> Subject:
    """Look up what `document` needs, within what `user` may see (None: the shell, everything).

    Raises SubjectError.
    """
    finder = Finder(document, asked, user, known)
    is_blank = document.can_be_blank and bool(asked.get("blank"))
    is_named = bool(asked.get("object")) or not document.takes_school_alone
    has_record = "object" in document.needs and is_named and not is_blank
    record = finder.record() if has_record else None
    has_class = bool(asked.get("classroom")) or not document.takes_school_alone
    classroom = finder.classroom() if "classroom" in document.needs and has_class else None
    owner = record or classroom
    school: School | None = None
    district: District | None = None
    if takes_either(document):
        school, district = finder.either(record)
    elif "school" in document.needs:
        school = finder.school(owner, is_blank=is_blank)
    elif "district" in document.needs:
        district = finder.district(record)
    year = finder.year(classroom)
    return Subject(
        school=school,
        district=district,
        year=year if {"year", "term"} & set(document.needs) else None,
        term=finder.term(school, year) if "term" in document.needs else None,
        classroom=classroom,
        object=record,
        is_blank=is_blank,
    )


class Finder:
    """The look-ups of one request; each raises SubjectError."""

    def __init__(
        self,
        document: "type[Document]",
        asked: Mapping[str, str],
        user: User | None,
        known: Known | None = None,
    ) -> None:
        self.document, self.asked, self.user = document, asked, user
        self.known = known or Known()

    def visible(self, rows: Any) -> Any:
        return rows.for_user(self.user, self.document.permission) if self.user else rows

    @property
    def places(self) -> Any:
        """Where the paper's permission is held."""
        return self.user and self.user.access.grant(self.document.permission).places

    def one(self, need: str, rows: QuerySet, **conditions: Any) -> Any:
        found = rows.filter(**conditions).first()
        if found is None:
            raise SubjectError(need)
        return found

    def number(self, need: str) -> int:
        try:
            return int(arabic_digits(self.asked.get(need, "")))
        except ValueError:
            raise SubjectError(need) from None

    def record(self) -> Model:
        return self.one(
            "object", self.visible(self.document.objects.all()), pk=self.number("object")
        )

    def classroom(self) -> Model:
        """By key, or by name within a school and year: ป.4/1."""
        rows = self.visible(self.document.classrooms.all()).select_related("school")
        asked = self.asked.get("classroom", "")
        if not asked.strip():
            raise SubjectError("classroom")
        if asked.strip().isdecimal():
            key = sent_number(asked.strip())
            if found := self.known.once((key, self.places), rows.filter(pk=key)):
                return found
            raise SubjectError("classroom")
        code, year = self.code("school"), self.year()
        if self.user is None:
            code = self.school(None).code
        here = rows.filter(school__code=code, year=year)
        found = [room for room in here if is_named(str(room), asked)]
        place = f"ปีการศึกษา {year} ในโรงเรียนรหัส {code}"
        if not found:
            raise SubjectError("classroom", f"ไม่พบห้องเรียน {asked} {place}")
        if len(found) > 1:
            rooms = ", ".join(str(room) for room in found)
            raise SubjectError("classroom", f"ชั้น {asked} {place} มีหลายห้อง: {rooms}")
        return found[0]

    def school(self, owner: Any, *, is_blank: bool = False) -> School:
        """The school of the record or class; else the one named, else the only one visible.

        An empty form shows nobody: it is had by everybody who may print it for any class there.
        """
        code = self.code("school")
        if owner is not None:
            school: School = reduce(getattr, owner.SCHOOL_PATH.split("__"), owner)
            if code and school.code != code:
                raise SubjectError("school", f"รายการหรือห้องเรียนนี้ไม่ใช่ของโรงเรียนรหัส {code}")
            return school
        rows = School.objects.select_related("district")
        if is_blank and self.user:
            grant = self.user.access.grant(self.document.permission)
            levels = {school for school, _level in grant.levels}
            own = rows.filter(pk__in=grant.schools | grant.advised | levels)
            rows = own | self.visible(rows)
        else:
            rows = self.visible(rows)
        return self.place("school", rows)

    def is_within(self, place: School | District) -> bool:
        """Whether the paper's permission is held for the whole school, or for the office."""
        if self.user is None:
            return True
        grant = self.user.access.grant(self.document.permission)
        return place.pk in (grant.schools if isinstance(place, School) else grant.districts)

    def district(self, record: Any = None) -> District:
        """The office of the record; else the one named, else the only one visible."""
        if record is not None:
            office: District = reduce(getattr, record.DISTRICT_PATH.split("__"), record)
            return office
        rows = District.objects.all()
        if self.user:
            grant = self.user.access.grant(self.document.permission)
            rows = rows.filter(pk__in=grant.districts)
        return self.place("district", rows)

    def either(self, record: Any = None) -> tuple[School | None, District | None]:
        """Whose own the paper is: a school's or an office's, never both.

        That of the record; else the school that is named, else the office. A person names only
        where the permission is held for that very place: an office's people are not its schools'.
        """
        if record is not None:
            school, district = record.school, record.district
            if (code := self.code("school")) and (school is None or school.code != code):
                raise SubjectError("school", f"รายการนี้ไม่ใช่ของโรงเรียนรหัส {code}")
            return school, district
        schools, districts = School.objects.select_related("district"), District.objects.all()
        if self.user:
            grant = self.user.access.grant(self.document.permission)
            schools = schools.filter(pk__in=grant.schools)
            districts = districts.filter(pk__in=grant.districts)
        is_of_office = bool(self.code("district")) or (self.user is not None and not grant.schools)
        if is_of_office and not self.code("school"):
            return None, self.place("district", districts)
        return self.place("school", schools), None

    def code(self, need: str) -> str:
        return arabic_digits(self.asked.get(need, "")).strip()

    def place(self, need: str, rows: QuerySet) -> Any:
        """By the code; without one the only place there is. The shell must choose among several."""
        if code := self.code(need):
            known = getattr(self.known, need)
            if known and code == known.code and self.is_within(known):
                return known
            found = rows.filter(code=code).first()
            if found is None:
                raise SubjectError(need, f"ไม่พบ{NEEDS[need]}รหัส {code}")
            return found
        if self.user is None and len(rows[:2]) > 1:
            raise SubjectError(need, f"มี{NEEDS[need]}หลายแห่ง")
        return self.one(need, rows)

    def year(self, classroom: Any = None) -> int:
        """พ.ศ.; a year of our era is understood too."""
        if classroom is not None:
            return classroom.year
        if not self.asked.get("year"):
            return academic_year(timezone.localdate())
        year = buddhist_year(self.number("year"))
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise SubjectError("year", f"ปีการศึกษา {self.asked['year']} ไม่ถูกต้อง ใส่เป็น พ.ศ. เช่น 2569")
        return year

    def semester(self) -> int:
        asked = self.asked.get("term", "")
        if not asked:
            raise SubjectError("term")
        if arabic_digits(asked) not in SEMESTERS:
            raise SubjectError("term", f"ไม่มีภาคเรียนที่ {asked} ใส่ 1 หรือ 2")
        return int(arabic_digits(asked))

    def term(self, school: School | None, year: int) -> Term:
        semester = self.semester()
        terms = Term.objects.filter(school=school, year=year, semester=semester)
        found = self.known.once((school, year, semester), terms)
        if found is None:
            raise SubjectError("term", f"โรงเรียนยังไม่มีภาคเรียนที่ {semester}/{year}")
        return found


def refuse_impossible(document: "type[Document]", asked: Mapping[str, str]) -> None:
    """What the shell names must be possible, also where this paper does without it.

    Raises SubjectError.
    """
    finder = Finder(document, asked, None)
    if asked.get("year"):
        finder.year()
    if asked.get("term"):
        finder.semester()
    if finder.code("school"):
        finder.place("school", School.objects.all())
    if finder.code("district"):
        finder.place("district", District.objects.all())


def is_named(label: str, asked: str) -> bool:
    """Whether people may mean the class ป.4/1: ป4/1, ป.๔-๑, ประถมศึกษาปีที่ 4/1; ป.4 is any room."""
    try:
        here, wanted = parse_level(label), parse_level(asked)
    except ValueError:
        return label == asked
    same_room = wanted.room is None or room_key(wanted.room) == room_key(here.room or "")
    return here.level == wanted.level and same_room
