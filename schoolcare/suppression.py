"""Small counts that are not told outside a school, and others from which they could be worked out.

A table is told with its sums. A cell of 1 to 4 people may tell who is meant (care.md §6.4), so that
it is hidden; and as sums give away a cell that is hidden alone, as few people as possible are
hidden beside it. Zeros are told. Pure.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Sequence

FEWEST = 5
# What it costs more to hide an empty cell, and a sum that is known from elsewhere.
ZERO, KNOWN = 10**9, 10**12
Place = tuple[int, int]  # row and column; sums stand last


def with_sums(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with a sum at the end of each row, and a row of sums at its end."""
    told = [[*row, sum(row)] for row in rows]
    return [*told, [sum(column) for column in zip(*told, strict=True)]] if told else []


def hidden_cells(
    rows: Sequence[Sequence[int]],
    *,
    rows_known: bool = False,
    columns_known: bool = False,
    fewest: int = FEWEST,
) -> set[Place]:
    """Places that must not be told of a table and its sums (`with_sums`).

    Beside every cell from 1 to `fewest` - 1 others are hidden, until no sum of a row or column, nor
    several of them together, gives it away. Sums of rows or columns that are told elsewhere too
    (`rows_known`, `columns_known`) are hidden last.
    """
    table = with_sums(rows)
    small = {
        (at, column)
        for at, row in enumerate(table)
        for column, number in enumerate(row)
        if 0 < number < fewest
    }
    costs = _costs(table, rows_known=rows_known, columns_known=columns_known)
    hidden = set(small)
    while open_ones := small & _given_away(hidden):
        hidden |= _cheapest_way(costs, hidden, min(open_ones))
    return hidden


def told(number: int, place: Place, hidden: set[Place]) -> int | None:
    """The number, None where it is hidden."""
    return None if place in hidden else number


def _given_away(hidden: set[Place]) -> set[Place]:
    """Hidden cells that follow from the others: those on no circle of hidden cells.

    Rows and columns are ends, a hidden cell is the line between its two. Whoever stands alone at an
    end is found first, then lines whose two ends hang together in no other way.
    """
    left = set(hidden)
    alone: set[Place] = set()
    while lonely := _alone(left):
        left -= lonely
        alone |= lonely
    by_row, by_column = _ends(left)
    return alone | {cell for cell in left if not _is_joined(by_row, by_column, cell)}


def _alone(cells: set[Place]) -> set[Place]:
    rows, columns = Counter(row for row, _ in cells), Counter(column for _, column in cells)
    return {(row, column) for row, column in cells if rows[row] == 1 or columns[column] == 1}


Ends = dict[int, set[int]]


def _ends(cells: set[Place]) -> tuple[Ends, Ends]:
    """Columns by row, and rows by column."""
    by_row: Ends = defaultdict(set)
    by_column: Ends = defaultdict(set)
    for row, column in cells:
        by_row[row].add(column)
        by_column[column].add(row)
    return by_row, by_column


def _is_joined(by_row: Ends, by_column: Ends, cell: Place) -> bool:
    """Whether other cells lead from the row of `cell` to its column."""
    start, goal = cell
    todo = list(by_row[start] - {goal})
    rows, columns = {start}, {goal, *todo}
    while todo:
        for row in by_column[todo.pop()] - rows:
            if goal in by_row[row]:
                return True
            rows.add(row)
            found = by_row[row] - columns
            columns |= found
            todo += found
    return False


def _cheapest_way(costs: list[list[int]], hidden: set[Place], cell: Place) -> set[Place]:
    """The cells that close a circle with `cell` and tell of the fewest people."""
    start, goal = (0, cell[0]), (1, cell[1])
    best: dict[Place, int] = {start: 0}
    came: dict[Place, tuple[Place, Place]] = {}
    queue = [(0, start)]
    while queue:
        spent, here = heapq.heappop(queue)
        if here == goal:
            break
        if spent > best[here]:
            continue
        for there, by in _ways(costs, here):
            if by == cell:
                continue
            cost = spent + (0 if by in hidden else costs[by[0]][by[1]])
            if cost < best.get(there, cost + 1):
                best[there], came[there] = cost, (here, by)
                heapq.heappush(queue, (cost, there))
    way: set[Place] = set()
    while goal in came:
        goal, by = came[goal]
        way.add(by)
    return way


def _ways(costs: list[list[int]], here: Place) -> list[tuple[Place, Place]]:
    """From a row to every column, from a column to every row; by which cell."""
    kind, at = here
    if kind == 0:
        return [((1, column), (at, column)) for column in range(len(costs[0]))]
    return [((0, row), (row, at)) for row in range(len(costs))]


def _costs(table: list[list[int]], *, rows_known: bool, columns_known: bool) -> list[list[int]]:
    """What hiding each cell costs: the people it tells of, and what speaks against it."""
    costs = [[number or ZERO for number in row] for row in table]
    for row in costs if rows_known else ():
        row[-1] += KNOWN
    if costs and columns_known:
        costs[-1] = [cost + KNOWN for cost in costs[-1]]
    return costs
