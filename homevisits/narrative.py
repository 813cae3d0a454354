"""A visit told in sentences, as a teacher writes them for the director.

Only what is named here is told; what the definition marks as sensitive or as danger never is, nor
are the words written beside it. The income per head is the one figure of the household that the
paragraph is asked to give.
"""

from dataclasses import dataclass
from functools import cached_property

from homevisits.definition import Definition, Item, Kind, definition_of
from homevisits.models import HomeVisit
from homevisits.paper import money, plain_number
from schoolcare.thai import thai_date

MODES = {"home": "เยี่ยมที่บ้าน", "remote": "พูดคุยทางโทรศัพท์หรือวิดีโอ", "met": "พบที่โรงเรียนหรือหอพัก"}
LIVING = {
    "parents": "นักเรียนอาศัยอยู่กับบิดามารดา",
    "relatives": "นักเรียนอาศัยอยู่กับญาติ",
    "alone": "นักเรียนอาศัยอยู่ลำพัง",
    "patron": "นักเรียนอาศัยอยู่กับผู้อุปการะหรือนายจ้าง",
    "institution": "นักเรียนพักอยู่ในสถานที่รับดูแล",
}
TENURE = {
    "own": "พักอาศัยในบ้านของตนเอง",
    "rent": "พักอาศัยในบ้านเช่า",
    "others": "พักอาศัยในบ้านของผู้อื่น",
    "dormitory": "พักอาศัยในหอพัก",
}
DWELLING = {"run_down": "สภาพบ้านทรุดโทรมหรือทำจากวัสดุพื้นบ้าน", "no_toilet": "ไม่มีห้องส้วมในที่อยู่อาศัย"}
TRAVEL = {
    "parent": "ผู้ปกครองมาส่งที่โรงเรียน",
    "walk": "นักเรียนเดินมาโรงเรียน",
}
SHORT_FORM = {
    "home_condition": "สภาพบ้านและบริเวณบ้าน",
    "community": "สภาพชุมชนรอบบ้าน",
    "family_bond": "ความสัมพันธ์ในครอบครัว",
    "family_attention": "การเอาใจใส่ของครอบครัว",
}


@dataclass(frozen=True)
class Told:
    """What may be told of a visit: sensitive items and danger options read as not answered."""

    visit: HomeVisit
    form: str

    @cached_property
    def definition(self) -> Definition:
        return definition_of(self.visit.definition)

    @cached_property
    def items(self) -> dict[str, Item]:
        return {one.code: one for one in self.definition.items(self.form) if not one.sensitive}

    @cached_property
    def ticks(self) -> set[tuple[str, str]]:
        rows = {(one.item, one.option) for one in self.visit.ticks.all() if not one.is_danger}
        return rows - self.definition.danger_options

    def text(self, code: str) -> str:
        """The written answer on one line; numbers with commas."""
        item = self.items.get(code)
        words = " ".join(str(self.visit.answers.get(code, "")).split()) if item else ""
        numbers = item is not None and item.kind in (Kind.NUMBER, Kind.MONEY)
        return plain_number(words) if numbers else words

    def chosen(self, code: str) -> list[tuple[str, str]]:
        """(option, words) of what is ticked; for อื่น ๆ the words beside it, else nothing."""
        if not (item := self.items.get(code)):
            return []
        other = self.visit.answers.get(item.other_code, "") if item.other_code else ""
        pairs = [
            (one.code, other if one.code == "other" else one.label)
            for one in item.options
            if (item.code, one.code) in self.ticks
        ]
        return [(option, words) for option, words in pairs if words]


def paragraph(visit: HomeVisit, form: str) -> str:
    """The sentences of one visit under a round's form; without what is sensitive or danger."""
    told = Told(visit, form)
    tellers = (meeting, living, dwelling, income, travel, chores, wishes, agreements, follow_up)
    return " ".join(sentence for teller in tellers for sentence in teller(told) if sentence)


def meeting(told: Told) -> list[str]:
    visit = told.visit
    day = f"เมื่อวันที่ {thai_date(visit.visited_on)}" if visit.visited_on else ""
    said = [f"{MODES.get(visit.mode, '')}{day}"]
    for option, words in told.chosen("informant"):
        said.append(words if option == "pupil" else f"ผู้ให้ข้อมูลคือ{words}")
    return said


def living(told: Told) -> list[str]:
    said = [LIVING.get(option, "") for option, _words in told.chosen("lives_with")]
    relation, work = told.text("guardian_relation"), told.text("guardian_occupation")
    if relation:
        job = f" อาชีพ{work.removeprefix('อาชีพ')}" if work else ""
        said.append(f"มี{relation}เป็นผู้ปกครอง{job}")
    if count := told.text("household_count"):
        said.append(f"สมาชิกในครัวเรือนรวม {count} คน")
    return said


def dwelling(told: Told) -> list[str]:
    said = []
    for option, words in told.chosen("tenure"):
        rent = told.text("rent") if option == "rent" else ""
        said.append(TENURE.get(option, words) + (f" ค่าเช่าเดือนละ {rent} บาท" if rent else ""))
    said += [DWELLING.get(option, words) for option, words in told.chosen("dwelling")]
    for code, subject in SHORT_FORM.items():
        said += [f"{subject}{words}" for _option, words in told.chosen(code)]
    return said


def income(told: Told) -> list[str]:
    amount = money(told.visit.income_per_head)
    return [f"ครอบครัวมีรายได้เฉลี่ยคนละ {amount} บาทต่อเดือน"] if amount else []


def travel(told: Told) -> list[str]:
    said = [
        TRAVEL.get(option, f"นักเรียนเดินทางมาโรงเรียนโดย{words}")
        for option, words in told.chosen("travel_mode")
    ]
    units = {"travel_hours": "ชั่วโมง", "travel_minutes": "นาที"}
    spent = [f"{told.text(code)} {unit}" for code, unit in units.items() if told.text(code)]
    spent = [one for one in spent if not one.startswith("0 ")]
    if distance := told.text("distance_km"):
        said.append(f"ระยะทางไป/กลับ {distance} กิโลเมตร")
    return [*said, f"ใช้เวลา {' '.join(spent)}"] if spent else said


def chores(told: Told) -> list[str]:
    words = [words for _option, words in told.chosen("chores")]
    return [f"ภาระงานที่บ้านคือ{joined(words)}"] if words else []


def wishes(told: Told) -> list[str]:
    said = []
    if words := told.text("concern"):
        said.append(f"ผู้ปกครองบอกว่า “{words}”")
    if wanted := [words for _option, words in told.chosen("help_wanted")]:
        said.append(f"ผู้ปกครองต้องการให้โรงเรียนช่วยเหลือ{joined(wanted)}")
    return said


def agreements(told: Told) -> list[str]:
    who = {"agreed_guardian": "ผู้ปกครองจะ", "agreed_school": "โรงเรียนจะ"}
    return [
        f"{start}{told.text(code).removeprefix(start).removeprefix('จะ')}"
        for code, start in who.items()
        if told.text(code)
    ]


def follow_up(told: Told) -> list[str]:
    return [
        f"นัดติดตามเรื่อง{one.what.removeprefix('เรื่อง')} วันที่ {thai_date(one.due_on)}"
        for one in told.visit.follow_ups.all()
    ]


def joined(words: list[str]) -> str:
    """ก / กและข / ก ข และค"""
    if len(words) < 2:
        return "".join(words)
    return f"{' '.join(words[:-1])} และ{words[-1]}"
