"""What is chosen for one print: date, signer, digits, and the options of the paper itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from schoolcare.thai import parse_thai_date

MOST_TYPED = 1000  # characters of an option: they travel in an address
OWN = "own"  # whose signature: that of the person who prints


@dataclass(frozen=True)
class Option:
    """What one print lets choose beside date and digits: one of `choices`, else lines of text.

    The first choice is the usual one; its key is "" and stands in no address.
    """

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    def read(self, asked: str) -> str:
        """What was asked for, "" for what is not among the choices."""
        if not self.choices:
            return asked.strip()[:MOST_TYPED]
        return asked if asked in dict(self.choices) else ""


@dataclass(frozen=True)
class Choices:
    """What is chosen for one print: date of the paper, signer (a key of `letterhead`), digits.

    `own_signature` asks for the image of the signature of whoever both signs and prints.
    """

    date: date = field(default_factory=timezone.localdate)
    signer: str = ""
    thai_digits: bool | None = None  # None: as the paper or the school has it
    options: Mapping[str, str] = field(default_factory=dict)  # the paper's own, by name
    own_signature: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str], options: Iterable[Option] = ()) -> "Choices":
        """From a request or a job; what cannot be read is left at its default."""
        try:
            day = parse_thai_date(asked.get("date", ""))
        except ValueError:
            day = timezone.localdate()
        digits = {"thai": True, "arabic": False}.get(asked.get("digits", ""))
        chosen = {one.name: one.read(asked.get(one.name, "")) for one in options}
        own = asked.get("signature", "") == OWN
        return cls(day, asked.get("signer", ""), digits, chosen, own)

    @property
    def asked(self) -> dict[str, str]:
        digits = {True: "thai", False: "arabic", None: ""}[self.thai_digits]
        options = self.asked_options | ({"signature": OWN} if self.own_signature else {})
        return {"date": self.date.isoformat(), "signer": self.signer, "digits": digits} | options

    @property
    def asked_options(self) -> dict[str, str]:
        """The paper's own options, without what is chosen usually."""
        return {name: value for name, value in self.options.items() if value}
