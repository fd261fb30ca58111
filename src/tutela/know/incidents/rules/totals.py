"""Totals by cell, area and period: what one incident adds to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
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
    """Add an incident to the totals (or take it off with sign -1): its months and its years, spread by day."""
    shares = _shares(counted.occurred_from, counted.occurred_to)
    first = min(shares)
    years: dict[int, float] = {}
    for month, share in shares.items():
        _add(totals, counted, month.ordinal, share, sign, begins=month == first)
        years[month.year] = years.get(month.year, 0.0) + share
    for year, share in years.items():
        _add(totals, counted, -year, share, sign, begins=year == first.year)


def _shares(start: date, end: date) -> dict[Month, float]:
    if start.year == end.year and start.month == end.month:
        return {Month(start.year, start.month): 1.0}
    return share_by_month(start, end)


def _add(totals: Totals, counted: Counted, period: int, share: float, sign: int, *, begins: bool) -> None:
    key = (
        period,
        counted.cell or 0,
        counted.area or 0,
        counted.act,
        counted.place_precision <= PlacePrecision.DISTRICT,
        counted.sensitivity,
        counted.compartment,
    )
    sums = totals.get(key)
    if sums is None:
        sums = totals[key] = [0.0] * len(SUMS)
    once = float(sign) if begins else 0.0
    weight = sign * share
    sums[0] += once
    for place, figure in enumerate((*counted.deaths, *counted.civilians), start=1):
        sums[place] += weight * figure
    sums[8] += weight * counted.deaths[1] if counted.one_sided else 0.0
    sums[9] += once * (counted.latitude or 0.0)
    sums[10] += once * (counted.longitude or 0.0)


def rows_of(mission: str, totals: Totals) -> Iterable[tuple[object, ...]]:
    """Return the totals as rows of `KEYS` and `SUMS`, in one fixed order; what adds nothing is left out."""
    for key in sorted(totals):
        if any(totals[key]):
            yield (mission, *key, *totals[key])
