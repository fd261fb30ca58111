"""Moments: aware, in UTC, written in one width."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.kernel.clock import SYSTEM_CLOCK, SetClock, from_instant, instant

MOMENT = datetime(2031, 5, 14, 9, 30, tzinfo=UTC)


def test_the_systems_clock_tells_an_aware_moment_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= SYSTEM_CLOCK.now() <= datetime.now(UTC)
    assert SYSTEM_CLOCK.now().utcoffset() == timedelta(0)


def test_a_set_clock_stands_until_it_is_moved() -> None:
    clock = SetClock(MOMENT)
    assert clock.now() == clock.now() == MOMENT
    clock.advance(timedelta(hours=-2))
    assert clock.now() == MOMENT - timedelta(hours=2)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (MOMENT, "2031-05-14T09:30:00.000000Z"),
        (MOMENT.replace(microsecond=7), "2031-05-14T09:30:00.000007Z"),
        (MOMENT.astimezone(timezone(timedelta(hours=3))), "2031-05-14T09:30:00.000000Z"),
        (datetime(7, 1, 2, tzinfo=UTC), "0007-01-02T00:00:00.000000Z"),
    ],
)
def test_an_instant_has_one_width(moment: datetime, text: str) -> None:
    assert instant(moment) == text
    assert from_instant(text) == moment


@given(st.datetimes(), st.datetimes())
def test_instants_sort_as_they_read(one: datetime, other: datetime) -> None:
    one, other = one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)
    assert (instant(one) < instant(other)) == (one < other)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant(MOMENT.replace(tzinfo=None))


@pytest.mark.parametrize(
    "text", ["", "today", "2031-05-14", "2031-05-14T09:30:00Z", "2031-05-14T09:30:00.000000+00:00", " 2031-05-14"]
)
def test_any_other_text_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"zone|instant|isoformat"):
        from_instant(text)
