"""A simple baseline for the next quarter: the recent past, weighted, and how well that would have done before.

It knows nothing but the area's own past and a little of the mission's; it has no notion of season, cause or warning.
It is what any later forecasting engine has to beat, and is labelled so wherever it is shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

SPAN = 3  # months ahead, and the length of the past windows that stand for them
HALF_LIFE = 12.0  # months after which a past window counts half
BORROWED = 0.1  # share of the weight that comes from all areas, so that a quiet past is not read as certainty
LEAST_HISTORY = 12  # months needed before anything is said
BACKTEST_QUARTERS = 8
THRESHOLDS = (1, 5, 25)

Weighted = list[tuple[float, float]]  # value, weight


@dataclass(frozen=True, slots=True)
class AreaOutlook:
    """Civilian deaths in the next three months for one area: 10, 50 and 90 % quantiles and chances (0 to 1)."""

    code: str
    name: str
    low: float
    middle: float
    high: float
    at_least_1: float
    at_least_5: float
    at_least_25: float


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How often the range of 10 to 90 % held the outcome in past quarters, over all areas and over those with harm.

    The past is replayed with today's data, which knows more than was known then: the record flatters.
    """

    quarters: int
    cases: int
    inside: int
    cases_with_harm: int
    inside_with_harm: int

    @property
    def coverage(self) -> float | None:
        """Share (0 to 1) of cases inside the range; 0.8 is what the range promises."""
        return self.inside / self.cases if self.cases else None

    @property
    def coverage_with_harm(self) -> float | None:
        """The same among area-quarters that saw civilian deaths: the harder test, since zeros are easy."""
        return self.inside_with_harm / self.cases_with_harm if self.cases_with_harm else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The baseline for the mission as a whole and for each area, with its record; None where history is too short."""

    overall: AreaOutlook | None = None
    areas: tuple[AreaOutlook, ...] = ()
    record: TrackRecord | None = None
    history_months: int = 0


class Distribution:
    """A weighted collection of past outcomes, asked for quantiles and chances; exact, with no sampling noise."""

    def __init__(self, weighted: Iterable[tuple[float, float]]) -> None:
        pairs = sorted(pair for pair in weighted if pair[1] > 0)
        if not pairs:
            raise ValueError("A distribution needs at least one outcome with a weight.")
        self.values = [value for value, _ in pairs]
        self.cumulated = list(accumulate(weight for _, weight in pairs))
        self.weight = self.cumulated[-1]

    def quantile(self, share: float) -> float:
        """Return the smallest past outcome that is not exceeded with that share (0 to 1) of the weight."""
        place = bisect_left(self.cumulated, share * self.weight * (1 - 1e-12))
        return self.values[min(place, len(self.values) - 1)]

    def at_least(self, threshold: float) -> float:
        """Return the share of the weight on outcomes of `threshold` or more."""
        place = bisect_left(self.values, threshold)
        below = self.cumulated[place - 1] if place else 0.0
        return min(1.0, max(0.0, 1 - below / self.weight))


def past_windows(history: Sequence[float], *, span: int = SPAN, half_life: float = HALF_LIFE) -> Weighted:
    """Return the sums of `span` consecutive months with their weights, which halve every `half_life` months.

    `history` holds one number a month, oldest first. The weights add up to 1 (nothing for too short a history).
    """
    sums = [sum(history[end - span : end]) for end in range(span, len(history) + 1)]
    weights = [0.5 ** ((len(history) - end) / half_life) for end in range(span, len(history) + 1)]
    whole_weight = sum(weights)
    return [(value, weight / whole_weight) for value, weight in zip(sums, weights, strict=True)]


def blended(own: Weighted, everybody: Sequence[Weighted], *, borrowed: float = BORROWED) -> Distribution:
    """Return the area's own past with a `borrowed` share (0 to 1) of the past of all areas mixed in."""
    lent = [(value, borrowed * weight / len(everybody)) for windows in everybody for value, weight in windows]
    return Distribution([(value, (1 - borrowed) * weight) for value, weight in own] + lent)


def baseline_outlook(
    histories: Mapping[str, Sequence[float]], names: Mapping[str, str], *, quarters: int = BACKTEST_QUARTERS
) -> Outlook:
    """Return the baseline for the three months after the histories end.

    `histories` maps an area's code to its civilian deaths by month, oldest first, all of the same length and with
    zeros filled in; `names` gives the areas' names. Raises ValueError for histories of unequal length.
    """
    months = history_length(histories)
    if months < LEAST_HISTORY:
        return Outlook(history_months=months)
    windows = {code: past_windows(history) for code, history in histories.items()}
    everybody = list(windows.values())
    areas = [_area_outlook(code, names.get(code, code), blended(own, everybody)) for code, own in windows.items()]
    whole_mission = Distribution(past_windows([sum(month) for month in zip(*histories.values(), strict=True)]))
    return Outlook(
        _area_outlook("", "", whole_mission),
        tuple(sorted(areas, key=lambda area: (-area.high, -area.at_least_1, area.name, area.code))),
        track_record(histories, quarters=quarters),
        months,
    )


def history_length(histories: Mapping[str, Sequence[float]]) -> int:
    """Return the common length in months. Raises ValueError when the lengths differ."""
    lengths = {len(history) for history in histories.values()}
    if len(lengths) > 1:
        raise ValueError("The areas' histories must cover the same months.")
    return lengths.pop() if lengths else 0


def track_record(histories: Mapping[str, Sequence[float]], *, quarters: int = BACKTEST_QUARTERS) -> TrackRecord | None:
    """Replay the same baseline at the end of each past quarter; None when history allows no replay."""
    months = history_length(histories)
    results: list[tuple[bool, bool]] = []
    replayed = 0
    for back in range(1, quarters + 1):
        cut = months - back * SPAN
        if cut < LEAST_HISTORY:
            break
        replayed += 1
        results += _replay(histories, cut)
    if not replayed:
        return None
    with_harm = [inside for inside, harm in results if harm]
    return TrackRecord(replayed, len(results), sum(inside for inside, _ in results), len(with_harm), sum(with_harm))


def _replay(histories: Mapping[str, Sequence[float]], cut: int) -> list[tuple[bool, bool]]:
    """Return for each area whether its range held the outcome after month `cut`, and whether there was harm."""
    windows = {code: past_windows(history[:cut]) for code, history in histories.items()}
    everybody = list(windows.values())
    results = []
    for code, own in windows.items():
        outcome = sum(histories[code][cut : cut + SPAN])
        past = blended(own, everybody)
        results.append((past.quantile(0.1) <= outcome <= past.quantile(0.9), outcome > 0))
    return results


def _area_outlook(code: str, name: str, past: Distribution) -> AreaOutlook:
    quantiles = (past.quantile(share) for share in (0.1, 0.5, 0.9))
    chances = (past.at_least(threshold) for threshold in THRESHOLDS)
    return AreaOutlook(code, name, *quantiles, *chances)
