"""Ranking: every open threat gets a line, in the order of risk, with both tests of para 17 beside it.

Risk comes first, because missions put first what is the highest risk to civilians (para 76). Between equal
risks the two tests of para 17 decide, combined by the mission's parameter, because the policy names both and
weighs neither. Equal is equal: ties share a rank. A rank that would flip if one score of one threat moved by
one step is marked. What is not scored yet, or was scored on another scale, has a line without a rank: a low
rank or none hides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate, groupby
from typing import NamedTuple

from tutela.assess.threats.rules.scoring import IMPACT, LIKELIHOOD, Evaluation, Scale, combined, evaluate
from tutela.assess.threats.rules.scoring import Method as Combining

Standing = tuple[int, int, int]


class Rule(StrEnum):
    """How the two tests of para 17 order threats of equal risk (parameter `ranking_rule`)."""

    HIGHER_OF_BOTH = "higher_of_both"
    IMPACT_FIRST = "impact_first"
    DESTABILISING_FIRST = "destabilising_first"


class Unranked(StrEnum):
    """Why a line has no rank."""

    NOT_ASSESSED = "not_assessed"
    OTHER_SCALE = "other_scale"


LOWER, HERE, HIGHER = 0, 1, 2


class Method(NamedTuple):
    """What a ranking was made by: the rule and the scale of its day."""

    rule: Rule
    scale: Scale


class Candidate(NamedTuple):
    """A threat to be ranked: its number, the values of its newest assessment by part, and the steps of that
    scale.
    """

    number: int
    values: Mapping[str, int] | None
    steps: int


@dataclass(frozen=True, slots=True)
class Line:
    """Where a threat stands. `is_tied`: it shares its rank. `may_rise`, `may_fall`: one step of one score
    flips it.
    """

    number: int
    rank: int | None
    evaluation: Evaluation | None
    unranked: Unranked | None = None
    is_tied: bool = False
    may_rise: bool = False
    may_fall: bool = False

    @property
    def is_near_tie(self) -> bool:
        """Whether its rank would flip with one score moved by one step."""
        return self.may_rise or self.may_fall


class _Placed(NamedTuple):
    number: int
    evaluation: Evaluation
    standing: Standing
    lowest: Standing
    highest: Standing


def standing(risk: int, impact: int, destabilising: int, rule: Rule) -> Standing:
    """Return what a threat is ordered by; the greater comes first. No score can rise and lower it."""
    if rule is Rule.IMPACT_FIRST:
        return risk, impact, destabilising
    if rule is Rule.DESTABILISING_FIRST:
        return risk, destabilising, impact
    return risk, max(impact, destabilising), 0


def ranked(candidates: Sequence[Candidate], method: Method) -> list[Line]:
    """Return a line for every candidate: the ranked by rank, then those without one; by number among equals.

    The same whatever the order they come in, and for any part of the candidates in the same order as for all.
    """
    placed, without = [], []
    for one in sorted(candidates, key=lambda candidate: candidate.number):
        if one.values is None:
            without.append(Line(one.number, None, None, Unranked.NOT_ASSESSED))
        elif one.steps != method.scale.steps:
            without.append(Line(one.number, None, None, Unranked.OTHER_SCALE))
        else:
            placed.append(_placed(one.number, one.values, method))
    placed.sort(key=lambda one: one.standing, reverse=True)
    return [*_lines(placed), *without]


def _placed(number: int, values: Mapping[str, int], method: Method) -> _Placed:
    scale, evaluation = method.scale, evaluate(values, method.scale)
    impact, destabilising, mass = evaluation.impact, evaluation.destabilising, evaluation.mass_atrocity
    likelihoods = _reach(tuple(values[part] for part in LIKELIHOOD), scale.likelihood, scale.steps)
    parts = _reach(tuple(values[part] for part in IMPACT), scale.impact, scale.steps)
    masses = (0, 0, 0) if mass is None else _reach((mass,), scale.impact, scale.steps)

    def moved_by(step: int) -> list[Standing]:
        likelihood = evaluation.likelihood
        alone, floor = max(parts[step], masses[HERE]), max(parts[HERE], masses[step])
        aside = min(max(destabilising + step - HERE, 1), scale.steps)
        moves = [
            (likelihoods[step], impact, destabilising),
            (likelihood, alone, destabilising),
            (likelihood, floor, destabilising),
            (likelihood, impact, aside),
        ]
        return [standing(one * two, two, three, method.rule) for one, two, three in moves]

    here = standing(evaluation.risk, impact, destabilising, method.rule)
    return _Placed(number, evaluation, here, min(moved_by(LOWER)), max(moved_by(HIGHER)))


@cache
def _reach(values: tuple[int, ...], method: Combining, steps: int) -> tuple[int, int, int]:
    """Return the lowest, the present and the highest combined step when one of the values moves by one step."""
    near = [
        combined([*values[:place], value + step, *values[place + 1 :]], method)
        for place, value in enumerate(values)
        for step in (-1, 0, 1)
        if 1 <= value + step <= steps
    ]
    return min(near), combined(list(values), method), max(near)


def _lines(placed: list[_Placed]) -> list[Line]:
    ties = [list(group) for _key, group in groupby(placed, key=lambda one: one.standing)]
    lowest_above = _running([min(one.lowest for one in group) for group in ties], min)
    highest_below = _running([max(one.highest for one in group) for group in reversed(ties)], max)[::-1]
    lines: list[Line] = []
    for place, group in enumerate(ties):
        here, rank = group[0].standing, len(lines) + 1
        above = ties[place - 1][0].standing if place else None
        below = ties[place + 1][0].standing if place + 1 < len(ties) else None
        for one in group:
            rises = above is not None and (one.highest > above or lowest_above[place - 1] < here)
            falls = below is not None and (one.lowest < below or highest_below[place + 1] > here)
            lines.append(
                Line(
                    one.number,
                    rank,
                    one.evaluation,
                    is_tied=len(group) > 1,
                    may_rise=rises,
                    may_fall=falls,
                )
            )
    return lines


def _running(standings: list[Standing], choose: Callable[[Standing, Standing], Standing]) -> list[Standing]:
    return list(accumulate(standings, choose))
