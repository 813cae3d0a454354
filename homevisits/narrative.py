"""What a visit found, told in sentences for the pack of a class.

Sensitive items (health, safety, behaviour, incomes) and whatever means danger are not told: a pack
passes through many hands (care.md §3.3).
"""

from homevisits.definition import definition_of
from homevisits.models import HomeVisit
from homevisits.paper import VisitPaper
from schoolcare.thai import thai_date

WHERE = {
    "home": "เยี่ยมที่บ้าน",
    "remote": "พูดคุยทางโทรศัพท์หรือวิดีโอ",
    "met": "พบผู้ปกครองที่โรงเรียนหรือหอพัก",
}
LIVES = {
    "parents": "อยู่กับพ่อแม่",
    "relatives": "อยู่กับญาติ",
    "alone": "อยู่ตามลำพัง",
    "patron": "อยู่กับผู้อุปการะหรือนายจ้าง",
    "institution": "อยู่ในครัวเรือนสถาบัน",
}
TENURE = {
    "own": "อยู่บ้านของตนเอง",
    "rent": "อยู่บ้านเช่า",
    "others": "อาศัยอยู่กับผู้อื่น",
    "dormitory": "พักหอพัก",
}
TRAVEL = {
    "parent": "ผู้ปกครองมาส่ง",
    "bus": "มาโรงเรียนด้วยรถโดยสารประจำทาง",
    "motorcycle": "มาโรงเรียนด้วยรถจักรยานยนต์",
    "school_bus": "มาโรงเรียนด้วยรถโรงเรียน",
    "car": "มาโรงเรียนด้วยรถยนต์",
    "bicycle": "ขี่จักรยานมาโรงเรียน",
    "walk": "เดินมาโรงเรียน",
}
HELP = {"learning": "ด้านการเรียน", "behaviour": "ด้านพฤติกรรม", "money": "ด้านเศรษฐกิจ"}
OPINION = {
    "normal": "ผู้เยี่ยมเห็นว่าปกติ",
    "promote": "ผู้เยี่ยมเห็นว่าควรส่งเสริม",
    "help": "ผู้เยี่ยมเห็นว่าควรช่วยเหลือ",
}


def paragraph(visit: HomeVisit, form: str) -> str:
    """Sentences about a visit that took place; its ticks must be at hand (one query if not)."""
    definition = definition_of(visit.definition)
    ticks = frozenset((one.item, one.option) for one in visit.ticks.all() if not one.is_danger)
    paper = VisitPaper(definition, form, visit.answers, ticks, with_danger=False)
    told = [_met, _home, _travel, _wishes, _opinion, _agreed, _followed]
    return " ".join(sentence for one in told if (sentence := one(visit, paper)))


def _picked(paper: VisitPaper, code: str, words: dict[str, str]) -> list[str]:
    """Words of the ticked options, and what somebody wrote beside อื่น ๆ."""
    chosen = [option for item, option in sorted(paper.ticks) if item == code]
    found = [words[option] for option in chosen if option in words]
    other = paper.other(paper.definition.item(code)) if "other" in chosen else ""
    return [*found, other] if other else found


def _met(visit: HomeVisit, paper: VisitPaper) -> str:
    on = f"เมื่อวันที่ {thai_date(visit.visited_on)}" if visit.visited_on else ""
    named = paper.text("guardian_name")
    relation = paper.text("guardian_relation")
    guardian = f"ผู้ปกครองคือ{named}{f' ({relation})' if relation else ''}" if named else ""
    return " ".join(part for part in (f"{WHERE[visit.mode]}{on}", guardian) if part)


def _home(visit: HomeVisit, paper: VisitPaper) -> str:
    count = paper.text("household_count")
    parts = _picked(paper, "lives_with", LIVES) + _picked(paper, "tenure", TENURE)
    parts += [f"มีสมาชิกในครัวเรือน {count} คน"] if count and count != "0" else []
    return f"นักเรียน{' '.join(parts)}" if parts else ""


def _travel(visit: HomeVisit, paper: VisitPaper) -> str:
    parts = _picked(paper, "travel_mode", TRAVEL)
    if distance := paper.text("distance_km"):
        parts.append(f"ระยะทางไปกลับ {distance} กิโลเมตร")
    spent = [("travel_hours", "ชั่วโมง"), ("travel_minutes", "นาที")]
    spent = [f"{paper.text(code)} {unit}" for code, unit in spent if paper.text(code)]
    return " ".join([*parts, *(["ใช้เวลา", *spent] if spent else [])])


def _wishes(visit: HomeVisit, paper: VisitPaper) -> str:
    concern = paper.text("concern").strip()
    wanted = _picked(paper, "help_wanted", HELP)
    parts = [f"ผู้ปกครองบอกว่า “{concern}”"] if concern else []
    return " ".join([*parts, *([f"อยากให้โรงเรียนช่วย{' '.join(wanted)}"] if wanted else [])])


def _opinion(visit: HomeVisit, paper: VisitPaper) -> str:
    note = paper.text("opinion_note").strip()
    return " ".join([*_picked(paper, "opinion", OPINION), *([note] if note else [])])


def _agreed(visit: HomeVisit, paper: VisitPaper) -> str:
    sides = [("ผู้ปกครอง", paper.text("agreed_guardian")), ("โรงเรียน", paper.text("agreed_school"))]
    agreed = [f"{who}{_will(text)}" for who, text in sides if text.strip()]
    return f"ตกลงร่วมกันว่า {' และ'.join(agreed)}" if agreed else ""


def _will(text: str) -> str:
    """จะ… once, whether or not somebody wrote it again after ผู้ปกครองจะ."""
    text = text.strip()
    return text if text.startswith("จะ") else f"จะ{text}"


def _followed(visit: HomeVisit, paper: VisitPaper) -> str:
    on, what = visit.answers.get("follow_up_on", ""), paper.text("follow_up_what")
    return f"นัดติดตามวันที่ {paper.text('follow_up_on')} {what}".strip() if on else ""
