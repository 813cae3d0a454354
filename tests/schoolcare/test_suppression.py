"""Small cells of a table with sums, and what must be hidden beside them."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolcare.suppression import hidden_cells, told, with_sums

TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 8), min_size=width, max_size=width), min_size=1, max_size=3
    )
)


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ([], set()),
        ([[0, 0]], set()),
        ([[5, 7], [9, 6]], set()),
        # One small cell: three more close the circle, those of fewest people.
        ([[3, 20], [30, 6]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
        # The row of sums goes before a large school's figures do.
        ([[3, 20]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
    ],
)
def test_hidden(rows, hidden):
    assert hidden_cells(rows) == hidden


def test_of_a_school_below_five_nothing_is_told():
    assert {(0, 0), (0, 1), (0, 2)} < hidden_cells([[1, 2], [40, 40], [30, 30]])


def test_sums_that_are_told_elsewhere_stay():
    rows = [[3, 0], [9, 8], [7, 0]]

    by_row = hidden_cells(rows, rows_known=True)
    by_column = hidden_cells(rows, columns_known=True)

    assert {column for row, column in by_row if row > 0} == {0, 1, 2}  # the small row needs one
    assert {row for row, _column in by_column} == {0, 2}


def test_told_is_none_where_it_is_hidden():
    assert [told(3, (0, 0), {(0, 0)}), told(7, (0, 1), {(0, 0)})] == [None, 7]


@given(TABLES, st.booleans(), st.booleans())
def test_every_small_number_is_hidden(rows, rows_known, columns_known):
    hidden = hidden_cells(rows, rows_known=rows_known, columns_known=columns_known)
    table = with_sums(rows)

    small = {(r, c) for r, row in enumerate(table) for c, n in enumerate(row) if 0 < n < 5}
    assert small <= hidden


@settings(max_examples=150)
@given(TABLES, st.booleans(), st.booleans())
def test_no_small_number_follows_from_what_is_told(rows, rows_known, columns_known):
    """By linear algebra: raising a small number must be possible without changing what is told."""
    hidden = hidden_cells(rows, rows_known=rows_known, columns_known=columns_known)
    table = with_sums(rows)

    small = {(r, c) for r, row in enumerate(table) for c, n in enumerate(row) if 0 < n < 5}
    assert {cell for cell in small if not _may_differ(table, hidden, cell)} == set()


def _may_differ(table, hidden, cell):
    """Whether the equations of rows and columns leave the hidden `cell` free: it does not stand
    alone in what elimination makes of them.
    """
    cells = sorted(hidden - {cell})
    high, wide = len(table), len(table[0])
    lines = []
    for kind, at in [*product("r", range(high)), *product("c", range(wide))]:
        of = 0 if kind == "r" else 1
        last = wide - 1 if kind == "r" else high - 1
        sign = {one: (-1 if one[1 - of] == last else 1) for one in [*cells, cell] if one[of] == at}
        lines.append([sign.get(one, 0) for one in cells] + [sign.get(cell, 0)])
    return _rank([line[:-1] for line in lines]) == _rank(lines)


def _rank(lines):
    lines, rank = [list(map(float, line)) for line in lines], 0
    for column in range(len(lines[0]) if lines else 0):
        pivot = next((r for r in range(rank, len(lines)) if abs(lines[r][column]) > 1e-9), None)
        if pivot is None:
            continue
        lines[rank], lines[pivot] = lines[pivot], lines[rank]
        for r in range(len(lines)):
            if r != rank and abs(lines[r][column]) > 1e-9:
                factor = lines[r][column] / lines[rank][column]
                lines[r] = [a - factor * b for a, b in zip(lines[r], lines[rank], strict=True)]
        rank += 1
    return rank
