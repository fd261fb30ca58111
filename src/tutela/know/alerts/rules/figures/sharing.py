"""Figures for people outside the mission: small numbers are not shown, and cannot be worked out from those that are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.figures.hiding import Hiding, hide, is_left_out
from tutela.know.alerts.rules.figures.rates import CODES, denominator_rule, numerator_rule
from tutela.know.alerts.rules.figures.relations import REASONS, SHOWN, WHOLE, Cell, web_of
from tutela.know.alerts.rules.figures.rows import Count, Outcome, Stage
from tutela.know.alerts.rules.figures.tallies import SPLITTING, Dimension, Figures, Spread, Tally

Shown = int | Sentence
"""A number, or the words that stand in its place."""
SMALLEST_LIMIT = 3


@dataclass(frozen=True, slots=True)
class SharedRate:
    """A rate as it leaves the mission; it has a share only where both of its numbers are shown."""

    code: str
    numerator: Shown
    denominator: Shown
    unsettled: tuple[Shown, Shown]
    numerator_rule: Sentence
    denominator_rule: Sentence

    @property
    def share(self) -> float | None:
        """The rate from 0 to 1, None where a number of it is not shown or nothing is verified."""
        if isinstance(self.numerator, Sentence) or isinstance(self.denominator, Sentence) or not self.denominator:
            return None
        return self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Group:
    """What is shown of some alerts: numbers by name, and times that rest on enough of them, without their counts."""

    numbers: Mapping[str, Shown]
    times: Mapping[Stage, tuple[timedelta, timedelta] | None] = field(default_factory=dict)

    def rates(self, at_once: timedelta) -> tuple[SharedRate, ...]:
        """Return the rates with their rules."""
        return tuple(
            SharedRate(
                code,
                self.numbers[code],
                self.numbers[Outcome.VERIFIED],
                (self.numbers[Outcome.OPEN], self.numbers[Outcome.NOT_VERIFIABLE]),
                numerator_rule(code, at_once),
                denominator_rule(),
            )
            for code in CODES
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """Figures that may leave the mission. `responses` hold verified alerts answered by responder and by tier; `reasons`
    why nobody responded, empty where all of those together are too few; `times` of a group are median and ninetieth."""

    least: int
    at_once: timedelta
    whole: Group
    by: Mapping[Dimension, Mapping[str, Group]]
    responses: Mapping[Dimension, Mapping[str, Shown]]
    reasons: Mapping[str, Shown]


def suppressed(figures: Figures, least: int, *, areas: Collection[str] = ()) -> Shared:
    """Return figures in which each count below `least` reads "fewer than" and cannot be worked out from the others.

    Nothing counts too: who reads "fewer than 5" for an area does not learn whether anybody there speaks with the
    mission. `areas` are listed although no alert came from them, for the same reason. What a rate itself says, how many
    verified alerts nobody answered, is not hidden. With a limit of 1 or less all is shown; 2 is taken as 3, because
    "fewer than 2" is one or nothing, and two such that add up to two are known. Where even the words would give
    something away, because there are so few alerts in all, every number reads "too few to show".
    """
    least = max(least, SMALLEST_LIMIT) if least > 1 else least
    listed = dict.fromkeys(sorted(areas), Tally()) | dict(figures.by.get(Dimension.AREA, {}))
    figures = replace(figures, by={**figures.by, Dimension.AREA: dict(sorted(listed.items()))})
    hiding = hide(web_of(figures), least) if least > 1 else Hiding(web_of(figures), least)
    return Shared(
        least=least,
        at_once=figures.at_once,
        whole=_group(hiding, WHOLE, "", figures.whole),
        by={
            dimension: {value: _group(hiding, dimension, value, part) for value, part in figures.by[dimension].items()}
            for dimension in SPLITTING
            if dimension in figures.by
        },
        responses={
            dimension: {
                value: _shown(hiding, Cell(dimension, value, Count.ANSWERED)) for value in figures.by[dimension]
            }
            for dimension in (Dimension.RESPONDER, Dimension.TIER)
            if dimension in figures.by
        },
        reasons={
            cell.name: _shown(hiding, cell)
            for cell in sorted(hiding.web.numbers)
            if cell.group == REASONS and not is_left_out(cell, hiding.web, least)
        },
    )


def _group(hiding: Hiding, group: str, value: str, part: Tally) -> Group:
    return Group(
        {name: _shown(hiding, Cell(group, value, name)) for name in SHOWN},
        {stage: _times(part.spread(stage), hiding.least) for stage in Stage},
    )


def _shown(hiding: Hiding, cell: Cell) -> Shown:
    if cell in hiding.blank:
        return Sentence("too few to show")
    if cell in hiding.small:
        return Sentence("fewer than {least}", least=hiding.least)
    return Sentence("not shown") if cell in hiding.withheld else hiding.web.numbers[cell]


def _times(spread: Spread, least: int) -> tuple[timedelta, timedelta] | None:
    if spread.count < max(least, 1) or spread.median is None or spread.ninetieth is None:
        return None
    return spread.median, spread.ninetieth
