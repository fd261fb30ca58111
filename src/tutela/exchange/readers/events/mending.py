"""A bench for rows that are not clean: what has a stated rule is mended, the rest is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from tutela.exchange.readers.events.cells import AmbiguousDate, read_date, read_whole
from tutela.exchange.readers.problems import Correction, Look, Problem, Reason, Remark, Why
from tutela.know.incidents.rules import LARGEST_FIGURE, LONGEST_KEY


class Mended(NamedTuple):
    """A row that can be used after mending: its cells, and what was done and noticed."""

    cells: list[str]
    corrections: tuple[Correction, ...]
    remarks: tuple[Remark, ...]


class Bench:
    """One row on the bench. `places` maps a column's lower-case name to its position; `cells` is copied."""

    def __init__(self, places: Mapping[str, int], cells: list[str]) -> None:
        self._places = places
        self.cells = list(cells)
        self.corrections: list[Correction] = []
        self.remarks: list[Remark] = []
        self.problems: list[Problem] = []

    def has(self, column: str) -> bool:
        """Return whether the file has the column."""
        return column in self._places

    def text(self, column: str) -> str:
        """Return the cell without surrounding space, blank when the file lacks the column."""
        place = self._places.get(column)
        return "" if place is None else self.cells[place].strip()

    def tidy(self, column: str, text: str) -> None:
        """Write the same value in another way (`3` for `3.0`): not a correction."""
        place = self._places.get(column)
        if place is not None:
            self.cells[place] = text

    def correct(self, column: str, now: str, why: Why) -> None:
        """Change a value and say why."""
        self.corrections.append(Correction(column, self.text(column), now, why))
        self.tidy(column, now)

    def remark(self, column: str, look: Look) -> None:
        """Keep a value and say that somebody should look at it."""
        self.remarks.append(Remark(column, self.text(column), look))

    def refuse(self, column: str, reason: Reason) -> None:
        """Note that the row cannot be used because of this cell."""
        self.problems.append(Problem(column, self.text(column), reason))

    def required(self, column: str, reason: Reason) -> None:
        """Refuse the row when the cell is blank."""
        if not self.text(column):
            self.refuse(column, reason)

    def whole(self, column: str, *, blank: bool = False, negative: bool = False, most: int | None = None) -> int | None:
        """Return a whole number and tidy its cell; None for an allowed blank or after refusing the row."""
        text = self.text(column)
        if blank and not text:
            self.tidy(column, "")
            return None
        try:
            value = read_whole(text)
        except ValueError:
            self.refuse(column, Reason.NOT_A_NUMBER)
            return None
        if value < 0 and not negative:
            self.refuse(column, Reason.NEGATIVE)
            return None
        if most is not None and value > most:
            self.refuse(column, Reason.TOO_LARGE)
            return None
        self.tidy(column, str(value))
        return value

    def figure(self, column: str, *, blank: bool = False, negative: bool = False) -> int | None:
        """Return a whole number that can be stored; as `whole` does."""
        return self.whole(column, blank=blank, negative=negative, most=LARGEST_FIGURE)

    def key(self, column: str) -> None:
        """Refuse the row when the event's number is blank or longer than can be stored."""
        self.required(column, Reason.NO_KEY)
        if len(self.text(column)) > LONGEST_KEY:
            self.refuse(column, Reason.KEY_TOO_LONG)

    def code(self, column: str, known: Collection[str]) -> None:
        """Tidy a code such as `1.0`; refuse one that the codebook does not have."""
        text = self.text(column)
        with suppress(ValueError):  # Not a number: blank or a word, judged against the codebook below.
            text = str(read_whole(text))
        if text not in known:
            self.refuse(column, Reason.UNKNOWN_CODE)
        self.tidy(column, text)

    def day(self, column: str) -> date | None:
        """Return a date; None after refusing the row."""
        try:
            return read_date(self.text(column))
        except AmbiguousDate:
            self.refuse(column, Reason.AMBIGUOUS_DATE)
        except (ValueError, OverflowError):
            self.refuse(column, Reason.NOT_A_DATE)
        return None

    def degrees(self, column: str, limit: float) -> float | None:
        """Return a coordinate, reading a decimal comma as a point; None after refusing the row."""
        text = self.text(column)
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            self.refuse(column, Reason.NOT_A_COORDINATE)
            return None
        if not -limit <= value <= limit:
            self.refuse(column, Reason.OFF_THE_GLOBE)
            return None
        if "," in text:
            self.correct(column, text.replace(",", "."), Why.DECIMAL_COMMA)
        return value

    def result(self) -> Mended | list[Problem]:
        """Return the mended row, or the problems for which it is refused."""
        if self.problems:
            return self.problems
        return Mended(self.cells, tuple(self.corrections), tuple(self.remarks))
