"""The registry's verdicts against the rule itself, written down once more, on many made-up schools.

`expected` follows the pseudo-code of admin.md §1.9 line by line over plain records; it shares
nothing with the product but the words. Schools are made by chance from a fixed seed.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from committee.completeness import Status
from committee.listing import listings, with_rules
from committee.models import Board, Confirmation, Member, RuleSet
from committee.reports import school_boards, totals_of
from committee.seating import seating_of
from schoolcare.access import Role
from schoolcare.models import Membership, School
from tests.committee.making import TODAY
from tests.factories import make_district, make_user

pytestmark = pytest.mark.django_db
SCHOOLS = 400
# Holders of each seat up to 300 pupils, and for more (admin.md §1.2).
SEATS = dict.fromkeys(range(1, 7), (1, 1)) | {7: (1, 2), 8: (1, 6), 9: (1, 1)}
RELIGION, EXPERT, SECRETARY = 7, 8, 9
FACTS = ("state", "student_count", "order_number", "starts_on", "ends_on")
MONKS = ("พระครู", "พระมหา", "สามเณร")


@dataclass
class Person:
    seat: int
    title: str = "นาง"
    last_name: str = "ตัวอย่าง"
    starts_on: date | None = None
    left_on: date | None = None
    awaits_order: bool = False


@dataclass
class Term:
    state: str
    rules: str
    student_count: int | None
    order_number: str
    starts_on: date | None
    ends_on: date
    people: list[Person] = field(default_factory=list)


@dataclass
class Place:
    terms: list[Term]
    directors: list[tuple[date | None, date | None]]  # first and last day of each
    confirmed: str = ""


def expected(place: Place, today: date) -> tuple[str, str, str]:
    """STATUS, filled/total and expires of one school, by admin.md §1.9."""
    appointed = [
        one
        for one in place.terms
        if one.state == "appointed" and not (one.starts_on and one.starts_on > today)
    ]
    covering = [one for one in appointed if today <= one.ends_on]
    if not appointed:
        return "ไม่มีข้อมูล", "0/-", ""
    term = max(covering or appointed, key=lambda one: one.ends_on)
    filled, total = seats_of(place, term, today)
    seats = "0/-" if total is None else f"{filled}/{total}"
    expires = term.ends_on.isoformat()
    if not covering:
        return "หมดวาระ", seats, expires
    if total is not None and filled < total:
        return "ไม่ครบ", seats, expires
    nameless = [one for one in here(term, today) if not one.last_name and one.title not in MONKS]
    if total is None or nameless or not term.order_number or not term.starts_on:
        return "ข้อมูลไม่สมบูรณ์", seats, expires
    if term.ends_on <= today + timedelta(days=90):
        return "ครบ - ใกล้หมดวาระ", seats, expires
    return "ครบ", seats, expires


def here(term: Term, today: date) -> list[Person]:
    """Who sits today; of a term that is over, who sat on its last day."""
    last = min(today, term.ends_on)
    return [
        one
        for one in term.people
        if not one.awaits_order
        and (one.starts_on is None or one.starts_on <= last)
        and (one.left_on is None or one.left_on > last)
    ]


def seats_of(place: Place, term: Term, today: date) -> tuple[int, int | None]:
    """Filled seats and the total of the rule set; None where the school's size is unknown."""
    seats = [one.seat for one in here(term, today) if one.seat != SECRETARY]
    directed = any((a or today) <= today <= (b or today) for a, b in place.directors)
    secretaries = [one for one in here(term, today) if one.seat == SECRETARY]
    seats += [SECRETARY] if directed or secretaries else []
    if term.rules == "SPECIAL":  # nobody but the chair and the secretary must be there
        others = [one for one in seats if one not in (1, SECRETARY)]
        return len({1, SECRETARY} & set(seats)) + len(others), 2 + len(others)
    if term.student_count is None:
        return 0, None
    size = 0 if term.student_count <= 300 else 1
    total = sum(counts[size] for counts in SEATS.values())
    alone = [one for one in SEATS if one not in (RELIGION, EXPERT)]
    filled = sum(min(seats.count(one), SEATS[one][size]) for one in alone)
    both = SEATS[RELIGION][size] + SEATS[EXPERT][size]
    kinds_lacking = sum(one not in seats for one in (RELIGION, EXPERT))
    shared = seats.count(RELIGION) + seats.count(EXPERT)
    return filled + min(shared, both - kinds_lacking), total


def any_day(dice: random.Random, *offsets: int) -> date:
    return TODAY + timedelta(days=dice.choice(offsets))


def any_person(dice: random.Random, seat: int, term: Term) -> Person:
    person = Person(seat, starts_on=term.starts_on)
    if dice.random() < 0.03:
        person.title = dice.choice([*MONKS, "นาย"])
        person.last_name = dice.choice(["", "-", "ตัวอย่าง"])
    if dice.random() < 0.03:
        person.starts_on = dice.choice([None, any_day(dice, -400, -1, 0, 1, 30)])
    if dice.random() < 0.03:
        person.left_on = any_day(dice, -200, -1, 0, 1, 200)
        person.starts_on = min(filter(None, (person.starts_on, person.left_on)))
    if seat != 1 and dice.random() < 0.02:
        person.awaits_order = True
    return person


def any_term(dice: random.Random) -> Term:
    ends = any_day(dice, *range(300, 700, 50), *(-900, -300, -1) * 2, 0, 1, 89, 90, 91)
    starts = dice.choice([ends - timedelta(days=1460)] * 8 + [None, ends - timedelta(days=20)])
    kinds = ["2564"] * 6 + ["2546", "LAO", "SPECIAL"]
    sizes = [0, 120, 299, 300, 301, 1200]
    state = dice.choice(["appointed"] * 20 + ["draft", "selecting", "proposed", "cancelled"])
    term = Term(state, dice.choice(kinds), dice.choice(sizes), "114/2568", starts, ends)
    if dice.random() < 0.05:
        term.student_count = None
    if dice.random() < 0.05:
        term.order_number = ""
    size = int((term.student_count or 0) > 300)
    wanted = [seat for seat, counts in SEATS.items() for _ in range(counts[size])]
    if dice.random() < 0.4:
        wanted.remove(dice.choice([*wanted, *[SECRETARY] * 5]))
    if dice.random() < 0.3:
        wanted = [dice.choice((RELIGION, EXPERT)) if one in (7, 8) else one for one in wanted]
    if dice.random() < 0.2:
        wanted.append(dice.choice([2, 3, 8, 9]))
    term.people = [any_person(dice, seat, term) for seat in wanted]
    return term


def any_place(dice: random.Random) -> Place:
    terms = [any_term(dice) for _ in range(dice.choice([0, 1, 1, 1, 1, 2, 2, 3]))]
    posts = [(None, None), (TODAY, None), (TODAY + timedelta(days=1), None), (None, TODAY)]
    posts.append((None, TODAY - timedelta(days=1)))
    directors = [dice.choice(posts)] if dice.random() < 0.3 else []
    confirmed = dice.choice(["", "", *Confirmation.State.values])
    by_end = {one.ends_on: one for one in terms}  # a school's boards end on different days
    return Place(list(by_end.values()), directors, confirmed)


def store(places: list[Place]) -> list[School]:
    """All of it in a few inserts; the schools in the order of `places`, by code."""
    office, by = make_district(), make_user()
    rules = {one.code: one for one in RuleSet.objects.filter(district=None)}
    schools, boards, members, words, posts = [], [], [], [], []
    for number, place in enumerate(places):
        school = School(code=f"{58010000 + number}", name=f"บ้าน {number}", district=office)
        schools.append(school)
        posts += [
            Membership(user=by, role=Role.DIRECTOR, school=school, starts_on=a, ends_on=b)
            for a, b in place.directors
        ]
        for term in place.terms:
            plain = {name: one for name, one in vars(term).items() if name in FACTS}
            board = Board(school=school, rule_set=rules[term.rules], **plain)
            boards.append(board)
            members += [Member(board=board, first_name="ก", **vars(one)) for one in term.people]
            if place.confirmed:
                said = {"state": place.confirmed, "confirmed_by": by, "snapshot": {}}
                words.append(Confirmation(board=board, year=2569, content_hash="", **said))
    for rows in (schools, boards, members, words, posts):
        type(rows[0])._base_manager.bulk_create(rows)
    return schools


@pytest.fixture
def registry():
    """Places as made up, with their schools."""
    dice = random.Random(2569)
    places = [any_place(dice) for _ in range(SCHOOLS)]
    with time_machine.travel(TODAY, tick=False):
        yield list(zip(places, store(places), strict=True))


def test_made_up_schools_are_of_every_kind(registry):
    """What is compared below is not all of one kind."""
    statuses = [expected(place, TODAY)[0] for place, _school in registry]

    assert min(statuses.count(one) for one in set(statuses)) >= SCHOOLS // 20
    assert len(set(statuses)) == 6


def test_status_command_says_what_the_rule_says(registry):
    out = StringIO()
    call_command("committee_status", stdout=out)
    *lines, last = out.getvalue().splitlines()

    wanted, done = [], 0
    for place, school in registry:
        status, seats, expires = expected(place, TODAY)
        said = status != "ไม่มีข้อมูล" and place.confirmed in ("sent", "certified")
        wanted.append((school.code, status, seats, expires, "ยืนยันแล้ว" if said else "ยังไม่ยืนยัน"))
        done += status in ("ครบ", "ครบ - ใกล้หมดวาระ")
    assert [tuple(line.split("\t")) for line in lines] == wanted
    tenths = (2000 * done + SCHOOLS) // (2 * SCHOOLS)  # half up
    assert last == f"ครบร้อยละ {tenths / 10} ({done}/{SCHOOLS} โรงเรียน)"


@pytest.mark.parametrize("days", [1, 30, 90, 365])
def test_verdicts_follow_the_rule_on_later_days(registry, days):
    """Leavings and beginnings to come are honoured on their day."""
    day = TODAY + timedelta(days=days)
    lines = school_boards([school for _place, school in registry], day)

    found = []
    for line in lines:
        one = line.verdict
        seats = "0/-" if one.total is None else f"{one.filled}/{one.total}"
        found.append((str(one.status.label), seats, str(one.expires_on or "")))
    assert found == [expected(place, day) for place, _school in registry]


def test_page_and_paper_of_a_school_say_the_same(registry):
    lines = school_boards([school for _place, school in registry], TODAY)
    some = [one for one in lines if one.status == Status.EXPIRED] + lines[:60]
    counted = {one.board.pk: one.verdict for one in some if one.board}
    boards = list(with_rules(Board.objects.filter(pk__in=counted)))

    pages = {one.pk: seating_of(one, TODAY).verdict for one in boards}
    papers = {pk: listing.vacant for pk, listing in listings(boards, TODAY).items()}

    assert pages == counted
    vacancies = {pk: sum(one.count for one in it.vacancies) for pk, it in counted.items()}
    assert papers == vacancies


def test_percent_is_of_all_open_schools(registry):
    schools = [school for _place, school in registry]
    School.objects.filter(pk__in=[one.pk for one in schools[::2]]).update(is_active=False)
    out = StringIO()
    call_command("committee_status", stdout=out)

    open_places = [place for place, _school in registry[1::2]]
    statuses = [expected(place, TODAY)[0] for place in open_places]
    done = statuses.count("ครบ") + statuses.count("ครบ - ใกล้หมดวาระ")
    totals = totals_of(school_boards(School.objects.filter(is_active=True), TODAY))
    assert (totals.done, totals.schools) == (done, SCHOOLS // 2)
    assert out.getvalue().splitlines()[-1].endswith(f"({done}/{SCHOOLS // 2} โรงเรียน)")
