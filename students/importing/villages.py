"""Which village of the school's service area an address of the file stands in."""

import re
from collections import defaultdict
from collections.abc import Iterable

from schoolcare.models import Village
from schoolcare.text import arabic_digits, normalize
from students.models import Household

_SIGNS = re.compile(r"^(ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.)\s*")
TOWN = "เมือง"  # short for the district of a province's town, เมืองดอยสาธิต


class Villages:
    """The villages that a school serves, found by หมู่ที่ and what else the address names."""

    def __init__(self, served: Iterable[Village]) -> None:
        self.by_number: dict[str, list[Village]] = defaultdict(list)
        for village in served:
            self.by_number[_number(village.number)].append(village)

    def of(self, home: Household) -> Village | None:
        """The only one that the address may mean: หมู่ 3 of another ตำบล is another village."""
        found = [one for one in self.by_number.get(_number(home.moo), []) if _may_be(home, one)]
        return found[0] if len(found) == 1 else None


def _may_be(home: Household, village: Village) -> bool:
    """Nothing that both name differs."""
    return all(
        _agree(getattr(home, name), getattr(village, name))
        for name in ("tambon", "amphoe", "province")
    )


def _agree(one: str, other: str) -> bool:
    first, second = (_SIGNS.sub("", normalize(text)) for text in (one, other))
    in_town = first.startswith(TOWN) and second.startswith(TOWN)
    is_short = in_town and TOWN in {first, second}
    return not first or not second or first == second or is_short


def _number(text: str) -> str:
    return arabic_digits(normalize(text)).removeprefix("หมู่").strip(" .").lstrip("0")
