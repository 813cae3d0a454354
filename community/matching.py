"""Who of the local experts could help with what the community asks for, and the other way round.

An expert fits by the branch that the need names, or where the words of the one stand in the other.
Thai is written without spaces: a word is what stands between spaces, commas and brackets.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from community.models import Expert, ExpertTeaching, Need
from schoolcare.text import normalize

APART = re.compile(r"[\s,;/()\[\]“”\"–-]+")
SHORTEST = 4  # letters of a word that says something
MOST = 200  # needs that are looked through for one expert
# Words that stand in nearly every need and every expert's knowledge.
PLAIN = {
    *("ชุมชน", "หมู่บ้าน", "นักเรียน", "โรงเรียน", "ท้องถิ่น", "พื้นบ้าน", "พื้นเมือง", "ภูมิปัญญา"),
    *("อบรม", "การอบรม", "ความรู้", "กิจกรรม", "ต้องการ", "ผู้ปกครอง", "ชาวบ้าน"),
}


@dataclass(frozen=True)
class Match:
    """`why`: the branch or the word that both have; `lessons`: how often the expert has taught."""

    expert: Expert
    why: str
    lessons: int


def experts_for(need: Need) -> list[Match]:
    """Those of the need's school who still teach; by branch first, then who taught most.

    Three queries.
    """
    rows = Expert.objects.active().filter(school=need.school_id).select_related("village")
    experts = list(rows.prefetch_related("branches").order_by("name", "pk"))
    taught = _taught(experts)
    found = []
    for one in experts:
        subjects = taught.get(one.pk, [])
        if why := _why(need, one, subjects):
            found.append(Match(one, why, len(subjects)))
    named = str(need.branch or "")
    return sorted(found, key=lambda one: (one.why != named, -one.lessons))


def needs_for(expert: Expert, subjects: list[str]) -> list[Need]:
    """The newest needs of the expert's school that wait and that the expert could help with.

    `subjects`: what the expert has taught.
    """
    rows = Need.objects.filter(school=expert.school_id).open()
    rows = rows.select_related("branch", "village", "partner")[:MOST]
    return [one for one in rows if _why(one, expert, subjects)]


def _taught(experts: Iterable[Expert]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = ExpertTeaching.objects.filter(expert__in=experts).order_by()
    for expert, subject in rows.values_list("expert", "subject"):
        found.setdefault(expert, []).append(subject)
    return found


def _why(need: Need, expert: Expert, subjects: list[str]) -> str:
    """What makes them fit; nothing where they do not."""
    branches = list(expert.branches.all())
    if need.branch in branches:
        return str(need.branch)
    known = " ".join([expert.knowledge, expert.passing_on, *map(str, branches), *subjects])
    return _shared(need.text, known) or _shared(known, need.text)


def _shared(words: str, text: str) -> str:
    text = normalize(text)
    return next((word for word in _words(words) if word in text), "")


def _words(text: str) -> list[str]:
    found = APART.split(normalize(text))
    return [word for word in found if len(word) >= SHORTEST and word not in PLAIN]
