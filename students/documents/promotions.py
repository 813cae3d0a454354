"""Activities of pupils in and out of school: of a class by pupil, of the school by activity."""

from collections import Counter
from functools import cached_property
from itertools import groupby
from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.spreadsheet import Page
from schoolcare.thai import thai_date_range
from students.models import Classroom, Promotion, PromotionPupil
from students.services.promotions import taken_part

PLACES = {False: "ในโรงเรียน", True: "นอกโรงเรียน"}


class PromotionPaper(Document):
    permission = Permission.PROMOTION_VIEW
    page_class = "wide"
    is_signed = True


def day_of(promotion: Promotion) -> str:
    return thai_date_range(promotion.starts_on, promotion.ends_on)


@register
class PromotionClass(PromotionPaper):
    slug = "promotion-class"
    title = "บันทึกกิจกรรมและรางวัลของนักเรียน"
    short_title = "กิจกรรมและรางวัล"
    needs = ("school", "year", "classroom")
    classrooms = Classroom.objects
    template = "students/print/promotion_class.html"

    @cached_property
    def rows(self) -> list[tuple[Any, list[PromotionPupil]]]:
        """Every pupil of the roll with what each took part in, be it nothing."""
        room = self.subject.classroom
        seats = room.enrolments.on_roster().in_roll_order().select_related("student")
        taken = taken_part(room.school_id, room.year).filter(student__in=seats.values("student"))
        by_pupil = {key: list(own) for key, own in groupby(taken.order_by("student"), _student_of)}
        return [
            (seat, sorted(by_pupil.get(seat.student_id, []), key=_when)) for seat in list(seats)
        ]

    def context(self) -> dict[str, Any]:
        found = [one for _seat, own in self.rows for one in own]
        return {
            "rows": [
                (seat, [(one, day_of(one.promotion)) for one in own]) for seat, own in self.rows
            ],
            "takers": sum(bool(own) for _seat, own in self.rows),
            "awards": sum(one.award_id is not None for one in found),
            "advisers": [
                one.user for one in self.subject.classroom.advisers.select_related("user")
            ],
        }

    def sheet(self) -> Page:
        rows = [
            [seat.roll_number or "", seat.student.code, seat.student.full_name, *_facts(one)]
            for seat, own in self.rows
            for one in own or [None]
        ]
        headers = ["เลขที่", "รหัสนักเรียน", "ชื่อ - สกุล", *FACTS]
        return Page("กิจกรรมและรางวัล", headers, rows, [8, 14, 32, 40, 20, 22, 16, 14, 20, 30])

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = PromotionPupil.objects.filter(classroom__isnull=False).order_by("pk").first()
        return {"classroom": str(found.classroom_id)} if found else {}


@register
class PromotionSchool(PromotionPaper):
    slug = "promotion-school"
    title = "สรุปกิจกรรมและรางวัลของนักเรียน"
    short_title = "สรุปกิจกรรม"
    needs = ("school", "year")
    template = "students/print/promotion_school.html"

    @cached_property
    def promotions(self) -> list[Promotion]:
        rows = Promotion.objects.filter(school=self.subject.school, year=self.subject.year)
        rows = rows.filter(void_reason="").select_related("kind").with_counts()
        return list(rows.order_by("starts_on", "pk"))

    @cached_property
    def pupils(self) -> list[PromotionPupil]:
        """Whoever took part, by activity and class."""
        assert self.subject.school is not None  # noqa: S101 -- needs
        rows = taken_part(self.subject.school.pk, self.subject.year or 0)
        return sorted(rows, key=lambda one: (*_when(one), *_place(one)))

    def context(self) -> dict[str, Any]:
        won = [one for one in self.pupils if one.award]
        counts = Counter((one.award.position, one.award.name) for one in won)
        return {
            "promotions": [(one, day_of(one), PLACES[one.is_outside]) for one in self.promotions],
            "won": [(one, day_of(one.promotion)) for one in won],
            "awards": [(name, count) for (_place, name), count in sorted(counts.items())],
            "people": len({one.student_id for one in self.pupils}),
        }

    def sheet(self) -> Page:
        rows = [
            [
                *(one.title, one.kind.name, day_of(one), one.get_level_display()),
                *(PLACES[one.is_outside], one.place, one.organizer, one.people, one.awards),
            ]
            for one in self.promotions
        ]
        headers = ["กิจกรรม", "ประเภท", "วันที่", "ระดับ", "จัด", "สถานที่", "ผู้จัด", "นักเรียน", "มีผล"]
        return Page("กิจกรรม", headers, rows, [40, 20, 22, 16, 14, 24, 24, 10, 10])

    def sheets(self) -> list[Page]:
        rows = [
            [
                one.classroom.label if one.classroom else "",
                *(one.student.code, one.student.full_name, *_facts(one)),
            ]
            for one in self.pupils
        ]
        headers = ["ชั้น", "รหัสนักเรียน", "ชื่อ - สกุล", *FACTS]
        widths = [10, 14, 32, 40, 20, 22, 16, 14, 20, 30]
        return [self.sheet(), Page("นักเรียน", headers, rows, widths)]

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Promotion.objects.select_related("school").order_by("pk").first()
        return {"school": found.school.code, "year": str(found.year)} if found else {}


FACTS = ["กิจกรรม", "ประเภท", "วันที่", "ระดับ", "จัด", "ผล/รางวัล", "หมายเหตุ"]


def _facts(one: PromotionPupil | None) -> list[str]:
    if one is None:
        return [""] * len(FACTS)
    what = one.promotion
    award = one.award.name if one.award else ""
    facts = [what.title, what.kind.name, day_of(what), what.get_level_display()]
    return [*facts, PLACES[what.is_outside], award, one.remark]


def _student_of(one: PromotionPupil) -> int:
    return one.student_id


def _when(one: PromotionPupil) -> tuple[Any, ...]:
    return one.promotion.starts_on, one.promotion_id


def _place(one: PromotionPupil) -> tuple[Any, ...]:
    room = one.classroom
    seat = (room.level, room.room) if room else (0, 0)
    return *seat, one.student.first_name, one.pk
