"""SDQ as it is shown: three informants side by side, what changed since the round before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from students import sdq_scoring as scoring
from students.models import (
    Classroom,
    Enrolment,
    Informant,
    Score,
    ScreeningRound,
    SdqGroup,
    SdqResponse,
)

BADGES = {"normal": "ok", "risk": "warn", "problem": "bad", "strength": "ok", "none": "warn"}
COUNTED = ("normal", "risk", "problem")


@dataclass(frozen=True)
class Cell:
    """One score of one informant: the figure, its group, the change since the round before."""

    score: int | None
    group: str
    change: int | None = None

    @property
    def badge(self) -> str:
        return BADGES.get(self.group, "none")

    @property
    def word(self) -> str:
        return str(SdqGroup(self.group).label) if self.group else ""

    @property
    def change_text(self) -> str:
        if self.change is None:
            return ""
        return f"{self.change:+d}".replace("-", "−") if self.change else "เท่าเดิม"


@dataclass(frozen=True)
class ScoreRow:
    """One score of all three informants."""

    label: str
    cells: list[tuple[str, Cell | None]]  # by the informant's word; None: nobody has answered
    is_apart: bool


@dataclass
class PupilRow:
    """One pupil of a class with a sheet, or none, of each informant."""

    seat: Enrolment
    responses: dict[str, SdqResponse] = field(default_factory=dict)
    before: dict[str, SdqResponse] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[str, SdqResponse | None, Cell | None]]:
        found = []
        for informant in Informant.values:
            response = self.responses.get(informant)
            cell = cell_of(response, "total", self.before.get(informant)) if response else None
            found.append((informant, response, cell))
        return found

    @property
    def is_apart(self) -> bool:
        return scoring.are_apart(one.total_group for one in self.responses.values())


def cell_of(response: SdqResponse, name: str, before: SdqResponse | None) -> Cell:
    """A change is told only where both were judged by the same norms' scores: figures are alike."""
    now, then = response.scores.get(name), before.scores.get(name) if before else None
    change = now - then if now is not None and then is not None else None
    return Cell(now, response.groups.get(name, ""), change)


def score_rows(
    responses: Mapping[str, SdqResponse], before: Mapping[str, SdqResponse]
) -> list[ScoreRow]:
    """Every score of one pupil in one round, the informants in their order."""
    rows = []
    for name, label in Score.choices:
        cells: list[tuple[str, Cell | None]] = []
        for one, word in Informant.choices:
            now = responses.get(one)
            cells.append((str(word), cell_of(now, name, before.get(one)) if now else None))
        is_apart = scoring.are_apart(cell.group for _word, cell in cells if cell)
        rows.append(ScoreRow(label, cells, is_apart))
    return rows


def rows_of_class(round_: ScreeningRound, seats: Iterable[Enrolment]) -> list[PupilRow]:
    """The seats with their sheets of the round, and those of the latest round before. One query."""
    rows = {seat.student_id: PupilRow(seat) for seat in seats}
    earlier = Q(round__opens_on__lt=round_.opens_on, round__school=round_.school_id)
    asked = SdqResponse.objects.filter(Q(round=round_) | earlier, student__in=list(rows))
    for one in asked.select_related("round", "norm_set").order_by("round__opens_on", "round_id"):
        row = rows[one.student_id]
        place = row.responses if one.round_id == round_.pk else row.before
        place[one.informant] = one
    return list(rows.values())


def by_round(responses: Iterable[SdqResponse]) -> list[dict[str, Any]]:
    """Sheets of one pupil, a block a round, the newest first, each with the round before beside."""
    rounds: dict[int, dict[str, SdqResponse]] = defaultdict(dict)
    order: list[ScreeningRound] = []
    for one in sorted(responses, key=lambda one: (one.round.opens_on, one.round_id)):
        if one.round_id not in rounds:
            order.append(one.round)
        rounds[one.round_id][one.informant] = one
    blocks: list[dict[str, Any]] = []
    before: dict[str, SdqResponse] = {}
    for round_ in order:
        now = rounds[round_.pk]
        told = {one: now[one] for one in Informant.values if one in now}
        blocks.append({"round": round_, "responses": told, "rows": score_rows(now, before)})
        before = before | now
    return blocks[::-1]


def progress(rooms: Iterable[Classroom], round_: ScreeningRound) -> Iterator[dict[str, Any]]:
    """Each class with how many sheets of each informant are complete. One query."""
    seats = Enrolment.objects.on_roster().filter(classroom__in=[one.pk for one in rooms])
    here = Q(student__sdq_responses__round=round_, student__sdq_responses__is_complete=True)
    counts = {
        f"of_{one}": Count(
            "student__sdq_responses", here & Q(student__sdq_responses__informant=one), distinct=True
        )
        for one in Informant.values
    }
    grouped = (
        seats.order_by()
        .values("classroom")
        .annotate(pupils=Count("student", distinct=True), **counts)
    )
    found = {row["classroom"]: row for row in grouped}
    for room in rooms:
        row = found.get(room.pk, {})
        told = [(one, row.get(f"of_{one}", 0)) for one in Informant.values]
        yield {"room": room, "pupils": row.get("pupils", 0), "counts": told}


def totals(rows: Iterable[PupilRow]) -> list[tuple[str, list[int]]]:
    """For each informant how many are normal, at risk, a problem, and not assessed."""
    found = []
    kept = list(rows)
    for informant, label in Informant.choices:
        sheets = [row.responses[informant] for row in kept if informant in row.responses]
        groups = [one.total_group for one in sheets]
        counts = [groups.count(one) for one in COUNTED]
        found.append((label, [*counts, len(kept) - sum(counts)]))
    return found


def norm_sets(responses: Iterable[SdqResponse]) -> list[str]:
    """By which norms the results were judged, each once."""
    return sorted({str(one.norm_set) for one in responses})
