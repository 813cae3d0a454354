"""One row of a pupils' file: read, judged by itself, turned into values. No database here."""

import re
from datetime import date

from schoolcare.headings import Entry
from schoolcare.identity import (
    citizen_id_ok,
    clean_id,
    id_kind,
    long_title,
    parse_level,
    split_title,
)
from schoolcare.models import School
from schoolcare.spreadsheet import Row
from schoolcare.text import arabic_digits
from students.importing import values
from students.importing.columns import Columns
from students.national_lists import DISABILITIES, DISADVANTAGES, NONE_OF_THEM

PERSONS = ("father", "mother", "guardian")
LONGEST = 100
PLAIN_FIELDS = (
    *("nickname", "ethnicity", "nationality", "religion", "parents_status", "travel_mode"),
    *("house_no", "moo", "cluster", "street", "tambon", "amphoe", "province", "home_language"),
)
TOTAL = re.compile(r"[\d๐-๙,.\s]*(?:คน|ชาย|หญิง|รวม)?[\d๐-๙,.\s]*(?:คน)?")  # what stands beside รวม
AMOUNTS = {"weight": 300, "height": 250, "travel_minutes": 600}
WAYS = ("dirt_road", "paved_road", "waterway")
LACKS = {
    "lacks_uniform": "เครื่องแบบ",
    "lacks_stationery": "เครื่องเขียน",
    "lacks_books": "แบบเรียน",
    "lacks_lunch": "อาหารกลางวัน",
}


def read_entry(row: Row, columns: Columns, school: School, today: date) -> Entry:
    """Everything a row says, with every problem it has by itself."""
    entry = Entry(row, columns)
    entry.judge_flags()
    if is_of_other_school(entry, school):
        entry.refuse("school_code", f"เป็นรหัสของโรงเรียนอื่น โรงเรียนนี้คือ {school.code}")
    entry.take("number", lambda text: values.read_number(text, entry.flag("number")))
    entry.take("code", lambda text: values.read_code(text, entry.flag("code")))
    entry.take("birth_date", lambda text: values.read_birth_date(text, today))
    entry.take("roll_number", values.read_roll_number, or_warn=True)
    _read_names(entry)
    _read_sex(entry)
    _read_class(entry)
    _read_particulars(entry)
    _read_home(entry)
    for person in PERSONS:
        _read_person(entry, person)
    _warn(entry, today)
    return entry


def is_of_other_school(entry: Entry, school: School) -> bool:
    """A row that names a school must name ours, by any of its codes; leading zeros may be lost."""
    code = re.sub(r"\s", "", arabic_digits(entry.text("school_code"))).lstrip("0")
    ours = (school.code, school.ministry_code, school.percode)
    return bool(code) and code.casefold() not in {one.lstrip("0").casefold() for one in ours if one}


def _read_names(entry: Entry) -> None:
    given = long_title(entry.text("title"))
    title, first = split_title(entry.text("first_name"))
    if given and title not in {"", given}:  # the title's own column knows better
        first = entry.text("first_name")
    last = entry.text("last_name")
    if "last_name" not in entry.columns.places:
        first, _, last = first.partition(" ")
    for name, text in (("title", given or title), ("first_name", first), ("last_name", last)):
        if len(text) > LONGEST:
            entry.refuse(name, f"ยาวเกิน {LONGEST} ตัวอักษร")
        elif text:
            entry.values[name] = text
    if not first and not entry.is_spoiled("first_name"):
        entry.refuse("first_name", "ไม่มีชื่อ")


def _read_sex(entry: Entry) -> None:
    text, by_title = entry.text("sex"), values.sex_of_title(entry.get("title"))
    sex = values.SEXES.get(text.casefold(), "") if text else by_title
    if text and not sex:
        entry.warn("sex", f"ไม่รู้จัก “{text}”")
    elif by_title and sex != by_title:
        entry.warn("sex", f"ไม่ตรงกับคำนำหน้า {entry.get('title')}")
    if sex:
        entry.values["sex"] = sex


def _read_class(entry: Entry) -> None:
    if not entry.text("level"):
        if not entry.is_spoiled("level"):
            entry.refuse("level", "ไม่มีชั้น")
        return
    try:
        level, room = parse_level(entry.text("level"))
    except ValueError as error:
        entry.refuse("level", str(error))
        return
    entry.values["level"] = level
    entry.keep("room", room)
    entry.take("room", lambda text: values.read_room(text, level) or room)  # goes over ป.4/2


def is_total(row: Row) -> bool:
    """The foot of a list, not a pupil: รวม 36 คน."""
    first, *others = [text.strip() for text in row.texts if text.strip()]
    return first.startswith("รวม") and all(TOTAL.fullmatch(one) for one in others)


def _read_particulars(entry: Entry) -> None:
    """What else DMC knows of a pupil: measures, kinds of need, the way to school."""
    for name, highest in AMOUNTS.items():
        entry.keep(name, values.read_amount(entry.text(name), highest))
    ways = [values.read_amount(entry.text(way), 300_000) for way in WAYS]
    entry.keep("distance_m", sum(int(way) for way in ways if way is not None) or None)
    blood = re.sub(r"[\s+.-]", "", entry.text("blood_group")).upper()
    entry.keep("blood_group", values.BLOOD_GROUPS.get(blood))
    lists = values.read_list
    entry.keep(
        "disabilities", lists(entry.text("disability"), DISABILITIES, DISABILITIES[NONE_OF_THEM])
    )
    disadvantage = entry.text("disadvantage")
    entry.keep("disadvantages", lists(disadvantage, DISADVANTAGES, DISADVANTAGES[NONE_OF_THEM]))
    lacking = [thing for name, thing in LACKS.items() if values.says_yes(entry.text(name))]
    entry.keep("shortages", lacking or None)
    english = f"{entry.text('first_name_en')} {entry.text('last_name_en')}".strip()
    entry.keep("english_name", english or None)
    entry.keep("hanging", values.says_yes(entry.text("hanging")) or None)


def _read_home(entry: Entry) -> None:
    for name in PLAIN_FIELDS:
        entry.keep(name, entry.text(name) or None)
    if values.NO_NUMBER.fullmatch(entry.get("house_no")):
        del entry.values["house_no"]
        entry.values["has_no_number"] = True
    for name in ("moo", "postcode"):
        entry.keep(name, arabic_digits(entry.text(name)) or None)
    entry.keep("phone", values.read_phone(entry.text("home_phone")) or None)
    if (boarding := entry.text("boarding")) and boarding.startswith("พัก"):
        entry.values["dormitory"] = boarding


def _read_person(entry: Entry, person: str) -> None:
    """A parent or guardian: only one with a first name counts."""
    title, first = split_title(entry.text(f"{person}_first"))
    if not first:
        return
    last = entry.text(f"{person}_last")
    if f"{person}_last" not in entry.columns.places:
        first, _, last = first.partition(" ")
    number = clean_id(entry.text(f"{person}_number"))
    entry.values[person] = {
        "title": long_title(entry.text(f"{person}_title")) or title,
        "first_name": first,
        "last_name": last,
        "relation": entry.text(f"{person}_relation"),
        "occupation": entry.text(f"{person}_job"),
        "income_month": values.read_amount(entry.text(f"{person}_income"), 9_999_999),
        "phone": values.read_phone(entry.text(f"{person}_phone")),
        "citizen_id": number if citizen_id_ok(number) else "",
    }


def _warn(entry: Entry, today: date) -> None:
    number, born = entry.get("number"), entry.get("birth_date", None)
    if id_kind(number) == "alien13" and not citizen_id_ok(number):
        entry.warn("number", "ตัวเลขหลักสุดท้ายไม่ตรงสูตรตรวจ กรุณาเทียบกับเอกสารตัวจริง")
    if born and not 2 <= (today - born).days // 365 <= 30:
        entry.warn("birth_date", "อายุไม่อยู่ในวัยเรียน กรุณาตรวจปีเกิด")
