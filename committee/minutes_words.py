"""Texts of the minutes as people read them: what each is called, two of them side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from committee.merging import Texts
from committee.models import AgendaItem

OF_ITEM = {
    "discussion": "สาระของการประชุม",
    "outcome": "มติที่ประชุม",
    "resolution": "ข้อความของมติ",
    "dissent": "ความเห็นแย้ง",
}
OWN = {
    "opening": "ก่อนระเบียบวาระ",
    "minute_taker": "ผู้จดรายงานการประชุม",
    "minute_checker": "ผู้ตรวจรายงานการประชุม",
}
Outcome = AgendaItem.Outcome
OUTCOMES = dict(Outcome.choices)
# A resolution that begins with its outcome's word says it itself.
STEMS = {Outcome.ADOPTED: "รับรอง", Outcome.CORRECTED: "รับรอง", Outcome.OTHER: ""}
GONE = "เรื่องที่นำออกแล้ว"


@dataclass(frozen=True, slots=True)
class Pair:
    """One text that two wrote: as it is saved, as the other one typed it."""

    name: str
    label: str
    saved: str
    typed: str
    may_join: bool


def resolved(item: AgendaItem) -> str:
    """The outcome and its text in one, nothing said twice; "" where nothing was resolved."""
    text = item.resolution.strip()
    if not item.outcome:
        return text
    outcome = Outcome(item.outcome)
    label = "" if outcome == Outcome.OTHER else str(outcome.label)
    stem = STEMS.get(outcome, label)
    return text if text and text.startswith(stem) else f"{label} {text}".strip()


def _parts(name: str) -> tuple[str, str]:
    """Key of the item ("" for a text of the meeting itself) and name of the field."""
    _, _, rest = name.partition("item.")
    key, _, field = rest.partition(".")
    return (key, field) if key else ("", name)


def label_of(name: str, titles: dict[str, str]) -> str:
    key, field = _parts(name)
    if not key:
        return OWN.get(field, field)
    return f"{titles.get(key, GONE)}: {OF_ITEM.get(field, field)}"


def words_of(name: str, text: str) -> str:
    is_outcome = _parts(name)[1] == "outcome"
    return str(OUTCOMES.get(text, text)) if is_outcome else text


def labelled(body: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and text of everything that a revision holds, empty texts left out."""
    texts, titles = body["texts"], body["titles"]
    filled = [(name, text) for name, text in texts.items() if text]
    return [(label_of(name, titles), words_of(name, text)) for name, text in filled]


def pairs_of(names: Iterable[str], saved: Texts, body: dict[str, Any]) -> list[Pair]:
    """The texts of `names`, as they are saved and as a refused save (`body`) has them."""
    texts, titles = body["texts"], body["titles"]
    return [
        Pair(
            name,
            label_of(name, titles),
            words_of(name, saved[name]),
            words_of(name, texts[name]),
            may_join=_parts(name)[1] not in {"outcome", "minute_taker", "minute_checker"},
        )
        for name in names
    ]


def choices_of(asked: dict[str, str], saved: Texts, typed: Texts) -> Texts:
    """What shall stand: "mine", "both" (one below the other), else what is saved."""
    chosen = {}
    for name, way in asked.items():
        if way == "mine":
            chosen[name] = typed[name]
        elif way == "both":
            chosen[name] = f"{saved[name]}\n{typed[name]}"
        else:
            chosen[name] = saved[name]
    return chosen
