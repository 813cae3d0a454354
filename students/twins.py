"""Who may be the same person twice: the same name and birth date, and no two 13-digit ids that
tell them apart. A hint, never a reason to refuse: namesakes born on one day exist.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from schoolcare.identity import id_kind
from schoolcare.text import search_key
from students.models import Identifier, Student
from students.models.people import StudentQuerySet

Sign = tuple[str, date]  # what two records of one person share
CHUNK = 900  # birthdays in one query; SQLite takes about a thousand values
SHOWN = 3
MAY_BE = "อาจซ้ำกับ"  # begins every hint


def sign_of(first_name: str, last_name: str, birth_date: date | None) -> Sign | None:
    """None without a name or a birth date: too little to go by."""
    if not first_name or birth_date is None:
        return None
    return search_key(f"{first_name} {last_name}"), birth_date


def likely_twins(pupils: StudentQuerySet, signs: Iterable[Sign]) -> dict[Sign, list[Student]]:
    """Those of `pupils` who carry one of the signs, each with `has_13_digits`.

    One query for 900 birthdays, none without a sign. Only the fields that `words` needs are read.
    """
    wanted = set(signs)
    days = sorted({day for _name, day in wanted})
    thirteen = Identifier.objects.filter(
        student=OuterRef("pk"), is_current=True, kind__in=Identifier.THIRTEEN_DIGITS
    )
    fields = ("code", "title", "first_name", "last_name", "birth_date", "status")
    found: dict[Sign, list[Student]] = defaultdict(list)
    for start in range(0, len(days), CHUNK):
        born = pupils.filter(birth_date__in=days[start : start + CHUNK]).only("school", *fields)
        for one in born.annotate(has_13_digits=Exists(thirteen)).order_by("pk"):
            sign = sign_of(one.first_name, one.last_name, one.birth_date)
            if sign in wanted and sign:
                found[sign].append(one)
    return found


def not_told_apart(twins: Iterable[Student], number: str) -> list[Student]:
    """Without those whose own 13-digit id shows that the one with `number` is somebody else."""
    if id_kind(number) not in Identifier.THIRTEEN_DIGITS:
        return list(twins)
    return [one for one in twins if not one.has_13_digits]  # type: ignore[attr-defined]


def words(twins: Sequence[Student]) -> str:
    """The hint without a name, which stands beside it anyway: อาจซ้ำกับนักเรียนรหัส 20001 …"""
    who = " และ".join(_who(one) for one in twins[:SHOWN])
    more = f" และอีก {len(twins) - SHOWN} คน" if len(twins) > SHOWN else ""
    return f"{MAY_BE}นักเรียน{who}{more} ชื่อและวันเกิดตรงกัน กรุณาตรวจก่อนบันทึก"


def _who(student: Student) -> str:
    code = f"รหัส {student.code}" if student.code else "ที่ยังไม่มีรหัส"
    is_here = student.status in Student.IN_SCHOOL
    return code if is_here else f"{code} ({student.get_status_display()})"
