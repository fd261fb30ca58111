"""Figures of the response say whose response they count, to what, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerts.handled import ARMY, FORCE, HOUR, NOON, OTHERS, POLICE, SPLITTING, alert, alerts
from tutela.kernel.periods import Month
from tutela.know.alerts.rules.figures import Count, Dimension, Figures, Handled, Stage, Tally, rates, shares, tally


def all_tallies(figures: Figures) -> Iterator[Tally]:
    yield figures.whole
    for part in figures.by.values():
        yield from part.values()


@settings(max_examples=40, deadline=None)
@given(st.lists(alerts(), max_size=30), st.integers(0, 30))
def test_parts_add_up_to_the_whole(rows: list[Handled], cut: int) -> None:
    assert tally(rows[:cut]).plus(tally(rows[cut:])) == tally(rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(alerts(), max_size=20), st.randoms())
def test_the_order_makes_no_difference(rows: list[Handled], random: Random) -> None:
    turned = list(rows)
    random.shuffle(turned)
    assert tally(turned) == tally(iter(rows))


@settings(max_examples=40, deadline=None)
@given(st.lists(alerts(), max_size=25))
def test_a_rate_lies_between_nothing_and_all_and_its_lowest_value_below_it(rows: list[Handled]) -> None:
    figures = tally(rows)
    for rate in (
        one for part in all_tallies(figures) for one in (*rates(part, HOUR), *shares(figures, Dimension.TIER))
    ):
        assert rate.share is None or 0 <= (rate.lowest or 0) <= rate.share <= 1
        assert (rate.share is None) == (rate.denominator == 0)


@settings(max_examples=40, deadline=None)
@given(st.lists(alerts(), max_size=15), alerts())
def test_an_open_alert_never_raises_a_rate(rows: list[Handled], one: Handled) -> None:
    before, after = tally(rows).whole, tally([*rows, replace(one, outcome="open")]).whole
    for old, new in zip(rates(before, HOUR), rates(after, HOUR), strict=True):
        assert new.share == old.share
        assert new.unsettled == old.unsettled + 1
        assert old.lowest is None or (new.lowest or 0) <= old.lowest


def test_what_was_merged_or_set_aside_counts_in_nothing_else() -> None:
    left_out = [alert("merged", FORCE, after=5, closed_at=NOON + HOUR), alert("set_aside", FORCE, after=5)]
    figures = tally([*left_out, alert("verified", FORCE, after=5)])
    assert figures.whole.counted == 1
    assert (figures.whole.count("merged"), figures.whole.count("set_aside")) == (1, 1)
    assert figures.whole.spread(Stage.MOVED).count == 1
    assert figures.group(Dimension.RESPONDER, "mission_force").counted == 1


def test_each_rate_says_whose_response_it_counts() -> None:
    whole = tally(
        [
            alert("verified", FORCE, after=20),
            alert("verified", POLICE, ARMY, after=20),
            alert("verified", ARMY, after=20),
            alert("verified", OTHERS, after=20),
            alert("verified"),
            alert("open", FORCE),
        ],
        at_once=HOUR,
    ).whole
    found = {rate.code: (rate.numerator, rate.denominator, rate.unsettled) for rate in rates(whole, HOUR)}
    assert found == {"answered": (4, 5, 1), "by_mission": (2, 5, 1), "at_once": (1, 5, 1), "by_state": (2, 5, 1)}


def test_each_rate_is_printed_with_the_rules_of_both_its_numbers() -> None:
    found = {rate.code: rate for rate in rates(Tally(), timedelta(minutes=45))}
    assert "within 45 minutes" in found[Count.AT_ONCE].numerator_rule
    assert len({rate.numerator_rule for rate in found.values()}) == len(found)
    assert all("still open, not verifiable" in rate.denominator_rule for rate in found.values())
    assert all(rate.share is None and rate.lowest is None for rate in found.values())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (alert("verified", FORCE, after=60), True),
        (alert("verified", FORCE, after=61), False),
        (alert("verified", FORCE, first_arrived_at=NOON + HOUR), True),
        (alert("verified", FORCE), False),
        (alert("verified", ARMY, after=5), False),
        (alert("verified", FORCE, ARMY, after=5), False),
        (alert("verified", FORCE, ARMY, after=5, mission_moved_at=NOON + HOUR), True),
        (alert("verified", FORCE, ARMY, after=5, mission_moved_at=NOON + 2 * HOUR), False),
        (alert("verified", FORCE, after=5, received_at=None), False),
    ],
)
def test_a_response_is_immediate_only_if_the_mission_itself_set_out_in_time(row: Handled, expected: bool) -> None:
    assert tally([row], at_once=HOUR).whole.count(Count.AT_ONCE) == expected


def test_why_nobody_responded_is_kept_apart() -> None:
    rows = [
        *(alert(no_response_reason="access") for _ in range(2)),
        alert(no_response_reason="host_state_obstruction"),
        alert(no_response_reason="mandate_reading"),
        alert(closed_at=NOON + HOUR),
        alert(),
        alert("open", no_response_reason="means"),
        alert("verified", FORCE, no_response_reason="means"),
    ]
    whole = tally(rows).whole
    assert whole.reasons == {"access": 2, "host_state_obstruction": 1, "mandate_reading": 1}
    assert (whole.count(Count.EXPLAINED), whole.count(Count.UNEXPLAINED), whole.count(Count.WAITING)) == (4, 1, 1)


def test_a_response_to_what_is_not_verified_stands_apart() -> None:
    whole = tally([alert(outcome, FORCE) for outcome in ("open", "not_verifiable", "refuted")]).whole
    apart = (Count.OPEN_ANSWERED, Count.NOT_VERIFIABLE_ANSWERED, Count.REFUTED_ANSWERED)
    assert [whole.count(name) for name in apart] == [1, 1, 1]
    assert (whole.counted, whole.count(Count.ANSWERED), whole.count(Count.WAITING)) == (3, 0, 0)


def test_an_alert_with_several_responses_is_in_each_of_them_once() -> None:
    figures = tally([alert("verified", FORCE, FORCE, ARMY, ("mission_force", "dialogue")), alert("verified", ARMY)])
    by_responder = {rate.code: (rate.numerator, rate.denominator) for rate in shares(figures, Dimension.RESPONDER)}
    by_tier = {rate.code: rate.numerator for rate in shares(figures, Dimension.TIER)}
    assert by_responder == {"mission_force": (1, 2), "state_forces": (2, 2)}
    assert by_tier == {"dialogue": 1, "physical": 2}


def test_the_times_are_the_middle_one_and_that_of_nine_in_ten() -> None:
    rows = [alert("verified", FORCE, after=minutes) for minutes in range(1, 11)]
    spread = tally([*rows, alert("open"), alert("verified", FORCE, after=-3)]).whole.spread(Stage.MOVED)
    assert (spread.count, spread.of, spread.out_of_order) == (10, 12, 1)
    assert (spread.median, spread.ninetieth) == (timedelta(minutes=5), timedelta(minutes=9))


def test_no_time_is_no_time() -> None:
    spread = tally([alert("open"), alert("open", received_at=None, acknowledged_at=NOON)]).whole.spread(
        Stage.ACKNOWLEDGED
    )
    assert (spread.count, spread.of, spread.median, spread.ninetieth) == (0, 2, None, None)


def test_it_splits_by_area_month_urgency_and_channel() -> None:
    other = alert("verified", area="B", month=Month(2031, 4), urgency=3, channel="sms")
    figures = tally([alert(), other])
    values = ("B", "2031-04", "3", "sms")
    assert [figures.group(Dimension(one), value).counted for one, value in zip(SPLITTING, values, strict=True)] == [
        1
    ] * 4
    assert figures.group(Dimension.AREA, "nowhere").counted == 0


def test_figures_with_different_limits_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="different limits"):
        tally([], at_once=HOUR).plus(tally([], at_once=2 * HOUR))
