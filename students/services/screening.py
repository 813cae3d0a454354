"""Results of screening: written for one pupil or many at once, rolled up, told on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schoolcare import audit, registry
from schoolcare.models import User
from schoolcare.registry import Danger
from schoolcare.thai import thai_date
from students.models import (
    Aspect,
    AspectResult,
    Classroom,
    Enrolment,
    Screening,
    ScreeningRound,
)
from students.models.danger import is_closed, joined, keep_own_words, own_words
from students.models.screening import worst
from students.models.screening_forms import SEVERITY, Level
from students.services.screening_answers import (
    MOST_REMARK,
    MOST_WHOLE_REMARK,
    Answer,
    normal,
    refusals,
    settled,
    with_hint,
)
from students.services.screening_hints import hints_for

CLOSED = "รอบนี้ปิดแล้ว จึงยังไม่ได้บันทึก สิ่งที่กรอกยังอยู่ครบ ขอให้หัวหน้างานระบบดูแลเปิดรอบอีกครั้ง แล้วกดบันทึก"
NO_SEAT = "มีนักเรียนที่ไม่ได้อยู่ในห้องเรียนของปีการศึกษานี้แล้ว จึงยังไม่ได้บันทึก"
KEPT = ("level", "remark", "reason", "hint_level", "hint_source")
Ticks = AspectResult.criteria.through

Answers = Mapping[int, Mapping[int, Answer]]  # pupil, aspect


@dataclass
class Batch:
    """One save: what stands already, and what is to be written."""

    round: ScreeningRound
    by: User
    aspects: dict[int, Aspect]
    screenings: dict[int, Screening] = field(default_factory=dict)  # by pupil
    results: dict[tuple[int, int], AspectResult] = field(default_factory=dict)  # screening, aspect
    ticks: dict[int, set[int]] = field(default_factory=dict)  # by result, as saved before
    touched: dict[int, list[str]] = field(default_factory=dict)  # by screening: codes of aspects
    dangers: dict[int, list[str]] = field(default_factory=dict)  # by screening: words


def aspects_of(round_: ScreeningRound) -> list[Aspect]:
    """What the round asks, each with its criteria."""
    return list(round_.template.aspects.prefetch_related("criteria"))


@transaction.atomic
def save_results(
    round_: ScreeningRound,
    answers: Answers,
    *,
    by: User,
    on: date | None = None,
    remarks: Mapping[int, str] | None = None,
    only_empty: bool = False,
) -> dict[int, Screening]:
    """Write answers of pupils, whatever is not named stays; gives each pupil's screening.

    A level that got worse asks for a new action. A tick of danger that was not there is told at
    once. With `only_empty` nothing that has an answer is touched. A fixed number of queries, but
    for dangers. Raises ValidationError: closed round, day outside it, an answer that does not hold.
    """
    _check_round(round_, on)
    batch = Batch(round_, by, {one.pk: one for one in aspects_of(round_)})
    _check_answers(batch, answers)
    _find_screenings(batch, list(answers), on)
    _find_results(batch)
    _write(batch, answers, only_empty=only_empty)
    _roll_up(batch, on, remarks or {})
    _record(batch, answers)
    _tell(batch)
    return batch.screenings


def _check_round(round_: ScreeningRound, on: date | None) -> None:
    if ScreeningRound.objects.filter(pk=round_.pk).exclude(closed_at=None).exists():
        raise ValidationError(CLOSED)
    if on is not None and not round_.opens_on <= on <= round_.closes_on:
        raise ValidationError({"screened_on": outside(round_)})


def outside(round_: ScreeningRound) -> str:
    return f"วันที่ต้องอยู่ในรอบ ({thai_date(round_.opens_on)} – {thai_date(round_.closes_on)})"


def _check_answers(batch: Batch, answers: Answers) -> None:
    for own in answers.values():
        for key, answer in own.items():
            aspect = batch.aspects.get(key)
            wrong = refusals(aspect, answer) if aspect else {"": "ด้านนี้ไม่ได้อยู่ในแบบของรอบ"}
            if wrong:
                name = aspect.name if aspect else ""
                raise ValidationError(" ".join([name, *wrong.values()]).strip())


def _find_screenings(batch: Batch, pupils: list[int], on: date | None) -> None:
    """Each pupil's screening, locked; made where there is none."""
    round_ = batch.round
    seats = Enrolment.objects.filter(
        student__in=pupils, year=round_.term.year, ends_on=None, classroom__school=round_.school_id
    )
    rooms = dict(seats.values_list("student_id", "classroom_id"))
    there = Screening.objects.filter(round=round_, student__in=pupils)
    found = set(there.values_list("student_id", flat=True))
    new = [pk for pk in pupils if pk not in found]
    if not set(new) <= set(rooms):
        raise ValidationError(NO_SEAT)
    day = on or round_.nearest(timezone.localdate())
    Screening.objects.bulk_create(
        [
            Screening(
                round=round_,
                student_id=pk,
                classroom_id=rooms[pk],
                screened_on=day,
                screened_by=batch.by,
            )
            for pk in new
        ],
        ignore_conflicts=True,  # somebody else may have made it just now
    )
    rows = Screening.objects.filter(round=round_, student__in=pupils).select_related("student")
    rows = rows.annotate(is_closed=is_closed(batch.by, "screening"))
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    batch.screenings = {one.student_id: one for one in locked}
    batch.touched = {batch.screenings[pk].pk: [] for pk in new}


def _find_results(batch: Batch) -> None:
    keys = [one.pk for one in batch.screenings.values()]
    found = AspectResult.objects.filter(screening__in=keys).seen_by(batch.by).order_by()
    batch.results = {(one.screening_id, one.aspect_id): one for one in found}
    ticks: dict[int, set[int]] = defaultdict(set)
    rows = Ticks.objects.filter(aspectresult__screening__in=keys)
    for result, criterion in rows.values_list("aspectresult_id", "criterion_id"):
        ticks[result].add(criterion)
    batch.ticks = ticks


def _write(batch: Batch, answers: Answers, *, only_empty: bool) -> None:
    """Results and their ticks, in bulk."""
    made: list[AspectResult] = []
    changed: list[AspectResult] = []
    wanted: list[tuple[AspectResult, frozenset[int]]] = []
    for pupil, own in answers.items():
        screening = batch.screenings[pupil]
        for key, typed in own.items():
            result = batch.results.get((screening.pk, key))
            answer = _with_hidden(batch, result, typed) if result else typed
            if result is None:
                result = AspectResult(screening=screening, aspect_id=key)
                batch.results[screening.pk, key] = result
                made.append(result)
                _keep_words(batch, result, typed)
            elif only_empty:
                continue
            elif _keep_words(batch, result, typed) or not _is_same(batch, result, answer):
                changed.append(result)
            else:
                continue
            _fill(result, answer)
            wanted.append((result, answer.criteria))
            batch.touched.setdefault(screening.pk, []).append(batch.aspects[key].code)
            _note_danger(batch, result, answer)
    AspectResult.objects.bulk_create(made)
    AspectResult.objects.bulk_update(changed, [*KEPT, "own_words", "action"])
    _tick(batch, wanted)


def _with_hidden(batch: Batch, result: AspectResult, answer: Answer) -> Answer:
    """An answer of whom the alert excludes keeps what is hidden from them: ticks, words, level."""
    if not result.is_veiled:  # type: ignore[attr-defined]
        return answer
    aspect = batch.aspects[result.aspect_id]
    dangers = {one.pk for one in aspect.criteria.all() if one.is_danger}
    hidden = dangers & batch.ticks.get(result.pk, set())
    mine = own_words(result, batch.by)
    remark = joined(result.remark, mine, answer.remark)[:MOST_REMARK]
    kept = {name: getattr(result, name) for name in ("reason", "hint_level", "hint_source")}
    level = "" if answer.level == aspect.levels[0] else answer.level
    ticks = answer.criteria | hidden
    return settled(aspect, Answer(level=level, criteria=ticks, remark=remark, **kept))


def _keep_words(batch: Batch, result: AspectResult, typed: Answer) -> bool:
    """Note what was typed as the words of who typed it; gives whether any of it is new."""
    is_hidden = bool(getattr(result, "is_veiled", False))
    texts = {"remark": typed.remark, "reason": typed.reason}
    new = [
        keep_own_words(result, batch.by, name, text, is_hidden=is_hidden)
        for name, text in texts.items()
    ]
    return any(new)


def _is_same(batch: Batch, result: AspectResult, answer: Answer) -> bool:
    same = all(getattr(result, name) == getattr(answer, name) for name in KEPT)
    return same and batch.ticks.get(result.pk, set()) == answer.criteria


def _fill(result: AspectResult, answer: Answer) -> None:
    if result.pk and is_worse(answer.level, result.level):
        result.action = None
    for name in KEPT:
        setattr(result, name, getattr(answer, name))


def is_worse(level: str, before: str) -> bool:
    graded = level in SEVERITY and before in SEVERITY
    return graded and SEVERITY.index(Level(level)) > SEVERITY.index(Level(before))


def _note_danger(batch: Batch, result: AspectResult, answer: Answer) -> None:
    before = batch.ticks.get(result.pk, set()) if result.pk else set()
    words = [
        one.text
        for one in batch.aspects[result.aspect_id].criteria.all()
        if one.is_danger and one.pk in answer.criteria and one.pk not in before
    ]
    if words:
        batch.dangers.setdefault(result.screening_id, []).extend(words)


def _tick(batch: Batch, wanted: Iterable[tuple[AspectResult, frozenset[int]]]) -> None:
    """The criteria of each result are exactly those."""
    some = list(wanted)
    old = [result.pk for result, _criteria in some if batch.ticks.get(result.pk)]
    if old:
        Ticks.objects.filter(aspectresult__in=old).delete()
    Ticks.objects.bulk_create(
        Ticks(aspectresult_id=result.pk, criterion_id=one)
        for result, criteria in some
        for one in sorted(criteria)
    )


def _roll_up(batch: Batch, on: date | None, remarks: Mapping[int, str]) -> None:
    """Group and flag of what was touched; day and remark where they were given."""
    levels: dict[int, dict[int, str]] = defaultdict(dict)
    for (key, aspect), result in batch.results.items():
        levels[key][aspect] = result.level
    special = {key for key, one in batch.aspects.items() if one.makes_special}
    changed = []
    for pupil, screening in batch.screenings.items():
        own = levels[screening.pk]
        is_new = pupil in remarks and _remark(screening, remarks[pupil], batch.by)
        is_new |= on not in {None, screening.screened_on}
        if screening.pk not in batch.touched and not is_new:
            continue
        screening.screened_on = on or screening.screened_on
        batch.touched.setdefault(screening.pk, [])
        screening.group = worst(own.values()) if set(batch.aspects) <= set(own) else ""
        screening.is_special = any(own.get(key) == Level.HAS for key in special)
        screening.version += 1
        screening.updated_at = timezone.now()
        changed.append(screening)
    written = ["group", "is_special", "screened_on", "remark", "own_words", "version", "updated_at"]
    Screening.objects.bulk_update(changed, written)


def _remark(screening: Screening, text: str, by: User) -> bool:
    """Write the remark on the whole as `by` left it on their page; gives whether it is new."""
    is_hidden, mine = screening.is_closed, own_words(screening, by)  # type: ignore[attr-defined]
    is_new = keep_own_words(screening, by, "remark", text, is_hidden=is_hidden)
    whole = joined(screening.remark, mine, text) if is_hidden else text
    screening.remark = whole[:MOST_WHOLE_REMARK]
    return is_new


def _record(batch: Batch, answers: Answers) -> None:
    """One event: of one pupil by name of the record, of many with their list."""
    touched = {pupil: one for pupil, one in batch.screenings.items() if one.pk in batch.touched}
    school = batch.round.school_id
    if len(answers) == 1:
        for pupil, one in touched.items():
            codes = batch.touched[one.pk]
            audit.record(
                *("screening.save", one),
                by=batch.by,
                school_id=school,
                pupil_id=pupil,
                aspects=codes,
            )
    elif touched:
        pupils = sorted(touched)
        count = sum(len(codes) for codes in batch.touched.values())
        audit.record(
            *("screening_class.save", batch.round),
            by=batch.by,
            school_id=school,
            pupils=pupils,
            results=count,
        )


def _tell(batch: Batch) -> None:
    by_key: dict[int, Screening] = {one.pk: one for one in batch.screenings.values()}
    for key, words in batch.dangers.items():
        danger = Danger(by_key[key].student, f"screening:{key}", tuple(words), batch.by)
        for listener in registry.dangers:
            listener(danger)


def set_normal(
    round_: ScreeningRound, classroom: Classroom, *, by: User, on: date | None = None
) -> int:
    """ปกติ and ไม่มี for whatever has no answer yet in a class; gives how many answers that were.

    What other records say otherwise waits for the teacher.
    """
    seats = classroom.enrolments.on_roster().order_by()
    pupils = list(seats.values_list("student_id", flat=True))
    aspects = aspects_of(round_)
    said = hints_for(round_, pupils, aspects)
    answered = AspectResult.objects.filter(screening__round=round_, screening__student__in=pupils)
    taken = set(answered.order_by().values_list("screening__student_id", "aspect_id"))
    answers: dict[int, dict[int, Answer]] = defaultdict(dict)
    for pupil in pupils:
        for aspect in aspects:
            answer = with_hint(normal(aspect), said.get((pupil, aspect.pk)))
            is_free = (pupil, aspect.pk) not in taken
            if is_free and answer.hint_level in {"", answer.level}:
                answers[pupil][aspect.pk] = answer
    if not answers:
        return 0
    save_results(round_, answers, by=by, on=on, only_empty=True)
    return sum(len(own) for own in answers.values())
