"""The year's care binder: the papers of a class or of the whole school in one file."""

from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError

from schoolcare.access import Permission
from schoolcare.documents import Document, register
from schoolcare.models import User
from schoolcare.paper import packs
from schoolcare.paper.packs import Part, Progress
from students.binder import Entry, entries_of, lines_of
from students.models import Classroom

MOST_CONTENTS = 9  # rounds in which the contents may grow by a page


@register
class CareBinder(Document):
    """Contents first, with the page of every paper and what is still missing; then the papers.

    Each paper is set as it is by itself, and found on disk where it has not changed.
    """

    slug = "care-binder"
    title = "แฟ้มงานระบบดูแลช่วยเหลือนักเรียน"
    permission = Permission.BINDER_MAKE
    needs = ("school", "year", "classroom")
    takes_school_alone = True
    classrooms = Classroom.objects
    template = "students/print/care_binder.html"
    page_class = "report"
    is_batch = True

    @cached_property
    def entries(self) -> list[Entry]:
        at: Any = self.subject
        return entries_of(at.school, at.year, at.classroom, user=self.user)

    def context(self) -> dict[str, Any]:
        room = self.subject.classroom
        sections = dict.fromkeys(one.paper.section for one in self.entries)
        advisers = room.advisers.select_related("user") if room else []
        return {
            "sections": [
                (name, list(lines_of([one for one in self.entries if one.paper.section == name])))
                for name in sections
            ],
            "gaps": sum(bool(one.gap) for one in self.entries),
            "advisers": [one.user for one in advisers],
        }

    def write(self, target: Path, *, progress: Progress | None = None) -> None:
        """Raises ValidationError where nothing of it can be printed."""
        from schoolcare.paper import binding  # a tenth of a second that only packs need

        parts, owners = self._parts()
        if not parts:
            raise ValidationError("ยังไม่มีเอกสารที่พิมพ์ลงแฟ้มได้")
        paths = packs.render(parts, progress=progress)
        contents = self._contents(owners, [_pages(path) for path in paths])
        digits = self.uses_thai_digits
        numbers = binding.FootNumbers(
            packs.number_sheet(), [True] * (len(paths) + 1), has_thai_digits=digits
        )
        binding.merge([contents, *paths], target, title=self.pdf_title, numbers=numbers)

    def _parts(self) -> tuple[list[Part], list[Entry]]:
        """The parts of all papers, and to which entry each belongs."""
        parts: list[Part] = []
        owners: list[Entry] = []
        for entry in self.entries:
            try:
                own = list(entry.document.parts()) if entry.document else []
            except ValidationError as error:
                entry.document, entry.gap, own = None, " ".join(error.messages), []
            parts += own
            owners += [entry] * len(own)
        return parts, owners

    def _contents(self, owners: list[Entry], pages: list[int]) -> Path:
        """The set contents; as long as they turn out longer than thought, all papers move on."""
        length = 1
        for _ in range(MOST_CONTENTS):
            page = length + 1
            for at, (entry, count) in enumerate(zip(owners, pages, strict=True)):
                if not at or owners[at - 1] is not entry:
                    entry.page = page
                page += count
            [path] = packs.render([Part(self.html)])
            found = _pages(path)
            if found == length:
                break
            length = found
        return path

    def record_reading(self, *, by: User | None) -> None:
        """Every paper that lies in it is one that was read."""
        for entry in self.entries:
            if entry.document:
                entry.document.record_reading(by=by)

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        room = Classroom.objects.order_by("pk").first()
        return {"classroom": str(room.pk)} if room else {}


def _pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
