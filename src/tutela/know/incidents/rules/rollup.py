"""Totals of totals: all time as one period, and the months of the whole mission, so that wide questions stay cheap.

A map of fifteen years would add up a hundred thousand rows of years; with one row for all time it adds up a tenth.
"""

from __future__ import annotations

from tutela.know.incidents.rules.totals import Totals

ALL_TIME = 0
"""The period of the totals over everything on record."""
EVERYWHERE = -1
"""The cell and the area of the totals of a month in the whole mission."""


def rolled_up(totals: Totals) -> Totals:
    """Return totals of months and years, with those of all time (from the years) and everywhere (from the months)."""
    found: Totals = dict(totals)
    for (period, cell, area, act, is_point, sensitivity, compartment), sums in totals.items():
        where = (cell, area) if period < 0 else (EVERYWHERE, EVERYWHERE)
        key = (ALL_TIME if period < 0 else period, *where, act, is_point, sensitivity, compartment)
        held = found.get(key)
        found[key] = list(sums) if held is None else [one + other for one, other in zip(held, sums, strict=True)]
    return found
