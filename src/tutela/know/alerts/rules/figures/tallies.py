"""Tallies of the response to alerts: they are added up piece by piece, in any order, over any number of alerts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from math import ceil
from typing import Final

from tutela.know.alerts.rules.figures.rows import COUNTED, Count, Handled, Outcome, Stage, counts_of, moments_of

MINUTE = timedelta(minutes=1)
MEDIAN, NINETIETH = 0.5, 0.9
AT_ONCE = timedelta(minutes=60)
"""What counts as at once where nobody says otherwise; the mission sets it, the policy says only rapidly (para 52)."""
# The first word of a cell's key: what is counted, a reason for no response, a time, a time that cannot be.
_COUNT: Final = "count"
_REASON: Final = "reason"
_BROKEN: Final = "broken"
Key = tuple[str, str | int]


class Dimension(StrEnum):
    """By what the figures are split. An alert has one value of each but the last two, of which it may have several."""

    AREA = "area"
    MONTH = "month"
    URGENCY = "urgency"
    CHANNEL = "channel"
    RESPONDER = "responder"
    TIER = "tier"


SPLITTING = (Dimension.AREA, Dimension.MONTH, Dimension.URGENCY, Dimension.CHANNEL)


@dataclass(frozen=True, slots=True)
class Spread:
    """Times from reception to a stage: how many alerts have reached it, of how many that count, the middle one and the
    one that nine in ten do not exceed (nearest rank, whole minutes).

    Those that have not reached it are in `of` and in neither time: a short median of few is no good news.
    `out_of_order` are times before reception, which a wrong clock makes; they are in no time.
    """

    count: int
    of: int
    median: timedelta | None
    ninetieth: timedelta | None
    out_of_order: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of some alerts. Times are kept as numbers of alerts by whole minutes, so that tallies add up."""

    cells: Mapping[Key, int] = field(default_factory=dict)

    def count(self, name: str) -> int:
        """Return how many alerts there are of an outcome or a `Count`."""
        return self.cells.get((_COUNT, name), 0)

    @property
    def counted(self) -> int:
        """Alerts that count: not the duplicates, not what was set aside."""
        return sum(self.count(outcome) for outcome in COUNTED)

    @property
    def unsettled(self) -> int:
        """Alerts of which nobody knows yet, or ever, whether they were true."""
        return self.count(Outcome.OPEN) + self.count(Outcome.NOT_VERIFIABLE)

    @property
    def reasons(self) -> dict[str, int]:
        """Why nobody responded to verified alerts, by code, most first."""
        found = [(str(code), n) for (what, code), n in self.cells.items() if what == _REASON]
        return dict(sorted(found, key=lambda one: (-one[1], one[0])))

    def spread(self, stage: Stage) -> Spread:
        """Return the times to a stage."""
        times = sorted((int(minutes), n) for (what, minutes), n in self.cells.items() if what == stage)
        count = sum(n for _minutes, n in times)
        return Spread(
            count,
            self.counted,
            _ranked(times, ceil(MEDIAN * count)),
            _ranked(times, ceil(NINETIETH * count)),
            self.cells.get((_BROKEN, stage), 0),
        )

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(dict(Counter(self.cells) + Counter(other.cells)))


def _ranked(times: Iterable[tuple[int, int]], rank: int) -> timedelta | None:
    """Return the time of the alert of a rank, counted from the shortest; None where there is none."""
    for minutes, n in times:
        rank -= n
        if rank <= 0:
            return minutes * MINUTE
    return None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the response: the whole, and split by each dimension. `at_once` is their limit."""

    at_once: timedelta
    whole: Tally = Tally()
    by: Mapping[Dimension, Mapping[str, Tally]] = field(default_factory=dict)

    def group(self, dimension: Dimension, value: str) -> Tally:
        """Return the tally of one value, an empty one where there is no alert of it."""
        return self.by.get(dimension, {}).get(value, Tally())

    def plus(self, other: Figures) -> Figures:
        """Return both together. Raises ValueError where they were made with different limits."""
        if self.at_once != other.at_once:
            raise ValueError("Figures with different limits for at once do not add up.")
        return Figures(
            self.at_once,
            self.whole.plus(other.whole),
            {
                dimension: {
                    value: self.group(dimension, value).plus(other.group(dimension, value))
                    for value in sorted({*self.by.get(dimension, {}), *other.by.get(dimension, {})})
                }
                for dimension in Dimension
            },
        )


def tally(rows: Iterable[Handled], *, at_once: timedelta = AT_ONCE) -> Figures:
    """Count alerts in one pass. The order makes no difference, and parts add up with `Figures.plus`.

    `at_once` is within what the mission must have set out for a response to be immediate. A merged duplicate is counted
    once in all, as merged, and in nothing else; so is what was set aside.
    """
    whole: Counter[Key] = Counter()
    split: dict[Dimension, defaultdict[str, Counter[Key]]] = {one: defaultdict(Counter) for one in Dimension}
    # Alerts alike in all that each has one of are counted together first: they are few kinds among many alerts.
    alike: defaultdict[tuple[str, ...], Counter[Key]] = defaultdict(Counter)
    for row in rows:
        keys = list(_keys_of(row, at_once))
        alike[row.area, str(row.month), str(row.urgency), row.channel].update(keys)
        for dimension, value in _responses_of(row):
            split[dimension][value].update(keys)
    for values, cells in alike.items():
        whole.update(cells)
        for dimension, value in zip(SPLITTING, values, strict=True):
            split[dimension][value].update(cells)
    by = {
        dimension: {value: Tally(dict(cells)) for value, cells in sorted(found.items())}
        for dimension, found in split.items()
    }
    return Figures(at_once, Tally(dict(whole)), by)


def _keys_of(row: Handled, at_once: timedelta) -> Iterator[Key]:
    yield _COUNT, Outcome(row.outcome)
    if row.outcome not in COUNTED:
        return
    for name in counts_of(row, at_once):
        yield _COUNT, name
        if name == Count.EXPLAINED:
            yield _REASON, row.no_response_reason
    if row.received_at is not None:
        for stage, moment in moments_of(row):
            minutes = (moment - row.received_at) // MINUTE
            yield (stage, minutes) if minutes >= 0 else (_BROKEN, stage)


def _responses_of(row: Handled) -> Iterator[tuple[Dimension, str]]:
    if row.outcome in COUNTED:
        yield from ((Dimension.RESPONDER, code) for code in row.codes)
        yield from ((Dimension.TIER, tier) for tier in row.tiers)
