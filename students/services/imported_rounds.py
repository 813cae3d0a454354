"""The round of a term that a file belongs to, made on the legal dates where there is none."""

from django.core.exceptions import ValidationError
from django.db import transaction

from schoolcare import audit
from schoolcare.models import School, Term, User
from schoolcare.thai import legal_term_dates
from students.models import ScreeningRound
from students.services.screening_rounds import usual_form


def round_of_term(school: School, year: int, semester: int) -> ScreeningRound | None:
    """The newest of the term."""
    rounds = ScreeningRound.objects.of_place(school, year).filter(term__semester=semester)
    return rounds.order_by("-number").first()


@transaction.atomic
def ensure_round(school: School, year: int, semester: int, *, by: User | None) -> ScreeningRound:
    """The newest round of the term; else the first one, over the whole of it.

    ระเบียบ ศธ. ว่าด้วยปีการศึกษา การเปิดและปิดสถานศึกษา พ.ศ. 2549 ข้อ 7. Raises ValidationError for a
    term that has no legal dates.
    """
    found = round_of_term(school, year, semester)
    if found is not None:
        return found
    term = _ensure_term(school, year, semester, by=by)
    made = ScreeningRound.objects.create(
        school=school,
        term=term,
        number=1,
        template=usual_form(school),
        opens_on=term.starts_on,
        closes_on=term.ends_on,
        created_by=by,
    )
    audit.record("screening_round.create", made, by=by, school_id=school.pk, term=str(term))
    return made


def planned_round(school: School, year: int, semester: int) -> ScreeningRound:
    """What `ensure_round` would give; a new one is not saved, nor is its term."""
    found = round_of_term(school, year, semester)
    if found is not None:
        return found
    term = Term.objects.filter(school=school, year=year, semester=semester).first()
    starts_on, ends_on = (term.starts_on, term.ends_on) if term else _legal_dates(year, semester)
    return ScreeningRound(school=school, opens_on=starts_on, closes_on=ends_on)


def _ensure_term(school: School, year: int, semester: int, *, by: User | None) -> Term:
    term = Term.objects.filter(school=school, year=year, semester=semester).first()
    if term is not None:
        return term
    starts_on, ends_on = _legal_dates(year, semester)
    days = {"starts_on": starts_on, "ends_on": ends_on}
    term = Term.objects.create(school=school, year=year, semester=semester, **days)
    audit.record("term.create", term, by=by, school_id=school.pk, year=year)
    return term


def _legal_dates(year: int, semester: int) -> tuple:
    dates = legal_term_dates(year)
    if semester > len(dates):
        raise ValidationError(f"ยังไม่มีภาคเรียนที่ {semester}/{year} ให้ผู้ดูแลระบบของโรงเรียนเพิ่มก่อน")
    return dates[semester - 1]
