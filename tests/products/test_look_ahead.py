"""The baseline: weights that halve, a borrowed share, exact quantiles, and a record that can be bad."""

from __future__ import annotations

import pytest

from tutela.account.products.rules.baseline import (
    Distribution,
    Outlook,
    TrackRecord,
    baseline_outlook,
    blended,
    past_windows,
    track_record,
)


def test_it_sums_windows_and_halves_their_weight_every_half_life() -> None:
    windows = past_windows([1, 2, 3, 4], span=3, half_life=1)
    assert [value for value, _ in windows] == [6, 9]
    assert [weight for _, weight in windows] == pytest.approx([1 / 3, 2 / 3])


def test_it_has_no_window_in_too_short_a_history() -> None:
    assert past_windows([1, 2]) == []


def test_its_quantiles_are_past_outcomes() -> None:
    past = Distribution([(5, 0.5), (0, 0.4), (90, 0.1), (7, 0)])
    assert [past.quantile(share) for share in (0, 0.1, 0.4, 0.5, 0.9, 0.95, 1)] == [0, 0, 0, 5, 5, 90, 90]
    assert [round(past.at_least(value), 3) for value in (0, 1, 5, 6, 90, 91)] == [1, 0.6, 0.6, 0.1, 0.1, 0]


def test_it_needs_an_outcome() -> None:
    with pytest.raises(ValueError, match="at least one outcome"):
        Distribution([(3, 0)])


def test_it_borrows_a_little_from_all_areas_so_that_a_quiet_past_is_no_certainty() -> None:
    quiet, loud = past_windows([0] * 12), past_windows([10] * 12)
    past = blended(quiet, [quiet, loud], borrowed=0.1)
    assert past.at_least(1) == pytest.approx(0.05)
    assert past.quantile(0.9) == 0


def test_it_says_nothing_on_less_than_a_year() -> None:
    assert baseline_outlook({"a": [1.0] * 11}, {}) == Outlook(history_months=11)
    assert baseline_outlook({}, {}) == Outlook()


def test_it_refuses_histories_of_unequal_length() -> None:
    with pytest.raises(ValueError, match="the same months"):
        baseline_outlook({"a": [1.0] * 24, "b": [1.0] * 23}, {})


def test_it_orders_areas_by_the_upper_end_and_totals_the_mission_by_itself() -> None:
    outlook = baseline_outlook({"a": [0.0] * 36, "b": [2.0] * 36}, {"b": "Bentiva"})
    assert [area.name for area in outlook.areas] == ["Bentiva", "a"]
    assert outlook.overall is not None
    assert outlook.overall.middle == 6
    assert outlook.areas[1].at_least_1 == pytest.approx(0.05)


def test_it_replays_past_quarters_and_admits_what_it_missed() -> None:
    steady_then_shock = [0.0] * 33 + [50.0, 0.0, 0.0]
    record = track_record({"a": steady_then_shock, "b": [1.0] * 36}, quarters=8)
    assert record == TrackRecord(8, 16, 15, 9, 8)
    assert record.coverage == 15 / 16
    assert record.coverage_with_harm == 8 / 9


def test_it_has_no_record_without_a_past_to_replay() -> None:
    assert track_record({"a": [1.0] * 14}) is None
    assert TrackRecord(1, 0, 0, 0, 0).coverage is None
    assert TrackRecord(1, 0, 0, 0, 0).coverage_with_harm is None
