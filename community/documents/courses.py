"""เกียรติบัตร of a training for the community, one a person, with the hours they were there."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from community.documents.activities import ActivityPaper, held
from community.models import Activity, Course, CourseLearner
from schoolcare.documents import register
from schoolcare.paper.body import BodyField
from schoolcare.paper.packs import Part
from schoolcare.thai import MONTHS

WORDS = BodyField("words", "ข้อความใต้ชื่อการอบรม")
MONKS = ("พระ", "สามเณร")


@register
class CommunityCertificate(ActivityPaper):
    """For each who came for some time; monks with the words for them."""

    slug = "training-certificate-community"
    title = "เกียรติบัตรการอบรมแก่ชุมชน"
    short_title = "เกียรติบัตร"
    template = "community/print/training_certificate.html"
    page_class = "certificate"
    objects: Any = Activity.objects.filter(kind="training", course__isnull=False).select_related(
        "school__district", "course"
    )
    body_fields = (WORDS,)
    is_signed = True
    is_batch = True

    @property
    def course(self) -> Course:
        found: Course = self.activity.course
        return found

    @property
    def people(self) -> list[CourseLearner]:
        rows = self.course.learners.exclude(hours=0)
        return list(rows.select_related("course"))

    def default_body(self) -> dict[str, str]:
        place = f"ณ {self.activity.place}" if self.activity.place else ""
        return {"words": " ".join(filter(None, [held(self.activity), place]))}

    def check(self) -> None:
        """Raises ValidationError where nobody came."""
        if not self.course.learners.exclude(hours=0).exists():
            raise ValidationError("ยังไม่มีผู้เข้าอบรม บันทึกรายชื่อก่อนพิมพ์เกียรติบัตร")

    def parts(self) -> Iterable[Part]:
        return [self.part(one) for one in self.people]

    def part(self, one: CourseLearner) -> Part:
        shown = {
            "host": self.activity.school.full_name,
            "title": self.activity.title,
            "name": one.name,
            "post": one.village,
            "hours": one.hours_text,
            "is_monk": one.name.startswith(MONKS),
            "month": MONTHS[self.choices.date.month - 1],
            "year": self.choices.date.year + 543,
        }
        common = (self.body, self.choices.asked, self.uses_thai_digits, str(self.signer))
        content = repr((self.slug, shown, common))
        return Part(lambda: self.render(self.template, shown), content=content)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = cls.objects.filter(course__learners__isnull=False).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}
