"""Papers of an activity: the report of one page, and the sheet to sign on the day."""

from collections.abc import Iterator
from typing import Any

from community.models import Activity, CourseLearner
from community.services.activity_photos import photos_for_papers
from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.paper.choices import Option
from schoolcare.text import arabic_digits
from schoolcare.thai import MONTHS, thai_date_full
from students.models import Enrolment

LAST = 3  # rows that stay with the end of the sheet
MOST_ROWS, USUAL_ROWS = 200, 20
WHO = Option(
    "who",
    "ผู้ลงชื่อ",
    (
        ("", "ชุมชนและแขก (เขียนชื่อเอง)"),
        ("staff", "ครูและบุคลากร"),
        ("pupils", "นักเรียนของห้องที่ร่วม"),
        ("learners", "ผู้เข้าอบรมที่บันทึกไว้"),
    ),
)
NAMED = {"staff": "ครูและบุคลากร", "pupils": "นักเรียน", "learners": "ผู้เข้าอบรม"}
TIMED = ("", "learners")  # of a training: they come for so many hours
ROWS = Option("rows", "จำนวนแถวว่าง", hint=f"เว้นว่างคือ {USUAL_ROWS} แถว ไม่เกิน {MOST_ROWS} แถว")


def held(activity: Activity) -> str:
    """วันที่ 20 พฤศจิกายน 2569, over several days from the first to the last."""
    first, last = activity.starts_on, activity.ends_on
    if first == last:
        return f"วันที่ {thai_date_full(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"วันที่ {first.day}–{thai_date_full(last)}"
    if first.year == last.year:
        return f"วันที่ {first.day} {MONTHS[first.month - 1]} – {thai_date_full(last)}"
    return f"วันที่ {thai_date_full(first)} – {thai_date_full(last)}"


class ActivityPaper(Document):
    """A paper about one activity."""

    permission = Permission.ACTIVITY_VIEW
    needs = ("school", "object")
    objects: Any = Activity.objects.select_related("school__district", "area", "project", "made_by")
    page_class = "report"

    @property
    def activity(self) -> Any:
        return self.subject.object

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = Activity.objects.filter(state="held").order_by("pk").first()
        return {"object": str(found.pk)} if found else {}


@register
class ActivityReport(ActivityPaper):
    """Facts, numbers, what came of it, and the photos that may leave the school."""

    slug = "activity-report"
    title = "รายงานผลการจัดกิจกรรม"
    short_title = "รายงาน"
    template = "community/print/activity_report.html"
    is_signed = True

    def context(self) -> dict[str, Any]:
        activity = self.activity
        classes, guests = (
            list(activity.classes.all()),
            list(activity.guests.select_related("group")),
        )
        return {
            "activity": activity,
            "held": held(activity),
            "partners": list(activity.partners.all()),
            "staff": list(activity.staff.order_by("first_name", "last_name", "pk")),
            "classes": classes,
            "pupils": sum(one.pupils for one in classes),
            "guests": guests,
            "guest_total": sum(one.people for one in guests),
            "texts": [
                ("ผลที่เกิดขึ้น", activity.result),
                ("สิ่งที่ทำได้ดี", activity.worked),
                ("สิ่งที่ยังไม่ได้ผล", activity.failed),
                ("ข้อเสนอแนะ", activity.advice),
            ],
            "photos": list(photos_for_papers(activity)),
        }


@register
class ActivitySignIn(ActivityPaper):
    """Blank rows for the community, or the names of staff or of pupils by class."""

    slug = "activity-signin"
    title = "บัญชีลงชื่อผู้เข้าร่วมกิจกรรม"
    short_title = "ใบลงชื่อ"
    template = "community/print/activity_signin.html"
    options = (WHO, ROWS)

    def context(self) -> dict[str, Any]:
        who = self.choices.options.get("who", "")
        has_hours = who in TIMED and self.activity.kind == Activity.Kind.TRAINING
        named = list(self.named(who))
        rows = [*named, *[("", "", "")] * self.blank_rows(has_names=bool(named))]
        numbered = [(number, *row) for number, row in enumerate(rows, 1)]
        return {
            "activity": self.activity,
            "held": held(self.activity),
            "who": NAMED.get(who, ""),
            "has_hours": has_hours,
            "heading": {"staff": "ตำแหน่ง", "pupils": "ห้อง"}.get(who, "หมู่บ้าน/หน่วยงาน"),
            "groups": [numbered[:-LAST], numbered[-LAST:]],
        }

    def blank_rows(self, *, has_names: bool) -> int:
        asked = arabic_digits(self.choices.options.get("rows", ""))
        if asked.isdecimal():
            return min(int(asked[:9]), MOST_ROWS) or (not has_names)
        return 0 if has_names else USUAL_ROWS

    def named(self, who: str) -> Iterator[tuple[str, str, str]]:
        """Name, post or class or village, hours; pupils within the reach of whoever prints."""
        if who == "staff":
            for user in self.activity.staff.order_by("first_name", "last_name", "pk"):
                yield user.full_name, user.position, ""
        elif who == "learners":
            rows = CourseLearner.objects.filter(course__activity=self.activity)
            for one in rows.select_related("course"):
                yield one.name, one.village, one.hours_text
        elif who == "pupils":
            labels = dict(self.activity.classes.values_list("classroom", "label"))
            labels.pop(None, None)
            seats: Any = Enrolment.objects.filter(classroom__in=list(labels), ends_on=None)
            if self.user:
                seats = seats.for_user(self.user, Permission.PUPIL_LIST)
            seats = seats.select_related("student", "classroom")
            order = ("classroom__level", "classroom__room", "classroom__room_name")
            for seat in seats.order_by(*order, "roll_number", "student__first_name", "pk"):
                yield seat.student.full_name, labels[seat.classroom_id], ""
