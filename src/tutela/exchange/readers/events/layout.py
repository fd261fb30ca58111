"""Where the columns of a table stand, found once so that each row is only picked apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from tutela.exchange.readers.events.rows import EventRow
from tutela.exchange.readers.problems import Problem, Reason, RowRefusal

Pick = Callable[[Sequence[str]], tuple[str, ...]]
RowReader = Callable[[int, list[str]], EventRow | RowRefusal | None]
"""Reads row number and cells; None for a row in which every cell is blank."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: as the file spells them, and the position of each by its lower-case name."""

    columns: tuple[str, ...]
    places: dict[str, int]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns)

    def position(self, *names: str) -> int:
        """Return the position of the first of these names in the file; one past the last without any."""
        return next((self.places[name] for name in names if name in self.places), self.width)

    def pick(self, wanted: Sequence[Sequence[str]]) -> Pick:
        """Return a function that picks the wanted cells in order; a column that the file lacks is blank."""
        positions = [self.position(*names) for names in wanted]
        pick: Pick = itemgetter(*positions)
        if max(positions) < self.width:
            return pick
        return lambda cells: pick([*cells, ""])

    def fitted(self, cells: list[str]) -> list[str] | None:
        """Return the cells in the table's width, without blank ones too many; None when they do not fit."""
        if len(cells) > self.width and not any(cells[self.width :]):
            return cells[: self.width]
        return cells if len(cells) == self.width else None

    def misfit(self, cells: Sequence[str]) -> Problem:
        """Return the problem of a row whose number of cells does not fit."""
        return Problem("", f"{len(cells)} cells instead of {self.width}", Reason.CELL_COUNT)


def layout_of(columns: Sequence[str]) -> Layout:
    """Return the layout for these columns; capitals and surrounding space do not matter."""
    names = tuple(column.strip() for column in columns)
    return Layout(names, {name.casefold(): place for place, name in enumerate(names)})
