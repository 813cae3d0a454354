"""The hand-over notes of a whole class on one page: three boxes a pupil, saved row by row.

`version` tells what each row held when the page was shown. A row that nobody touched on the page
is left alone, whatever somebody else wrote into it; one that both changed is refused with both
texts, and the others are saved.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from schoolcare.text import normalize
from students.models import Enrolment, HandoverNote

LABELS = {"strengths": "จุดแข็ง", "works": "วิธีที่ได้ผล", "watch": "ดูแลต่อ"}
MOST: int = HandoverNote._meta.get_field("watch").max_length  # type: ignore[assignment]
DIGITS = 12

Texts = dict[str, str]


def _mark(texts: Texts) -> str:
    """Alike for the same texts; tells nothing of them."""
    joined = "\0".join(texts[part] for part in HandoverNote.PARTS)
    return salted_hmac("handover", joined).hexdigest()[:DIGITS]


class SheetRow:
    """One pupil: what is saved, what stands in the boxes."""

    def __init__(self, seat: Enrolment, note: HandoverNote | None) -> None:
        self.seat, self.note = seat, note
        self.saved: Texts = {part: getattr(note, part, "") for part in HandoverNote.PARTS}
        self.typed: Texts = dict(self.saved)
        self.is_clash = False
        self.too_long: set[str] = set()

    def take(self, data: Mapping[str, Any], seen: str) -> None:
        pk, saved = self.seat.student_id, self.saved
        typed = {part: normalize(data.get(f"{part}-{pk}", text)) for part, text in saved.items()}
        if constant_time_compare(_mark(typed), seen) or typed == saved:
            return  # nobody touched it, or both wrote the same
        self.typed = typed
        # nothing is lost by writing where nothing stands
        self.is_clash = any(saved.values()) and not constant_time_compare(_mark(saved), seen)
        self.too_long = {part for part, text in typed.items() if len(text) > MOST}

    @property
    def is_changed(self) -> bool:
        return self.typed != self.saved

    @property
    def is_open(self) -> bool:
        """Not saved as it was typed."""
        return self.is_clash or bool(self.too_long)

    @property
    def mark(self) -> str:
        return f"{self.seat.student_id}:{_mark(self.saved)}"

    def made(self, year: int) -> HandoverNote:
        return HandoverNote(student=self.seat.student, year=year, **self.typed)

    def note_saved(self) -> None:
        self.saved = dict(self.typed)

    @property
    def boxes(self) -> list[dict[str, Any]]:
        return [
            {
                "name": f"{part}-{self.seat.student_id}",
                "label": label,
                "text": self.typed[part],
                "saved": self.saved[part] if self.is_clash else "",
                "is_clash": self.is_clash and self.typed[part] != self.saved[part],
                "is_too_long": part in self.too_long,
            }
            for part, label in LABELS.items()
        ]


class HandoverSheet:
    def __init__(
        self,
        seats: Sequence[Enrolment],
        notes: Mapping[int, HandoverNote],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.rows = [SheetRow(one, notes.get(one.student_id)) for one in seats]
        if data is not None:
            pairs = (one.partition(":") for one in str(data.get("version", "")).split(","))
            seen = {pupil: mark for pupil, _colon, mark in pairs}
            for row in self.rows:
                row.take(data, seen.get(str(row.seat.student_id), ""))

    @property
    def version(self) -> str:
        return ",".join(row.mark for row in self.rows)

    @property
    def open_rows(self) -> list[SheetRow]:
        return [row for row in self.rows if row.is_open]

    @property
    def good_rows(self) -> list[SheetRow]:
        """What is written."""
        return [row for row in self.rows if row.is_changed and not row.is_open]

    @property
    def written(self) -> int:
        return sum(any(row.saved.values()) for row in self.rows)
