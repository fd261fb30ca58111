"""Totals of totals: years, all time as one period, and months of the whole mission, so that wide questions stay cheap.

A map of fifteen years would add up a hundred thousand rows of years; with one row for all time it adds up a tenth.
"""

from __future__ import annotations

from operator import add

from tutela.know.incidents.rules.totals import Totals

ALL_TIME = 0
"""The period of the totals over everything on record."""
EVERYWHERE = -1
"""The cell and the area of the totals of a month in the whole mission."""


def rolled_up(months: Totals) -> Totals:
    """Return the totals of months with those of their years, of all time, and of each month everywhere."""
    found: Totals = dict(months)
    for (period, cell, area, act, is_point, sensitivity, compartment), sums in months.items():
        for when, where, within in (
            (-(period // 12), cell, area),
            (ALL_TIME, cell, area),
            (period, EVERYWHERE, EVERYWHERE),
        ):
            key = (when, where, within, act, is_point, sensitivity, compartment)
            held = found.get(key)
            found[key] = list(sums) if held is None else [*map(add, held, sums)]
    return found
