"""Scores: likelihood, impact and destabilising effect on the mission's scale, and what follows from them.

Every score is a step from 1 to the mission's number of steps, with its reason. Mass-atrocity potential is a
part of impact that is never averaged away (para 17): impact is at least as high. Risk is likelihood × impact;
its word is the geometric mean of the two on a scale of five, rounded up, which for five steps is this table:

    likelihood 5 | 3 4 4 5 5      1 very low   2 low   3 moderate   4 high   5 very high
               4 | 2 3 4 4 5
               3 | 2 3 3 4 4
               2 | 2 2 3 3 4
               1 | 1 2 2 2 3
                   1 2 3 4 5 impact
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LIKELIHOOD = ("intent", "capability", "opportunity", "history")
IMPACT = ("scale", "severity", "displacement")
MASS_ATROCITY = "mass_atrocity"
DESTABILISING = "destabilising"
COMPULSORY = (*LIKELIHOOD, *IMPACT, DESTABILISING)
PARTS = (*LIKELIHOOD, *IMPACT, MASS_ATROCITY, DESTABILISING)

WORD_STEPS = 5


class Confidence(StrEnum):
    """How sure those who score are of what they rest on."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Method(StrEnum):
    """How parts become one score: their plain mean, rounded up, or the highest of them."""

    MEAN = "mean"
    HIGHEST = "highest"


class Scale(NamedTuple):
    """The mission's parameters for scores: steps, and how likelihood and impact are put together."""

    steps: int
    likelihood: Method
    impact: Method


class Score(NamedTuple):
    """A step on the mission's scale and why."""

    value: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a person scores. `scores` holds `PARTS` by name; mass-atrocity potential may be left out when not
    asked.

    `gender` and `children` hold the gender analysis and the child-protection view (paras 30 and 31); they may
    be empty, and then their absence is shown.
    """

    scores: Mapping[str, Score]
    confidence: Confidence
    basis: str = ""
    gender: str = ""
    children: str = ""


class Flaw(StrEnum):
    """What can be wrong with a part of a sheet."""

    MISSING = "missing"
    OFF_SCALE = "off_scale"
    NO_REASON = "no_reason"
    UNKNOWN = "unknown"


def flaws(sheet: Sheet, steps: int, *, mass_atrocity_asked: bool) -> dict[str, Flaw]:
    """Return what is wrong with a sheet, by part; nothing when it is complete.

    Where the mass-atrocity question is asked it must be answered (para 17).
    """
    wanted = set(COMPULSORY) | ({MASS_ATROCITY} if mass_atrocity_asked else set())
    found = {part: Flaw.MISSING for part in PARTS if part in wanted and part not in sheet.scores}
    for part, score in sheet.scores.items():
        if part not in PARTS:
            found[part] = Flaw.UNKNOWN
        elif not 1 <= score.value <= steps:
            found[part] = Flaw.OFF_SCALE
        elif not score.reason.strip():
            found[part] = Flaw.NO_REASON
    return found


class Evaluation(NamedTuple):
    """What follows from the scores: steps on the mission's scale, risk as their product, its word as a step
    of five.
    """

    likelihood: int
    impact: int
    destabilising: int
    mass_atrocity: int | None
    risk: int
    risk_step: int


def evaluate(values: Mapping[str, int], scale: Scale) -> Evaluation:
    """Return what follows from the values by part. Raises KeyError when a compulsory part is missing."""
    mass_atrocity = values.get(MASS_ATROCITY)
    likelihood = combined([values[part] for part in LIKELIHOOD], scale.likelihood)
    impact = max(combined([values[part] for part in IMPACT], scale.impact), mass_atrocity or 0)
    return Evaluation(
        likelihood=likelihood,
        impact=impact,
        destabilising=values[DESTABILISING],
        mass_atrocity=mass_atrocity,
        risk=likelihood * impact,
        risk_step=risk_step(likelihood, impact, scale.steps),
    )


def combined(values: list[int], method: Method) -> int:
    """Return one step for several: the mean rounded up, or the highest."""
    if method is Method.HIGHEST:
        return max(values)
    return -(-sum(values) // len(values))


def risk_step(likelihood: int, impact: int, steps: int) -> int:
    """Return the step of five (1 very low … 5 very high) for two steps of the mission's scale.

    Both are stretched to the range 1 to 5 and their geometric mean is rounded up; counted in whole numbers,
    so that no rounding of a computer moves a threat. Raises ValueError off the scale.
    """
    if not (1 <= likelihood <= steps and 1 <= impact <= steps):
        raise ValueError(f"{likelihood} and {impact} do not lie on a scale of {steps}.")
    span = steps - 1
    product = (span + (WORD_STEPS - 1) * (likelihood - 1)) * (span + (WORD_STEPS - 1) * (impact - 1))
    return next(step for step in range(1, WORD_STEPS + 1) if product <= step * step * span * span)


def word_step(value: int, steps: int) -> int:
    """Return the step of five whose word fits a step of the mission's scale: the nearest, the higher when
    between.
    """
    stretched = (WORD_STEPS - 1) * (value - 1) * 2 + (steps - 1)
    return 1 + stretched // (2 * (steps - 1))
