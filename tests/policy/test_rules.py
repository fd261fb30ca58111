"""The rule files: nothing cites, names or rests on what does not exist, and no rule goes without a citation."""

from __future__ import annotations

import pytest

from tutela.policy.catalogue import dangling, demands, errata
from tutela.policy.duties import Duty, duties, duty_from
from tutela.policy.duties.rules import DEED, OCCURRENCE
from tutela.policy.gates import Gate, gate_from, gates
from tutela.policy.parameters import parameters
from tutela.policy.roles import roles
from tutela.policy.vocabulary import terms


@pytest.mark.parametrize("duty", duties().values(), ids=list(duties()))
def test_a_duty_cites_demands_and_rests_on_parameters_that_are_there(duty: Duty) -> None:
    assert dangling(duty.cites) == []
    assert [name for name in duty.spans if parameters()[name].unit not in {"days", "hours"}] == []
    assert set(duty.labels) == {"en", "fr"}
    deeds = {**terms("deeds_regular"), **terms("deeds_prompted")}
    for pattern in (*duty.satisfied, *duty.opens, *duty.looks):
        known = {DEED: deeds, OCCURRENCE: terms("occurrences")}.get(pattern.event)
        assert known is None or set(pattern.where["kind"]) <= set(known)


@pytest.mark.parametrize("gate", gates().values(), ids=list(gates()))
def test_a_gate_cites_demands_and_its_clocks_are_there(gate: Gate) -> None:
    cited = (*gate.cites, *gate.decider_cites, *(cite for ask in gate.asks for cite in ask.cites))
    assert dangling(cited) == []
    assert {ask.owed_within for ask in gate.asks if ask.owed_within} <= set(parameters())


def test_every_deed_and_occurrence_is_read_by_a_duty() -> None:
    patterns = [one for duty in duties().values() for one in (*duty.satisfied, *duty.opens, *duty.looks)]
    read = {kind for one in patterns for kind in one.where.get("kind", ())}
    assert [code for name in ("deeds_regular", "deeds_prompted", "occurrences") for code in terms(name)
            if code not in read] == []  # fmt: skip


def test_every_demand_that_is_a_duty_or_a_gate_is_cited_by_one() -> None:
    by_duties = {cite for duty in duties().values() for cite in duty.cites}
    by_gates = {cite for gate in gates().values() for ask in gate.asks for cite in ask.cites}
    by_gates |= {cite for gate in gates().values() for cite in (*gate.cites, *gate.decider_cites)}
    wanted = {"duty": by_duties | by_gates, "gate": by_gates | by_duties}
    missing = [row.id for row in demands().values() if row.id not in wanted.get(str(row.disposition), {row.id})]
    assert missing == []


def test_whoever_owes_or_decides_is_a_role() -> None:
    named = {post for duty in duties().values() for post in duty.posts}
    named |= {post for gate in gates().values() for post in gate.deciders}
    assert named - set(roles()) == set()


def test_errata_cite_demands_and_settle_rules_that_are_there() -> None:
    names = set(duties()) | set(gates())
    for erratum in errata().values():
        assert erratum.cites
        assert dangling(erratum.cites) == []
        assert set(erratum.settles) <= names
        assert erratum.defects.keys() == erratum.readings.keys() == {"en", "fr"}


@pytest.mark.parametrize("missing", ["cites", "posts", "satisfied", "kind"])
def test_a_duty_without_its_parts_is_refused(missing: str) -> None:
    told = {"kind": "rolling", "wing": "account", "en": "x", "fr": "x", "cites": ["P1.1"], "posts": ["jmac_analyst"],
            "satisfied": ["deed:x"], "every": "due_soon_days"}  # fmt: skip
    assert duty_from("whole", told).name == "whole"
    with pytest.raises((KeyError, ValueError)):
        duty_from("broken", {key: value for key, value in told.items() if key != missing})
    with pytest.raises(ValueError, match="no part of a duty"):
        duty_from("strange", {**told, "strange": 1})


def test_a_gate_without_a_citation_or_a_clock_is_refused() -> None:
    told = {"en": "x", "fr": "x", "cites": ["P1.1"], "deciders": ["head_of_mission"]}
    ask = {"strength": "must", "en": "x", "fr": "x", "cites": ["P1.1"], "owed_within": "due_soon_days"}
    assert gate_from("whole", {**told, "asks": {"one": ask}}).asks
    for broken in ({**told, "cites": []}, {**told, "asks": {"one": {**ask, "owed_within": ""}}},
                   {**told, "asks": {"one": {**ask, "cites": []}}}, {**told, "strange": 1}):  # fmt: skip
        with pytest.raises(ValueError, match=r"cites|clock|no part"):
            gate_from("broken", broken)
