"""The order of threats: risk first, then both tests of para 17; ties and near-ties shown; nobody left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.threats.sample import SCALE, sheet
from tutela.assess.threats.rules.ranking import (
    Candidate,
    Line,
    Method,
    Rule,
    Standing,
    Unranked,
    ranked,
    standing,
)
from tutela.assess.threats.rules.scoring import PARTS, Scale, evaluate
from tutela.assess.threats.rules.scoring import Method as Combining

BOTH = Method(Rule.HIGHER_OF_BOTH, SCALE)


def candidate(number: int, **more: int) -> Candidate:
    return Candidate(number, {part: score.value for part, score in sheet(**more).scores.items()}, 5)


def ranks(found: Sequence[Line]) -> dict[int, int | None]:
    return {line.number: line.rank for line in found}


def test_the_highest_risk_comes_first() -> None:
    found = ranked([candidate(1), candidate(2, severity=5), candidate(3, severity=4)], BOTH)
    assert [line.number for line in found] == [2, 3, 1]


@pytest.mark.parametrize(
    ("rule", "order"),
    [(Rule.HIGHER_OF_BOTH, [2, 1]), (Rule.IMPACT_FIRST, [1, 2]), (Rule.DESTABILISING_FIRST, [2, 1])],
)
def test_between_equal_risks_the_mission_rule_decides(rule: Rule, order: list[int]) -> None:
    one = candidate(1, intent=3, capability=3, opportunity=3, history=3, severity=4, destabilising=1)
    two = candidate(2, intent=4, capability=4, opportunity=4, history=4, destabilising=5)
    assert [line.number for line in ranked([one, two], Method(rule, SCALE))] == order


def test_impact_first_falls_back_on_the_other_test() -> None:
    method = Method(Rule.IMPACT_FIRST, SCALE)
    found = ranked([candidate(1, destabilising=2), candidate(2, destabilising=4)], method)
    assert [line.number for line in found] == [2, 1]


def test_equal_is_equal() -> None:
    found = ranked(
        [candidate(1), candidate(2), candidate(3, severity=5), candidate(4, destabilising=1, severity=1)], BOTH
    )
    assert ranks(found) == {3: 1, 1: 2, 2: 2, 4: 2}
    assert [line.is_tied for line in found] == [False, True, True, True]


def test_what_is_not_scored_has_a_line_without_a_rank() -> None:
    found = ranked([Candidate(1, None, 0), candidate(2), Candidate(3, dict(candidate(3).values or {}), 7)], BOTH)
    assert ranks(found) == {2: 1, 1: None, 3: None}
    assert [line.unranked for line in found] == [None, Unranked.NOT_ASSESSED, Unranked.OTHER_SCALE]


def test_a_rank_that_one_step_would_flip_is_marked() -> None:
    near = ranked([candidate(1), candidate(2, destabilising=4)], BOTH)
    assert [(line.may_rise, line.may_fall, line.is_near_tie) for line in near] == [
        (False, True, True),
        (True, False, True),
    ]
    far = ranked([candidate(1, intent=1, capability=1, opportunity=1, history=1), candidate(2, severity=5)], BOTH)
    assert not any(line.is_near_tie for line in far)


# Properties


def method_of(draw: st.DrawFn) -> Method:
    combining = st.sampled_from(Combining)
    return Method(draw(st.sampled_from(Rule)), Scale(5, draw(combining), draw(combining)))


@st.composite
def registers(draw: st.DrawFn) -> tuple[list[Candidate], Method]:
    found = []
    for number in range(1, draw(st.integers(0, 7)) + 1):
        values = {part: draw(st.integers(1, 5)) for part in PARTS}
        if draw(st.booleans()):
            del values["mass_atrocity"]
        shape = draw(st.sampled_from(["scored", "scored", "scored", "unscored", "other"]))
        found.append(Candidate(number, None if shape == "unscored" else values, 4 if shape == "other" else 5))
    return found, method_of(draw)


def standing_of(one: Candidate, method: Method) -> Standing:
    found = evaluate(one.values or {}, method.scale)
    return standing(found.risk, found.impact, found.destabilising, method.rule)


def one_step_away(values: dict[str, int]) -> list[dict[str, int]]:
    return [
        {**values, part: values[part] + step} for part in values for step in (-1, 1) if 1 <= values[part] + step <= 5
    ]


@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(case: tuple[list[Candidate], Method], chance: Random) -> None:
    found, method = case
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert ranked(shuffled, method) == ranked(found, method)


@given(registers())
def test_nobody_is_hidden(case: tuple[list[Candidate], Method]) -> None:
    found, method = case
    lines = ranked(found, method)
    assert sorted(line.number for line in lines) == [one.number for one in found]
    assert all((line.rank is None) == (line.unranked is not None) for line in lines)


@given(registers(), st.data())
def test_raising_a_score_never_lowers_a_rank(case: tuple[list[Candidate], Method], data: st.DataObject) -> None:
    found, method = case
    scored = [place for place, one in enumerate(found) if one.values and one.steps == 5]
    if not scored:
        return
    place = data.draw(st.sampled_from(scored))
    one = found[place]
    values = dict(one.values or {})
    part = data.draw(st.sampled_from(sorted(values)))
    more = [*found]
    more[place] = one._replace(values={**values, part: min(values[part] + 1, 5)})
    before, after = ranks(ranked(found, method))[one.number], ranks(ranked(more, method))[one.number]
    assert before is not None
    assert after is not None
    assert after <= before


@given(registers(), st.data())
def test_any_part_of_the_register_keeps_its_order(case: tuple[list[Candidate], Method], data: st.DataObject) -> None:
    found, method = case
    part = [one for one in found if data.draw(st.booleans())]
    numbers = {one.number for one in part}
    order = [line.number for line in ranked(found, method) if line.number in numbers]
    assert [line.number for line in ranked(part, method)] == order


@given(registers())
def test_only_the_equal_share_a_rank(case: tuple[list[Candidate], Method]) -> None:
    found, method = case
    held = {one.number: one for one in found}
    lines = [line for line in ranked(found, method) if line.rank is not None]
    for above, below in pairwise(lines):
        higher, lower = (standing_of(held[line.number], method) for line in (above, below))
        assert higher >= lower
        assert (above.rank == below.rank) is (higher == lower)


@settings(max_examples=200)
@given(registers())
def test_near_ties_are_those_that_a_trial_of_every_step_would_flip(case: tuple[list[Candidate], Method]) -> None:
    found, method = case
    scored = {one.number: one for one in found if one.values and one.steps == 5}
    here = {number: standing_of(one, method) for number, one in scored.items()}
    reach = {
        number: [standing_of(one._replace(values=values), method) for values in one_step_away(dict(one.values or {}))]
        for number, one in scored.items()
    }
    for line in ranked(found, method):
        if line.rank is None:
            continue
        me = line.number
        above = [number for number in here if here[number] > here[me]]
        below = [number for number in here if here[number] < here[me]]
        assert line.may_rise is any(max(reach[me]) > here[other] or min(reach[other]) < here[me] for other in above)
        assert line.may_fall is any(min(reach[me]) < here[other] or max(reach[other]) > here[me] for other in below)
