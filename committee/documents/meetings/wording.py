"""How papers speak of a meeting: its body, its day, its people, and with whom one speaks."""

from committee.listing import count_of
from committee.models import Attendance, Meeting
from schoolcare.thai import thai_date_full, thai_time, thai_weekday

Duty = Attendance.Duty
# A body that is no committee has no กรรมการ: teachers, heads of schools, a meeting for improvement.
PLAIN_DUTIES = {Duty.CHAIR: "ประธาน", Duty.VICE: "รองประธาน", Duty.SECRETARY: "เลขานุการ"}
# What a monk is written instead (admin.md §4.3); the first that fits a place is taken.
TO_A_MONK = (
    ("ขอเรียนเชิญท่าน", "ขอนิมนต์พระคุณเจ้า"),
    ("ขอเชิญท่าน", "ขอนิมนต์พระคุณเจ้า"),
    ("หากท่าน", "หากพระคุณเจ้า"),
    ("ขอเรียนเชิญ", "ขอนิมนต์"),
    ("ขอเชิญ", "ขอนิมนต์"),
    ("เชิญประชุม", "นิมนต์ประชุม"),
    ("จึงเรียนมา", "จึงนมัสการมา"),
)
# How a letter to a monk closes. Which rank somebody has, a name does not tell: who prints says it.
# That ranks differ is admin.md §4.3; how, is general knowledge.
CLOSINGS = {
    "": "ขอนมัสการด้วยความเคารพ",
    "high": "ขอนมัสการด้วยความเคารพอย่างสูง",
    "highest": "ขอนมัสการด้วยความเคารพอย่างยิ่ง",
}


def gathering(meeting: Meeting) -> str:
    """ประชุมคณะกรรมการ... of this school or office; the body as it is called, said once."""
    body = meeting.body.removeprefix("การ").removeprefix("ประชุม").strip()
    own = meeting.office.full_name
    return f"ประชุม{body}" if own in body else f"ประชุม{body} {own}"


def short_gathering(meeting: Meeting) -> str:
    """The same where the school or office stands above already."""
    own = meeting.office.full_name
    return gathering(meeting).removesuffix(own).strip()


def numbered(meeting: Meeting) -> str:
    return f"ครั้งที่ {meeting.numbered}"


def day_of(meeting: Meeting) -> str:
    """วันศุกร์ที่ 4 ธันวาคม 2569"""
    return f"{thai_weekday(meeting.held_on)}ที่ {thai_date_full(meeting.held_on)}"


def time_of(meeting: Meeting) -> str:
    """09.30 น., as papers write it (admin.md §4.6)."""
    return thai_time(meeting.starts_at, separator=".")


def place_of(meeting: Meeting) -> str:
    """ณ ห้องประชุมพวงแสด, whether ณ was typed or not."""
    return f"ณ {meeting.place.removeprefix('ณ ')}"


def invitation_words(meeting: Meeting) -> str:
    """A short invitation for LINE: no matters of the agenda, which may name a pupil."""
    office = meeting.office
    phone = [f"โทร. {office.phone}"] if office.phone else []
    lines = [
        f"ขอเชิญ{short_gathering(meeting)} {numbered(meeting)}",
        f"{day_of(meeting)} เวลา {time_of(meeting)}",
        place_of(meeting),
        " ".join([office.full_name, *phone]),
    ]
    return "\n".join(lines)


def duty_of(person: Attendance, meeting: Meeting) -> str:
    """What the person is in this body: กรรมการ only where the body is a committee."""
    duty = Duty(person.duty)
    if duty == Duty.GUEST:
        return ""
    return str(duty.label) if "กรรมการ" in meeting.body else PLAIN_DUTIES.get(duty, "")


def counted(people: list[Attendance]) -> str:
    """13 คน 2 รูป: monks are counted apart; "" for nobody."""
    monks = sum(one.is_monk for one in people)
    return count_of(len(people) - monks, monks) if people else ""


def for_a_monk(text: str) -> str:
    """A letter's text in the words that are due to a monk."""
    for usual, due in TO_A_MONK:
        text = text.replace(usual, due)
    return text
