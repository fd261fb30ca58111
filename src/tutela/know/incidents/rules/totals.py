"""Totals by cell, area and period: what one incident adds to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
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
    (
        start, end, cell, area, act, place_precision, sensitivity, compartment, one_sided, latitude, longitude,
        deaths, civilians,
    ) = counted  # fmt: skip
    where = (cell or 0, area or 0, act, place_precision <= PlacePrecision.DISTRICT, sensitivity, compartment)
    one_sided_best = deaths[1] if one_sided else 0
    whole = (1, *deaths, *civilians, one_sided_best, latitude or 0.0, longitude or 0.0)
    for period, share, begins in _periods(start, end):
        figures: Iterable[float] = whole
        if share != 1.0 or sign != 1:
            weight, once = sign * share, sign if begins else 0
            figures = (
                once, *(weight * figure for figure in whole[1:-2]), once * whole[-2], once * whole[-1],
            )  # fmt: skip
        key = (period, *where)
        sums = totals.get(key)
        if sums is None:
            totals[key] = [float(figure) for figure in figures]
        else:
            totals[key] = [one + other for one, other in zip(sums, figures, strict=True)]


@lru_cache(maxsize=50_000)
def _periods(start: date, end: date) -> tuple[tuple[int, float, bool], ...]:
    """Return the months and years of a span: their period, the share of the days in them, whether it begins there."""
    if (start.year, start.month) == (end.year, end.month):
        return (Month.of(start).ordinal, 1.0, True), (-start.year, 1.0, True)
    months = share_by_month(start, end)
    years: dict[int, float] = {}
    for month, share in months.items():
        years[month.year] = years.get(month.year, 0.0) + share
    first = Month.of(start)
    return (
        *((month.ordinal, share, month == first) for month, share in months.items()),
        *((-year, share, year == start.year) for year, share in years.items()),
    )


def rows_of(mission: str, totals: Totals) -> Iterable[tuple[object, ...]]:
    """Return the totals as rows of `KEYS` and `SUMS`, in one fixed order; what adds nothing is left out."""
    for key in sorted(totals):
        if any(totals[key]):
            yield (mission, *key, *totals[key])
