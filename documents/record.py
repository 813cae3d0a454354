"""The facts of one pupil as the record prints them; a blank form has the same rows, empty."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from schoolcare import audit
from schoolcare.access import Permission
from schoolcare.identity import clean_id
from schoolcare.models import User
from schoolcare.thai import academic_year, thai_date, thai_date_full
from students.models import (
    Adviser,
    Enrolment,
    Guardianship,
    Identifier,
    PublicationConsent,
    SensitiveRecord,
    Student,
)
from students.national_lists import (
    DISABILITIES,
    DISADVANTAGES,
    MORE_DISADVANTAGES,
    NONE_OF_THEM,
    SHORTAGES,
)

GUARDIAN_ROWS, YEAR_ROWS, CONSENT_ROWS = 3, 4, 2  # of a blank form
MOST_YEARS, MOST_CONSENTS = 15, 4
FULL_SHEET = 9  # guardians and years that the first sheet holds
BOXED = {Identifier.Kind.THAI, Identifier.Kind.ALIEN, Identifier.Kind.GCODE}
CHOSEN = {True: "☑", False: "☐"}
ROUND = {True: "◉", False: "○"}
NO_DISADVANTAGE, NO_DISABILITY = DISADVANTAGES[NONE_OF_THEM], DISABILITIES[NONE_OF_THEM]

Facts = Mapping[str, Any]
EMPTY: Facts = defaultdict(str)


def with_facts(pupils: QuerySet[Student]) -> QuerySet[Student]:
    """Pupils with all that their record shows, in the same number of queries for any number."""
    advisers = Prefetch("classroom__advisers", Adviser.objects.select_related("user"))
    seats = Enrolment.objects.select_related("classroom").prefetch_related(advisers)
    kin = Guardianship.objects.select_related("guardian")
    consents = PublicationConsent.objects.select_related("recorded_by")
    return pupils.select_related("household__village", "photo", "sensitive").prefetch_related(
        Prefetch("identifiers", Identifier.objects.filter(is_current=True), to_attr="current_ids"),
        Prefetch("enrolments", seats.order_by("-year", "-pk"), to_attr="seats"),
        Prefetch("guardianships", kin, to_attr="kin"),
        Prefetch("consents", consents, to_attr="answers"),
    )


class Reader:
    """Which of some pupils' sensitive fields a person may read on paper; the shell (None), all."""

    def __init__(self, user: User | None, pupils: Iterable[int]) -> None:
        self.user, self.pupils = user, set(pupils)
        self.whole = self._reach(Permission.SENSITIVE_VIEW)
        self.health = self.whole | self._reach(Permission.SENSITIVE_HEALTH)
        self.welfare = self.whole | self._reach(Permission.SENSITIVE_WELFARE)

    def _reach(self, permission: Permission) -> set[int]:
        if self.user is None:
            return self.pupils
        if not self.user.access.allows(permission):
            return set()
        reach = Student.objects.for_user(self.user, permission).filter(pk__in=self.pupils)
        return set(reach.values_list("pk", flat=True))


@dataclass(frozen=True)
class Record:
    """One pupil's record for one reader; `student` None is the blank form."""

    student: Any  # with_facts
    reader: Reader
    day: date
    with_sensitive: bool = True

    # who may see what

    def _sees(self, reach: set[int]) -> bool:
        return self.student is None or (self.with_sensitive and self.student.pk in reach)

    @property
    def sees_id(self) -> bool:
        return self._sees(self.reader.whole)

    @property
    def sees_health(self) -> bool:
        return self._sees(self.reader.health)

    @property
    def sees_welfare(self) -> bool:
        return self._sees(self.reader.welfare)

    @property
    def shows_sensitive(self) -> bool:
        return self.sees_health or self.sees_welfare

    @property
    def has_own_sheet(self) -> bool:
        """Whether sensitive fields start a sheet of their own; long tables leave no room."""
        return self.shows_sensitive and len(self.years) + len(self.guardians) <= FULL_SHEET

    @property
    def reason(self) -> str:
        """Why something sensitive is not there."""
        return "แสดงเฉพาะผู้มีสิทธิ์" if self.with_sensitive else "ผู้พิมพ์เลือกไม่พิมพ์"

    def record_reading(self, *, by: User | None) -> None:
        """The log of this print's sensitive values, as a look on screen leaves it."""
        student, slug = self.student, "student-record"
        if student is None:
            return
        about = {"by": by, "school_id": student.school_id, "pupil_id": student.pk, "slug": slug}
        if self.shows_sensitive:
            audit.record("sensitive.view", getattr(student, "sensitive", None), **about)
        if self.sees_id and student.current_ids:
            audit.record("identifier.reveal", student.current_ids[0], **about)

    # what stands where

    @property
    def person(self) -> Facts:
        student = self.student
        if student is None:
            return EMPTY
        age, seat = student.age_on(self.day), self.seat
        return {
            "name": student.full_name,
            "nickname": student.nickname,
            "english": student.english_name,
            "code": student.code,
            "born": thai_date_full(student.birth_date),
            "age": f"{age[0]} ปี {age[1]} เดือน" if age else "",
            "room": seat.classroom.label if seat else "",
            "roll": seat.roll_number or "" if seat else "",
            "year": seat.year if seat else "",
            "nationality": student.nationality,
            "status": student.get_status_display(),
            "parents": student.parents_status,
            "travel": student.travel_mode,
            "minutes": "" if student.travel_minutes is None else student.travel_minutes,
            "metres": "" if student.distance_m is None else student.distance_m,
        }

    @property
    def sexes(self) -> list[tuple[str, str]]:
        own = self.student.sex if self.student else ""
        return [(ROUND[own == sex], str(sex.label)) for sex in Student.Sex]

    @property
    def number(self) -> Facts:
        """The current number: in boxes, as text, or masked with the reason; `kind` names it."""
        held = self.student.current_ids[0] if self.student and self.student.current_ids else None
        kind = held.get_kind_display() if held else Identifier.Kind.THAI.label
        if held is None:
            text = "ไม่มี" if self.student else ""
            return {"kind": kind, "boxed": "", "is_boxed": not text, "text": text, "reason": ""}
        is_boxed = self.sees_id and held.kind in BOXED
        text = held.value if self.sees_id else held.masked
        reason = "" if self.sees_id else self.reason
        boxed = clean_id(text) if is_boxed else ""
        return {"kind": kind, "boxed": boxed, "is_boxed": is_boxed, "text": text, "reason": reason}

    @property
    def seat(self) -> Any:
        """The newest class that the pupil has not left."""
        seats = self.student.seats if self.student else []
        return next((one for one in seats if one.ends_on is None), None)

    @property
    def home(self) -> Facts:
        home = self.student.household if self.student else None
        if home is None:
            return EMPTY
        names = ["house_no", "moo", "cluster", "street", "tambon", "amphoe", "province"]
        names += ["postcode", "phone", "home_language", "dormitory"]
        village = home.village.name if home.village else ""
        return {name: getattr(home, name) for name in names} | {"village": village}

    @property
    def no_number(self) -> str:
        home = self.student.household if self.student else None
        return CHOSEN[bool(home and home.has_no_number)]

    @property
    def years(self) -> list[Facts]:
        """Classes of each year, newest first."""
        if self.student is None:
            return [EMPTY] * YEAR_ROWS
        return [
            {
                "year": seat.year,
                "room": seat.classroom.label,
                "roll": seat.roll_number or "",
                "since": thai_date(seat.starts_on),
                "until": thai_date(seat.ends_on),
                "status": seat_status(seat, self.student),
            }
            for seat in self.student.seats[:MOST_YEARS]
        ]

    @property
    def guardians(self) -> list[Facts]:
        if self.student is None:
            return [EMPTY] * GUARDIAN_ROWS
        ticks = {True: "✓", False: ""}
        return [
            {
                "name": link.guardian.full_name,
                "work": link.guardian.occupation,
                "relation": link.relation,
                "is_primary": link.is_primary,
                "power": ticks[link.has_legal_power],
                "home": ticks[link.lives_with],
                "contact": "ได้" if link.may_be_contacted else "ห้ามติดต่อ",
                "phone": link.guardian.phone if link.may_be_contacted else "",
            }
            for link in self.student.kin
        ]

    @property
    def sensitive(self) -> Facts:
        record = getattr(self.student, "sensitive", None)
        if record is None:
            return EMPTY
        names = ("religion", "ethnicity", "blood_group", "weight_kg", "height_cm", "health_note")
        return {name: getattr(record, name) or "" for name in names}

    @property
    def circumstances(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Disability, disadvantage, shortage: the name, and each option with its box."""
        known = [one for one in DISADVANTAGES.values() if one != NO_DISADVANTAGE]
        lists = [
            ("disabilities", DISABILITIES.values(), NO_DISABILITY),
            ("disadvantages", [*known, *MORE_DISADVANTAGES], NO_DISADVANTAGE),
            ("shortages", SHORTAGES, "ไม่ขาดแคลน"),
        ]
        fields: Any = SensitiveRecord._meta
        return [
            (str(fields.get_field(name).verbose_name), self._ticked(name, options, none))
            for name, options, none in lists
        ]

    def _ticked(self, name: str, known: Iterable[str], none: str) -> list[tuple[str, str]]:
        """`none` comes first and is ticked where the record holds nothing."""
        record: SensitiveRecord | None = getattr(self.student, "sensitive", None)
        own = [str(one) for one in getattr(record, name)] if record else []
        options = dict.fromkeys(chain([none], known, own))
        is_none = record is not None and not own
        return [(CHOSEN[one in own or (one == none and is_none)], one) for one in options]

    @property
    def consents(self) -> list[Facts]:
        """Answers about publication; the first, the newest, counts."""
        if self.student is None:
            return [EMPTY] * CONSENT_ROWS
        return [
            {
                "answer": one.get_decision_display(),
                "by": f"{one.given_by} ({one.relation})" if one.relation else one.given_by,
                "on": thai_date(one.on),
                "method": one.get_method_display(),
                "version": one.text_version,
                "recorder": one.recorded_by.full_name,
            }
            for one in self.student.answers[:MOST_CONSENTS]
        ]

    @property
    def advisers(self) -> list[User | None]:
        """Who signs for the class; one empty line where nobody advises it."""
        found = self.seat.classroom.advisers.all() if self.seat else []
        return [one.user for one in found][:2] or [None]


def seat_status(seat: Enrolment, student: Any) -> str:
    """What became of a seat: the pupil's status while it is the newest, else how it ended."""
    is_newest = seat == student.seats[0]
    if seat.ends_on:
        left = is_newest and student.status not in Student.IN_SCHOOL
        return student.get_status_display() if left else "ย้ายห้อง"
    if is_newest and student.status == Student.Status.GRADUATED:
        return student.get_status_display()
    is_over = seat.year < academic_year(timezone.localdate())
    return "เรียนจนสิ้นปี" if is_over else student.get_status_display()
