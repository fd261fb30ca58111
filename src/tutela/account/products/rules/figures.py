"""Figures of harm over a period: unknown is not zero, deaths are a range, a change is a word as well as a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tutela.kernel.periods import Month

FEW_CASES = 10  # below this a percentage says more about chance than about the ground
HARM_STEPS = (1, 5, 25, 100)  # lower ends of steps 1 to 4; step 0 is "none recorded"


@dataclass(frozen=True, slots=True)
class DeathRange:
    """Deaths as low, best and high estimate; None where a source gives none. Fractions come from spread events."""

    low: float | None = None
    best: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What is recorded for one period and place; None means that the data do not cover it, 0 that none is recorded.

    Civilians are those the source codes as civilian plus those whose status is in doubt (para 15); deaths in
    one-sided violence are a part of them and also stand alone, because much harm to civilians happens in battles.
    """

    incidents: int | None = None
    deaths: DeathRange = DeathRange()
    civilians_coded: float | None = None
    civilians_in_doubt: float | None = None
    one_sided: float | None = None

    @property
    def civilians(self) -> float | None:
        """Civilian deaths with those in doubt counted as civilian (para 15); None when neither part is known."""
        return total((self.civilians_coded, self.civilians_in_doubt))

    @property
    def is_covered(self) -> bool:
        """Whether the data cover the period at all."""
        return self.incidents is not None


UNKNOWN_FIGURES = PeriodFigures()
NO_INCIDENT = PeriodFigures(0, DeathRange(0, 0, 0), 0, 0, 0)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The figures of one calendar month."""

    month: Month
    figures: PeriodFigures


@dataclass(frozen=True, slots=True)
class Comparison:
    """The quarter beside the quarter before and the same quarter a year ago."""

    now: PeriodFigures
    last_quarter: PeriodFigures
    year_ago: PeriodFigures


@dataclass(frozen=True, slots=True)
class CodedComparison:
    """A comparison for one code of a list, such as one of the hostile acts of para 16."""

    code: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class AreaComparison:
    """A comparison for one area; `code` is its P-code or other stable code."""

    code: str
    name: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Trend:
    """All figures of section 3: whole mission, by month (oldest first), by hostile act, by area."""

    overall: Comparison
    months: tuple[MonthFigures, ...] = ()
    by_act: tuple[CodedComparison, ...] = ()
    by_area: tuple[AreaComparison, ...] = ()


class Direction(StrEnum):
    """Which way a figure moved."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """A movement between two periods; `percent` is None when the earlier figure is too small to divide by."""

    direction: Direction
    difference: float | None = None
    percent: int | None = None


UNKNOWN_CHANGE = Change(Direction.UNKNOWN)


def total(parts: Iterable[float | None]) -> float | None:
    """Add the parts that are known; None when none of them is."""
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def change(before: float | None, now: float | None, *, few: int = FEW_CASES) -> Change:
    """Return how a figure moved, as people will read it: both figures are rounded to whole numbers first."""
    if before is None or now is None:
        return UNKNOWN_CHANGE
    difference = whole(now) - whole(before)
    if difference == 0:
        return Change(Direction.LEVEL, 0, 0 if whole(before) >= few else None)
    percent = round(100 * difference / whole(before)) if whole(before) >= few else None
    return Change(Direction.UP if difference > 0 else Direction.DOWN, difference, percent)


def whole(value: float) -> int:
    """Round half up, so that a printed figure never depends on whether its neighbour is odd or even."""
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)


def step_of(value: float | None, steps: tuple[int, ...] = HARM_STEPS) -> int | None:
    """Return the step (0 = none) of the scale of harm that a figure falls in; None when it is not known."""
    if value is None:
        return None
    return sum(1 for lower_end in steps if whole(value) >= lower_end)


def areas_by_harm(areas: Iterable[AreaComparison]) -> tuple[AreaComparison, ...]:
    """Order areas by civilian deaths now, then incidents, then name; areas without cover come last."""

    def key(area: AreaComparison) -> tuple[float, float, str, str]:
        now = area.comparison.now
        civilians = -1.0 if now.civilians is None else now.civilians
        incidents = -1 if now.incidents is None else now.incidents
        return -civilians, -incidents, area.name, area.code

    return tuple(sorted(areas, key=key))
