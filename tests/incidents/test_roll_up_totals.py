"""Totals of years, of all time and of the whole mission are sums of the months, and of nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from tutela.kernel.periods import Month
from tutela.know.incidents.rules.rollup import ALL_TIME, EVERYWHERE, rolled_up
from tutela.know.incidents.rules.totals import SUMS, Counted, Totals, add_to, rows_of

CELL, AREA = 7, 3
WHERE = ("killing", True, 0, "")


def counted(first: date, last: date, killed: int, *, area: int = AREA) -> Counted:
    deaths, civilians = (killed, killed, killed), (killed, killed, killed, killed)
    return Counted(first, last, CELL, area, "killing", 1, 0, "", True, 5.0, 20.0, deaths, civilians)


def totals_of(*all_counted: Counted) -> Totals:
    months: Totals = {}
    for one in all_counted:
        add_to(months, one)
    return rolled_up(months)


def figure(totals: Totals, period: int, cell: int, area: int, name: str) -> float:
    return totals[period, cell, area, *WHERE][SUMS.index(name)]


def test_what_lasts_over_a_new_year_is_once_an_incident_and_all_of_its_harm() -> None:
    totals = totals_of(counted(date(2030, 12, 22), date(2031, 1, 10), 20))
    assert figure(totals, -2030, CELL, AREA, "civilians_best") == pytest.approx(10)
    assert figure(totals, -2031, CELL, AREA, "civilians_best") == pytest.approx(10)
    assert (figure(totals, -2030, CELL, AREA, "incidents"), figure(totals, -2031, CELL, AREA, "incidents")) == (1, 0)
    assert figure(totals, ALL_TIME, CELL, AREA, "civilians_best") == pytest.approx(20)
    assert figure(totals, ALL_TIME, CELL, AREA, "incidents") == 1


def test_a_month_of_the_whole_mission_adds_up_every_area() -> None:
    day = date(2031, 3, 4)
    totals = totals_of(counted(day, day, 2), counted(day, day, 3, area=9))
    month = Month.of(day).ordinal
    assert figure(totals, month, EVERYWHERE, EVERYWHERE, "civilians_best") == 5
    assert figure(totals, month, CELL, AREA, "civilians_best") == 2
    assert figure(totals, ALL_TIME, CELL, 9, "civilians_best") == 3
    assert (ALL_TIME, EVERYWHERE, EVERYWHERE, *WHERE) not in totals


def test_what_is_taken_off_leaves_nothing_to_write() -> None:
    months: Totals = {}
    one = counted(date(2031, 3, 4), date(2031, 3, 4), 2)
    add_to(months, one)
    add_to(months, one, -1)
    assert list(rows_of("orvane", rolled_up(months))) == []


def test_the_months_stay_as_they_were() -> None:
    months: Totals = {}
    add_to(months, counted(date(2031, 3, 4), date(2031, 3, 4), 2))
    before = {key: list(sums) for key, sums in months.items()}
    rolled_up(months)
    assert months == before
