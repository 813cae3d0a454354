"""The catalogue of papers. Each printed paper is one class, one template and a button.

    @register
    class ClassList(Document):
        slug = "class-list"
        title = "รายชื่อนักเรียน"
        permission = Permission.PUPIL_LIST
        needs = ("school", "year", "classroom")
        classrooms = Classroom.objects
        template = "students/print/class_list.html"
        page_class = "report"

        def context(self):
            return {"enrolments": self.subject.classroom.enrolments.current().with_student()}

The screen, `manage.py print_document` and packs use the same class. Papers are written with Arabic
digits; `digits` turns them when the paper's switch is on.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Manager
from django.template.loader import render_to_string

from schoolcare.access import Permission
from schoolcare.models import (
    District,
    DocumentText,
    NumberEntry,
    Numbering,
    School,
    StoredFile,
    User,
)
from schoolcare.numbering import number_of, take
from schoolcare.paper import packs, press
from schoolcare.paper.body import MADE_FROM, NUMBER, SUBJECT, TO, BodyField
from schoolcare.paper.choices import Choices, Option
from schoolcare.paper.digits import with_thai_digits
from schoolcare.paper.letterhead import Signer, chosen, sender_lines, signers
from schoolcare.paper.subjects import Known, Subject, find_subject
from schoolcare.spreadsheet import Page
from schoolcare.text import thai_digits

PARTICULAR = ("year", "term", "school", "district", "classroom", "object")

catalogue: "dict[str, type[Document]]" = {}


class Document:
    """One print of one paper. Subclasses say what it is and give its facts in `context`."""

    do_not_call_in_templates = True  # lists of papers name the classes themselves

    slug: str
    title: str
    short_title = ""  # on a button, after พิมพ์, where the title is long
    permission: Permission
    needs: tuple[str, ...] = ("school",)  # school and district: either, whose own the paper is
    objects: Manager  # where an "object" is found: scoped rows
    takes_school_alone = False  # an "object" or "classroom" may be left out: the school's own then
    classrooms: Manager  # where a "classroom" is found: scoped rows with school and year
    template: str
    page_class = "official"  # official, minutes, report, wide, form: static/css/print.css
    body_fields: tuple[BodyField, ...] = ()
    options: tuple[Option, ...] = ()
    register = ""  # whose number it takes, where the office keeps a register: `Register`
    is_circular = False  # its number carries ว
    is_signed = False  # the signer of the school or office is chosen
    can_be_blank = False
    is_batch = False  # made from `parts` by a background job
    thai_digits: bool | None = None  # None: as the school has set it
    is_numbered_through = False  # a batch: page numbers through all its numbered parts
    user: User | None = None  # who prints, for what not everybody may see; None: the shell

    def __init__(self, subject: Subject, choices: Choices | None = None) -> None:
        self.subject = subject
        self.choices = choices or Choices()

    def __str__(self) -> str:
        """The title of the file: names the paper, never a pupil."""
        return self.title

    # What subclasses give

    def context(self) -> dict[str, Any]:
        """What the template shows beside the common facts of `render`."""
        return {}

    def default_body(self) -> dict[str, str]:
        """Each body field's text before anybody has edited it; paragraphs part at new lines."""
        return {}

    def sheet(self) -> Page:
        """The same rows as a spreadsheet, for papers that are tables."""
        raise NotImplementedError

    def sheets(self) -> list[Page]:
        """Every sheet of the spreadsheet, that of `sheet` first."""
        return [self.sheet()]

    def parts(self) -> Iterable[packs.Part]:
        """The papers of a batch, in order."""
        return [packs.Part(self.html)]

    def check(self) -> None:
        """Raises ValidationError where there is nothing that could be printed."""

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options as this very print offers them."""
        return self.options

    @property
    def text_key(self) -> str:
        """Names what the edited text is about."""
        return self.subject.key

    @property
    def pupil_id(self) -> int | None:
        """The pupil that the paper is about, for the log."""
        return None

    def record_reading(self, *, by: User | None) -> None:
        """Log what else a print of this paper shows, where reading it is logged on screen too."""

    @classmethod
    def demo_params(cls) -> dict[str, str]:
        """What to ask for to see a telling example from the demo data."""
        return {}

    # What the kit does

    @classmethod
    def offers_sheet(cls) -> bool:
        return cls.sheet is not Document.sheet

    @classmethod
    def siblings(cls) -> "list[type[Document]]":
        """The papers about the same kind of thing, this one among them."""
        return [other for other in catalogue.values() if other.about() == cls.about()]

    @classmethod
    def about(cls) -> tuple[str, Any]:
        """The most particular thing that the paper needs."""
        need = max(cls.needs, key=PARTICULAR.index)
        return need, cls.objects.model if need == "object" else None

    @property
    def sender(self) -> School | District | None:
        """Whose letterhead and signers: the school's, else the office's."""
        return self.subject.school or self.subject.district

    @property
    def uses_thai_digits(self) -> bool:
        """The print's own choice, else the paper's, else the school's."""
        school = self.subject.school
        preset = (
            self.thai_digits if self.thai_digits is not None else not school or school.thai_digits
        )
        return preset if self.choices.thai_digits is None else self.choices.thai_digits

    @cached_property
    def text(self) -> DocumentText | None:
        """The text as somebody has edited it."""
        if not self.body_fields:
            return None
        texts = DocumentText.objects.filter(slug=self.slug, subject_key=self.text_key)
        return texts.filter(**self.subject.place).first()

    @property
    def default_mark(self) -> str:
        """Stands for the text as nobody has edited it: another one after a figure has changed."""
        return sha256(json.dumps(self.default_body(), sort_keys=True).encode()).hexdigest()

    @property
    def is_text_old(self) -> bool:
        """Whether what the edited text was written over has changed since."""
        mark = self.text.body.get(MADE_FROM) if self.text else None
        return mark is not None and mark != self.default_mark

    @property
    def edited_fields(self) -> tuple[BodyField, ...]:
        """The texts that are asked for: a number only where its office types it."""
        office = self.sender
        types = office is not None and office.numbering == Numbering.TYPED
        return tuple(one for one in self.body_fields if types or one is not NUMBER)

    @property
    def takes_number(self) -> bool:
        """Whether this paper's number comes from the register of its office."""
        office = self.sender
        is_numbered = self.register != "" and not self.subject.is_blank
        return is_numbered and office is not None and office.numbering == Numbering.REGISTER

    @cached_property
    def number_entry(self) -> NumberEntry | None:
        """The number this paper has from the register."""
        office = self.sender
        if office is None or not self.takes_number:
            return None
        return number_of(office, self.slug, self.subject.key)

    def take_number(self, *, by: User) -> NumberEntry:
        """Give the paper its number, once. Raises ValidationError where none can be given."""
        office = self.sender
        if office is None or not self.takes_number:
            raise ValidationError("เอกสารนี้ไม่ได้ออกเลขจากทะเบียนในระบบ")
        return take(
            office,
            self.register,
            dated_on=self.choices.date,
            subject=(self.body.get(SUBJECT.name) or self.title)[:300],
            to=self.body.get(TO.name, "")[:200],
            is_circular=self.is_circular,
            paper=(self.slug, self.subject.key),
            by=by,
        )

    @property
    def body(self) -> dict[str, str]:
        """The text of each body field as it stands now; a number left for the pen is empty."""
        texts = self.default_body() | (self.text.body if self.text else {})
        known = {one.name: texts.get(one.name, "") for one in self.edited_fields}
        if self.number_entry:
            known[NUMBER.name] = self.number_entry.text
        return {one.name: "" for one in self.body_fields} | known

    @property
    def letter_number(self) -> str:
        """What stands after ที่ in a letter: the number, else what the pen goes on from."""
        if number := self.body.get(NUMBER.name):
            return number
        prefix = self.sender.letter_prefix.rstrip("/") if self.sender else ""
        return (f"{prefix}/" if prefix else "") + ("ว " if self.is_circular else "")

    @property
    def form_code(self) -> str:
        """The school's own code of this form, for the corner of each page."""
        school = self.subject.school
        return school.form_codes.get(self.slug, "") if school else ""

    @cached_property
    def signers(self) -> list[Signer]:
        """Everybody who may sign this paper, the usual one first; nobody where it is not signed."""
        return signers(self.sender, self.choices.date) if self.is_signed and self.sender else []

    @cached_property
    def signer(self) -> Signer | None:
        return chosen(self.signers, self.choices.signer)

    @property
    def signature(self) -> StoredFile | None:
        """The signer's own image, only where the signer is the one who prints and asks for it."""
        if not self.choices.own_signature or self.user is None or self.signer is None:
            return None
        return self.user.signature if self.signer.user_id == self.user.pk else None

    def html(self) -> str:
        return self.render(self.template, self.context())

    def render(self, template: str, facts: Mapping[str, Any]) -> str:
        """A whole page of HTML in the paper's digits; a batch renders each of its parts with it."""
        common = {
            "document": self,
            "school": self.subject.school,
            "district": self.subject.district,
            "place": self.sender,
            "sender": sender_lines(self.sender) if self.sender else [],
            "year": self.subject.year,
            "term": self.subject.term,
            "classroom": self.subject.classroom,
            "object": self.subject.object,
            "is_blank": self.subject.is_blank,
            "date": self.choices.date,
            "body": self.body,
            "signer": self.signer,
        }
        html = render_to_string(template, {**common, **facts})
        return with_thai_digits(html) if self.uses_thai_digits else html

    @property
    def pdf_title(self) -> str:
        return thai_digits(self) if self.uses_thai_digits else str(self)

    def pdf(self) -> bytes:
        """The paper as one tagged document. Raises ValidationError where nothing can be printed."""
        return press.engine().render_pdf(self.html(), title=self.pdf_title)

    def write(self, target: Path, *, progress: packs.Progress | None = None) -> None:
        """The paper into a file, a batch bound from its parts. Raises ValidationError."""
        self.check()
        if self.is_batch:
            digits = "thai" if self.uses_thai_digits else "arabic"
            numbers = digits if self.is_numbered_through else ""
            how: Any = {"page_numbers": numbers, "progress": progress}
            packs.bind(self.parts(), target, title=self.pdf_title, **how)
        else:
            target.write_bytes(self.pdf())

    def file_name(self, ending: str = "pdf") -> str:
        """Slug and date: never a name."""
        return f"{self.slug}-{self.choices.date:%Y%m%d}.{ending}"

    @property
    def asked(self) -> dict[str, str]:
        """The words that make this very print again."""
        return self.subject.asked | self.choices.asked


def register(document: type[Document]) -> type[Document]:
    """Put a paper into the catalogue; its module is imported when the app is ready."""
    if catalogue.setdefault(document.slug, document) is not document:
        raise ValueError(f"two papers are called {document.slug}")
    return document


def prepare(
    slug: str, asked: Mapping[str, str], *, user: User | None, known: Known | None = None
) -> Document:
    """The paper `slug` for what is asked, within what `user` may see (None: the shell).

    Raises KeyError for an unknown slug and SubjectError.
    """
    document = catalogue[slug]
    choices = Choices.read(asked, document.options)
    prepared = document(find_subject(document, asked, user=user, known=known), choices)
    prepared.user = user
    return prepared
