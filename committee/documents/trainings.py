"""เกียรติบัตร of a training, one a person; the list to sign on its day."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from committee.models import Trainee, Training
from committee.services.trainings import hours_words
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.body import BodyField
from schoolcare.paper.packs import Part
from schoolcare.spreadsheet import Page
from schoolcare.thai import MONTHS, thai_date_full

WORDS = BodyField("words", "ข้อความใต้ชื่อการอบรม")
LAST = 3  # people that stay with the end of the list


def held(training: Training) -> str:
    """เมื่อวันที่ 5 สิงหาคม 2569; over several days from the first to the last."""
    first, last = training.starts_on, training.ends_on
    if last is None or last == first:
        return f"เมื่อวันที่ {thai_date_full(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"ระหว่างวันที่ {first.day}–{thai_date_full(last)}"
    if first.year == last.year:
        return f"ระหว่างวันที่ {first.day} {MONTHS[first.month - 1]} – {thai_date_full(last)}"
    return f"ระหว่างวันที่ {thai_date_full(first)} – {thai_date_full(last)}"


class TrainingPaper(Document):
    """A paper about one training of an office."""

    permission = Permission.BOARD_REVIEW
    needs = ("district", "object")
    objects = Training.objects

    @property
    def training(self) -> Any:
        return self.subject.object

    @property
    def people(self) -> list[Trainee]:
        rows = self.training.trainees.select_related("school")
        return list(rows.order_by("school__name", "name", "pk"))

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Training.objects.filter(trainees__passed=True).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class TrainingCertificate(TrainingPaper):
    """One for each who passed; monks by ฉายา, with the words for them."""

    slug = "training-certificate"
    title = "เกียรติบัตรการอบรม"
    template = "print/training_certificate.html"
    page_class = "certificate"
    body_fields = (WORDS,)
    is_signed = True
    is_batch = True

    def default_body(self) -> dict[str, str]:
        training = self.training
        place = f"ณ {training.place}" if training.place else ""
        words = f"{held(training)} {place} รวม {hours_words(training.hours)}"
        return {"words": f"{words}\nขอให้มีความสุข ความเจริญ และเป็นกำลังสำคัญในการพัฒนาการศึกษาสืบไป"}

    def check(self) -> None:
        """Raises ValidationError where nobody passed."""
        if not self.training.trainees.filter(passed=True).exists():
            raise ValidationError("ยังไม่มีผู้ผ่านการอบรม บันทึกชั่วโมงก่อนพิมพ์เกียรติบัตร")

    def parts(self) -> Iterable[Part]:
        for one in self.people:
            if one.passed:
                yield self.part(one)

    def part(self, one: Trainee) -> Part:
        school = one.school.full_name if one.school else ""
        shown = {
            "host": self.training.host.full_name,
            "title": self.training.title,
            "name": one.name,
            "post": " ".join(filter(None, [one.post, school])),
            "is_monk": one.is_monk,
            "month": MONTHS[self.choices.date.month - 1],
            "year": self.choices.date.year + 543,
        }
        common = (self.body, self.choices.asked, self.uses_thai_digits, str(self.signer))
        content = repr((self.slug, shown, common))
        return Part(lambda: self.render(self.template, shown), content=content)


@register
class TrainingAttendance(TrainingPaper):
    """To sign on the day; as a spreadsheet with the hours."""

    slug = "training-attendance"
    title = "บัญชีรายชื่อผู้เข้าอบรม"
    short_title = "บัญชีรายชื่อ"
    template = "committee/print/training_attendance.html"
    page_class = "report"

    def context(self) -> dict[str, Any]:
        numbered = list(enumerate(self.people, 1))
        return {
            "training": self.training,
            "held": held(self.training),
            "groups": [numbered[:-LAST], numbered[-LAST:]],
            "total": len(numbered),
        }

    def sheet(self) -> Page:
        names = ["ที่", "ชื่อ-สกุล", "ตำแหน่ง", "โรงเรียน", "ชั่วโมง", "ผล"]
        rows = [self.cells(number, one) for number, one in enumerate(self.people, 1)]
        return Page("ผู้เข้าอบรม", names, rows)

    def cells(self, number: int, one: Trainee) -> list[Any]:
        school = one.school.full_name if one.school else ""
        result = "" if one.hours is None else "ผ่าน" if one.passed else "ไม่ผ่าน"
        return [number, one.name, one.post, school, one.hours, result]
