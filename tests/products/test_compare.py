"""Comparing figures: unknown is not zero, few cases give no percentage, steps and order are fixed."""

from __future__ import annotations

import pytest

from tests.products.sample import figures
from tutela.account.products.rules.figures import (
    NO_INCIDENT,
    UNKNOWN_CHANGE,
    UNKNOWN_FIGURES,
    AreaComparison,
    Comparison,
    Direction,
    PeriodFigures,
    areas_by_harm,
    change,
    step_of,
    total,
    whole,
)


def test_it_counts_doubtful_status_as_civilian() -> None:
    assert PeriodFigures(3, civilians_coded=4, civilians_in_doubt=2.0).civilians == 6
    assert PeriodFigures(3, civilians_in_doubt=2).civilians == 2


def test_it_keeps_unknown_apart_from_none() -> None:
    assert UNKNOWN_FIGURES.civilians is None
    assert not UNKNOWN_FIGURES.is_covered
    assert NO_INCIDENT.civilians == 0
    assert NO_INCIDENT.is_covered
    assert total(()) is None
    assert total((None, 3)) == 3


def test_it_cannot_compare_with_what_is_not_known() -> None:
    assert change(None, 3) == UNKNOWN_CHANGE == change(3, None)


@pytest.mark.parametrize(
    ("before", "now", "direction", "difference", "percent"),
    [
        (20, 29, Direction.UP, 9, 45),
        (20, 5, Direction.DOWN, -15, -75),
        (20.4, 19.6, Direction.LEVEL, 0, 0),
        (9, 18, Direction.UP, 9, None),
        (0, 7, Direction.UP, 7, None),
        (0, 0, Direction.LEVEL, 0, None),
    ],
)
def test_it_gives_a_percentage_only_on_enough_cases(
    before: float, now: float, direction: Direction, difference: int, percent: int | None
) -> None:
    found = change(before, now)
    assert (found.direction, found.difference, found.percent) == (direction, difference, percent)


@pytest.mark.parametrize(("value", "rounded"), [(0.5, 1), (1.5, 2), (2.5, 3), (2.49, 2), (-0.5, -1), (-1.2, -1)])
def test_it_rounds_halves_away_from_zero(value: float, rounded: int) -> None:
    assert whole(value) == rounded


@pytest.mark.parametrize(("value", "step"), [(0, 0), (0.4, 0), (1, 1), (4, 1), (5, 2), (24, 2), (25, 3), (100, 4)])
def test_it_puts_harm_on_five_steps(value: float, step: int) -> None:
    assert step_of(value) == step


def test_it_has_no_step_for_the_unknown() -> None:
    assert step_of(None) is None


def test_it_orders_areas_by_civilian_deaths_and_puts_uncovered_ones_last() -> None:
    def area(name: str, now: PeriodFigures) -> AreaComparison:
        return AreaComparison(name, name, Comparison(now, UNKNOWN_FIGURES, UNKNOWN_FIGURES))

    areas = (area("a", UNKNOWN_FIGURES), area("b", figures(1, 2)), area("c", figures(2, 2)), area("d", figures(1, 9)))
    assert [found.code for found in areas_by_harm(areas)] == ["d", "c", "b", "a"]
