"""What lasts over several months is divided over them by day: nothing is lost and nothing is made (the stated rule)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.kernel.periods import Month
from tutela.know.incidents.rules import HarmFacts, completeness, spread, title_of
from tutela.know.incidents.rules.rollup import ALL_TIME, EVERYWHERE, rolled_up
from tutela.know.incidents.rules.totals import SUMS, Counted, Totals, add_to, counted_from, rows_of

DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))
FIGURES = st.integers(0, 2000)


@st.composite
def incidents(draw: st.DrawFn) -> Counted:
    start = draw(DAYS)
    end = start + timedelta(days=draw(st.integers(0, 500)))
    low, best, high = sorted(draw(st.tuples(FIGURES, FIGURES, FIGURES)))
    civilians = draw(st.tuples(FIGURES, FIGURES, FIGURES, FIGURES))
    place = draw(st.none() | st.floats(-90, 90))
    return Counted(
        start, end, draw(st.none() | st.integers(1, 5)), draw(st.none() | st.integers(1, 3)), "killing",
        draw(st.integers(1, 7)), 0, "", draw(st.booleans()), place, place, (low, best, high), civilians,
    )  # fmt: skip


def summed(totals: Totals, name: str, *, months: bool) -> float:
    place = SUMS.index(name)
    return sum(
        sums[place] for key, sums in totals.items() if (key[0] > 0 if months else key[0] < 0) and key[1] != EVERYWHERE
    )


@given(st.lists(st.tuples(DAYS, st.integers(0, 500), st.floats(0, 1e6)), max_size=20))
def test_spreading_keeps_the_sum(facts: list[tuple[date, int, float]]) -> None:
    told = [(start, start + timedelta(days=days), figure) for start, days, figure in facts]
    assert sum(spread(told).values()) == pytest.approx(sum(figure for _start, _end, figure in told), abs=1e-6)


@given(DAYS, st.integers(0, 500), st.floats(0.1, 1e6))
def test_each_month_gets_its_days(start: date, days: int, figure: float) -> None:
    end = start + timedelta(days=days)
    for month, part in spread([(start, end, figure)]).items():
        inside = (min(end, month.last_day) - max(start, month.first_day)).days + 1
        assert 0 < inside <= days + 1
        assert part == pytest.approx(figure * inside / (days + 1))


def test_forty_five_days_over_a_new_year() -> None:
    found = spread([(date(2030, 12, 17), date(2031, 1, 30), 45.0)])
    assert found == {Month(2030, 12): pytest.approx(15), Month(2031, 1): pytest.approx(30)}


@given(st.lists(incidents(), max_size=12))
def test_months_years_and_all_time_hold_the_same_people(some: list[Counted]) -> None:
    months: Totals = {}
    for one in some:
        add_to(months, one)
    totals = rolled_up(months)
    for name, told in (("deaths_best", 1), ("deaths_high", 2)):
        people = sum(one.deaths[told] for one in some)
        assert summed(totals, name, months=True) == pytest.approx(people)
        assert summed(totals, name, months=False) == pytest.approx(people)
    one_sided = sum(one.deaths[1] for one in some if one.one_sided)
    assert summed(totals, "one_sided_best", months=True) == pytest.approx(one_sided)
    everywhere = [sums for key, sums in totals.items() if key[1] == EVERYWHERE]
    assert sum(sums[0] for sums in everywhere) == len(some)
    assert sum(sums[0] for key, sums in totals.items() if key[0] == ALL_TIME) == len(some)


@given(st.lists(incidents(), max_size=12))
def test_what_is_taken_off_again_leaves_nothing(some: list[Counted]) -> None:
    totals: Totals = {}
    for one in some:
        add_to(totals, one)
    for one in some:
        add_to(totals, one, -1)
    assert all(abs(figure) < 1e-6 for sums in rolled_up(totals).values() for figure in sums)


@given(incidents())
def test_an_incident_is_counted_once_where_it_begins(one: Counted) -> None:
    totals: Totals = {}
    add_to(totals, one)
    begun = [key[0] for key, sums in totals.items() if sums[0]]
    assert begun == [Month.of(one.occurred_from).ordinal]


def test_a_row_of_columns_is_read_in_their_order() -> None:
    row = (date(2031, 1, 1), date(2031, 1, 2), 7, 3, "killing", 1, 0, "", True, 5.0, 20.0, 1, 2, 3, 4, 5, 6, 7)
    counted = counted_from(row)
    assert (counted.deaths, counted.civilians, counted.area) == ((1, 2, 3), (4, 5, 6, 7), 3)


def test_rows_stand_in_one_order_and_leave_out_what_adds_nothing() -> None:
    totals: Totals = {
        (5, 1, 1, "killing", True, 0, ""): [1.0] * len(SUMS),
        (4, 2, 1, "killing", True, 0, ""): [1.0] * len(SUMS),
        (4, 1, 1, "killing", True, 0, ""): [0.0] * len(SUMS),
    }
    assert [row[:3] for row in rows_of("orvane", totals)] == [("orvane", 4, 2), ("orvane", 5, 1)]


@pytest.mark.parametrize(
    ("headline", "place", "title"),
    [
        ("Market burned", "Loumé", "Market burned"),
        ("", "Loumé", "Killing, Loumé"),
        ("", "", "Killing, 2031-02-03"),
    ],
)
def test_a_title_says_what_where_and_when(headline: str, place: str, title: str) -> None:
    assert title_of(headline, "Killing", place, date(2031, 2, 3)) == title


def killed(number: int, sex: str, age: str) -> HarmFacts:
    return HarmFacts("killed", "civilian", sex, age, number, number, number)


def test_what_is_not_split_by_sex_and_age_is_shown_as_unknown() -> None:
    known = completeness(
        10, [killed(3, "female", "adult"), killed(2, "unknown", "child"), killed(1, "male", "unknown")]
    )
    assert (known.sex_known, known.age_known) == (4, 5)
    assert known.sex_unknown_share == pytest.approx(0.6)
    assert known.age_unknown_share == pytest.approx(0.5)


def test_more_people_split_than_counted_is_not_more_than_complete() -> None:
    known = completeness(2, [killed(5, "female", "adult")])
    assert (known.sex_unknown_share, known.age_unknown_share) == (0, 0)


@pytest.mark.parametrize("total", [0, -1])
def test_where_nobody_was_harmed_nothing_is_incomplete(total: int) -> None:
    known = completeness(total, [])
    assert (known.total, known.sex_unknown_share, known.age_unknown_share) == (0, None, None)
