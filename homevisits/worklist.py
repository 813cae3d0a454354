"""The adviser's list of one class in one round: a row a pupil, by village and urgency."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery, Value

from homevisits import reports
from homevisits.models import FollowUp, HomeVisit, ProtectionAlert, Status, VisitRound, VisitTick
from schoolcare.models import User
from schoolcare.thai import thai_key
from students.models import Enrolment, Guardianship, Household, Screening, Student
from students.models.screening import Level, seen_group

SEGMENTS = {
    "todo": "ต้องทำ",
    "new": "ยังไม่เยี่ยม",
    "draft": "ร่าง",
    "returned": "ส่งกลับ",
    "submitted": "รอตรวจ",
    "approved": "ครบถ้วน",
    "follow": "ติดตาม",
}
BADGES = {
    "new": ("none", "ยังไม่เยี่ยม", "clock"),
    "draft": ("info", "ร่าง", "draft"),
    "returned": ("bad", "ส่งกลับแก้ไข", "return"),
    "submitted": ("info", "รอตรวจ", "send"),
    "approved": ("ok", "ครบถ้วน", "ok"),
}
NO_VILLAGE = "ไม่ระบุหมู่บ้าน"


@dataclass(frozen=True)
class Row:
    """One pupil of the list."""

    student: Student
    roll_number: int | None
    visit_id: int | None
    state: str  # a key of BADGES
    group: str  # of the newest screening, "" for whoever may not see it
    had_danger: bool  # the last visit ticked a danger; only that it did, never which
    last_on: date | None
    follow_up_id: int | None
    follow_up_due: date | None
    is_not_visited: bool
    today: date

    @property
    def key(self) -> uuid.UUID:
        """A fresh one-time key for the form that starts the visit."""
        return uuid.uuid4()

    @property
    def badge(self) -> tuple[str, str, str]:
        return ("none", "ไม่ได้เยี่ยม", "x") if self.is_not_visited else BADGES[self.state]

    @property
    def is_urgent(self) -> bool:
        return self.had_danger or self.group == Level.PROBLEM

    @property
    def is_overdue(self) -> bool:
        return self.follow_up_due is not None and self.follow_up_due < self.today

    @property
    def household(self) -> Household | None:
        return self.student.household

    @property
    def village(self) -> str:
        return self.household.village_name if self.household else NO_VILLAGE

    @property
    def phone(self) -> str:
        """Of the first guardian who may be called, the main one before the others."""
        phones = (link.guardian.phone for link in self.student.contacts)  # type: ignore[attr-defined]
        return next((phone for phone in phones if phone), "")

    @property
    def place(self) -> str:
        """Coordinates for a map program, "" where none are known."""
        home = self.household
        if home is None or home.latitude is None:
            return ""
        return f"{home.latitude},{home.longitude}"

    @property
    def facts(self) -> str:
        """House under its village's heading, and whom the pupil lives with, each before a dot."""
        facts = []
        if home := self.household:
            number = f"บ้านเลขที่ {home.house_no}" if home.house_no else ""
            number = "ไม่มีบ้านเลขที่" if home.has_no_number else number
            facts = [part for part in (number, home.cluster, home.dormitory) if part]
        links = self.student.contacts  # type: ignore[attr-defined]
        if with_whom := next((link.relation for link in links if link.lives_with), ""):
            facts.append(f"อยู่กับ{with_whom}")
        return "".join(f"{fact} · " for fact in facts)

    def belongs_to(self, segment: str) -> bool:
        if segment == "follow":
            return self.follow_up_id is not None
        if segment == "todo":
            return self.state in {"new", "draft", "returned"} or self.follow_up_id is not None
        return self.state == segment

    def order(self) -> tuple[Any, ...]:
        """Urgent and at risk first, then never visited, then the longest ago, by roll number."""
        risk = (not self.is_urgent, self.group != Level.RISK)
        return (*risk, self.last_on or date.min, self.roll_number or 999, self.student.pk)


def rows_of(visit_round: VisitRound, classroom: Any, *, user: User, today: date) -> list[Row]:
    """All pupils of the class whom the round is about, in two queries.

    The class says whether `user` sees its screening (`sees_groups`).
    """
    found = reports.with_visit(reports.roster(visit_round), visit_round)
    group = _group(visit_round.term.year, user) if classroom.sees_groups else Value("")
    found = _annotated(found.filter(classroom=classroom), user=user).annotate(group=group)
    rows = [_row(one, today) for one in found]
    return sorted(rows, key=Row.order)


def _group(year: int, user: User) -> Subquery:
    """What the newest complete screening of this year or the last one found, as `user` sees it."""
    years = (year - 1, year)
    found = Screening.objects.filter(student=OuterRef("student"), round__term__year__in=years)
    newest = found.complete().order_by("-round__opens_on", "-pk")
    return Subquery(newest.annotate(told=seen_group(user)).values("told")[:1])


def _annotated(enrolments: QuerySet[Enrolment], *, user: User) -> QuerySet[Enrolment]:
    done = HomeVisit.objects.filter(student=OuterRef("student")).exclude(status=Status.DRAFT)
    done = done.exclude(mode=HomeVisit.Mode.NONE).order_by("-visited_on", "-pk")
    waiting = FollowUp.objects.filter(visit__student=OuterRef("student"), closed_at=None)
    closed = ProtectionAlert.objects.filter(visit=OuterRef("visit"), excluded=user)
    danger = VisitTick.objects.filter(visit=OuterRef("last_id"), is_danger=True)
    links = Guardianship.objects.filter(may_be_contacted=True).select_related("guardian")
    return (
        enrolments.annotate(
            visit_pk=F("visit__pk"),
            visit_status=F("visit__status"),
            visit_mode=F("visit__mode"),
            last_id=Subquery(done.values("pk")[:1]),
            last_on=Subquery(done.values("visited_on")[:1]),
            follow_id=Subquery(waiting.order_by("due_on", "pk").values("pk")[:1]),
            follow_due=Subquery(waiting.order_by("due_on", "pk").values("due_on")[:1]),
        )
        .annotate(had_danger=Exists(danger.exclude(Exists(closed))))
        .select_related("student__household__village")
        .prefetch_related(Prefetch("student__guardianships", links, to_attr="contacts"))
    )


def _row(enrolment: Any, today: date) -> Row:
    handed_in = enrolment.visit_status not in {None, Status.DRAFT}
    return Row(
        student=enrolment.student,
        roll_number=enrolment.roll_number,
        visit_id=enrolment.visit_pk,
        state=enrolment.visit_status or "new",
        group=enrolment.group or "",
        had_danger=enrolment.had_danger,
        last_on=enrolment.last_on,
        follow_up_id=enrolment.follow_id,
        follow_up_due=enrolment.follow_due,
        is_not_visited=handed_in and enrolment.visit_mode == HomeVisit.Mode.NONE,
        today=today,
    )


def by_village(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Rows under their villages in dictionary order, those without one at the end."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.village, []).append(row)
    return sorted(groups.items(), key=lambda group: (group[0] == NO_VILLAGE, thai_key(group[0])))


def visited(rows: list[Row]) -> int:
    """Handed in at least once, and not as "not visited"."""
    return sum(row.state in reports.HANDED_IN and not row.is_not_visited for row in rows)
