"""Advice on scores: what figures alone suggest. A person scores; intent, for one, is in no figure."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tutela.assess.threats.rules.proposing import Figures
from tutela.assess.threats.rules.scoring import WORD_STEPS


class Suggestion(NamedTuple):
    """A suggested step for one part, from which figure, and the range that the figure's low and high would
    give.
    """

    part: str
    value: int
    lowest: int
    highest: int
    figure: str
    amount: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """The least figures for the second, third … step of five, and why they were chosen."""

    part: str
    figure: str
    least: tuple[int, ...]
    reason: str

    def step(self, amount: int, steps: int) -> int:
        """Return the step of the mission's scale for an amount: that of five, stretched and rounded up."""
        of_five = 1 + bisect_right(self.least, amount)
        return 1 + -(-(of_five - 1) * (steps - 1) // (WORD_STEPS - 1))


@cache
def ladders() -> tuple[Ladder, ...]:
    """Return the ladders in their own order."""
    text = files("tutela.assess.threats").joinpath("data/advice.toml").read_text("utf-8")
    return tuple(
        Ladder(part, facts["figure"], tuple(facts["from"]), facts["reason"])
        for part, facts in tomllib.loads(text).items()
    )


def suggest(figures: Figures, steps: int) -> tuple[Suggestion, ...]:
    """Return the steps that figures suggest; none without incidents. `steps` is the mission's scale."""
    if not figures.incidents:
        return ()
    ranges = {
        "incidents": (figures.incidents,) * 3,
        "civilians": (figures.civilians_low, figures.civilians_best, figures.civilians_high),
        "largest": (figures.largest,) * 3,
    }
    made = []
    for ladder in ladders():
        low, best, high = ranges[ladder.figure]
        lowest, value, highest = (ladder.step(amount, steps) for amount in (low, best, high))
        made.append(Suggestion(ladder.part, value, lowest, highest, ladder.figure, best))
    return tuple(made)
