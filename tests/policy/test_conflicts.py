"""Rules that contradict each other are found, told with both names and paragraphs, and settled only by an erratum."""

from __future__ import annotations

from typing import Any

import pytest

from tutela.policy.catalogue import Erratum, demands
from tutela.policy.checks import conflicts
from tutela.policy.duties import Duty, duty_from
from tutela.policy.gates import Gate, Strength, gate_from, gates

HEAD, CLOCK = "head_of_mission", "due_soon_days"


def _gate(name: str, *, deciders: tuple[str, ...] = (HEAD,), decided: str = "P60.8", **told: Any) -> Gate:
    facts = {"en": name, "fr": name, "cites": [decided], "deciders": list(deciders), "decider_cites": [decided]}
    return gate_from(name, {"asks": {"own": _ask("should", [])}, **facts, **told})


def _ask(strength: str, cites: list[str], clock: str = "") -> dict[str, Any]:
    return {"strength": strength, "en": "x", "fr": "x", "cites": cites or ["P1.1"], "owed_within": clock}


def _duty(name: str, cite: str, **told: Any) -> Duty:
    facts = {"kind": "triggered", "wing": "act", "en": name, "fr": name, "cites": [cite], "posts": [HEAD],
             "opens": ["occurrence:flood"], "satisfied": ["deed:relief"], "within": CLOCK}  # fmt: skip
    return duty_from(name, {**facts, **told})


def _gate_conflicts(*rules: Gate, errata: dict[str, Erratum] | None = None) -> list[str]:
    return list(map(str, conflicts(duties_={}, gates_={rule.name: rule for rule in rules}, errata=errata or {})))


def _duty_conflicts(*rules: Duty) -> list[str]:
    return list(map(str, conflicts(duties_={rule.name: rule for rule in rules}, gates_={}, errata={})))


def test_the_products_own_rules_do_not_contradict_each_other() -> None:
    assert conflicts() == []


def test_it_finds_different_deciders_for_the_same_demand() -> None:
    other = _gate("lodge", deciders=("force_commander",), cites=["P60.7"])
    assert _gate_conflicts(_gate("shelter"), other) == [
        "shelter (para 60) and lodge (para 60): different posts decide by the same demand."
    ]


def test_it_finds_that_a_named_post_and_nobody_decide_by_the_same_demand() -> None:
    other = _gate("lodge", deciders=(), decider_cites=[])
    assert len(_gate_conflicts(_gate("shelter"), other)) == 1


def test_it_finds_that_only_one_of_two_decisions_may_be_delegated() -> None:
    found = _gate_conflicts(_gate("shelter", is_delegable=False), _gate("lodge", is_delegable=True))
    assert found == [
        "shelter (para 60) and lodge (para 60): the same demand lets one decision be delegated and not the other."
    ]


def test_it_finds_a_limit_that_another_gate_only_asks_for() -> None:
    one = _gate("move", decided="P60.11", asks={"free": _ask("limit", ["P60.13"])})
    other = _gate("escort", decided="A3.0.3", asks={"willing": _ask("must", ["P60.13", "P61.3"], CLOCK)})
    assert _gate_conflicts(one, other) == [
        "move (para 60) and escort (para 60, 61): the same demand is “limit” in one and “must” in the other."
    ]


def test_it_finds_one_demand_with_two_clocks_in_gates() -> None:
    one = _gate("move", decided="P60.11", asks={"risks": _ask("must", ["P62.1"], CLOCK)})
    other = _gate("escort", decided="A3.0.3", asks={"dangers": _ask("must", ["P62.1"], "owed_after_hours")})
    assert _gate_conflicts(one, other) == [
        "move (para 62) and escort (para 62): the same demand is owed afterwards by different clocks."
    ]


@pytest.mark.parametrize(
    ("told", "matter"),
    [
        ({"within": "assessment_due_days"}, "by different clocks"),
        ({"posts": ["force_commander", HEAD]}, "owed by different posts"),
    ],
)
def test_it_finds_two_duties_on_the_same_event_with_the_same_answer(told: dict[str, Any], matter: str) -> None:
    found = _duty_conflicts(_duty("help", "P61.3"), _duty("rescue", "A13.b.1", **told))
    assert found == [f"help (para 61) and rescue (para A.13.b): the same event and the same answer, {matter}."]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"within": "assessment_due_days", "opens": ["occurrence:fire"]},
        {"within": "assessment_due_days", "satisfied": ["deed:report"]},
        {"within": "assessment_due_days", "satisfied": [{"event": "know.incidents.incident_recorded"}]},
    ],
)
def test_duties_that_differ_in_event_or_answer_or_in_nothing_are_no_conflict(told: dict[str, Any]) -> None:
    assert _duty_conflicts(_duty("help", "P61.3"), _duty("rescue", "P61.4", **told)) == []


@pytest.mark.parametrize(("clock", "count"), [("assessment_due_days", 0), ("owed_after_hours", 1)])
def test_to_begin_and_to_finish_one_thing_is_no_conflict_unless_it_must_be_finished_first(
    clock: str, count: int
) -> None:
    begun = _duty("begin", "P87.3", satisfied=["deed:begun", "deed:done"])  # within 14 days
    finished = _duty("finish", "P87.4", satisfied=["deed:done"], within=clock)  # within 30 days, or sooner
    assert len(_duty_conflicts(begun, finished)) == count


def test_a_pattern_that_asks_for_less_meets_one_that_asks_for_more() -> None:
    wide = _duty("help", "P61.3", opens=["know.incidents.incident_recorded"])
    narrow = _duty(
        "rescue",
        "P61.4",
        within="assessment_due_days",
        opens=[{"event": "know.incidents.incident_recorded", "where": {"kind": "flood"}}],
    )
    assert len(_duty_conflicts(wide, narrow)) == 1


def test_gates_that_agree_or_share_no_demand_are_no_conflict() -> None:
    same = {"risks": _ask("must", ["P62.1"], CLOCK)}
    one, other = _gate("move", decided="P60.11", asks=same), _gate("escort", decided="P60.11", asks=same)
    apart = _gate("lend", deciders=("mission_support",), decided="A4.a", asks={"first": _ask("should", ["P79.1"])})
    assert _gate_conflicts(one, other, apart) == []


@pytest.mark.parametrize(("names", "count"), [(("shelter", "lodge"), 0), (("shelter",), 1), (("lodge", "move"), 1)])
def test_only_an_erratum_that_names_both_rules_settles_them(names: tuple[str, ...], count: int) -> None:
    erratum = Erratum("read_so", "tension", ("P60.8",), {"en": "x"}, {"en": "x"}, names)
    found = _gate_conflicts(
        _gate("shelter"), _gate("lodge", deciders=("force_commander",)), errata={"read_so": erratum}
    )
    assert len(found) == count


@pytest.mark.parametrize("gate", gates().values(), ids=list(gates()))
def test_what_the_policy_only_recommends_never_blocks(gate: Gate) -> None:
    blocking = [ask for ask in gate.asks if ask.strength is not Strength.SHOULD]
    mere = [ask.name for ask in blocking if {demands()[cite].kind for cite in ask.cites} == {"recommendation"}]
    assert mere == []


def test_the_absolute_limits_of_the_policy_are_limits() -> None:
    limits = {cite for gate in gates().values() for ask in gate.asks if ask.strength is Strength.LIMIT
              for cite in ask.cites}  # fmt: skip
    assert {"P23.3", "P32.7", "P54.4", "P60.13", "A5.i.3", "A6.i.3"} <= limits
    assert "P75.17" not in limits
