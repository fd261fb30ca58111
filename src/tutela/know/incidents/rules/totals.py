"""Totals by cell, area and period: what one incident adds to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from operator import add
from typing import NamedTuple

from tutela.kernel.periods import Month, share_by_month
from tutela.kernel.places import PlacePrecision

KEYS = ("mission", "period", "cell", "area_key", "act", "is_point", "sensitivity", "compartment")
SUMS = (
    "incidents",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "civilians_coded",
    "civilians_low",
    "civilians_best",
    "civilians_high",
    "one_sided_best",
    "latitude_sum",
    "longitude_sum",
)


class Counted(NamedTuple):
    """What the totals need to know of an incident."""

    occurred_from: date
    occurred_to: date
    cell: int | None
    area: int | None
    act: str
    place_precision: int
    sensitivity: int
    compartment: str
    one_sided: bool
    latitude: float | None
    longitude: float | None
    deaths: tuple[int, int, int]
    civilians: tuple[int, int, int, int]


COUNTED_FIELDS = (
    "occurred_from",
    "occurred_to",
    "cell",
    "area_id",
    "act",
    "place_precision",
    "sensitivity",
    "compartment",
    "one_sided",
    "latitude",
    "longitude",
    "deaths_low",
    "deaths_best",
    "deaths_high",
    "civilians_coded",
    "civilians_low",
    "civilians_best",
    "civilians_high",
)

Totals = dict[tuple[int, int, int, str, bool, int, str], list[float]]


def counted_from(row: tuple[object, ...]) -> Counted:
    """Return what the totals need from a row of `COUNTED_FIELDS`."""
    return Counted._make((*row[:11], row[11:14], row[14:18]))


def add_to(totals: Totals, counted: Counted, sign: int = 1) -> None:
    """Add an incident to the totals of its months (or take it off with sign -1), spread by day.

    Years and what stands above them are sums of months: `rollup.rolled_up` adds them up once, at the end.
    """
    (
        start, end, cell, area, act, precision, sensitivity, compartment, one_sided, latitude, longitude, deaths,
        civilians,
    ) = counted  # fmt: skip
    figures = (1, *deaths, *civilians, deaths[1] if one_sided else 0, latitude or 0.0, longitude or 0.0)
    where = (cell or 0, area or 0, act, precision <= PlacePrecision.DISTRICT, sensitivity, compartment)
    for period, share, begins in _months(start, end):
        added = figures if share == 1.0 and sign == 1 else _part(figures, sign * share, sign if begins else 0)
        key = (period, *where)
        sums = totals.get(key)
        totals[key] = list(map(float, added)) if sums is None else list(map(add, sums, added))


def _part(figures: tuple[float, ...], weight: float, once: int) -> tuple[float, ...]:
    """Return what goes to one month: an incident and its coordinates once, the people by their share of the days."""
    count, *people, latitude, longitude = figures
    return (once * count, *(weight * number for number in people), once * latitude, once * longitude)


@lru_cache(maxsize=20_000)
def _months(start: date, end: date) -> tuple[tuple[int, float, bool], ...]:
    """Return the months of a span: their ordinal, the share of the days in them, and whether the span begins there."""
    first = Month.of(start)
    if first == Month.of(end):
        return ((first.ordinal, 1.0, True),)
    return tuple((month.ordinal, share, month == first) for month, share in share_by_month(start, end).items())


def rows_of(mission: str, totals: Totals) -> Iterable[tuple[object, ...]]:
    """Return the totals as rows of `KEYS` and `SUMS`, in one fixed order; what adds nothing is left out."""
    for key in sorted(totals):
        if any(totals[key]):
            yield (mission, *key, *totals[key])
