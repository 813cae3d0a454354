"""What the registry knows of the schools that a file names, in a fixed number of queries."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import F, Prefetch, Q

from committee.models import Board, Check, CheckRule, Member, RuleSet, Seat, SeatRule, Severity
from committee.models.boards import NO_SURNAME
from committee.terms import NAMES, People, Person, person_of
from schoolcare.fields import blind_index
from schoolcare.headings import Entry
from schoolcare.models import District, School
from schoolcare.text import arabic_digits

CHUNK = 900  # SQLite takes about a thousand values in one query


def code_key(text: str) -> str:
    """Alike for a code and the same code without its leading zeros."""
    return re.sub(r"\s|\.0$", "", arabic_digits(text)).lstrip("0").casefold()


class Schools:
    """Schools by any of their codes, and which of them a place reaches."""

    def __init__(self, place: School | District, codes: Collection[str]) -> None:
        self.place = place
        keys = self._keys()
        wanted = {keys[code_key(one)] for one in codes if code_key(one) in keys}
        if isinstance(place, School):
            wanted.add(place.pk)
        self._schools: dict[int, School] = {}
        for chunk in chunks(wanted):
            found = School.objects.filter(pk__in=chunk).select_related("district")
            self._schools.update({one.pk: one for one in found})
        self._by_key = {key: self._schools[pk] for key, pk in keys.items() if pk in wanted}

    @staticmethod
    def _keys() -> dict[str, int]:
        """Keys of all codes; where two schools share one, that of the school's own code counts."""
        rows = list(School.objects.values_list("pk", "percode", "ministry_code", "code"))
        kinds = zip(*(row[1:] for row in rows), strict=True) if rows else ()
        return {
            code_key(code): row[0]
            for kind in kinds
            for row, code in zip(rows, kind, strict=True)
            if code_key(code)
        }

    def named(self, code: str) -> School | None:
        return self._by_key.get(code_key(code))

    def own(self) -> School | None:
        """The school whose records alone are meant; None where a whole office's are."""
        place = self.place
        return self._schools[place.pk] if isinstance(place, School) else None

    def reaches(self, school: School) -> bool:
        place = self.place
        own = isinstance(place, School)
        return school.pk == place.pk if own else school.district_id == place.pk


class Known:
    """Boards of the schools with their members, and the rules that may apply."""

    def __init__(self, schools: Collection[int]) -> None:
        self.boards: dict[int, list[Board]] = defaultdict(list)
        for chunk in chunks(schools):
            found = Board.objects.filter(school__in=chunk)
            for board in found.exclude(state=Board.State.CANCELLED).order_by("ends_on", "pk"):
                self.boards[board.school_id].append(board)
        self.numbers = _last_numbers(schools)
        seats = Prefetch("seats", SeatRule.objects.order_by("seat"))
        self._rule_sets = {one.pk: one for one in RuleSet.objects.prefetch_related(seats)}
        self._checks = {(one.rule_set_id, one.check_code): one for one in CheckRule.objects.all()}

    def check(self, board: Board, code: Check) -> CheckRule | None:
        """The rule of a check where the board's rule set makes it."""
        rule = self._checks.get((board.rule_set_id, code))
        return rule if rule and rule.severity != Severity.OFF else None

    def rules_of(self, board: Board) -> RuleSet:
        return self._rule_sets[board.rule_set_id]

    def rules_for(self, school: School) -> RuleSet:
        """What a new board of the school follows: its office's own edition, else as shipped."""
        code = RuleSet.code_for(school)
        fit = [one for one in self._rule_sets.values() if one.code == code and one.is_current]
        own = [one for one in fit if one.district_id == school.district_id]
        return own[0] if own else next(one for one in fit if one.district_id is None)


def members_of(boards: Iterable[int]) -> dict[int, list[Member]]:
    """Everybody on these boards, by board id."""
    found: dict[int, list[Member]] = defaultdict(list)
    for chunk in chunks(boards):
        for member in Member.objects.filter(board__in=chunk).order_by("board", "starts_on", "pk"):
            found[member.board_id].append(member)
    return found


def people_of(boards: Iterable[int]) -> dict[int, People]:
    """Who was on these boards by selection and for a whole term, by board id."""
    found: dict[int, People] = defaultdict(list)
    for chunk in chunks(boards):
        people = Member.objects.filter(board__in=chunk, replaces=None, awaits_order=False)
        people = people.exclude(starts_on__gt=F("board__starts_on"))
        for board, *who in people.exclude(seat=Seat.SECRETARY).values_list("board_id", *NAMES):
            found[board].append(person_of(*who))
    return found


def boards_served(hashes: Iterable[str], today: date) -> dict[str, set[int]]:
    """Schools on whose boards people sit today as chair or expert, by the hash of their id."""
    still = Q(left_on=None) | Q(left_on__gt=today)
    served: dict[str, set[int]] = defaultdict(set)
    for chunk in chunks(hashes):
        found = Member.objects.filter(still, citizen_id_hash__in=chunk, awaits_order=False)
        found = found.filter(board__ends_on__gte=today)
        found = found.filter(seat__in=(Seat.CHAIR, Seat.EXPERT))
        found = found.exclude(board__state=Board.State.CANCELLED)
        for key, school in found.values_list("citizen_id_hash", "board__school_id"):
            served[key].add(school)
    return served


def hash_of(entry: Entry) -> str:
    return blind_index(entry.get("number"))


def who_is(entry: Entry) -> Person:
    """The person of a row, as boards of before are searched for them."""
    names = (entry.get(name) or "" for name in NAMES[1:])
    return person_of(hash_of(entry), *names)


def name_of(entry: Entry) -> str:
    return bare_name(entry.get("first_name"), entry.get("last_name"))


def bare_name(first: str, last: str) -> str:
    """A name as it is compared: no surname is the same as a dash for one."""
    return f"{first} {last.removeprefix(NO_SURNAME)}".strip()


def chunks(keys: Iterable) -> Iterator[list]:
    ordered = sorted(keys)
    yield from (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))


def _last_numbers(schools: Iterable[int]) -> dict[int, int]:
    """The highest ชุดที่ that each school has given, cancelled boards too."""
    last: dict[int, int] = defaultdict(int)
    for chunk in chunks(schools):
        numbered = Board.objects.filter(school__in=chunk).exclude(number=None)
        for school, number in numbered.values_list("school_id", "number"):
            last[school] = max(last[school], number or 0)
    return last
