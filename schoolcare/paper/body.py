"""The text of a paper that may be edited before printing; `texts.py` keeps it."""

from dataclasses import dataclass

MADE_FROM = "made_from"  # in the body of an edited text: `default_mark` when it was saved


@dataclass(frozen=True)
class BodyField:
    """A piece of text that may be edited before printing: one line, or paragraphs."""

    name: str
    label: str
    is_line: bool = False


NUMBER = BodyField("number", "เลขที่หนังสือ จากระบบสารบรรณของสถานศึกษา", is_line=True)
SUBJECT = BodyField("subject", "เรื่อง", is_line=True)
TO = BodyField("to", "เรียน", is_line=True)
TEXT = BodyField("text", "ข้อความ")
