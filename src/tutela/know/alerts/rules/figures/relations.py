"""How the figures that leave the mission hang together: every sum by which a reader could work out one from others.

A cell is a number in one group (the whole, or one value of a dimension). Some cells are never shown: they take up what
is left between two numbers of which one is part of the other, so that each relation is a sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.know.alerts.rules.figures.rows import COUNTED, MISSION, STATE, Count, Outcome
from tutela.know.alerts.rules.figures.tallies import SPLITTING, Dimension, Figures, Tally

TOTAL = "counted"
SHOWN = (TOTAL, *COUNTED, Count.ANSWERED, Count.BY_MISSION, Count.AT_ONCE, Count.BY_STATE)
"""What is shown of every group; of a responder or a tier only what was answered."""
REASONS = "reasons"
WHOLE = ""
# Number, and part of it: the rest is a cell that is never shown.
_PARTS = (
    (Outcome.VERIFIED, Count.ANSWERED),
    (Count.ANSWERED, Count.BY_MISSION),
    (Count.BY_MISSION, Count.AT_ONCE),
    (Count.ANSWERED, Count.BY_STATE),
)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Where a number stands: a dimension or a blank for the whole, its value, what is counted; a `rest` never shows."""

    group: str
    value: str
    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A relation: the total is the sum of the parts."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """All cells with their true numbers, all sums between them, the sums of each cell, and of each sum the cells, those
    first that are in fewest others."""

    numbers: Mapping[Cell, int]
    sums: Sequence[Sum]
    of: Mapping[Cell, tuple[int, ...]]
    menders: Sequence[tuple[Cell, ...]]

    def weight(self, at: int, cell: Cell) -> int:
        """Return how a cell enters a sum: once above, once below."""
        return 1 if self.sums[at].total == cell else -1


def web_of(figures: Figures) -> Web:
    """Return the cells and the sums of figures."""
    numbers: dict[Cell, int] = {}
    sums: list[Sum] = []
    for group, value, part in _groups(figures):
        numbers.update({Cell(group, value, name): _number(part, name) for name in SHOWN})
        outcomes = tuple(Cell(group, value, name) for name in COUNTED)
        sums.append(Sum(Cell(group, value, TOTAL), outcomes))
        for total, name in _PARTS:
            sums.append(_with_rest(numbers, Cell(group, value, total), (Cell(group, value, name),), "rest"))
    for dimension in SPLITTING:
        values = figures.by.get(dimension, {})
        sums.extend(
            Sum(Cell(WHOLE, "", name), tuple(Cell(dimension, value, name) for value in values))
            for name in (SHOWN if values else ())
        )
    sums.extend(_of_reasons(figures, numbers))
    sums.extend(_of_responses(figures, numbers))
    of = _index(sums)
    menders = [tuple(sorted((one.total, *one.parts), key=lambda cell: (len(of[cell]), cell))) for one in sums]
    return Web(numbers, sums, of, menders)


def _groups(figures: Figures) -> Iterator[tuple[str, str, Tally]]:
    yield WHOLE, "", figures.whole
    for dimension in SPLITTING:
        for value, part in figures.by.get(dimension, {}).items():
            yield dimension, value, part


def _number(part: Tally, name: str) -> int:
    return part.counted if name == TOTAL else part.count(name)


def _with_rest(numbers: dict[Cell, int], total: Cell, parts: tuple[Cell, ...], what: str) -> Sum:
    """Return the sum of a number, of some of its parts and of the rest, which is never shown."""
    rest = Cell(total.group, total.value, total.name, f"{what} {parts[0].group} {parts[0].value} {parts[0].name}")
    numbers[rest] = numbers[total] - sum(numbers[part] for part in parts)
    return Sum(total, (*parts, rest))


def _of_reasons(figures: Figures, numbers: dict[Cell, int]) -> Iterator[Sum]:
    """Yield what makes up the unanswered: each reason, those without one, those that wait."""
    whole = figures.whole
    without = (Count.UNEXPLAINED, Count.WAITING)
    named = {**whole.reasons, **{str(name): whole.count(name) for name in without if whole.count(name)}}
    cells = tuple(Cell(REASONS, "", name) for name in named)
    numbers.update(zip(cells, named.values(), strict=True))
    unanswered = Cell(WHOLE, "", Outcome.VERIFIED, f"rest {WHOLE}  {Count.ANSWERED}")
    yield Sum(unanswered, cells)


def _of_responses(figures: Figures, numbers: dict[Cell, int]) -> Iterator[Sum]:
    """Yield how the responders and the tiers stand to the whole. Several may respond to one alert, so they add up to
    more than the alerts answered: each is a part of those, and together they are at least as many."""
    for dimension in (Dimension.RESPONDER, Dimension.TIER):
        cells = {value: Cell(dimension, value, Count.ANSWERED) for value in figures.by.get(dimension, {})}
        for value, cell in cells.items():
            numbers[cell] = figures.group(dimension, value).count(Outcome.VERIFIED)
        yield from _together(numbers, Cell(WHOLE, "", Count.ANSWERED), tuple(cells.values()))
        if dimension == Dimension.RESPONDER:
            for name, members in ((Count.BY_MISSION, MISSION), (Count.BY_STATE, STATE)):
                own = tuple(cell for value, cell in cells.items() if value in members)
                yield from _together(numbers, Cell(WHOLE, "", name), own)


def _together(numbers: dict[Cell, int], total: Cell, cells: tuple[Cell, ...]) -> Iterator[Sum]:
    for cell in cells:
        yield _with_rest(numbers, total, (cell,), "beside")
    if cells:
        above = Cell(total.group, total.value, total.name, f"twice {cells[0].group}")
        numbers[above] = sum(numbers[cell] for cell in cells) - numbers[total]
        both = Cell(total.group, total.value, total.name, f"all {cells[0].group}")
        numbers[both] = numbers[total] + numbers[above]
        yield Sum(both, cells)
        yield Sum(both, (total, above))


def _index(sums: Sequence[Sum]) -> dict[Cell, tuple[int, ...]]:
    found: dict[Cell, list[int]] = defaultdict(list)
    for at, one in enumerate(sums):
        for cell in (one.total, *one.parts):
            found[cell].append(at)
    return {cell: tuple(places) for cell, places in found.items()}
