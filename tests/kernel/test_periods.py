"""Months and quarters, and how a span of days divides over them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.kernel.periods import Month, Quarter, months_between, share_by_month, start_of

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_month_and_its_quarter(day: date) -> None:
    month, quarter = Month.of(day), Quarter.of(day)
    assert month.first_day <= day <= month.last_day
    assert quarter.first_day <= day <= quarter.last_day
    assert month in quarter.months
    assert Month.of(month.last_day + timedelta(days=1)) == month.plus(1)
    assert Quarter.of(quarter.last_day + timedelta(days=1)) == quarter.plus(1)


@pytest.mark.parametrize(
    ("start", "steps", "end"), [("2018-12", 1, "2019-01"), ("2018-01", -1, "2017-12"), ("2018-05", 24, "2020-05")]
)
def test_months_are_stepped_over_years(start: str, steps: int, end: str) -> None:
    year, month = map(int, start.split("-"))
    assert str(Month(year, month).plus(steps)) == end
    assert Month.from_ordinal(Month(year, month).ordinal) == Month(year, month)


def test_quarters_are_stepped_over_years_and_compared() -> None:
    assert str(Quarter(2018, 4).plus(1)) == "2019Q1"
    assert Quarter(2018, 4).plus(-4) == Quarter(2017, 4)
    assert Quarter(2017, 4) < Quarter(2018, 1)
    assert [str(month) for month in Quarter(2018, 4).months] == ["2018-10", "2018-11", "2018-12"]
    assert (Quarter(2018, 1).first_day, Quarter(2018, 1).last_day) == (date(2018, 1, 1), date(2018, 3, 31))


@pytest.mark.parametrize("text", ["2018Q4", " 2018-q4 "])
def test_a_quarter_is_read_as_people_write_it(text: str) -> None:
    assert Quarter.parse(text) == Quarter(2018, 4)


@pytest.mark.parametrize("text", ["", "2018", "Q4", "18Q4", "2018Q5", "2018Q0", "2018Q", "2018Qx", "4Q2018"])
def test_any_other_text_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match="quarter"):
        Quarter.parse(text)


def test_there_are_twelve_months() -> None:
    for number in (0, 13):
        with pytest.raises(ValueError, match="no month"):
            Month(2018, number)


def test_months_between_holds_both_ends() -> None:
    assert [str(month) for month in months_between(Month(2018, 11), Month(2019, 1))] == [
        "2018-11",
        "2018-12",
        "2019-01",
    ]
    assert list(months_between(Month(2018, 2), Month(2018, 1))) == []


def test_a_span_divides_by_days() -> None:
    assert share_by_month(date(2018, 1, 1), date(2018, 1, 31)) == {Month(2018, 1): 1.0}
    assert share_by_month(date(2018, 1, 30), date(2018, 2, 2)) == {Month(2018, 1): 0.5, Month(2018, 2): 0.5}
    over = share_by_month(date(2017, 12, 31), date(2018, 2, 1))
    assert over == {Month(2017, 12): 1 / 33, Month(2018, 1): 31 / 33, Month(2018, 2): 1 / 33}


@given(DAYS, st.integers(0, 2000))
def test_the_shares_of_a_span_add_up_to_one(start: date, days: int) -> None:
    shares = share_by_month(start, start + timedelta(days=days))
    assert sum(shares.values()) == pytest.approx(1)
    assert all(share > 0 for share in shares.values())


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        share_by_month(date(2018, 1, 2), date(2018, 1, 1))


def test_a_day_starts_at_midnight_utc() -> None:
    assert start_of(date(2018, 1, 2)) == datetime(2018, 1, 2, tzinfo=UTC)
