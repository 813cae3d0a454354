"""Two people write one text each without seeing the other: what becomes of both."""

from dataclasses import dataclass, field

Texts = dict[str, str]  # by name: "opening", "item.12.discussion"


@dataclass(frozen=True, slots=True)
class Merge:
    """Both writers' texts together; `clashes` names those that both changed in different ways."""

    texts: Texts
    clashes: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: the texts of `version`, but `stale` ones as they were in an older one.

    A page that saves itself does not learn what others wrote meanwhile; it carries this as a
    token, "7" or "7|4=opening,item.12.discussion", so that its next save takes nothing back.
    """

    version: int
    stale: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, token: str) -> "Shown":
        """From what a browser sends; what cannot be read is the oldest: nothing is taken back."""
        first, *rest = token.split("|")
        stale: dict[str, int] = {}
        for part in rest:
            number, _, names = part.partition("=")
            stale |= dict.fromkeys(names.split(","), _number(number))
        return cls(_number(first), stale)

    def __str__(self) -> str:
        by_number: dict[int, list[str]] = {}
        for name, number in sorted(self.stale.items()):
            by_number.setdefault(number, []).append(name)
        parts = [f"{number}={','.join(names)}" for number, names in by_number.items()]
        return "|".join([str(self.version), *parts])


def _number(text: str) -> int:
    return int(text[:9]) if text.isdecimal() else 0


def merge(base: Texts, saved: Texts, typed: Texts) -> Merge:
    """Both writers' changes since `base`, text by text."""
    merged, clashes = dict(saved), []
    for name in saved.keys() & typed.keys():
        mine, theirs, before = typed[name], saved[name], base.get(name, "")
        if mine in {before, theirs}:
            continue
        if theirs == before:
            merged[name] = mine
        else:
            clashes.append(name)
    return Merge(merged, sorted(clashes))
