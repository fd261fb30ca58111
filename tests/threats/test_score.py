"""Scores: what is complete, how parts become likelihood, impact and risk, and what figures would suggest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threats.sample import SCALE, sheet, without_reasons
from tutela.assess.threats.rules.advice import ladders, suggest
from tutela.assess.threats.rules.proposing import Figures
from tutela.assess.threats.rules.scoring import (
    PARTS,
    Flaw,
    Method,
    Scale,
    combined,
    evaluate,
    flaws,
    risk_step,
    word_step,
)

TABLE = {
    5: [3, 4, 4, 5, 5],
    4: [2, 3, 4, 4, 5],
    3: [2, 3, 3, 4, 4],
    2: [2, 2, 3, 3, 4],
    1: [1, 2, 2, 2, 3],
}


def values(**more: int) -> dict[str, int]:
    return {part: score.value for part, score in sheet(**more).scores.items()}


def test_a_full_sheet_has_no_flaw() -> None:
    assert flaws(sheet(), 5, mass_atrocity_asked=False) == {}


def test_every_part_needs_its_step_and_its_reason() -> None:
    assert flaws(sheet(intent=0), 5, mass_atrocity_asked=False) == {"intent": Flaw.MISSING}
    assert flaws(sheet(intent=6, history=-1), 5, mass_atrocity_asked=False) == {
        "intent": Flaw.OFF_SCALE,
        "history": Flaw.OFF_SCALE,
    }
    assert set(flaws(without_reasons(sheet()), 5, mass_atrocity_asked=False).values()) == {Flaw.NO_REASON}
    assert flaws(sheet(luck=2), 5, mass_atrocity_asked=False) == {"luck": Flaw.UNKNOWN}


def test_the_question_of_mass_atrocities_must_be_answered_when_asked() -> None:
    assert flaws(sheet(), 5, mass_atrocity_asked=True) == {"mass_atrocity": Flaw.MISSING}
    assert flaws(sheet(mass_atrocity=1), 5, mass_atrocity_asked=True) == {}


@pytest.mark.parametrize(("method", "step"), [(Method.MEAN, 3), (Method.HIGHEST, 5)])
def test_parts_are_put_together_as_the_mission_says(method: Method, step: int) -> None:
    assert combined([1, 2, 2, 5], method) == step


def test_risk_is_likelihood_times_impact() -> None:
    found = evaluate(values(intent=4, capability=4, opportunity=4, history=4, scale=2, severity=5), SCALE)
    assert (found.likelihood, found.impact, found.risk, found.risk_step) == (4, 5, 20, 5)
    assert (found.destabilising, found.mass_atrocity) == (3, None)


def test_the_potential_for_mass_atrocities_is_never_averaged_away() -> None:
    mean = Scale(5, Method.MEAN, Method.MEAN)
    scored = values(scale=1, severity=1, displacement=1, mass_atrocity=5)
    assert evaluate(scored, mean).impact == 5
    assert evaluate({**scored, "mass_atrocity": 1}, mean).impact == 1


@pytest.mark.parametrize("likelihood", range(1, 6))
def test_the_words_of_risk_follow_the_stated_table(likelihood: int) -> None:
    assert [risk_step(likelihood, impact, 5) for impact in range(1, 6)] == TABLE[likelihood]


@pytest.mark.parametrize("steps", range(3, 8))
def test_every_word_is_in_use_on_every_scale(steps: int) -> None:
    every = range(1, steps + 1)
    assert {risk_step(one, two, steps) for one in every for two in every} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 6)])
def test_there_is_no_word_off_the_scale(likelihood: int, impact: int) -> None:
    with pytest.raises(ValueError, match="scale of 5"):
        risk_step(likelihood, impact, 5)


@pytest.mark.parametrize(
    ("steps", "words"), [(3, [1, 3, 5]), (4, [1, 2, 4, 5]), (5, [1, 2, 3, 4, 5]), (7, [1, 2, 2, 3, 4, 4, 5])]
)
def test_other_scales_borrow_the_nearest_word(steps: int, words: list[int]) -> None:
    assert [word_step(value, steps) for value in range(1, steps + 1)] == words


@st.composite
def scored(draw: st.DrawFn) -> tuple[Scale, dict[str, int]]:
    steps = draw(st.integers(3, 7))
    scale = Scale(steps, draw(st.sampled_from(Method)), draw(st.sampled_from(Method)))
    given_values = {part: draw(st.integers(1, steps)) for part in PARTS}
    if draw(st.booleans()):
        del given_values["mass_atrocity"]
    return scale, given_values


@given(scored(), st.data())
def test_a_higher_score_never_lowers_anything(case: tuple[Scale, dict[str, int]], data: st.DataObject) -> None:
    scale, before = case
    part = data.draw(st.sampled_from(sorted(before)))
    after = {**before, part: min(before[part] + 1, scale.steps)}
    low, high = evaluate(before, scale), evaluate(after, scale)
    assert all(now >= then for then, now in zip(low, high, strict=True) if then is not None and now is not None)
    assert 1 <= high.risk_step <= 5
    assert high.risk == high.likelihood * high.impact


# Advice

FIGURES = Figures(incidents=5, civilians_low=8, civilians_best=12, civilians_high=120, largest=4)


def test_figures_suggest_steps_with_their_range() -> None:
    made = {one.part: one for one in suggest(FIGURES, 5)}
    assert (made["history"].value, made["severity"].value) == (3, 2)
    assert (made["scale"].lowest, made["scale"].value, made["scale"].highest) == (2, 3, 5)
    assert (made["scale"].figure, made["scale"].amount) == ("civilians", 12)


def test_nothing_is_suggested_of_intent_or_without_incidents() -> None:
    assert "intent" not in {one.part for one in suggest(FIGURES, 5)}
    assert suggest(Figures(), 5) == ()


@given(st.integers(0, 500), st.integers(3, 7))
def test_a_suggestion_lies_on_the_scale_and_grows_with_the_figure(amount: int, steps: int) -> None:
    for ladder in ladders():
        assert 1 <= ladder.step(amount, steps) <= ladder.step(amount + 1, steps) <= steps
        assert ladder.reason
