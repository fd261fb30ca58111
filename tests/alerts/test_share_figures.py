"""Outside the mission no small number shows, and none can be worked out from what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerts.handled import FORCE, HOUR, NOON, alert, alerts, any_rows, many
from tutela.kernel.sentences import Sentence
from tutela.know.alerts.rules.figures import (
    COUNTED,
    Count,
    Dimension,
    Figures,
    Handled,
    Shared,
    Stage,
    suppressed,
    tally,
)
from tutela.know.alerts.rules.figures import sharing as sharing_module
from tutela.know.alerts.rules.figures.hiding import Hiding
from tutela.know.alerts.rules.figures.relations import Web


def test_outside_the_mission_a_small_number_reads_fewer_than() -> None:
    rows = [*many(9, "verified", FORCE), *many(8), *many(2, "refuted"), *many(7, "open"), *many(6, "not_verifiable")]
    whole = suppressed(tally(rows), 5).whole
    assert whole.numbers["refuted"] == "fewer than 5"
    assert (whole.numbers["verified"], whole.numbers["answered"]) == (17, 9)
    assert [rate.share for rate in whole.rates(HOUR)][:2] == [9 / 17, 9 / 17]
    hidden = [name for name in ("counted", "open", "not_verifiable") if whole.numbers[name] == "not shown"]
    assert hidden, "What is left of the sum would be the small number."


def test_a_rate_has_no_share_where_one_of_its_numbers_is_not_shown() -> None:
    shared = suppressed(tally([*many(9), *many(2, "verified", FORCE), *many(9, "open")]), 5)
    rate = next(rate for rate in shared.whole.rates(HOUR) if rate.code == Count.BY_MISSION)
    assert (rate.numerator, rate.denominator, rate.share) == ("fewer than 5", 11, None)
    assert rate.unsettled == (9, "fewer than 5")


def test_an_area_without_an_alert_looks_like_one_with_few() -> None:
    shared = suppressed(tally([*many(9), *many(9, area="B"), *many(3, area="C")]), 5, areas=["B", "D"])
    by_area = shared.by[Dimension.AREA]
    assert set(by_area) == {"A", "B", "C", "D"}
    assert by_area["C"].numbers["verified"] == by_area["D"].numbers["verified"] == "fewer than 5"


def test_times_of_few_alerts_are_not_shown() -> None:
    whole = suppressed(
        tally([*many(5, "verified", FORCE, decided_at=NOON + HOUR), *many(4, "open", told_at=NOON)]), 5
    ).whole
    assert whole.times[Stage.DECIDED] == (HOUR, HOUR)
    assert whole.times[Stage.TOLD] is None


def test_reasons_that_together_are_few_are_left_out() -> None:
    answered = many(9, "verified", FORCE)
    assert suppressed(tally([*answered, *many(3, no_response_reason="access")]), 5).reasons == {}
    reasons = [*many(8, no_response_reason="access"), *many(7, no_response_reason="means"), *many(2)]
    shown = suppressed(tally([*answered, *reasons]), 5).reasons
    assert shown == {"access": 8, "means": "not shown", "waiting": "fewer than 5"}


def test_with_a_limit_of_one_everything_is_shown() -> None:
    shared = suppressed(tally([*many(2, "verified", FORCE), *many(1, no_response_reason="access")]), 1)
    numbers = [number for number in known_of(shared).values() if isinstance(number, Sentence)]
    assert numbers == []
    assert shared.reasons == {"access": 1}


def test_among_very_few_alerts_not_even_the_words_are_shown() -> None:
    rows = [alert(urgency=number % 3, channel=("phone", "sms")[number % 2]) for number in range(6)]
    shared = suppressed(tally(rows), 3)
    # Three times at most two and two times at least three: the words alone would say that it is six.
    assert set(known_of(shared).values()) == {"too few to show"}


def test_figures_without_an_alert_can_be_shared() -> None:
    shared = suppressed(tally([]), 5)
    assert set(shared.whole.numbers.values()) == {"fewer than 5"}
    assert suppressed(Figures(HOUR), 5).responses == {}


# ---- a reader who tries to work out what is hidden, from what is shown and the printed rules alone -------------------

Name = tuple[str, str, str]
Line = dict[Name, int]


def known_of(shared: Shared) -> dict[Name, int | Sentence]:
    """Return every number that is shown, or the words in its place."""
    found = {("", "", name): number for name, number in shared.whole.numbers.items()}
    for dimension, groups in shared.by.items():
        found |= {(dimension, value, name): n for value, group in groups.items() for name, n in group.numbers.items()}
    for dimension, row in shared.responses.items():
        found |= {(dimension, value, "answered"): number for value, number in row.items()}
    return found | {("reasons", "", name): number for name, number in shared.reasons.items()}


def sums_of(shared: Shared) -> Iterator[Line]:
    """Yield what adds up to nothing, as factors of the numbers: totals less their parts."""
    groups = [("", ""), *((dimension, value) for dimension, row in shared.by.items() for value in row)]
    for group in groups:
        yield {(*group, "counted"): 1} | {(*group, name): -1 for name in COUNTED}
    for dimension, row in shared.by.items():
        for name in shared.whole.numbers if row else ():
            yield {("", "", name): 1} | {(dimension, value, name): -1 for value in row}
    if shared.reasons:
        unanswered: Line = {("", "", "verified"): 1, ("", "", "answered"): -1}
        yield unanswered | {("reasons", "", name): -1 for name in shared.reasons}


def parts_of(shared: Shared) -> Iterator[tuple[Name, Name]]:
    """Yield pairs of a number and one that cannot be more."""
    order = [("verified", "answered"), ("answered", "by_mission"), ("by_mission", "at_once"), ("answered", "by_state")]
    for group in [("", ""), *((dimension, value) for dimension, row in shared.by.items() for value in row)]:
        yield from (((*group, large), (*group, small)) for large, small in order)
    for dimension, row in shared.responses.items():
        for value in row:
            whose = (
                "by_mission" if value.startswith("mission") else "by_state" if value.startswith("state") else "answered"
            )
            yield ("", "", whose if dimension == "responder" else "answered"), (dimension, value, "answered")


def solved(shared: Shared) -> set[Name]:
    """Return the hidden numbers that follow from the sums alone, by elimination."""
    known = known_of(shared)
    rows: list[dict[Name, Fraction]] = []
    for line in sums_of(shared):
        left = {name: Fraction(factor) for name, factor in line.items() if isinstance(known[name], Sentence)}
        for pivot in rows:
            left = without(left, pivot)
        if left:
            rows = [*(without(row, left) for row in rows), left]
    return {name for row in rows if len(row) == 1 for name in row}


def without(row: dict[Name, Fraction], pivot: dict[Name, Fraction]) -> dict[Name, Fraction]:
    """Return a row from which the first number of another is eliminated."""
    first = min(pivot)
    factor = row.get(first, Fraction(0)) / pivot[first]
    mixed = {name: row.get(name, Fraction(0)) - factor * pivot.get(name, 0) for name in {*row, *pivot}}
    return {name: value for name, value in mixed.items() if value}


def narrowed(shared: Shared) -> set[Name]:
    """Return the hidden numbers that follow when it is also known how small and how large each can be."""
    bounds = {name: limits(name, number, shared.least) for name, number in known_of(shared).items()}
    before: object = None
    while bounds != before:
        before = dict(bounds)
        for large, small in parts_of(shared):
            bounds[large] = (max(bounds[large][0], bounds[small][0]), bounds[large][1])
            bounds[small] = (bounds[small][0], min(bounds[small][1], bounds[large][1]))
        for line in sums_of(shared):
            narrow(bounds, line)
    return {
        name for name, number in known_of(shared).items() if isinstance(number, Sentence) and len({*bounds[name]}) == 1
    }


def limits(name: Name, number: int | Sentence, least: int) -> tuple[float, float]:
    if not isinstance(number, Sentence):
        return number, number
    if number == "too few to show":
        return 0, float("inf")
    lowest = 1 if name[0] == "reasons" else 0
    return (lowest, least - 1) if number.facts else (least, float("inf"))


def narrow(bounds: dict[Name, tuple[float, float]], line: Line) -> None:
    """Narrow what each number of a sum can be by what the others can be."""
    for name, factor in line.items():
        rest = [bounds[other] if f * factor < 0 else (-bounds[other][1], -bounds[other][0])
                for other, f in line.items() if other != name]  # fmt: skip
        low, high = bounds[name]
        bounds[name] = (max(low, sum(one[0] for one in rest)), min(high, sum(one[1] for one in rest)))


@settings(max_examples=15, deadline=None)
@given(st.lists(alerts(), min_size=5, max_size=30), st.integers(2, 6))
def test_nothing_hidden_can_be_worked_out_from_what_is_shown(rows: list[Handled], least: int) -> None:
    shared = suppressed(tally(rows), least, areas=["D"])
    assert solved(shared) | narrowed(shared) == set()


@pytest.mark.parametrize("size", [40, 150, 600])
def test_nothing_hidden_can_be_worked_out_in_many_areas(size: int) -> None:
    shared = suppressed(tally(any_rows(size)), 5)
    assert solved(shared) | narrowed(shared) == set()
    assert any(not isinstance(number, Sentence) for number in known_of(shared).values())


def test_the_reader_is_a_good_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def hide_small(web: Web, least: int) -> Hiding:
        small = {cell for cell, number in web.numbers.items() if number < least and not cell.rest}
        return Hiding(web, least, small=small)

    monkeypatch.setattr(sharing_module, "hide", hide_small)
    careless = suppressed(tally(any_rows(150)), 5)
    assert solved(careless)
    assert narrowed(careless)
