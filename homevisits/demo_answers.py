"""Believable invented answers for demo visits, drawn by the questions' own definition."""

import random

from homevisits.definition import OBEC, Definition, Item, Kind

LONG = {
    "concern": [
        "เป็นห่วงเรื่องการเดินทางกลับบ้านช่วงเย็น เพราะทางเปลี่ยวและน้ำท่วมบ่อย",
        "อยากให้ช่วยดูเรื่องการอ่าน ยังอ่านคำยาวไม่คล่อง",
        "เล่นโทรศัพท์ก่อนนอนทุกคืน ตื่นสาย",
        "ไม่มีข้อห่วงใย",
    ],
    "opinion_note": [
        "ควรส่งเสริมด้านกีฬา",
        "ควรช่วยเหลือค่าอาหารกลางวันและเครื่องแบบ",
        "ควรช่วยเสริมการอ่านหลังเลิกเรียน",
    ],
    "agreed_guardian": ["จะให้เข้านอนก่อนสามทุ่ม และเก็บโทรศัพท์ไว้นอกห้องนอน", "จะมารับหลังเรียนเสริมวันอังคาร"],
    "agreed_school": ["จะสอนอ่านเสริมสัปดาห์ละสองวัน", "จะเสนอชื่อขอรับทุนของโรงเรียน"],
}
TEXT = {
    "expenses_from": ["บิดา", "มารดา", "ยาย"],
    "guardian_education": ["ประถมศึกษาปีที่ 6", "มัธยมศึกษาปีที่ 3", "ไม่ได้เรียน"],
}
NUMBERS = {"together_hours": (1, 8), "pocket_money": (10, 40), "household_count": (3, 7)}
NUMBERS |= {"distance_km": (1, 16), "travel_minutes": (10, 40)}
COMMON = 0.12  # how often one of many ticks is set
ALWAYS = {"tenure", "informant", "electricity", "water", "internet"}


def written(draw: random.Random, definition: Definition, form: str = OBEC) -> dict[str, str]:
    """Texts and numbers under their item codes; many are left empty, as in life."""
    found = {}
    for item in definition.items(form):
        if item.code in LONG and draw.random() < 0.6:
            found[item.code] = draw.choice(LONG[item.code])
        elif item.code in TEXT and draw.random() < 0.7:
            found[item.code] = draw.choice(TEXT[item.code])
        elif item.code in NUMBERS:
            found[item.code] = str(draw.randint(*NUMBERS[item.code]))
    return found


def ticked(draw: random.Random, definition: Definition, form: str = OBEC) -> list[tuple[str, str]]:
    """(item, option) pairs; nothing that means danger."""
    found: list[tuple[str, str]] = []
    for item in definition.items(form):
        if not item.column:
            found += _ticks_of(draw, item)
    return found


def _ticks_of(draw: random.Random, item: Item) -> list[tuple[str, str]]:
    if item.code == "guardian_marks":
        return []  # every demo pupil has a guardian with a card
    safe = [one.code for one in item.options if not one.danger and one.code != "other"]
    if item.kind is Kind.CHOICE and safe and (item.code in ALWAYS or draw.random() < 0.8):
        return [(item.code, draw.choice(safe[:2]) if draw.random() < 0.7 else draw.choice(safe))]
    if item.kind is Kind.CHOICES:
        return [(item.code, code) for code in safe if draw.random() < COMMON]
    if item.kind is Kind.GRID:
        return [(f"{item.code}.{row.code}", draw.choice(safe[:2])) for row in item.rows]
    return []
