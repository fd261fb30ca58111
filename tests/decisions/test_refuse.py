"""A refusal by a gate says word for word what the examples of the policy say, and then who decides."""

from __future__ import annotations

import pytest

from tutela.access.rules import Compartment
from tutela.act.decisions.rules import (
    CLOSELY_HELD,
    CONFIRMATION,
    CONFIRMED_WITHIN,
    ROOMS,
    GateClosed,
    clock_of,
    may_confirm,
    reference_typed,
)
from tutela.kernel.verdicts import Outcome
from tutela.policy.cases import GateCase, gate_cases
from tutela.policy.gates import gates, judge
from tutela.policy.parameters import parameters

REFUSED = [one for one in gate_cases() if one.outcome == Outcome.NO]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.gate}: {case.name}")
def test_it_says_what_the_example_says(case: GateCase) -> None:
    gate = gates()[case.gate]
    verdict = judge(gate, case.asked)
    refused = GateClosed(gate, verdict, deciders=["the decider"])
    assert str(refused).startswith(case.text)
    assert str(refused).endswith(" Who decides: the decider.") == verdict.needs_decider
    assert refused.paragraphs == verdict.cites != ()
    assert refused.remedy


def test_the_error_shape_has_its_code_and_paragraphs() -> None:
    case = REFUSED[0]
    gate = gates()[case.gate]
    told = GateClosed(gate, judge(gate, case.asked)).as_json()
    assert told["code"] == "gate_closed"
    assert told["paragraphs"]


def test_everything_that_can_be_owed_has_a_clock_in_hours() -> None:
    clocks = {clock_of(gate, ask.name) for gate in gates().values() for ask in gate.asks if ask.owed_within}
    assert {parameters()[name].unit for name in clocks | {CONFIRMED_WITHIN}} == {"hours"}
    assert clock_of(gates()["shelter_inside_premises"], CONFIRMATION) == CONFIRMED_WITHIN


def test_no_room_shuts_out_an_act_that_can_answer_violence() -> None:
    assert not [name for name in ROOMS if gates()[name].is_response]
    assert set(ROOMS.values()) <= set(Compartment)
    assert set(gates()) >= CLOSELY_HELD


def test_the_decider_alone_confirms() -> None:
    gate = gates()["shelter_inside_premises"]
    assert (may_confirm(gate, "head_of_mission"), may_confirm(gate, "force_commander")) == (True, False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(" t-12 ", "T-000012"), ("I0007", "I-000007"), ("area:OV01", "area:OV01"), ("", ""), ("DE-000001", "DE-000001")],
)
def test_a_reference_is_read_however_it_is_typed(typed: str, meant: str) -> None:
    assert reference_typed(typed) == meant
