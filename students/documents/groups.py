"""The pupils of a group with their positions."""

from typing import Any

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.spreadsheet import Page
from students.models import GroupPupil, PupilGroup
from students.templatetags.pupils import seat_label


@register
class PupilGroupList(Document):
    slug = "pupil-group"
    title = "รายชื่อนักเรียนในกลุ่ม"
    short_title = "รายชื่อ"
    permission = Permission.GROUP_VIEW
    needs = ("school", "object")
    objects: Any = PupilGroup.objects.select_related("school__district", "kind", "adviser")
    template = "students/print/pupil_group.html"
    page_class = "report"
    is_signed = True

    @property
    def group(self) -> PupilGroup:
        return self.subject.object

    def rows(self) -> list[tuple[GroupPupil, str]]:
        """Who is in the group now, with the class; of a year that is over who stayed to its end."""
        members = self.group.members.with_classes().filter(ends_on=None).order_by("order", "pk")
        return [(one, seat_label(one) if one.level else "") for one in members]

    def context(self) -> dict[str, Any]:
        return {"group": self.group, "rows": self.rows()}

    def sheet(self) -> Page:
        rows = [
            [at, one.student.code, one.student.full_name, room, one.position]
            for at, (one, room) in enumerate(self.rows(), start=1)
        ]
        headers = ["ที่", "รหัสนักเรียน", "ชื่อ - สกุล", "ชั้น", "ตำแหน่ง"]
        return Page("รายชื่อ", headers, rows, [6, 14, 40, 10, 24])

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        found = PupilGroup.objects.filter(members__isnull=False).order_by("pk").first()
        return {"object": str(found.pk)} if found else {}
