"""Named streams of reproducible chance, so that changing one part of the exercise leaves the others as they were."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *path: str) -> Random:
    """A generator that depends on the seed and the path alone (text seeds do not depend on hash randomisation)."""
    return Random(f"{seed}/{'/'.join(path)}")  # noqa: S311  # nosec B311


def poisson(rng: Random, mean: float) -> int:
    """A Poisson draw by multiplication; meant for means below about 30."""
    limit = math.exp(-mean)
    count, product = 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def weighted(rng: Random, options: Sequence[tuple[T, float]]) -> T:
    """One option, drawn in proportion to its weight."""
    return rng.choices([option for option, _ in options], [weight for _, weight in options])[0]


def long_tailed(rng: Random, median: float, spread: float, *, least: int = 1, most: int = 10**6) -> int:
    """A whole number from a log-normal law with the given median, kept between `least` and `most`."""
    return max(least, min(most, round(median * math.exp(rng.gauss(0.0, spread)))))
